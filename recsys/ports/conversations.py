"""Conversations, their state and their turns."""

from collections.abc import Sequence
from typing import Protocol

from recsys.model.delivery import (
    CompletedTurn,
    DailyUsage,
    ModelState,
    TurnRecord,
)
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ConversationId, Tenant, UserId


class ConversationStore(Protocol):
    """Conversations, their state and their turns."""

    async def open(self, tenant: Tenant, conversation: ConversationId, user: UserId, at: float) -> None:
        """Begin taking part in a conversation; nothing happens if it is known."""
        ...

    async def known(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether we take part in it."""
        ...

    async def state(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return its state; a new state where it is not known."""
        ...

    async def state_before(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return the state that its latest turn was answered from; a new state where there was none."""
        ...

    async def state_at(self, tenant: Tenant, channel: str, message: str) -> DialogueState | None:
        """Return the state after the turn of a message that asked or of one that answered; None where none is kept.

        A turn that was corrected has the state after its latest answer. Of a message that was answered twice it is the
        latest turn's.
        """
        ...

    async def commit(self, turn: CompletedTurn) -> bool:
        """Write a whole turn in one transaction: record, both states, purchases, outgoing, inbox row done.

        Opens the conversation if it is new. Returns False, and writes nothing, when the inbox row was edited to
        another revision, withdrawn or already answered, or when there is no latest turn to correct. A delivery id
        that exists already is left as it is.
        """
        ...

    async def turns(self, tenant: Tenant, conversation: ConversationId, latest: int = 20) -> Sequence[TurnRecord]:
        """Return the latest turns, oldest first."""
        ...

    async def last_turn_at(self, tenant: Tenant, conversation: ConversationId) -> float | None:
        """Return when the latest turn ended, None where there was none."""
        ...

    async def usage(self, tenant: Tenant, since: float) -> Sequence[DailyUsage]:
        """Return what the models of a team's turns since then cost, by day, user and model, in that order."""
        ...

    async def model_state(self, tenant: Tenant, since: float) -> ModelState:
        """Return how the models of a team's turns since then did."""
        ...

    async def prune(self, before: float) -> int:
        """Delete turns that ended before that time, and conversations opened before it that have none left.

        Returns how many turns.
        """
        ...
