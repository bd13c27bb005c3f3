"""The outbox in memory, and the impressions that a posted message leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recsys.errors import StorageError
from recsys.model.delivery import Outgoing, QueuedDelivery
from recsys.model.ids import ConversationId, DeliveryId, Tenant
from storage.memory.tables import Tables


@dataclass(frozen=True, slots=True)
class MemoryOutbox:
    """`recsys.ports.Outbox`."""

    tables: Tables

    async def enqueue(self, outgoing: Outgoing, at: float) -> QueuedDelivery:  # noqa: ARG002 - the port's signature
        """Add a message, or return the one that has its delivery id."""
        found = self.tables.outbox.setdefault(outgoing.delivery, QueuedDelivery(outgoing, "pending", 0))
        if found.outgoing.tenant != outgoing.tenant:
            raise StorageError(f"The delivery id {outgoing.delivery} is in use for another workspace.")
        return found

    async def get(self, delivery: DeliveryId) -> QueuedDelivery | None:
        """Return one message with its status."""
        return self.tables.outbox.get(delivery)

    async def undelivered(self, conversation: tuple[Tenant, ConversationId] | None = None) -> Sequence[QueuedDelivery]:
        """Return what is pending or sending, oldest first."""
        return [
            queued
            for queued in self.tables.outbox.values()
            if queued.status in {"pending", "sending"}
            and conversation in {None, (queued.outgoing.tenant, queued.outgoing.conversation)}
        ]

    async def sending(self, delivery: DeliveryId, at: float) -> None:  # noqa: ARG002 - the port's signature
        """Note that an attempt begins."""
        queued = self._find(delivery)
        if queued.status in {"pending", "sending"}:
            self.tables.outbox[delivery] = replace(queued, status="sending", attempts=queued.attempts + 1)

    async def not_sent(self, delivery: DeliveryId, at: float) -> None:  # noqa: ARG002 - the port's signature
        """Make the message pending again."""
        queued = self._find(delivery)
        if queued.status in {"pending", "sending"}:
            self.tables.outbox[delivery] = replace(queued, status="pending")

    async def sent(self, delivery: DeliveryId, message: str, at: float) -> None:
        """Note that it was posted, and what it showed."""
        queued = self._find(delivery)
        if queued.status == "sent":
            return
        self.tables.outbox[delivery] = replace(queued, status="sent", message=message)
        self.tables.outbox_ended[delivery] = at
        self.tables.show(queued.outgoing, message, at)

    async def failed(self, delivery: DeliveryId, reason: str, at: float) -> None:
        """Give up on a message."""
        queued = self._find(delivery)
        if queued.status in {"pending", "sending"}:
            self.tables.outbox[delivery] = replace(queued, status="failed", reason=reason)
            self.tables.outbox_ended[delivery] = at

    async def prune(self, before: float) -> int:
        """Delete old ended messages."""
        old = [delivery for delivery, at in self.tables.outbox_ended.items() if at < before]
        for delivery in old:
            del self.tables.outbox[delivery], self.tables.outbox_ended[delivery]
        return len(old)

    def _find(self, delivery: DeliveryId) -> QueuedDelivery:
        if delivery not in self.tables.outbox:
            raise StorageError(f"The outbox holds no message {delivery}.")
        return self.tables.outbox[delivery]
