"""The tastes of teams, kept while turns read them and made anew behind their back."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.errors import StorageError
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, Tenant
from recsys.ports import CatalogStore, FeedbackStore, Vectors
from recsys.profile.team import TeamTaste
from recsys.profile.team_opinions import TeamOpinions

LOOK_SECONDS = 300.0
"""How often a team's opinions are looked at, at most: what its people say reaches the others after that time."""
TEAMS_KEPT = 16
"""Teams whose taste is held, those that asked last; one of a million opinions takes some ten megabytes."""
PART = 1000
"""Items that are read at a time."""

VectorsOf = Callable[[list[ItemId]], Vectors]
"""The vectors of some items, rows aligned, zeros where there is none."""


@dataclass(slots=True)
class _Kept:
    """A team's taste, what it was made of (its opinions' change, the catalog's version), and when to look again."""

    taste: TeamTaste = field(default_factory=TeamTaste)
    made_of: tuple[int, int] = (0, 0)
    look_at: float = 0.0


class TeamTastes:
    """One taste for each team, of its own opinions alone.

    It is made off-turn, one team after the other, and the old one serves meanwhile. A failure leaves the old one.
    """

    def __init__(
        self, feedback: FeedbackStore, catalog: CatalogStore, vectors: VectorsOf, *, every: float = LOOK_SECONDS
    ) -> None:
        """Look for news of a team every so many seconds, when somebody of it asks."""
        self._feedback = feedback
        self._catalog = catalog
        self._vectors = vectors
        self._every = every
        self._kept = OrderedDict[Tenant, _Kept]()
        self._alone = asyncio.Lock()
        self._running = dict[Tenant, asyncio.Task[None]]()

    def of(self, tenant: Tenant, version: int) -> TeamTaste:
        """Return a team's taste as far as it is known now, and look for news in the background. Waits for nothing.

        `version` is the catalog's; with another one it is made anew, for what items share may differ.
        """
        kept = self._kept.setdefault(tenant, _Kept())
        self._kept.move_to_end(tenant)
        if len(self._kept) > TEAMS_KEPT:
            self._kept.popitem(last=False)
        if time.monotonic() >= kept.look_at and tenant not in self._running:
            kept.look_at = time.monotonic() + self._every
            task = asyncio.create_task(self._look(tenant, kept, version), name="team's taste")
            self._running[tenant] = task
            task.add_done_callback(lambda _: self._running.pop(tenant))
        return kept.taste

    async def settled(self) -> None:
        """Wait until what was begun is done."""
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def close(self) -> None:
        """End what runs in the background."""
        for task in self._running.values():
            task.cancel()
        await self.settled()

    async def _look(self, tenant: Tenant, kept: _Kept, version: int) -> None:
        try:
            async with self._alone:
                made_of = (await self._feedback.change(tenant), version)
                if made_of != kept.made_of:
                    kept.taste = await self._made(tenant)
                    kept.made_of = made_of
        except StorageError as error:
            logging.getLogger(__name__).warning("A team's taste could not be made, the old one serves on: %s", error)

    async def _made(self, tenant: Tenant) -> TeamTaste:
        gathered = TeamOpinions()
        async for batch in self._feedback.team_opinions(tenant):
            gathered.add(batch)
        items, vectors = dict[ItemId, Item](), dict[ItemId, NDArray[np.float32]]()
        ids = list(gathered.items)
        for start in range(0, len(ids), PART):
            part = ids[start : start + PART]
            items |= await self._catalog.get(part)
            found = await asyncio.to_thread(self._vectors, part)
            vectors |= {item: row for item, row in zip(part, found, strict=True) if row.any()}
        return await asyncio.to_thread(gathered.taste, items, vectors)
