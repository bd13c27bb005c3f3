"""The outbox in SQLite, and the impressions that a posted message leaves."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.errors import StorageError
from recsys.model.delivery import Outgoing, QueuedDelivery
from recsys.model.ids import ConversationId, DeliveryId, Tenant
from storage.sqlite.connection import Database
from storage.sqlite.impressions import insert_impressions
from storage.sqlite.rows import insert_outgoing, key, queued

_OPEN = "SELECT * FROM outbox WHERE status IN ('pending', 'sending')"


@dataclass(frozen=True, slots=True)
class SqliteOutbox:
    """`recsys.ports.Outbox`."""

    database: Database

    async def enqueue(self, outgoing: Outgoing, at: float) -> QueuedDelivery:
        """Add a message, or return the one that has its delivery id."""

        def work(db: sqlite3.Connection) -> QueuedDelivery:
            insert_outgoing(db, outgoing, at)
            found = _find(db, outgoing.delivery)
            if found.outgoing.tenant != outgoing.tenant:
                raise StorageError(f"The delivery id {outgoing.delivery} is in use for another workspace.")
            return found

        return await self.database.write(work, flush=False)

    async def get(self, delivery: DeliveryId) -> QueuedDelivery | None:
        """Return one message with its status."""

        def work(db: sqlite3.Connection) -> QueuedDelivery | None:
            row = db.execute("SELECT * FROM outbox WHERE delivery = ?", (delivery,)).fetchone()
            return None if row is None else queued(row)

        return await self.database.read(work)

    async def undelivered(self, conversation: tuple[Tenant, ConversationId] | None = None) -> Sequence[QueuedDelivery]:
        """Return what is pending or sending, oldest first."""

        def work(db: sqlite3.Connection) -> list[QueuedDelivery]:
            if conversation is None:
                rows = db.execute(f"{_OPEN} ORDER BY number")
            else:
                where = "AND enterprise = ? AND team = ? AND conversation = ?"
                rows = db.execute(f"{_OPEN} {where} ORDER BY number", (*key(conversation[0]), conversation[1]))
            return [queued(row) for row in rows]

        return await self.database.read(work)

    async def sending(self, delivery: DeliveryId, at: float) -> None:
        """Note that an attempt begins."""
        change = "status = 'sending', attempts = attempts + 1"
        await self.database.write(lambda db: _change(db, delivery, change, at))

    async def not_sent(self, delivery: DeliveryId, at: float) -> None:
        """Make the message pending again."""
        await self.database.write(lambda db: _change(db, delivery, "status = 'pending'", at), flush=False)

    async def sent(self, delivery: DeliveryId, message: str, at: float) -> None:
        """Note that it was posted, and what it showed."""

        def work(db: sqlite3.Connection) -> None:
            found = _find(db, delivery)
            if found.status == "sent":
                return
            db.execute(
                "UPDATE outbox SET status = 'sent', message = ?, changed_at = ? WHERE delivery = ?",
                (message, at, delivery),
            )
            insert_impressions(db, found.outgoing, message, at)

        # Lost in a power cut, the attempt is still noted: we look before we post again.
        await self.database.write(work, flush=False)

    async def failed(self, delivery: DeliveryId, reason: str, at: float) -> None:
        """Give up on a message."""
        await self.database.write(
            lambda db: _change(db, delivery, "status = 'failed', reason = ?", at, reason), flush=False
        )

    async def prune(self, before: float) -> int:
        """Delete old ended messages."""
        return await self.database.write(
            lambda db: (
                db.execute(
                    "DELETE FROM outbox WHERE status IN ('sent', 'failed') AND changed_at < ?", (before,)
                ).rowcount
            ),
            flush=False,
        )


def _find(db: sqlite3.Connection, delivery: DeliveryId) -> QueuedDelivery:
    row = db.execute("SELECT * FROM outbox WHERE delivery = ?", (delivery,)).fetchone()
    if row is None:
        raise StorageError(f"The outbox holds no message {delivery}.")
    return queued(row)


def _change(db: sqlite3.Connection, delivery: DeliveryId, change: str, at: float, *values: object) -> None:
    """Change a message that is neither sent nor given up; those stay as they are."""
    _find(db, delivery)
    db.execute(
        f"UPDATE outbox SET {change}, changed_at = ? WHERE delivery = ? AND status IN ('pending', 'sending')",  # noqa: S608 - the clauses above
        (*values, at, delivery),
    )
