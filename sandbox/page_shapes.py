"""What the page is told, and in what shape (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes, shapes
from sandbox.emoji import ALIASES, EMOJI
from sandbox.model import SLACKBOT_ID
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message
    from sandbox.service import Service
    from sandbox.workspace import Workspace

_ALL_EMOJI = EMOJI | {alias: EMOJI[name] for alias, name in ALIASES.items()}


def channel_of(channel: Channel) -> Json:
    """Return a channel as the page lists it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": list(channel.members),
        "topic": channel.topic,
        "archived": channel.archived,
    }


def state(service: Service, switches: Json) -> Json:
    """Return everything the page needs to draw itself, messages left out."""
    workspace, features = service.workspace, service.manifest.features
    return {
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "app": {
            "name": workspace.app.name,
            "bot_user_id": workspace.app.user_id,
            "description": service.manifest.display_information.description,
            "home": features.app_home.home_tab_enabled,
            "stoppable": service.manifest.is_stoppable,
            "prompts": [prompt.model_dump() for prompt in features.agent_view.suggested_prompts]
            if features.agent_view
            else [],
        },
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "real_name": person.real_name,
                "color": person.color,
                "is_bot": person.is_bot,
            }
            for person in workspace.people.values()
        ],
        "channels": [channel_of(channel) for channel in workspace.channels.values()],
        "commands": [
            {"command": entry.command, "description": entry.description, "usage_hint": entry.usage_hint}
            for entry in features.slash_commands
        ],
        "shortcuts": [
            {
                "name": entry.name,
                "type": entry.type,
                "callback_id": entry.callback_id,
                "description": entry.description,
            }
            for entry in features.shortcuts
        ],
        "emoji": _ALL_EMOJI,
        "faults": switches,
    }


def message_of(message: Message) -> Json:
    """Return a message as the page draws it; fields that say nothing are left out."""
    shape: Json = {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "text": message.text,
        "reactions": shapes.reactions(message),
    }
    optional: Json = {
        "thread_ts": message.thread_ts,
        "bot_id": message.bot_id,
        "username": "Slackbot" if message.user == SLACKBOT_ID else message.username,
        "subtype": message.subtype,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "ephemeral": message.ephemeral_for is not None,
        "files": message.files,
        "stream": message.stream.state if message.stream else None,
    }
    shape |= {name: value for name, value in optional.items() if value}
    if message.edited_ts:
        shape["edited"] = {"ts": message.edited_ts}
    if message.replies:
        shape |= {
            "reply_count": len(message.replies),
            "reply_users": list(message.reply_users),
            "latest_reply": message.replies[-1],
        }
    return shape


def listing(channel: Channel, user: str, thread_ts: str | None) -> list[Json]:
    """Return a channel's roots and broadcasts, or a thread with its root first, and what only `user` sees there."""
    if thread_ts is None:
        timestamps = channel.timeline
    else:
        root = channel.messages.get(thread_ts)
        if root is None:
            raise SlackRefusalError("thread_not_found")
        timestamps = [root.ts, *root.replies]
    whispers = [
        message for message in channel.ephemerals if message.ephemeral_for == user and message.thread_ts == thread_ts
    ]
    messages = [*(channel.messages[ts] for ts in timestamps), *whispers]
    return [message_of(message) for message in sorted(messages, key=lambda message: message.ts)]


def aside(workspace: Workspace, channel: Channel) -> list[Json]:
    """Return what the app shows beside a channel's messages now, as the frames that would tell of it."""
    threads = workspace.threads
    told: list[changes.Change] = []
    for (place, ts), status in threads.statuses.items():
        told.append(changes.StatusSet(place, ts, status.text, status.loading))
    for (place, ts), title in threads.titles.items():
        told.append(changes.TitleSet(place, ts, title))
    for (place, ts), session in threads.sessions.items():
        told.append(changes.SessionChanged(place, ts, session.status, session.title))
    for place, prompts in threads.prompts.items():
        told.append(changes.PromptsSet(place, prompts.prompts, prompts.title))
    shown = [frame for change in told if (frame := _beside(change)) is not None]
    return [frame for frame in shown if frame["channel"] == channel.id]


def _beside(change: changes.Change) -> Json | None:
    match change:
        case changes.StatusSet(channel, ts, text, loading):
            return {"type": "status", "channel": channel, "thread_ts": ts, "text": text, "loading": list(loading)}
        case changes.TitleSet(channel, ts, title):
            return {"type": "title", "channel": channel, "thread_ts": ts, "title": title}
        case changes.SessionChanged(channel, ts, status, title):
            return {"type": "session", "channel": channel, "thread_ts": ts, "status": status, "title": title}
        case changes.PromptsSet(channel, prompts, title):
            return {"type": "suggested_prompts", "channel": channel, "title": title, "prompts": list(prompts)}
        case _:
            return None


def _root_too(workspace: Workspace, message: Message) -> list[Json]:
    """Return the root of a reply as changed: its summary of the thread is another now."""
    root = workspace.channels[message.channel].messages.get(message.thread_ts or "") if message.is_reply else None
    return [] if root is None else [{"type": "message_changed", "message": message_of(root)}]


def _deleted(message: Message) -> Json:
    frame: Json = {"type": "message_deleted", "channel": message.channel, "ts": message.ts}
    return frame | {"thread_ts": message.thread_ts} if message.is_reply else frame


def _sees(workspace: Workspace, channel_id: str, user: str) -> bool:
    channel = workspace.channels[channel_id]
    return channel.kind == "channel" or user in channel.members


def frames(workspace: Workspace, change: changes.Change, user: str) -> list[Json]:
    """Return what a page that acts as `user` is told of a change, oldest first; [] when it is not theirs to know."""
    match change:
        case (
            changes.MessagePosted(message)
            | changes.MessageChanged(message)
            | changes.MessageGrew(message)
            | changes.MessageDeleted(message)
        ):
            return _about_message(workspace, change, message) if _sees(workspace, message.channel, user) else []
        case changes.ReactionChanged(message):
            frame: Json = {"type": "reaction", "channel": message.channel, "ts": message.ts}
            frame["reactions"] = shapes.reactions(message)
            return [frame] if _sees(workspace, message.channel, user) else []
        case changes.EphemeralChanged(message):
            return _about_whisper(change) if message.ephemeral_for == user else []
        case changes.ChannelChanged(channel):
            return [{"type": "channel", "channel": channel_of(channel)}]
        case _:
            beside = _beside(change)
            if beside is not None:
                return [beside] if _sees(workspace, beside["channel"], user) else []
            return _about_app(change, user)


def _about_app(change: changes.Change, user: str) -> list[Json]:
    match change:
        case changes.HomePublished(owner, view):
            return [{"type": "home", "user": owner, "view": view}] if owner == user else []
        case changes.EntityShown(viewer, entity):
            return [{"type": "entity", "entity": entity}] if viewer == user else []
        case changes.ViewChanged(owner, action, view):
            return [{"type": "view", "action": action, "view": view}] if owner == user else []
        case changes.ConnectionsChanged(count):
            return [{"type": "connection", "bot_connected": count > 0}]
        case _:
            return []


def _about_message(workspace: Workspace, change: changes.Change, message: Message) -> list[Json]:
    match change:
        case changes.MessagePosted():
            return [{"type": "message", "message": message_of(message)}, *_root_too(workspace, message)]
        case changes.MessageDeleted():
            return [_deleted(message), *_root_too(workspace, message)]
        case _:
            return [{"type": "message_changed", "message": message_of(message)}]


def _about_whisper(change: changes.EphemeralChanged) -> list[Json]:
    match change.action:
        case "posted":
            return [{"type": "ephemeral", "message": message_of(change.message)}]
        case "changed":
            return [{"type": "message_changed", "message": message_of(change.message)}]
        case "deleted":
            return [_deleted(change.message)]
