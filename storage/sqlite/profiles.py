"""Profiles and interactions in SQLite."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import EMPTY_PROFILE, VIEWS_KEPT, Interaction, InteractionKind, Profile
from storage import codec
from storage.sqlite.connection import Database
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

        def work(db: sqlite3.Connection) -> Profile:
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
            )

        return await self.database.read(work)

    async def put(self, tenant: Tenant, user: UserId, profile: Profile, at: float) -> None:
        """Store the stated part and add what is not known yet."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO profiles (enterprise, team, user, preferred_categories, budget_hint, budget_min,"
                " budget_max, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (enterprise, team, user) DO UPDATE SET"
                " preferred_categories = excluded.preferred_categories, budget_hint = excluded.budget_hint,"
                " budget_min = excluded.budget_min, budget_max = excluded.budget_max, updated_at = excluded.updated_at",
                (
                    *key(tenant),
                    user,
                    codec.encode_names(profile.preferred_categories),
                    profile.budget_hint,
                    profile.budget_min,
                    profile.budget_max,
                    at,
                ),
            )
            for kind, items in (("view", profile.recent_views), ("purchase", profile.bought)):
                db.executemany(
                    "INSERT INTO interactions (enterprise, team, user, kind, item, at, place)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [(*key(tenant), user, kind, item, at, place) for place, item in enumerate(items)],
                )

        await self.database.write(work)

    async def record(self, interaction: Interaction) -> None:
        """Add a view or a purchase."""
        row = (*key(interaction.tenant), interaction.user, interaction.kind, interaction.item, interaction.at)
        await self.database.write(lambda db: insert_interaction(db, row))

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


def _items(
    db: sqlite3.Connection, tenant: Tenant, user: UserId, kind: InteractionKind, limit: int
) -> tuple[ItemId, ...]:
    rows = db.execute(_ITEMS, (*key(tenant), user, kind, limit))
    return tuple(ItemId(row[0]) for row in rows)
