"""Profiles and interactions in SQLite."""

import math
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import EMPTY_PROFILE, VIEWS_KEPT, Interaction, InteractionKind, Profile
from storage import codec
from storage.sqlite.connection import Database
from storage.sqlite.opinions import refresh
from storage.sqlite.rows import insert_interaction, key

_PROFILE = "SELECT * FROM profiles WHERE enterprise = ? AND team = ? AND user = ?"
_ITEMS = """
SELECT item FROM interactions WHERE enterprise = ? AND team = ? AND user = ? AND kind = ?
ORDER BY at DESC, place, number DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SqliteProfiles:
    """`recsys.ports.ProfileStore`."""

    database: Database

    async def get(self, tenant: Tenant, user: UserId) -> Profile:
        """Return the profile with its interactions merged in."""
        return await self.database.read(lambda db: read_profile(db, tenant, user))

    async def put(self, tenant: Tenant, user: UserId, profile: Profile, at: float) -> None:
        """Store the stated part and add what is not known yet."""

        def work(db: sqlite3.Connection) -> None:
            _put_stated(db, tenant, user, profile, at)
            for kind, items in (("view", profile.recent_views), ("purchase", profile.bought)):
                db.executemany(
                    "INSERT INTO interactions (enterprise, team, user, kind, item, at, place)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [(*key(tenant), user, kind, item, at, place) for place, item in enumerate(items)],
                )
            refresh(db, (*key(tenant), user), profile.bought)

        await self.database.write(work)

    async def update(self, tenant: Tenant, user: UserId, change: Callable[[Profile], Profile], at: float) -> Profile:
        """Change the stated part in one step."""

        def work(db: sqlite3.Connection) -> Profile:
            _put_stated(db, tenant, user, change(read_profile(db, tenant, user)), at)
            return read_profile(db, tenant, user)

        return await self.database.write(work)

    async def record(self, interaction: Interaction) -> None:
        """Add an interaction."""
        await self.database.write(lambda db: insert_interaction(db, interaction))

    async def undo(
        self, tenant: Tenant, user: UserId, item: ItemId, kind: InteractionKind, *, until: float = math.inf
    ) -> bool:
        """Take an interaction back."""

        def work(db: sqlite3.Connection) -> bool:
            who = (*key(tenant), user)
            undone = db.execute(
                "DELETE FROM interactions"
                " WHERE enterprise = ? AND team = ? AND user = ? AND kind = ? AND item = ? AND at <= ?",
                (*who, kind, item, until),
            ).rowcount
            refresh(db, who, [item])
            return undone == 1

        return await self.database.write(work)

    async def saved(self, tenant: Tenant, user: UserId, latest: int = 100) -> Sequence[ItemId]:
        """Return what is saved, latest first."""
        return await self.database.read(lambda db: _items(db, tenant, user, "save", latest))

    async def users(self, tenant: Tenant) -> Sequence[UserId]:
        """Return everybody with a profile or an interaction, sorted."""

        def work(db: sqlite3.Connection) -> list[UserId]:
            rows = db.execute(
                "SELECT user FROM profiles WHERE enterprise = ? AND team = ?"
                " UNION SELECT user FROM interactions WHERE enterprise = ? AND team = ? ORDER BY user",
                (*key(tenant), *key(tenant)),
            )
            return [UserId(row[0]) for row in rows]

        return await self.database.read(work)


def read_profile(db: sqlite3.Connection, tenant: Tenant, user: UserId) -> Profile:
    """Return the profile with its interactions merged in, within the caller's transaction."""
    views = _items(db, tenant, user, "view", VIEWS_KEPT)
    bought = _items(db, tenant, user, "purchase", -1)
    row = db.execute(_PROFILE, (*key(tenant), user)).fetchone()
    if row is None:
        return Profile(recent_views=views, bought=bought) if views or bought else EMPTY_PROFILE
    return Profile(
        recent_views=views,
        bought=bought,
        preferred_categories=codec.decode_names(row["preferred_categories"]),
        budget_hint=row["budget_hint"],
        budget_min=row["budget_min"],
        budget_max=row["budget_max"],
        preferred_brands=codec.decode_names(row["preferred_brands"]),
        avoided_brands=codec.decode_names(row["avoided_brands"]),
        avoided_categories=codec.decode_names(row["avoided_categories"]),
        learning=bool(row["learning"]),
        surprises=bool(row["surprises"]),
    )


def _put_stated(db: sqlite3.Connection, tenant: Tenant, user: UserId, profile: Profile, at: float) -> None:
    lists = (
        profile.preferred_categories,
        profile.preferred_brands,
        profile.avoided_brands,
        profile.avoided_categories,
    )
    budget = (profile.budget_hint, profile.budget_min, profile.budget_max)
    db.execute(
        "INSERT OR REPLACE INTO profiles (enterprise, team, user, updated_at, preferred_categories, preferred_brands,"
        " avoided_brands, avoided_categories, budget_hint, budget_min, budget_max, learning, surprises)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key(tenant), user, at, *map(codec.encode_names, lists), *budget, profile.learning, profile.surprises),
    )


def _items(
    db: sqlite3.Connection, tenant: Tenant, user: UserId, kind: InteractionKind, limit: int
) -> tuple[ItemId, ...]:
    rows = db.execute(_ITEMS, (*key(tenant), user, kind, limit))
    return tuple(ItemId(row[0]) for row in rows)
