"""Profiles and interactions in memory."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import EMPTY_PROFILE, VIEWS_KEPT, Interaction, InteractionKind, Profile
from storage.memory.tables import Seen, Tables


@dataclass(frozen=True, slots=True)
class MemoryProfiles:
    """`recsys.ports.ProfileStore`."""

    tables: Tables

    async def get(self, tenant: Tenant, user: UserId) -> Profile:
        """Return the profile with its interactions merged in."""
        return replace(
            self.tables.profiles.get((tenant, user), EMPTY_PROFILE),
            recent_views=self._items(tenant, user, "view")[:VIEWS_KEPT],
            bought=self._items(tenant, user, "purchase"),
        )

    async def put(self, tenant: Tenant, user: UserId, profile: Profile, at: float) -> None:
        """Store the stated part and add what is not known yet."""
        self.tables.profiles[tenant, user] = profile
        stated: tuple[tuple[InteractionKind, tuple[ItemId, ...]], ...] = (
            ("view", profile.recent_views),
            ("purchase", profile.bought),
        )
        for kind, items in stated:
            seen = self.tables.interactions.setdefault((tenant, user, kind), {})
            for place, item in enumerate(items):
                seen.setdefault(item, Seen(at, place, next(self.tables.numbers)))
        self.tables.refresh(tenant, user, profile.bought)

    async def update(self, tenant: Tenant, user: UserId, change: Callable[[Profile], Profile], at: float) -> Profile:  # noqa: ARG002 - the port's signature
        """Change the stated part in one step."""
        self.tables.profiles[tenant, user] = change(await self.get(tenant, user))
        return await self.get(tenant, user)

    async def record(self, interaction: Interaction) -> None:
        """Add an interaction."""
        self.tables.note(interaction.tenant, interaction.user, interaction.kind, interaction.item, interaction.at)

    async def undo(
        self, tenant: Tenant, user: UserId, item: ItemId, kind: InteractionKind, *, until: float = math.inf
    ) -> bool:
        """Take an interaction back."""
        seen = self.tables.interactions.get((tenant, user, kind), {})
        found = item in seen and seen[item].at <= until
        if found:
            del seen[item]
        self.tables.refresh(tenant, user, [item])
        return found

    async def saved(self, tenant: Tenant, user: UserId, latest: int = 100) -> Sequence[ItemId]:
        """Return what is saved, latest first."""
        return self._items(tenant, user, "save")[:latest]

    async def users(self, tenant: Tenant) -> Sequence[UserId]:
        """Return everybody with a profile or an interaction, sorted."""
        stated = {user for owner, user in self.tables.profiles if owner == tenant}
        acted = {user for (owner, user, _), seen in self.tables.interactions.items() if owner == tenant and seen}
        return sorted(stated | acted)

    def _items(self, tenant: Tenant, user: UserId, kind: InteractionKind) -> tuple[ItemId, ...]:
        seen = self.tables.interactions.get((tenant, user, kind), {})
        return tuple(sorted(seen, key=lambda item: (-seen[item].at, seen[item].place, -seen[item].number)))
