"""The inbox in SQLite: every method is one statement or two, each by an index over the messages that are still open."""

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from recsys.errors import StorageError
from recsys.model.delivery import Admitted, Incoming
from recsys.model.ids import ConversationId, Tenant, TurnId
from storage.sqlite.connection import Database
from storage.sqlite.rows import admitted, insert_conversation, key

T = TypeVar("T")

_ADMIT = """
INSERT INTO inbox (
    enterprise, team, event, channel, message, conversation, user, origin, text,
    address_channel, address_thread, received_at, reply_url, about
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
RETURNING *
"""

# `outcome = ''` is what the partial indexes say, word for word: ended rows are never looked at.
_CLAIM = """
UPDATE inbox SET owner = :owner, lease_until = :now + :lease, attempts = attempts + 1
WHERE number = (
    SELECT number FROM inbox AS candidate
    WHERE outcome = '' AND lease_until <= :now AND retry_at <= :now AND NOT EXISTS (
        SELECT 1 FROM inbox AS other
        WHERE other.outcome = ''
            AND other.enterprise = candidate.enterprise
            AND other.team = candidate.team
            AND other.conversation = candidate.conversation
            AND other.number != candidate.number
            AND (other.number < candidate.number OR other.lease_until > :now)
    )
    ORDER BY number LIMIT 1
)
RETURNING *
"""

# What an ended row must forget; the rest is what recognises a duplicate. One that was answered keeps the turn that did.
_END = """
UPDATE inbox SET outcome = ?, turn = coalesce(?, turn), text = '', reply_url = '', owner = '', lease_until = 0
WHERE outcome = ''
"""

_OPEN = """
SELECT 1 FROM inbox
WHERE enterprise = ? AND team = ? AND channel = ? AND message = ? AND message != '' AND outcome = ''
"""

# A row that ended has forgotten its text, and any is a new revision.
_AMEND = """
UPDATE inbox SET
    revision = revision + (outcome != '' OR text != ?),
    text = ?,
    attempts = CASE outcome WHEN '' THEN attempts ELSE 0 END,
    outcome = ''
WHERE enterprise = ? AND team = ? AND channel = ? AND message = ? AND message != ''
    AND (outcome = '' OR (outcome IN ('answered', 'stopped', 'failed') AND received_at >= ?))
"""


@dataclass(frozen=True, slots=True)
class SqliteInbox:
    """`recsys.ports.Inbox`."""

    database: Database

    async def admit(self, incoming: Incoming) -> Admitted | None:
        """Store a message; None when its event or its message was seen before."""
        row = (
            *key(incoming.tenant),
            incoming.event,
            incoming.channel,
            incoming.message,
            incoming.conversation,
            incoming.user,
            incoming.origin,
            incoming.text,
            incoming.address.channel,
            incoming.address.thread,
            incoming.received_at,
            incoming.reply_url,
            incoming.about,
        )
        return await self.database.write(lambda db: _one(db.execute(_ADMIT, row), admitted))

    async def claim(self, owner: str, now: float, lease: float) -> Admitted | None:
        """Lease the oldest message that may be worked on."""
        values = {"owner": owner, "now": now, "lease": lease}
        return await self.database.write(lambda db: _one(db.execute(_CLAIM, values), admitted), flush=False)

    async def renew(self, owner: str, number: int, now: float, lease: float) -> bool:
        """Extend a lease that has not run out."""
        return await self._changes(
            "UPDATE inbox SET lease_until = ? WHERE number = ? AND owner = ? AND lease_until > ? AND outcome = ''",
            (now + lease, number, owner, now),
            flush=False,
        )

    async def release(self, number: int, retry_at: float) -> bool:
        """Give a claimed message back."""
        return await self._changes(
            "UPDATE inbox SET owner = '', lease_until = 0, retry_at = ? WHERE number = ? AND outcome = ''",
            (retry_at, number),
            flush=False,
        )

    async def rebind(self, number: int, conversation: ConversationId, message: str) -> None:
        """Move a command to the conversation of its root, and its answer into the root's thread."""

        def work(db: sqlite3.Connection) -> None:
            moved = _one(
                db.execute(
                    "UPDATE inbox SET conversation = ?, message = ?, address_thread = coalesce(address_thread, ?)"
                    " WHERE number = ? AND outcome = '' RETURNING *",
                    (conversation, message, message, number),
                ),
                admitted,
            )
            if moved is None:
                raise StorageError(f"Message {number} of the inbox is not open any more and cannot be moved.")
            incoming = moved.incoming
            insert_conversation(db, incoming.tenant, conversation, incoming.user, incoming.received_at)

        await self.database.write(work, flush=False)

    async def amend(
        self, tenant: Tenant, channel: str, message: str, text: str, *, ended_since: float = math.inf
    ) -> bool:
        """Replace the text; the same text again is no new revision, because unfurled links look like edits."""
        return await self._changes(_AMEND, (text, text, *key(tenant), channel, message, ended_since))

    async def withdraw(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Drop a message that is not answered yet."""
        return await self._changes(
            f"{_END} AND enterprise = ? AND team = ? AND channel = ? AND message = ? AND message != ''",
            ("withdrawn", None, *key(tenant), channel, message),
        )

    async def is_open(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether a message waits for its answer."""
        named = (*key(tenant), channel, message)
        return await self.database.read(lambda db: db.execute(_OPEN, named).fetchone() is not None)

    async def is_awaited(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether anything said in a conversation waits for its answer."""
        statement = "SELECT 1 FROM inbox WHERE enterprise = ? AND team = ? AND conversation = ? AND outcome = ''"
        named = (*key(tenant), conversation)
        return await self.database.read(lambda db: db.execute(statement, named).fetchone() is not None)

    async def finish(self, number: int, outcome: str, revision: int | None = None) -> bool:
        """End a message without a turn."""

        def work(db: sqlite3.Connection) -> bool:
            as_read = revision is None or is_open(db, number, revision)
            if as_read:
                end(db, number, outcome)
            return as_read

        return await self.database.write(work, flush=False)

    async def release_all(self) -> int:
        """Give back every lease."""
        return await self.database.write(
            lambda db: (
                db.execute("UPDATE inbox SET owner = '', lease_until = 0 WHERE outcome = '' AND owner != ''").rowcount
            )
        )

    async def waiting(self) -> int:
        """Count the open messages."""
        return await self.database.read(
            lambda db: db.execute("SELECT count(*) FROM inbox WHERE outcome = ''").fetchone()[0]
        )

    async def prune(self, before: float) -> int:
        """Delete old ended rows."""
        return await self.database.write(
            lambda db: db.execute("DELETE FROM inbox WHERE outcome != '' AND received_at < ?", (before,)).rowcount,
            flush=False,
        )

    async def _changes(self, statement: str, values: tuple[object, ...], *, flush: bool = True) -> bool:
        return await self.database.write(lambda db: db.execute(statement, values).rowcount > 0, flush=flush)


def end(db: sqlite3.Connection, number: int, outcome: str, turn: TurnId | None = None) -> None:
    """End a message that is open, within the caller's transaction; `turn` is what answers it."""
    if not outcome:
        raise StorageError("A message cannot end without an outcome; name one in a word.")
    db.execute(f"{_END} AND number = ?", (outcome, turn, number))


def is_open(db: sqlite3.Connection, number: int, revision: int) -> bool:
    """Return whether a message is still to be answered in the revision that was read."""
    found = db.execute("SELECT 1 FROM inbox WHERE number = ? AND revision = ? AND outcome = ''", (number, revision))
    return found.fetchone() is not None


def _one(cursor: sqlite3.Cursor, build: Callable[[sqlite3.Row], T]) -> T | None:
    row = cursor.fetchone()
    return None if row is None else build(row)
