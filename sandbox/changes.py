"""What can happen in a workspace, one record each; observers receive them in order, as they happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message

ViewAction: TypeAlias = Literal["open", "update", "push", "close"]
Tab: TypeAlias = Literal["home", "messages"]


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A new message everybody in the channel sees."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """A message got another content; `previous` and `at` (ts) are as before and when."""

    message: Message
    previous: Json
    at: str
    by_edit: bool


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message is gone; `message` is what it was."""

    message: Message
    previous: Json
    at: str


@dataclass(frozen=True, slots=True)
class ReactionChanged:
    """Somebody added or removed a reaction."""

    message: Message
    user: str
    name: str
    added: bool
    at: str


@dataclass(frozen=True, slots=True)
class EphemeralChanged:
    """A message only one person sees was posted, replaced or deleted."""

    message: Message
    action: Literal["posted", "changed", "deleted"] = "posted"


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """A channel was created, archived, or got other members or another topic."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """Somebody joined or left."""

    channel: Channel
    user: str
    joined: bool
    inviter: str | None
    at: str


@dataclass(frozen=True, slots=True)
class StatusSet:
    """The app shows what it is doing in a thread; "" takes that away."""

    channel: str
    thread_ts: str
    text: str


@dataclass(frozen=True, slots=True)
class PromptsSet:
    """The app suggests prompts (title and message each) in a direct message."""

    channel: str
    prompts: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class HomePublished:
    """The app's Home of one person changed."""

    user: str
    view: Json


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """A person looks at the app's Home or Messages tab."""

    user: str
    tab: Tab
    channel: str
    at: str


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """A modal of one person opened, changed or closed."""

    user: str
    action: ViewAction
    view: Json


@dataclass(frozen=True, slots=True)
class TokensRevoked:
    """The bot's token was taken away."""

    at: str


@dataclass(frozen=True, slots=True)
class ConnectionsChanged:
    """A Socket Mode client came or went; `count` are left."""

    count: int


Change: TypeAlias = (
    MessagePosted
    | MessageChanged
    | MessageDeleted
    | ReactionChanged
    | EphemeralChanged
    | ChannelChanged
    | MembershipChanged
    | StatusSet
    | PromptsSet
    | HomePublished
    | HomeOpened
    | ViewChanged
    | TokensRevoked
    | ConnectionsChanged
)
