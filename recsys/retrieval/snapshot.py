"""Keeps the snapshot in step with the catalog, never blocking those who do not have to wait."""

import asyncio
import logging
import time
from collections.abc import Sequence

from recsys.errors import RecsysError
from recsys.ports import CatalogStore, Embedder
from recsys.retrieval.index import CatalogIndex, build_index, state_of, with_vectors
from recsys.retrieval.registry import Registered

logger = logging.getLogger(__name__)

VECTORS_PAUSE_SECONDS = 5.0
"""While an import is being embedded, new vectors arrive every second; they are taken over this often at most."""


class IndexKeeper:
    """Hands out the present snapshot.

    Items changed: everybody waits for the one rebuild, so that a finished import is seen by the next turn. Only
    vectors changed: the present snapshot goes on serving while a new one is made in the background.
    """

    def __init__(self, catalog: CatalogStore, embedder: Embedder | None, registered: Sequence[Registered]) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._registered = registered
        self._index: CatalogIndex | None = None
        self._building: asyncio.Task[None] | None = None
        self._vectors_task: asyncio.Task[None] | None = None
        self._vectors_taken_at = 0.0

    async def current(self) -> CatalogIndex:
        """Return a snapshot that shows every import finished before this call."""
        state = await state_of(self._catalog, self._embedder)
        while self._index is None or self._index.version < state.version:
            await self._rebuilt()
        if self._index.vectors_stored != state.vectors_stored:
            self._begin_taking_vectors()
        return self._index

    async def refresh(self) -> CatalogIndex:
        """Return a snapshot that shows also every vector stored before this call."""
        index = await self.current()
        if self._vectors_task is not None:
            await asyncio.shield(self._vectors_task)
        if index.vectors_stored != (await state_of(self._catalog, self._embedder)).vectors_stored:
            await self._take_vectors()
        return await self.current()

    async def _rebuilt(self) -> None:
        """Wait for the rebuild under way, or begin one. A caller that is cancelled leaves it running for the others."""
        if self._building is None:
            self._building = asyncio.create_task(self._build(), name="rebuild catalog index")
            self._building.add_done_callback(self._built)
        await asyncio.shield(self._building)

    async def _build(self) -> None:
        began = time.perf_counter()
        index = await build_index(self._catalog, self._embedder, self._registered)
        self._index = index
        self._vectors_taken_at = time.monotonic()
        logger.info(
            "Catalog index of version %d: %d items, %d retrievers, %.2f s",
            index.version,
            len(index.columns.ids),
            len(index.retrievers),
            time.perf_counter() - began,
        )

    def _built(self, task: asyncio.Task[None]) -> None:
        self._building = None
        if not task.cancelled() and task.exception() is not None:
            logger.warning("The catalog index could not be built: %s", task.exception())

    def _begin_taking_vectors(self) -> None:
        due = time.monotonic() - self._vectors_taken_at >= VECTORS_PAUSE_SECONDS
        if due and self._vectors_task is None:
            self._vectors_task = asyncio.create_task(self._take_vectors_quietly(), name="take over new vectors")

    async def _take_vectors_quietly(self) -> None:
        try:
            await self._take_vectors()
        except RecsysError as error:
            logger.warning("New vectors could not be read, the old ones go on serving: %s", error)
        finally:
            self._vectors_task = None

    async def _take_vectors(self) -> None:
        index = self._index
        if index is None:
            return
        self._vectors_taken_at = time.monotonic()
        taken = await with_vectors(index, self._catalog, self._embedder, self._registered)
        # A rebuild that ended meanwhile has read newer vectors over newer rows.
        if self._index is index:
            self._index = taken

    async def close(self) -> None:
        """End what runs in the background."""
        for task in (self._building, self._vectors_task):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
