"""Messages, channels and people in the shapes Slack gives them in answers and events (pure)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox import seeds
from sandbox.model import SLACKBOT_ID

if TYPE_CHECKING:
    from sandbox.model import AppIdentity, Channel, Json, Message, Person, Team
    from sandbox.workspace import Workspace

_TOKEN = re.compile(r"<(?P<mark>[@#!])?(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>|:(?P<emoji>[a-z0-9_+'-]+):")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def unescaped(text: str) -> str:
    """Return text with Slack's three entities as characters."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _plain(text: str) -> Json:
    return {"type": "text", "text": unescaped(text)}


def _element(match: re.Match[str]) -> Json:
    if match["emoji"]:
        return {"type": "emoji", "name": match["emoji"]}
    target, label = match["target"], match["label"]
    match match["mark"]:
        case "@":
            return {"type": "user", "user_id": target}
        case "#":
            return {"type": "channel", "channel_id": target}
        case "!":
            return {"type": "broadcast", "range": target}
        case _:
            link: Json = {"type": "link", "url": unescaped(target)}
            return link if label is None else link | {"text": unescaped(label)}


def rich_text(text: str, block_id: str) -> Json:
    """Return the rich_text block Slack's own client sends beside a typed text."""
    elements: list[Json] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            elements.append(_plain(text[end : match.start()]))
        elements.append(_element(match))
        end = match.end()
    if end < len(text):
        elements.append(_plain(text[end:]))
    return {
        "type": "rich_text",
        "block_id": block_id,
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def reactions(message: Message) -> list[Json]:
    """Return a message's reactions, in the order in which they first came."""
    return [{"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()]


def bot_profile(app: AppIdentity, team: Team) -> Json:
    """Return what Slack adds to every message of a bot."""
    return {
        "id": app.bot_id,
        "app_id": app.app_id,
        "user_id": app.user_id,
        "name": app.name,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "deleted": False,
        "updated": 1700000000,
        "team_id": team.id,
    }


def _authorship(workspace: Workspace, message: Message) -> Json:
    if message.subtype == "bot_message":
        own = message.bot_id == workspace.app.bot_id
        app_id = workspace.app.app_id if own else seeds.OTHER_APP_ID
        shape: Json = {"subtype": "bot_message", "bot_id": message.bot_id, "app_id": app_id}
        shape["username"] = message.username
        if message.icon_emoji:
            shape["icons"] = {"emoji": message.icon_emoji}
        elif message.icon_url:
            shape["icons"] = {"image_48": message.icon_url}
        return shape
    shape = {"user": message.user} if message.user else {}
    if message.bot_id:
        shape |= {
            "bot_id": message.bot_id,
            "app_id": workspace.app.app_id,
            "bot_profile": bot_profile(workspace.app, workspace.team),
        }
    if message.subtype:
        shape["subtype"] = message.subtype
    return shape


def _content(message: Message) -> Json:
    shape: Json = {}
    if message.client_msg_id:
        shape["client_msg_id"] = message.client_msg_id
    if message.blocks:
        shape["blocks"] = message.blocks
    elif message.client_msg_id:
        shape["blocks"] = [rich_text(message.text, message.client_msg_id[:5])]
    if message.attachments:
        shape["attachments"] = message.attachments
    if message.files:
        shape |= {"files": message.files, "upload": True}
    if message.stream is not None:
        shape["streaming_state"] = message.stream.state
    if message.edited_ts:
        shape["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    return shape


def message_shape(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """Return a message as answers and events carry it, without what only a history tells (see `listed`)."""
    home = workspace.team_of(message.user)
    shape: Json = {"type": "message", "ts": message.ts, "text": message.text, "team": home}
    if home != workspace.team.id:
        shape |= {"user_team": home, "source_team": home}
    shape |= _authorship(workspace, message) | _content(message)
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.is_reply:
        shape["parent_user_id"] = message.parent_user
    if with_metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape


def thread_summary(message: Message) -> Json:
    """Return what a thread's root tells about its replies; empty when it has none."""
    if not message.replies:
        return {}
    return {
        "reply_count": len(message.replies),
        "reply_users_count": len(message.reply_users),
        "latest_reply": message.replies[-1],
        "reply_users": list(message.reply_users[:5]),
        "is_locked": False,
        "subscribed": False,
    }


def listed(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """Return a message as histories list it, with thread summary and reactions."""
    shape = message_shape(workspace, message, with_metadata=with_metadata) | thread_summary(message)
    if message.broadcast and message.thread_ts:
        root = workspace.channels[message.channel].messages.get(message.thread_ts)
        if root is not None:
            shape["root"] = message_shape(workspace, root) | thread_summary(root)
    if message.reactions:
        shape["reactions"] = reactions(message)
    return shape


def person_shape(person: Person, team: Team, app: AppIdentity) -> Json:
    """Return a user as users.info and users.list give it."""
    profile: Json = {
        "real_name": person.real_name,
        "display_name": person.name,
        "real_name_normalized": person.real_name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": person.id.lower(),
        "team": person.team_id or team.id,
    }
    if person.id == app.user_id:
        profile |= {"api_app_id": app.app_id, "bot_id": app.bot_id, "always_active": True}
    return {
        "id": person.id,
        "team_id": person.team_id or team.id,
        "name": person.name,
        "deleted": False,
        "color": person.color,
        "real_name": person.real_name,
        "tz": "Europe/London",
        "tz_label": "Greenwich Mean Time",
        "tz_offset": 0,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_stranger": person.team_id is not None,
        "updated": 1700000000,
    }


def channel_shape(workspace: Workspace, channel: Channel, viewer: str) -> Json:
    """Return a channel as conversations.info and conversations.list give it to `viewer`."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_org_shared": False,
        "context_team_id": workspace.team.id,
        "updated": channel.created * 1000,
    }
    if channel.kind == "im":
        return common | {"is_im": True, "user": channel.partner_of(viewer), "is_user_deleted": False, "priority": 0}
    private = channel.kind != "channel"
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not private,
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": private,
        "is_general": channel.is_general,
        "is_shared": workspace.is_shared(channel),
        "is_ext_shared": workspace.is_shared(channel),
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": [workspace.team.id],
        "unlinked": 0,
        "creator": SLACKBOT_ID,
        "is_member": viewer in channel.members,
        "topic": topic,
        "purpose": dict(topic),
        "previous_names": [],
    }
