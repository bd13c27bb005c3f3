"""The events that are about no message: members, channels, the Home, sessions, and the app's own life (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes

if TYPE_CHECKING:
    from sandbox.model import Json
    from sandbox.workspace import Workspace


def app_event(workspace: Workspace, change: changes.Change, home: Json | None) -> Json | None:
    """Return the event a change causes, None when the app is not to know; `home` is the Home of a person who opens it.

    An event's `type` is what the app subscribes to.
    """
    match change:
        case changes.MembershipChanged():
            return _membership(workspace, change)
        case changes.ChannelRenamed() | changes.ChannelArchived():
            return _channel(workspace, change)
        case changes.HomeOpened(user, tab, channel_id, at):
            event: Json = {"type": "app_home_opened", "user": user, "channel": channel_id, "tab": tab, "event_ts": at}
            return event | {"view": home} if home is not None and tab == "home" else event
        case changes.SessionStopped():
            return _stopped(change)
        case changes.EntityOpened():
            return _entity_opened(change)
        case changes.TokensRevoked(at):
            tokens = {"oauth": list[str](), "bot": [workspace.app.user_id]}
            return {"type": "tokens_revoked", "tokens": tokens, "event_ts": at}
        case changes.AppUninstalled(at):
            return {"type": "app_uninstalled", "event_ts": at}
        case _:
            return None


def _channel(workspace: Workspace, change: changes.ChannelRenamed | changes.ChannelArchived) -> Json | None:
    channel = change.channel
    if workspace.app.user_id not in channel.members:
        return None
    if isinstance(change, changes.ChannelArchived):
        return {"type": "channel_archive", "channel": channel.id, "user": change.user, "event_ts": change.at}
    named = {"id": channel.id, "name": channel.name, "created": channel.created}
    return {"type": "channel_rename", "channel": named, "event_ts": change.at}


def _stopped(change: changes.SessionStopped) -> Json:
    return {
        "type": "agent_session_stopped",
        "channel": change.channel,
        "thread_ts": change.thread_ts,
        "user": change.user,
        "streaming_message_ts": list(change.streams),
        "event_ts": change.at,
    }


def _entity_opened(change: changes.EntityOpened) -> Json:
    message, entity = change.message, change.entity
    event: Json = {
        "type": "entity_details_requested",
        "user": change.user,
        "external_ref": entity["external_ref"],
        "entity_url": entity.get("url"),
        "app_unfurl_url": entity.get("app_unfurl_url"),
        "trigger_id": change.trigger_id,
        "user_locale": "en-US",
        "channel": message.channel,
        "message_ts": message.ts,
        "event_ts": change.at,
    }
    return event | {"thread_ts": message.thread_ts} if message.thread_ts else event


def _membership(workspace: Workspace, change: changes.MembershipChanged) -> Json | None:
    if workspace.app.user_id not in {*change.channel.members, change.user}:
        return None
    event: Json = {
        "type": "member_joined_channel" if change.joined else "member_left_channel",
        "user": change.user,
        "channel": change.channel.id,
        "channel_type": "C" if change.channel.kind == "channel" else "G",
        "team": workspace.team.id,
        "event_ts": change.at,
    }
    return event | {"inviter": change.inviter} if change.inviter else event
