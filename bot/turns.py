"""A message as a turn: what it is answered from, what it is called in the outbox, and what is committed of it.

A message that was edited after it was answered corrects its turn while that is the conversation's latest: it is
answered again from the state before, and the old answer is updated. Where the talk has gone on, the new words are taken
as said now.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks.answer import render
from bot.blocks.message import Message
from bot.inbound import direct_conversation
from recsys.conversation.state import gone_back
from recsys.conversation.turn import TurnResult
from recsys.model.answer import Pick
from recsys.model.delivery import Admitted, CompletedTurn, DeliveryKind, Incoming, Outgoing, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import DeliveryId, TurnId
from recsys.ports import ConversationStore

DIRECT_PAUSE_SECONDS = 4 * 3_600
"""What is said in a direct message is one endless conversation: after such a pause the next one starts afresh."""
EDITED_TURNS = 1_000
"""How far back an edited message is looked for: more turns than a conversation has while an edit counts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message to be answered from the state `before` it; `corrects` is the turn that it was answered by already.

    `named` is set where the thread does not show by itself what is answered: a click, and an edit long after.
    """

    id: TurnId
    incoming: Incoming
    revision: int
    before: DialogueState
    corrects: TurnRecord | None = None
    named: bool = False

    @property
    def preview(self) -> DeliveryId:
        """Name the message of its first pick."""
        return DeliveryId(f"preview-{self.id}")

    @property
    def answer(self) -> DeliveryId:
        """Name the message that answers this revision."""
        return delivery_of("answer", self.incoming, self.revision)


async def turn_of(incoming: Incoming, revision: int, conversations: ConversationStore) -> Turn | None:
    """Return the turn that a message is; None for one whose edit changes nothing in words."""
    key, before = key_of(incoming), await state_of(incoming, conversations)
    turn = Turn(TurnId(key), incoming, revision, before, named=not incoming.message)
    if not revision:
        return turn
    turns = await conversations.turns(incoming.tenant, incoming.conversation, EDITED_TURNS)
    earlier = [record for record in turns if record.id.partition("-")[0] == key]
    if not earlier:  # stopped, or not answered yet
        gone_on = bool(turns) and turns[-1].at > incoming.received_at
        return replace(turn, id=TurnId(f"{key}-{revision}"), named=True) if gone_on else turn
    if _words(earlier[-1].said) == _words(incoming.text):
        return None
    if earlier[-1] is not turns[-1]:
        return replace(turn, id=TurnId(f"{key}-{revision}"), named=True)
    before = await conversations.state_before(incoming.tenant, incoming.conversation)
    named = turn.named or earlier[-1].id != key
    return replace(turn, id=earlier[-1].id, before=before, corrects=earlier[-1], named=named)


def completed(turn: Turn, admitted: Admitted, result: TurnResult) -> CompletedTurn:
    """Return all that a turn changes, its message rendered."""
    incoming, corrected = turn.incoming, turn.corrects
    message = render(result.answer, incoming.user, incoming.text if turn.named else None)
    record = TurnRecord(
        id=turn.id,
        tenant=incoming.tenant,
        conversation=incoming.conversation,
        user=incoming.user,
        index=turn.before.turns,
        said=incoming.text,
        act=result.act.kind,
        answered=message.text,
        at=time.time(),
        usage=(*corrected.usage, *result.usage) if corrected else result.usage,
        delivery=turn.answer,
    )
    picks = result.answer.picks if result.answer.kind == "slate" else ()
    answer = replace(
        outgoing(incoming, "answer", turn.answer, message),
        turn=turn.id,
        replaces=corrected.delivery if corrected else turn.preview,
    )
    return CompletedTurn(
        record,
        result.state,
        (showing(answer, picks),),
        (admitted.number, admitted.revision),
        result.bought,
        before=turn.before,
        corrects=corrected is not None,
    )


def outgoing(incoming: Incoming, kind: DeliveryKind, delivery: DeliveryId, message: Message) -> Outgoing:
    """Return a message to whoever said something, where they said it."""
    return Outgoing(
        delivery=delivery,
        tenant=incoming.tenant,
        conversation=incoming.conversation,
        user=incoming.user,
        address=incoming.address,
        kind=kind,
        payload=message.payload(delivery),
    )


def showing(message: Outgoing, picks: Sequence[Pick]) -> Outgoing:
    """Return a message with the picks noted that it shows."""
    return replace(message, items=tuple(pick.item.id for pick in picks), sides=tuple(pick.side for pick in picks))


def delivery_of(name: str, incoming: Incoming, revision: int = 0) -> DeliveryId:
    """Name what is posted for a message in one of its revisions."""
    return DeliveryId(f"{name}-{key_of(incoming)}" + (f"-{revision}" if revision else ""))


def key_of(incoming: Incoming) -> str:
    """Name what is made for a message by the message itself.

    A second attempt finds the first by it, and a database begun anew does not take an old answer in Slack for its own.
    """
    told = repr((incoming.tenant, incoming.event))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()


async def state_of(incoming: Incoming, conversations: ConversationStore) -> DialogueState:
    """Return the state that a message said now would be answered from: that of the answer it was tapped under.

    A thread of a direct message goes on from the turn that it hangs on, however long ago that was. A command and a form
    say all that is asked: they begin afresh, also in a direct message, where what is said later goes on from them.
    """
    place, root, last = (incoming.tenant, incoming.conversation), root_of(incoming), None
    state = await conversations.state(*place)
    if incoming.origin == "command":
        return replace(EMPTY_STATE, turns=state.turns)
    if incoming.origin == "direct":
        last = await conversations.last_turn_at(*place)
    if root and last is None:
        state = await _state_at_root(incoming, conversations) or EMPTY_STATE
    if incoming.about:
        then = await conversations.state_at(incoming.tenant, incoming.channel, incoming.about)
        return state if then is None else gone_back(state, then)
    if not root and last is not None and time.time() - last > DIRECT_PAUSE_SECONDS:
        return replace(EMPTY_STATE, turns=state.turns)
    return state


async def is_known(incoming: Incoming, conversations: ConversationStore) -> bool:
    """Return whether there is a talk that a tap goes on with: its conversation, or what a new thread hangs on."""
    return (
        await conversations.known(incoming.tenant, incoming.conversation)
        or await _state_at_root(incoming, conversations) is not None
    )


def root_of(incoming: Incoming) -> str:
    """Return the message whose thread in a direct message somebody writes or taps in; "" elsewhere."""
    is_in_thread = incoming.conversation != direct_conversation(incoming.channel)
    return incoming.address.thread or "" if incoming.origin == "direct" and is_in_thread else ""


async def _state_at_root(incoming: Incoming, conversations: ConversationStore) -> DialogueState | None:
    """Return the state that a thread of a direct message begins at; None for one on what is not known, and elsewhere.

    Where a tap is the first word in a thread and its root is not known, it begins at the answer that was tapped.
    """
    if not (root := root_of(incoming)):
        return None
    return await conversations.state_at(incoming.tenant, incoming.channel, root) or await conversations.state_at(
        incoming.tenant, incoming.channel, incoming.about
    )


def _words(text: str) -> list[str]:
    return text.casefold().rstrip(" .!?").split()
