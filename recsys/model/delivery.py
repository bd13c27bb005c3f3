"""Messages on their way in and out: what must survive a crash."""

from dataclasses import dataclass, field
from typing import Literal

from recsys.model.answer import ModelUsage, Side
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId

DeliveryKind = Literal["root", "preview", "answer", "notice"]
Origin = Literal["command", "mention", "direct", "reply"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where to answer: a channel and, in a thread, the thread's root."""

    channel: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message to answer, before it is admitted.

    `event` identifies the delivery and `message` the message itself ("" for a command, which is none): either one
    seen before makes it a duplicate. `received_at` is in seconds since the epoch. `reply_url` takes a private answer
    where we are no member ("" where there is none); it is a secret while it lives (30 minutes). `about` is the message
    of ours that it was tapped under: it is said of that answer, also when the talk has gone on ("" for what was typed).
    """

    tenant: Tenant
    event: str
    channel: str
    message: str
    conversation: ConversationId
    user: UserId
    origin: Origin
    text: str
    address: Address
    received_at: float
    reply_url: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Admitted:
    """An incoming message that was stored; `number` orders the inbox, `revision` counts edits of the text (from 0).

    One that was edited after it was answered is open once more, under its old number.
    """

    number: int
    revision: int
    attempts: int
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One visible message of ours: rendered once, stored, then delivered.

    `payload` is the JSON text of what is posted. `items` are the picks it shows, in order (they become impressions),
    and `sides`, aligned with them or empty, where they came from. `user` is the person it answers. `replaces` names a
    delivery in whose place it is shown: that message is updated where it was posted, and else this one is posted.
    """

    delivery: DeliveryId
    tenant: Tenant
    conversation: ConversationId
    user: UserId
    address: Address
    kind: DeliveryKind
    payload: str
    turn: TurnId | None = None
    items: tuple[ItemId, ...] = ()
    sides: tuple[Side, ...] = ()
    replaces: DeliveryId | None = None


DeliveryStatus = Literal["pending", "sending", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class QueuedDelivery:
    """An outgoing message and how far it got.

    "sending" found at a start means that nobody knows whether it was posted: look before posting again. `message` is
    the posted or updated message's id once sent, `reason` Slack's error name once failed.
    """

    outgoing: Outgoing
    status: DeliveryStatus
    attempts: int
    message: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One finished turn: what was said, how it was understood, what was answered (in words), what the model cost.

    `delivery` is the message that answers, None outside Slack.
    """

    id: TurnId
    tenant: Tenant
    conversation: ConversationId
    user: UserId
    index: int
    said: str
    act: str
    answered: str
    at: float
    usage: tuple[ModelUsage, ...] = ()
    delivery: DeliveryId | None = None


@dataclass(frozen=True, slots=True)
class CompletedTurn:
    """All that one turn changes, written in one transaction: either everything of it or nothing.

    `before` is the state that it was answered from, `state` the one after it. `admitted` names the inbox row it answers
    and the revision that was read; None outside Slack. With `corrects` the record takes the place of the stored one of
    its id, which must be the conversation's latest: the request was edited after it was answered.
    """

    record: TurnRecord
    state: DialogueState
    outgoing: tuple[Outgoing, ...] = ()
    admitted: tuple[int, int] | None = None
    bought: tuple[ItemId, ...] = field(default=())
    before: DialogueState = EMPTY_STATE
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class ModelState:
    """How many turns `asked` a model, how many of these the built-in ranker answered, and when the last of them."""

    asked: int = 0
    fell_back: int = 0
    fell_back_at: float | None = None


@dataclass(frozen=True, slots=True)
class DailyUsage:
    """What a person's turns cost on one day (UTC, as "2026-11-23") with one model: calls, tokens, seconds waited."""

    day: str
    user: UserId
    model: str
    calls: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float
