"""Which happenings the app is told of, and in what shape: the Events API's side of a workspace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox import changes, shapes
from sandbox.app_events import app_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.manifest import Manifest
    from sandbox.model import Channel, Json, Message
    from sandbox.workspace import Workspace

# One of these scopes lets the app receive the event; none named: no scope is needed.
EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_rename": ("channels:read",),
    "channel_archive": ("channels:read",),
    "agent_session_stopped": ("chat:write",),
    "link_shared": ("links:read",),
    "entity_details_requested": (),
    "app_home_opened": (),
    "app_uninstalled": (),
    "tokens_revoked": (),
}
_LINK = re.compile(r"<(https?://[^|>]+)")
_MESSAGE_EVENTS = {
    "channel": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class EventSource:
    """Observes a workspace and hands `deliver` the payloads the app subscribed to, may see, and is there to see."""

    def __init__(
        self,
        workspace: Workspace,
        manifest: Manifest,
        home_view: Callable[[str], Json | None],
        deliver: Callable[[Json], object],
    ) -> None:
        self._workspace = workspace
        self._manifest = manifest
        self._home_view = home_view
        self._deliver = deliver
        self._count = 0
        # Ids differ from start to start: the app may keep what it saw in an earlier one.
        self._prefix = f"Ev{int(workspace.now() * 1000):X}"
        self._mention = re.compile(rf"<@{workspace.app.user_id}(\|[^>]*)?>")

    def wants(self, subscription: str) -> bool:
        """Tell whether the app subscribes to an event and has a scope for it."""
        needed = EVENT_SCOPES[subscription]
        return subscription in self._manifest.bot_events and (
            not needed or any(scope in self._manifest.scopes for scope in needed)
        )

    def observe(self, change: changes.Change) -> None:
        """Turn one change into the events it causes, if any."""
        match change:
            case changes.MessagePosted(message):
                self._posted(message)
            case changes.MessageChanged():
                self._changed(change)
            case changes.MessageDeleted():
                self._deleted(change)
            case changes.ReactionChanged():
                self._reaction(change)
            case _:
                home = self._home_view(change.user) if isinstance(change, changes.HomeOpened) else None
                event = app_event(self._workspace, change, home)
                if event is not None:
                    self._emit(event["type"], event)

    # ---- messages

    def _posted(self, message: Message) -> None:
        channel = self._workspace.channels[message.channel]
        mentioned = self._mentions(message)
        if self._workspace.app.user_id not in channel.members:
            if mentioned and message.user:
                self._workspace.whisper(
                    channel,
                    message.user,
                    f"You mentioned <@{self._workspace.app.user_id}>, but they’re not in this channel.",
                )
            return
        event = self._message_event(channel, message)
        self._emit(_MESSAGE_EVENTS[channel.kind], event | {"channel_type": channel.type_name})
        if mentioned and channel.kind != "im":
            self._emit("app_mention", _as_mention(event))
        self._links(channel, message)

    def _links(self, channel: Channel, message: Message) -> None:
        domains = self._manifest.features.unfurl_domains
        urls = [shapes.unescaped(match[1]) for match in _LINK.finditer(message.text)]
        links = [{"domain": host, "url": url} for url in urls if (host := urlsplit(url).hostname) in domains]
        if links and message.bot_id != self._workspace.app.bot_id:
            event: Json = {"type": "link_shared", "channel": channel.id, "user": message.user, "links": links}
            event |= {"message_ts": message.ts, "source": "conversations_history", "is_bot_user_member": True}
            if message.thread_ts:
                event["thread_ts"] = message.thread_ts
            self._emit("link_shared", event | {"event_ts": message.ts})

    def _mentions(self, message: Message) -> bool:
        """Tell whether the app is mentioned by somebody else; other apps' bots count."""
        return message.bot_id != self._workspace.app.bot_id and bool(self._mention.search(message.text))

    def _message_event(self, channel: Channel, message: Message) -> Json:
        event = shapes.message_shape(self._workspace, message) | {"channel": channel.id, "event_ts": message.ts}
        if message.broadcast and message.thread_ts:
            root = channel.messages[message.thread_ts]
            event["root"] = shapes.message_shape(self._workspace, root) | shapes.thread_summary(root)
        return event

    def _changed(self, change: changes.MessageChanged) -> None:
        channel = self._workspace.channels[change.message.channel]
        if self._workspace.app.user_id not in channel.members:
            return
        message = shapes.message_shape(self._workspace, change.message) | shapes.thread_summary(change.message)
        event = {
            "type": "message",
            "subtype": "message_changed",
            "message": message,
            "previous_message": change.previous,
            **_hidden(channel, change.at),
        }
        self._emit(_MESSAGE_EVENTS[channel.kind], event)
        if change.by_edit and self._mentions(change.message) and channel.kind != "im":
            again = self._message_event(channel, change.message)
            self._emit("app_mention", _as_mention(again) | {"event_ts": change.at})

    def _deleted(self, change: changes.MessageDeleted) -> None:
        channel = self._workspace.channels[change.message.channel]
        if self._workspace.app.user_id not in channel.members:
            return
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": change.previous,
            "deleted_ts": change.message.ts,
            **_hidden(channel, change.at),
        }
        self._emit(_MESSAGE_EVENTS[channel.kind], event)

    # ---- everything else

    def _reaction(self, change: changes.ReactionChanged) -> None:
        channel = self._workspace.channels[change.message.channel]
        if self._workspace.app.user_id not in channel.members:
            return
        name = "reaction_added" if change.added else "reaction_removed"
        event = {
            "type": name,
            "user": change.user,
            "reaction": change.name,
            "item": {"type": "message", "channel": channel.id, "ts": change.message.ts},
            "event_ts": change.at,
        }
        if change.message.user:
            event["item_user"] = change.message.user
        self._emit(name, event)

    def _emit(self, subscription: str, event: Json) -> None:
        if not self.wants(subscription):
            return
        self._count += 1
        team, app = self._workspace.team, self._workspace.app
        authorization = {
            "enterprise_id": team.enterprise_id,
            "team_id": team.id,
            "user_id": app.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        grid = {"enterprise_id": team.enterprise_id} if team.enterprise_id else {}
        self._deliver(
            grid
            | {
                "token": "sandbox-verification",
                "team_id": team.id,
                "context_team_id": team.id,
                "context_enterprise_id": team.enterprise_id,
                "api_app_id": app.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": f"{self._prefix}{self._count:05d}",
                "event_time": int(self._workspace.now()),
                "authorizations": [authorization],
                "is_ext_shared_channel": self._is_shared(event.get("channel")),
                "event_context": f"4-{self._count:09d}",
            }
        )

    def _is_shared(self, channel_id: object) -> bool:
        channel = self._workspace.channels.get(channel_id) if isinstance(channel_id, str) else None
        return channel is not None and self._workspace.is_shared(channel)


def _hidden(channel: Channel, at: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.type_name, "hidden": True, "ts": at, "event_ts": at}


def _as_mention(event: Json) -> Json:
    mention = {name: value for name, value in event.items() if name not in {"subtype", "root"}}
    return mention | {"type": "app_mention"}
