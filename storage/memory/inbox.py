"""The inbox in memory."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recsys.errors import StorageError
from recsys.model.delivery import Admitted, Incoming
from recsys.model.ids import ConversationId, Tenant, TurnId
from storage.memory.tables import ConversationRow, InboxRow, Tables

REOPENED = frozenset({"answered", "stopped", "failed"})
"""Outcomes of which an edit of the message is a new request."""


@dataclass(frozen=True, slots=True)
class MemoryInbox:
    """`recsys.ports.Inbox`."""

    tables: Tables

    async def admit(self, incoming: Incoming) -> Admitted | None:
        """Store a message; None when its event or its message was seen before."""
        for row in self.tables.inbox.values():
            other = row.admitted.incoming
            if other.tenant == incoming.tenant and (
                other.event == incoming.event
                or (incoming.message and (other.channel, other.message) == (incoming.channel, incoming.message))
            ):
                return None
        admitted = Admitted(next(self.tables.numbers), 0, 0, incoming)
        self.tables.inbox[admitted.number] = InboxRow(admitted)
        return admitted

    async def claim(self, owner: str, now: float, lease: float) -> Admitted | None:
        """Lease the oldest message that may be worked on."""
        leased = {row.conversation for row in self._open() if row.lease_until > now}
        passed: set[tuple[Tenant, ConversationId]] = set()
        for row in self._open():
            if row.conversation not in leased | passed and row.retry_at <= now:
                row.owner, row.lease_until = owner, now + lease
                row.admitted = replace(row.admitted, attempts=row.admitted.attempts + 1)
                return row.admitted
            passed.add(row.conversation)
        return None

    async def renew(self, owner: str, number: int, now: float, lease: float) -> bool:
        """Extend a lease that has not run out."""
        row = self._numbered(number)
        if row is None or row.owner != owner or row.lease_until <= now:
            return False
        row.lease_until = now + lease
        return True

    async def release(self, number: int, retry_at: float) -> bool:
        """Give a claimed message back."""
        row = self._numbered(number)
        if row is not None:
            row.owner, row.lease_until, row.retry_at = "", 0.0, retry_at
        return row is not None

    async def rebind(self, number: int, conversation: ConversationId, message: str) -> None:
        """Move a command to the conversation of its root, and its answer into the root's thread."""
        row = self._numbered(number)
        if row is None:
            raise StorageError(f"Message {number} of the inbox is not open any more and cannot be moved.")
        incoming = row.admitted.incoming
        address = incoming.address if incoming.address.thread else replace(incoming.address, thread=message)
        row.admitted = replace(
            row.admitted, incoming=replace(incoming, conversation=conversation, message=message, address=address)
        )
        self.tables.conversations.setdefault((incoming.tenant, conversation), ConversationRow(incoming.received_at))

    async def amend(
        self, tenant: Tenant, channel: str, message: str, text: str, *, ended_since: float = math.inf
    ) -> bool:
        """Replace the text; the same text again is no new revision."""
        row = find(self.tables, tenant, channel, message)
        if row is None:
            return False
        incoming = row.admitted.incoming
        if row.outcome:
            if row.outcome not in REOPENED or incoming.received_at < ended_since:
                return False
            row.outcome, row.admitted = "", replace(row.admitted, attempts=0)
        elif incoming.text == text:
            return True
        row.admitted = replace(row.admitted, revision=row.admitted.revision + 1, incoming=replace(incoming, text=text))
        return True

    async def withdraw(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Drop a message that is not answered yet."""
        row = find(self.tables, tenant, channel, message)
        if row is None or row.outcome:
            return False
        end(row, "withdrawn")
        return True

    async def is_open(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether a message waits for its answer."""
        row = find(self.tables, tenant, channel, message)
        return row is not None and not row.outcome

    async def is_awaited(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether anything said in a conversation waits for its answer."""
        return any(row.conversation == (tenant, conversation) for row in self._open())

    async def finish(self, number: int, outcome: str, revision: int | None = None) -> bool:
        """End a message without a turn."""
        if not outcome:
            raise StorageError("A message cannot end without an outcome; name one in a word.")
        row = self._numbered(number)
        if revision is not None and (row is None or row.admitted.revision != revision):
            return False
        if row is not None:
            end(row, outcome)
        return True

    async def release_all(self) -> int:
        """Give back every lease."""
        held = [row for row in self._open() if row.owner]
        for row in held:
            row.owner, row.lease_until = "", 0.0
        return len(held)

    async def waiting(self) -> int:
        """Count the open messages."""
        return sum(1 for _ in self._open())

    async def prune(self, before: float) -> int:
        """Delete old ended rows."""
        old = [
            number
            for number, row in self.tables.inbox.items()
            if row.outcome and row.admitted.incoming.received_at < before
        ]
        for number in old:
            del self.tables.inbox[number]
        return len(old)

    def _open(self) -> Iterator[InboxRow]:
        return (row for row in self.tables.inbox.values() if not row.outcome)

    def _numbered(self, number: int) -> InboxRow | None:
        row = self.tables.inbox.get(number)
        return None if row is None or row.outcome else row


def find(tables: Tables, tenant: Tenant, channel: str, message: str) -> InboxRow | None:
    """Return the row of a message of Slack's."""
    for row in tables.inbox.values():
        incoming = row.admitted.incoming
        if message and (incoming.tenant, incoming.channel, incoming.message) == (tenant, channel, message):
            return row
    return None


def end(row: InboxRow, outcome: str, turn: TurnId | None = None) -> None:
    """End a message and forget what it said; `turn` is what answers it."""
    incoming = replace(row.admitted.incoming, text="", reply_url="")
    row.admitted = replace(row.admitted, incoming=incoming)
    row.owner, row.lease_until, row.outcome, row.turn = "", 0.0, outcome, turn or row.turn
