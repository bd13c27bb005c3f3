"""What somebody taps on a message of ours, as the domain's input. Pure: no database, no network."""

from dataclasses import dataclass

from bot.inbound import Payload, conversation_in, is_direct, mapping, tenant_of
from recsys.model.delivery import Address, Incoming
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import FeedbackEvent, Signal

ORDINALS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Click:
    """One tap on a button or a choice in a menu.

    `action` is its name without the part behind the colon, which is `detail`; `value` what it carries. `thread` is the
    root of the thread that the message is a reply in, None outside of one. `trigger` opens a dialog for three seconds;
    `reply_url` takes private answers for half an hour.
    """

    tenant: Tenant
    user: UserId
    channel: str
    message: str
    thread: str | None
    action: str
    detail: str
    value: str
    id: str
    at: float
    trigger: str
    reply_url: str

    @property
    def person(self) -> tuple[Tenant, UserId]:
        """Return who tapped."""
        return self.tenant, self.user

    @property
    def tapped(self) -> tuple[str, ...]:
        """Return what the tap has in common with the same tap again."""
        return self.channel, self.message, self.action, self.detail, self.value

    @property
    def place(self) -> int:
        """Return the pick's place (from 1) that the action's name holds; 0 for none."""
        return int(self.detail) if self.detail.isdecimal() else 0


def click(body: Payload, now: float) -> Click | None:
    """Read a `block_actions` payload; None for one that comes from no message, or that lacks who or what."""
    container, tapped = mapping(body.get("container")), mapping((body.get("actions") or [None])[0])
    user = str(mapping(body.get("user")).get("id") or "")
    channel, message = str(container.get("channel_id") or ""), str(container.get("message_ts") or "")
    if not (user and channel and message):
        return None
    thread = container.get("thread_ts") or mapping(body.get("message")).get("thread_ts")
    action, _, detail = str(tapped.get("action_id") or "").partition(":")
    chosen = mapping(tapped.get("selected_option")) or tapped
    return Click(
        tenant=tenant_of(body),
        user=UserId(user),
        channel=channel,
        message=message,
        thread=str(thread) if thread and thread != message else None,
        action=action,
        detail=detail,
        value=str(chosen.get("value") or ""),
        id=f"{tapped.get('action_ts')}:{user}:{message}",
        at=now,
        trigger=str(body.get("trigger_id") or ""),
        reply_url=str(body.get("response_url") or ""),
    )


def said(clicked: Click, words: str, thread: str | None = None, answer: str | None = None) -> Incoming:
    """Return a tap as if its words had been said of the answer that it is on, where that stands.

    `thread` names the root for messages that need not tell theirs, as what is told privately; `answer` is then the
    answer that those are about, "" where that is not known.
    """
    direct = is_direct(clicked.channel)
    thread = thread or clicked.thread
    root = thread or clicked.message
    return Incoming(
        tenant=clicked.tenant,
        event=f"action:{clicked.id}",
        channel=clicked.channel,
        message="",
        conversation=conversation_in(clicked.channel, thread if direct else root),
        user=clicked.user,
        origin="direct" if direct else "reply",
        text=words,
        address=Address(clicked.channel, thread if direct else root),
        received_at=clicked.at,
        reply_url=clicked.reply_url,
        about=clicked.message if answer is None else answer,
    )


def opinion(clicked: Click, source: str, signal: Signal, position: int | None = None) -> FeedbackEvent:
    """Return what a tap says of the answer that it is on, or of one pick of it."""
    return FeedbackEvent(
        tenant=clicked.tenant,
        channel=clicked.channel,
        message=clicked.message,
        user=clicked.user,
        source=source,
        signal=signal,
        position=position,
        at=clicked.at,
    )


def more_like(item: ItemId, state: DialogueState) -> str:
    """Return how a person would ask for more like an item: by its place in the latest answer, else for others."""
    latest = state.slates[-1].items if state.slates else ()
    for name, shown in zip(ORDINALS, latest, strict=False):
        if shown.item == item:
            return f"more like the {name}"
    return "others?"
