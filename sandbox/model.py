"""The nouns of a workspace: people, channels, messages, reactions, views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from sandbox.streaming import Stream

Json: TypeAlias = dict[str, Any]
ChannelKind: TypeAlias = Literal["channel", "private", "im", "mpim"]

SLACKBOT_ID = "USLACKBOT"


def as_object(value: object) -> Json | None:
    """Return a JSON object as such, anything else as None."""
    return cast("Json", value) if isinstance(value, dict) else None


def as_array(value: object) -> list[Any] | None:
    """Return a JSON array as such, anything else as None."""
    return cast("list[Any]", value) if isinstance(value, list) else None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account: `name` is the handle, `real_name` what the client shows.

    `team_id` is set for people of another workspace, met in a channel shared by Slack Connect.
    """

    id: str
    name: str
    real_name: str
    color: str
    is_bot: bool = False
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace itself; `enterprise_id` where it is part of an Enterprise Grid."""

    id: str
    name: str
    domain: str
    enterprise_id: str | None = None
    enterprise_name: str | None = None


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """The one installed app: its own id, its bot's, and the user its bot acts as."""

    app_id: str
    bot_id: str
    user_id: str
    name: str


@dataclass(slots=True)
class Message:
    """One message; `ts` names it within its channel. Reactions keep the order in which they first came."""

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str | None = None
    parent_user: str | None = None
    client_msg_id: str | None = None
    bot_id: str | None = None
    username: str | None = None
    icon_emoji: str | None = None
    icon_url: str | None = None
    subtype: str | None = None
    blocks: list[Json] = field(default_factory=list[Json])
    attachments: list[Json] = field(default_factory=list[Json])
    metadata: Json | None = None
    broadcast: bool = False
    edited_ts: str | None = None
    edited_by: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    replies: list[str] = field(default_factory=list[str])
    reply_users: list[str] = field(default_factory=list[str])
    ephemeral_for: str | None = None
    files: list[Json] = field(default_factory=list[Json])
    stream: Stream | None = None

    @property
    def is_reply(self) -> bool:
        """Whether this message hangs below another one."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A conversation. `timeline` holds the ts of roots and broadcast replies, oldest first."""

    id: str
    name: str
    kind: ChannelKind
    created: int
    topic: str = ""
    members: list[str] = field(default_factory=list[str])
    archived: bool = False
    is_general: bool = False
    messages: dict[str, Message] = field(default_factory=dict[str, Message])
    timeline: list[str] = field(default_factory=list[str])
    ephemerals: list[Message] = field(default_factory=list[Message])

    @property
    def type_name(self) -> Literal["channel", "group", "im", "mpim"]:
        """The `channel_type` of message events."""
        return "group" if self.kind == "private" else self.kind

    @property
    def payload_name(self) -> str:
        """The `channel_name` of command and interaction payloads."""
        return {"private": "privategroup", "im": "directmessage"}.get(self.kind, self.name)

    @property
    def is_direct(self) -> bool:
        """Whether this is a message among people rather than a channel: nobody joins or leaves it."""
        return self.kind in {"im", "mpim"}

    def partner_of(self, user: str) -> str:
        """Return the other side of a direct message, as `user` sees it."""
        return next((member for member in self.members if member != user), user)
