"""Feedback events in SQLite, joined to impressions when read."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import FeedbackEvent, Opinion
from storage.opinions import last_words
from storage.sqlite.connection import Database
from storage.sqlite.rows import key

_OPINIONS = """
SELECT impressions.item, feedback.signal, feedback.position, feedback.at
FROM feedback JOIN impressions USING (enterprise, team, channel, message)
WHERE feedback.enterprise = ? AND feedback.team = ? AND feedback.user = ?
    AND (feedback.position IS NULL OR feedback.position = impressions.position)
ORDER BY feedback.at DESC, feedback.number DESC, impressions.position
"""


@dataclass(frozen=True, slots=True)
class SqliteFeedback:
    """`recsys.ports.FeedbackStore`."""

    database: Database

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event unless it is stored already."""
        row = (
            *key(event.tenant),
            event.channel,
            event.message,
            event.user,
            event.source,
            event.signal,
            event.position,
            event.at,
        )
        return await self.database.write(
            lambda db: (
                db.execute(
                    "INSERT INTO feedback (enterprise, team, channel, message, user, source, signal, position, at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    row,
                ).rowcount
                == 1
            )
        )

    async def undo(self, tenant: Tenant, channel: str, message: str, user: UserId, source: str) -> bool:
        """Take an event back."""
        return await self.database.write(
            lambda db: (
                db.execute(
                    "DELETE FROM feedback WHERE enterprise = ? AND team = ? AND channel = ? AND message = ?"
                    " AND user = ? AND source = ?",
                    (*key(tenant), channel, message, user, source),
                ).rowcount
                == 1
            )
        )

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        statement = "SELECT 1 FROM impressions WHERE enterprise = ? AND team = ? AND channel = ? AND message = ?"
        values = (*key(tenant), channel, message)
        return await self.database.read(lambda db: db.execute(statement, values).fetchone() is not None)

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 500) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first."""

        def work(db: sqlite3.Connection) -> tuple[Opinion, ...]:
            rows = db.execute(_OPINIONS, (*key(tenant), user))
            return last_words(((ItemId(row[0]), row[1], row[2], row[3]) for row in rows), latest)

        return await self.database.read(work)
