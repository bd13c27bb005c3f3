"""People and teams in SQLite: what is known of them, and how it is forgotten."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recsys.model.ids import Tenant, UserId
from recsys.model.person import Exchange, FeedbackEvent, Impression, Interaction, PersonRecord, Thread
from storage.sqlite.connection import Database
from storage.sqlite.feedback import read_opinions
from storage.sqlite.forgetting import forget_person, forget_some_of_team, prune_some
from storage.sqlite.profiles import read_profile
from storage.sqlite.rows import key

_INTERACTIONS = """
SELECT item, kind, at FROM interactions WHERE enterprise = ? AND team = ? AND user = ?
ORDER BY at DESC, place, number DESC
"""
_FEEDBACK = """
SELECT channel, message, user, source, signal, position, at, reason FROM feedback
WHERE enterprise = ? AND team = ? AND user = ? ORDER BY at DESC, number DESC
"""
_EXCHANGES = """
SELECT conversation, said, answered, at FROM turns
WHERE enterprise = ? AND team = ? AND user = ? ORDER BY at DESC, rowid DESC
"""
_IMPRESSIONS = """
SELECT item, position, side, at FROM impressions
WHERE enterprise = ? AND team = ? AND user = ? AND position > 0 ORDER BY at DESC, channel, message, revision, position
"""
# `said` is that of the row with the greatest time: SQLite's rule for columns beside max(). Left alone, the planner goes
# through the turns of everybody.
_THREADS = """
SELECT conversation, coalesce(state ->> 'topic', ''), said, latest
FROM (
    SELECT enterprise, team, conversation, said, max(at) AS latest FROM turns INDEXED BY turns_by_user
    WHERE enterprise = ? AND team = ? AND user = ? GROUP BY conversation
) JOIN conversations USING (enterprise, team, conversation)
ORDER BY latest DESC, conversation LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SqlitePeople:
    """`recsys.ports.PeopleStore`."""

    database: Database

    async def record(self, tenant: Tenant, user: UserId) -> PersonRecord:
        """Return everything that is known of a person."""

        def work(db: sqlite3.Connection) -> PersonRecord:
            who = (*key(tenant), user)
            return PersonRecord(
                profile=read_profile(db, tenant, user),
                interactions=tuple(Interaction(tenant, user, *row) for row in db.execute(_INTERACTIONS, who)),
                feedback=tuple(FeedbackEvent(tenant, *row) for row in db.execute(_FEEDBACK, who)),
                opinions=tuple(read_opinions(db, tenant, user, -1)),
                exchanges=tuple(Exchange(*row) for row in db.execute(_EXCHANGES, who)),
                impressions=tuple(Impression(*row) for row in db.execute(_IMPRESSIONS, who)),
            )

        return await self.database.read(work)

    async def threads(self, tenant: Tenant, user: UserId, latest: int = 5) -> Sequence[Thread]:
        """Return the conversations that a person spoke in last."""
        values = (*key(tenant), user, latest)
        return await self.database.read(lambda db: [Thread(*row) for row in db.execute(_THREADS, values)])

    async def forget(self, tenant: Tenant, user: UserId) -> int:
        """Delete a person."""
        rows = await self.database.write(lambda db: forget_person(db, tenant, user))
        await self.database.rewrite()
        return rows

    async def forget_team(self, tenant: Tenant) -> int:
        """Delete a team, in parts."""
        rows = await self._in_parts(lambda db: forget_some_of_team(db, tenant))
        await self.database.rewrite()
        return rows

    async def mark_uninstalled(self, tenant: Tenant, at: float) -> None:
        """Note that a team took the bot out; the first time counts."""
        statement = "INSERT INTO uninstalled (enterprise, team, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        await self.database.write(lambda db: db.execute(statement, (*key(tenant), at)))

    async def reinstalled(self, tenant: Tenant) -> None:
        """Forget that a team took the bot out."""
        statement = "DELETE FROM uninstalled WHERE enterprise = ? AND team = ?"
        await self.database.write(lambda db: db.execute(statement, key(tenant)))

    async def uninstalled_before(self, at: float) -> Sequence[Tenant]:
        """Return the teams that took the bot out before a time, longest ago first."""
        statement = "SELECT enterprise, team FROM uninstalled WHERE at < ? ORDER BY at, enterprise, team"
        return await self.database.read(lambda db: [Tenant(*row) for row in db.execute(statement, (at,))])

    async def prune(self, before: float) -> int:
        """Delete what is old, in parts."""
        return await self._in_parts(lambda db: prune_some(db, before))

    async def _in_parts(self, some: Callable[[sqlite3.Connection], int]) -> int:
        rows = 0
        while part := await self.database.write(some, flush=False):
            rows += part
        return rows
