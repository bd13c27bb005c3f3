"""What can happen in a workspace, one record each; observers receive them in order, as they happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message
    from sandbox.threads import SessionStatus

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
class MessageGrew:
    """A streamed message got longer; the app is told only when the stream ends."""

    message: Message


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
class ChannelRenamed:
    """A channel has another name now."""

    channel: Channel
    at: str


@dataclass(frozen=True, slots=True)
class ChannelArchived:
    """Somebody closed a channel."""

    channel: Channel
    user: str
    at: str


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
    """The app shows what it is doing in a thread; "" takes that away. `loading` are shown in turn meanwhile."""

    channel: str
    thread_ts: str
    text: str
    loading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleSet:
    """The app named a thread."""

    channel: str
    thread_ts: str
    title: str


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """An agent session began, got another status or another title."""

    channel: str
    thread_ts: str
    status: SessionStatus
    title: str


@dataclass(frozen=True, slots=True)
class SessionStopped:
    """A person pressed Stop; `streams` are the messages that stopped growing by it."""

    channel: str
    thread_ts: str
    user: str
    streams: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class PromptsSet:
    """The app suggests prompts (title and message each) in a direct message, under a heading."""

    channel: str
    prompts: tuple[Json, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class EntityOpened:
    """A person asked for the details of a Work Object in a message; the trigger lets the app show them."""

    user: str
    message: Message
    entity: Json
    trigger_id: str
    at: str


@dataclass(frozen=True, slots=True)
class EntityShown:
    """The app shows one person the details of a Work Object."""

    user: str
    entity: Json


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
class AppUninstalled:
    """The app was removed from the workspace."""

    at: str


@dataclass(frozen=True, slots=True)
class ConnectionsChanged:
    """A Socket Mode client came or went; `count` are left."""

    count: int


Change: TypeAlias = (
    MessagePosted
    | MessageChanged
    | MessageGrew
    | MessageDeleted
    | ReactionChanged
    | EphemeralChanged
    | ChannelChanged
    | ChannelRenamed
    | ChannelArchived
    | MembershipChanged
    | StatusSet
    | TitleSet
    | SessionChanged
    | SessionStopped
    | PromptsSet
    | EntityOpened
    | EntityShown
    | HomePublished
    | HomeOpened
    | ViewChanged
    | TokensRevoked
    | AppUninstalled
    | ConnectionsChanged
)
