"""Which happenings the app is told of, and in what shape: the Events API's side of a workspace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox import changes, shapes

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
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "app_home_opened": (),
    "tokens_revoked": (),
}
_MESSAGE_EVENTS = {"channel": "message.channels", "private": "message.groups", "im": "message.im"}


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
            case changes.MembershipChanged():
                self._membership(change)
            case changes.HomeOpened():
                self._home_opened(change)
            case changes.TokensRevoked(at):
                tokens = {"oauth": list[str](), "bot": [self._workspace.app.user_id]}
                self._emit("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": at})
            case _:
                pass

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
            "item_user": change.message.user,
            "event_ts": change.at,
        }
        self._emit(name, event)

    def _membership(self, change: changes.MembershipChanged) -> None:
        app_user = self._workspace.app.user_id
        if app_user not in change.channel.members and change.user != app_user:
            return
        name = "member_joined_channel" if change.joined else "member_left_channel"
        event: Json = {
            "type": name,
            "user": change.user,
            "channel": change.channel.id,
            "channel_type": "C" if change.channel.kind == "channel" else "G",
            "team": self._workspace.team.id,
            "event_ts": change.at,
        }
        if change.inviter:
            event["inviter"] = change.inviter
        self._emit(name, event)

    def _home_opened(self, change: changes.HomeOpened) -> None:
        event: Json = {
            "type": "app_home_opened",
            "user": change.user,
            "channel": change.channel,
            "tab": change.tab,
            "event_ts": change.at,
        }
        view = self._home_view(change.user)
        if view is not None and change.tab == "home":
            event["view"] = view
        self._emit("app_home_opened", event)

    def _emit(self, subscription: str, event: Json) -> None:
        if not self.wants(subscription):
            return
        self._count += 1
        team, app = self._workspace.team, self._workspace.app
        authorization = {
            "enterprise_id": None,
            "team_id": team.id,
            "user_id": app.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        self._deliver(
            {
                "token": "sandbox-verification",
                "team_id": team.id,
                "context_team_id": team.id,
                "context_enterprise_id": None,
                "api_app_id": app.app_id,
                "event": event,
                "type": "event_callback",
                "event_id": f"{self._prefix}{self._count:05d}",
                "event_time": int(self._workspace.now()),
                "authorizations": [authorization],
                "is_ext_shared_channel": False,
                "event_context": f"4-{self._count:09d}",
            }
        )


def _hidden(channel: Channel, at: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.type_name, "hidden": True, "ts": at, "event_ts": at}


def _as_mention(event: Json) -> Json:
    mention = {name: value for name, value in event.items() if name not in {"subtype", "root"}}
    return mention | {"type": "app_mention"}
