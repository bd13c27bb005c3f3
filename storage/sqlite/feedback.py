"""Feedback events in SQLite, and the opinions that follow from them."""

import math
import sqlite3
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import REASON_CHARS, ComparedPick, FeedbackEvent, ImpressionCount, Opinion, TeamOpinion
from storage.sqlite.connection import Database
from storage.sqlite.impressions import revision_at
from storage.sqlite.opinions import refresh, tell, unsay
from storage.sqlite.rows import key

_RECORD = """
INSERT INTO feedback (enterprise, team, channel, message, revision, user, source, signal, position, at, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (enterprise, team, channel, message, revision, user, source) DO UPDATE SET
    signal = excluded.signal, position = excluded.position, at = excluded.at, reason = excluded.reason
WHERE (signal, position) IS NOT (excluded.signal, excluded.position)
RETURNING number
"""
_LATEST = """
SELECT number FROM feedback
WHERE enterprise = ? AND team = ? AND channel = ? AND message = ? AND user = ? AND source = ? AND at <= ?
ORDER BY revision DESC LIMIT 1
"""
_TAKE_BACK = """
INSERT INTO taken_back (enterprise, team, channel, message, user, source, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (enterprise, team, channel, message, user, source) DO UPDATE SET at = excluded.at WHERE excluded.at > at
"""
_TAKEN_BACK = """
SELECT 1 FROM taken_back
WHERE enterprise = ? AND team = ? AND channel = ? AND message = ? AND user = ? AND source = ? AND at >= ?
"""
_OPINIONS = """
SELECT item, weight, at, kind, position FROM opinions
WHERE enterprise = ? AND team = ? AND user = ?
ORDER BY at DESC, item LIMIT ?
"""
_PASSED_OVER = """
SELECT DISTINCT shown.item
FROM (
    SELECT * FROM feedback
    WHERE enterprise = ?1 AND team = ?2 AND user = ?3 AND at >= ?4 AND position IS NOT NULL
    ORDER BY at DESC, number DESC LIMIT ?5
) AS event
JOIN words AS word ON word.feedback = event.number
JOIN opinions AS said
    ON said.enterprise = event.enterprise AND said.team = event.team AND said.user = event.user
    AND said.item = word.item AND said.kind = word.kind AND said.at = event.at
JOIN impressions AS shown
    ON shown.enterprise = event.enterprise AND shown.team = event.team AND shown.channel = event.channel
    AND shown.message = event.message AND shown.revision = event.revision AND shown.position > 0
    AND (shown.joined_at IS NULL OR shown.joined_at <= event.at)
WHERE (event.signal = 'dismiss' OR (event.signal = 'pick' AND shown.position < event.position))
    AND NOT EXISTS (
        SELECT 1 FROM opinions AS other
        WHERE other.enterprise = ?1 AND other.team = ?2 AND other.user = ?3 AND other.item = shown.item
    )
ORDER BY shown.item
"""
_TEAM_OPINIONS = """
SELECT user, item, weight, at FROM opinions
WHERE enterprise = ? AND team = ? AND (user, item) > (?, ?)
ORDER BY user, item LIMIT ?
"""
# Rows are read as they came, which is about the order of feedback too: an index would read both tables at random.
_COUNTS = """
SELECT item, position, count(*), sum(liked), sum(disliked), iif(?, CAST(at / 86400 AS INTEGER), 0) AS day FROM (
    SELECT shown.item, shown.position, shown.at,
        coalesce(max(event.signal IN ('up', 'pick')), 0) AS liked,
        coalesce(max(event.signal IN ('down', 'dismiss')), 0) AS disliked
    FROM impressions AS shown NOT INDEXED LEFT JOIN feedback AS event
        ON event.enterprise = shown.enterprise AND event.team = shown.team AND event.channel = shown.channel
        AND event.message = shown.message AND event.revision = shown.revision
        AND (event.position IS NULL OR event.position = shown.position)
        AND (shown.joined_at IS NULL OR shown.joined_at <= event.at)
    WHERE shown.enterprise = ? AND shown.team = ? AND shown.at >= ? AND shown.position > 0
    GROUP BY shown.rowid
)
GROUP BY day, item, position ORDER BY day, item, position
"""
_COMPARED = """
SELECT dense_rank() OVER (ORDER BY shown.channel, shown.message, shown.revision) AS answer, shown.side,
    coalesce((said.weight > 0) - (said.weight < 0), 0)
FROM impressions AS shown LEFT JOIN opinions AS said
    ON said.enterprise = shown.enterprise AND said.team = shown.team AND said.user = shown.user
    AND said.item = shown.item AND said.kind NOT IN ('up', 'down') AND said.at >= shown.at
    AND NOT EXISTS (
        SELECT 1 FROM impressions AS again
        WHERE again.enterprise = shown.enterprise AND again.team = shown.team AND again.user = shown.user
            AND again.item = shown.item AND again.at > shown.at AND again.at <= said.at
    )
WHERE shown.enterprise = ? AND shown.team = ? AND shown.at >= ? AND shown.side != ''
ORDER BY answer, shown.position
"""


@dataclass(frozen=True, slots=True)
class SqliteFeedback:
    """`recsys.ports.FeedbackStore`."""

    database: Database

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event, or let it take the place of another by the same route."""

        def work(db: sqlite3.Connection) -> bool:
            route = (*key(event.tenant), event.channel, event.message, event.user, event.source)
            if db.execute(_TAKEN_BACK, (*route, event.at)).fetchone():
                return False
            revision = revision_at(db, event.tenant, event.channel, event.message, event.at)
            place = (*key(event.tenant), event.channel, event.message, revision, event.user, event.source)
            said = (event.signal, event.position, event.at, event.reason[:REASON_CHARS])
            stored = db.execute(_RECORD, (*place, *said)).fetchall()
            for row in stored:
                tell(db, row["number"])
            return bool(stored)

        return await self.database.write(work)

    async def give_reason(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, reason: str
    ) -> bool:
        """Add a reason to an event."""
        route = (*key(tenant), channel, message, user, source, math.inf)
        statement = f"UPDATE feedback SET reason = ? WHERE number = ({_LATEST})"  # noqa: S608 - the statement above
        return await self.database.write(
            lambda db: db.execute(statement, (reason[:REASON_CHARS], *route)).rowcount == 1
        )

    async def undo(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, until: float = math.inf
    ) -> bool:
        """Take an event back."""

        def work(db: sqlite3.Connection) -> bool:
            route = (*key(tenant), channel, message, user, source, until)
            if math.isfinite(until):
                db.execute(_TAKE_BACK, route)
            found = db.execute(_LATEST, route).fetchone()
            if found is None:
                return False
            items = unsay(db, found["number"])
            db.execute("DELETE FROM feedback WHERE number = ?", (found["number"],))
            refresh(db, (*key(tenant), user), items)
            return True

        return await self.database.write(work)

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        statement = "SELECT 1 FROM impressions WHERE enterprise = ? AND team = ? AND channel = ? AND message = ?"
        values = (*key(tenant), channel, message)
        return await self.database.read(lambda db: db.execute(statement, values).fetchone() is not None)

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 200) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first."""
        return await self.database.read(lambda db: read_opinions(db, tenant, user, latest))

    async def passed_over(self, tenant: Tenant, user: UserId, since: float = 0.0, latest: int = 50) -> Sequence[ItemId]:
        """Return what was shown beside what the person spoke of, and left without a word."""
        values = (*key(tenant), user, since, latest)
        return await self.database.read(lambda db: [ItemId(row[0]) for row in db.execute(_PASSED_OVER, values)])

    async def team_opinions(self, tenant: Tenant, batch: int = 1000) -> AsyncGenerator[Sequence[TeamOpinion]]:
        """Yield the opinions of everybody, each batch read by itself."""

        def work(db: sqlite3.Connection, last: tuple[str, str]) -> list[TeamOpinion]:
            return [TeamOpinion(*row) for row in db.execute(_TEAM_OPINIONS, (*key(tenant), *last, batch))]

        last = ("", "")
        while opinions := await self.database.read(lambda db, last=last: work(db, last)):
            yield opinions
            last = (opinions[-1].user, opinions[-1].item)

    async def change(self, tenant: Tenant) -> int:
        """Return the number of the latest change."""
        statement = "SELECT coalesce(max(number), 0) FROM opinion_changes WHERE enterprise = ? AND team = ?"
        return await self.database.read(lambda db: db.execute(statement, key(tenant)).fetchone()[0])

    async def impression_counts(
        self, tenant: Tenant, since: float = 0.0, *, by_day: bool = False
    ) -> Sequence[ImpressionCount]:
        """Count impressions by item and position, and by day where asked."""
        values = (by_day, *key(tenant), since)
        return await self.database.read(lambda db: [ImpressionCount(*row) for row in db.execute(_COUNTS, values)])

    async def compared(self, tenant: Tenant, since: float = 0.0) -> Sequence[ComparedPick]:
        """Return the picks that one of two compared rankings placed, with what was said of them."""
        values = (*key(tenant), since)
        return await self.database.read(lambda db: [ComparedPick(*row) for row in db.execute(_COMPARED, values)])


def read_opinions(db: sqlite3.Connection, tenant: Tenant, user: UserId, latest: int) -> list[Opinion]:
    """Return a person's last word on each item, latest first, within the caller's transaction."""
    return [Opinion(*row) for row in db.execute(_OPINIONS, (*key(tenant), user, latest))]
