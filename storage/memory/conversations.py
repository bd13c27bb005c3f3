"""Conversations in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from recsys.model.delivery import CompletedTurn, DailyUsage, ModelState, QueuedDelivery, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, Tenant, UserId
from storage.memory.inbox import end, find
from storage.memory.tables import ConversationRow, Tables


@dataclass(frozen=True, slots=True)
class MemoryConversations:
    """`recsys.ports.ConversationStore`."""

    tables: Tables

    async def open(self, tenant: Tenant, conversation: ConversationId, user: UserId, at: float) -> None:  # noqa: ARG002 - the port's signature
        """Begin taking part in a conversation."""
        self.tables.conversations.setdefault((tenant, conversation), ConversationRow(at))

    async def known(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether we take part in it."""
        return (tenant, conversation) in self.tables.conversations

    async def state(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return its state."""
        row = self.tables.conversations.get((tenant, conversation))
        return EMPTY_STATE if row is None else row.state

    async def state_before(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return the state that its latest turn was answered from."""
        row = self.tables.conversations.get((tenant, conversation))
        return EMPTY_STATE if row is None else row.before

    async def state_at(self, tenant: Tenant, channel: str, message: str) -> DialogueState | None:
        """Return the state after the turn of a message that asked or of one that answered."""
        answered = [
            queued.outgoing.turn
            for queued in self.tables.outbox.values()
            if queued.message == message
            and (queued.outgoing.tenant, queued.outgoing.address.channel) == (tenant, channel)
            and queued.outgoing.turn is not None
        ]
        asked = find(self.tables, tenant, channel, message)
        turn = answered[-1] if answered else asked.turn if asked else None
        return self.tables.turn_states.get((tenant, turn)) if turn else None

    async def commit(self, turn: CompletedTurn) -> bool:
        """Write a whole turn, or nothing."""
        record, tables = turn.record, self.tables
        if not self._open(turn) or not self._in_its_place(turn):
            return False
        tables.turns[record.tenant, record.id] = record
        tables.turn_states[record.tenant, record.id] = turn.state
        row = tables.conversations.setdefault((record.tenant, record.conversation), ConversationRow(record.at))
        row.state, row.before = turn.state, turn.before
        for item in turn.bought:
            tables.note(record.tenant, record.user, "purchase", item, record.at)
        for outgoing in turn.outgoing:
            tables.outbox.setdefault(outgoing.delivery, QueuedDelivery(outgoing, "pending", 0))
        if turn.admitted is not None:
            end(tables.inbox[turn.admitted[0]], "answered", record.id)
        return True

    async def turns(self, tenant: Tenant, conversation: ConversationId, latest: int = 20) -> Sequence[TurnRecord]:
        """Return the latest turns, oldest first."""
        return self._turns(tenant, conversation)[-latest:]

    async def last_turn_at(self, tenant: Tenant, conversation: ConversationId) -> float | None:
        """Return when the latest turn ended."""
        turns = self._turns(tenant, conversation)
        return turns[-1].at if turns else None

    async def usage(self, tenant: Tenant, since: float) -> Sequence[DailyUsage]:
        """Return what models cost, by day, user and model."""
        found: dict[tuple[str, UserId, str], DailyUsage] = {}
        for record in self.tables.turns.values():
            if record.tenant != tenant or record.at < since:
                continue
            day = datetime.fromtimestamp(record.at, UTC).date().isoformat()
            for call in record.usage:
                place = day, record.user, call.model
                sofar = found.get(place, DailyUsage(*place, 0, 0, 0, 0, 0.0))
                found[place] = replace(
                    sofar,
                    calls=sofar.calls + 1,
                    prompt_tokens=sofar.prompt_tokens + call.prompt_tokens,
                    cached_tokens=sofar.cached_tokens + call.cached_tokens,
                    completion_tokens=sofar.completion_tokens + call.completion_tokens,
                    seconds=sofar.seconds + call.seconds,
                )
        return [found[place] for place in sorted(found)]

    async def model_state(self, tenant: Tenant, since: float) -> ModelState:
        """Return how the models did."""
        records = [r for r in self.tables.turns.values() if r.tenant == tenant and r.at >= since and r.usage]
        failed = [record.at for record in records if any(call.fell_back for call in record.usage)]
        return ModelState(len(records), len(failed), max(failed, default=None))

    async def prune(self, before: float) -> int:
        """Delete old turns, and old conversations that have none left."""
        tables = self.tables
        old = [key for key, record in tables.turns.items() if record.at < before]
        for key in old:
            del tables.turns[key]
            tables.turn_states.pop(key, None)
        left = {(record.tenant, record.conversation) for record in tables.turns.values()}
        for place, row in list(tables.conversations.items()):
            if row.opened_at < before and place not in left:
                del tables.conversations[place]
        return len(old)

    def _in_its_place(self, turn: CompletedTurn) -> bool:
        record = turn.record
        if turn.corrects:
            return [latest.id for latest in self._turns(record.tenant, record.conversation)[-1:]] == [record.id]
        return (record.tenant, record.id) not in self.tables.turns

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
