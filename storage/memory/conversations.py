"""Conversations in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.delivery import CompletedTurn, QueuedDelivery, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, Tenant, UserId
from storage.memory.inbox import end
from storage.memory.tables import Tables


@dataclass(frozen=True, slots=True)
class MemoryConversations:
    """`recsys.ports.ConversationStore`."""

    tables: Tables

    async def open(self, tenant: Tenant, conversation: ConversationId, user: UserId, at: float) -> None:  # noqa: ARG002 - the port's signature
        """Begin taking part in a conversation."""
        self.tables.conversations.setdefault((tenant, conversation), EMPTY_STATE)

    async def known(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether we take part in it."""
        return (tenant, conversation) in self.tables.conversations

    async def state(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return its state."""
        return self.tables.conversations.get((tenant, conversation), EMPTY_STATE)

    async def commit(self, turn: CompletedTurn) -> bool:
        """Write a whole turn, or nothing."""
        record, tables = turn.record, self.tables
        if not self._open(turn) or (record.tenant, record.id) in tables.turns:
            return False
        tables.turns[record.tenant, record.id] = record
        tables.conversations[record.tenant, record.conversation] = turn.state
        for item in turn.bought:
            tables.note(record.tenant, record.user, "purchase", item, record.at)
        for outgoing in turn.outgoing:
            tables.outbox.setdefault(outgoing.delivery, QueuedDelivery(outgoing, "pending", 0))
        if turn.admitted is not None:
            end(tables.inbox[turn.admitted[0]], "answered")
        return True

    async def turns(self, tenant: Tenant, conversation: ConversationId, latest: int = 20) -> Sequence[TurnRecord]:
        """Return the latest turns, oldest first."""
        return self._turns(tenant, conversation)[-latest:]

    async def last_turn_at(self, tenant: Tenant, conversation: ConversationId) -> float | None:
        """Return when the latest turn ended."""
        turns = self._turns(tenant, conversation)
        return turns[-1].at if turns else None

    def _turns(self, tenant: Tenant, conversation: ConversationId) -> list[TurnRecord]:
        found = [
            record
            for record in self.tables.turns.values()
            if (record.tenant, record.conversation) == (tenant, conversation)
        ]
        return sorted(found, key=lambda record: record.index)

    def _open(self, turn: CompletedTurn) -> bool:
        if turn.admitted is None:
            return True
        number, revision = turn.admitted
        row = self.tables.inbox.get(number)
        return row is not None and not row.outcome and row.admitted.revision == revision
