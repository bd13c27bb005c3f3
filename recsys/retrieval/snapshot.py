"""Keeps the snapshot in step with the catalog, never blocking those who do not have to wait."""

import asyncio
import logging
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from recsys.errors import RecsysError
from recsys.ports import CatalogState, CatalogStore, Embedder
from recsys.retrieval.index import (
    WORN_SHARE,
    CatalogIndex,
    build_index,
    with_all_vectors,
    with_changes,
    with_vectors,
)
from recsys.retrieval.registry import Registered
from recsys.retrieval.shelf import Shelf
from recsys.retrieval.threads import run_to_end

logger = logging.getLogger(__name__)

VECTORS_PAUSE_SECONDS = 5.0
"""While an import is being embedded, new vectors arrive every second; they are taken over this often at most."""
FAILURE_PAUSE_SECONDS = 60.0
CHANGES_ALWAYS_APPLIED = 1000

_FAILURES = (RecsysError, OSError, ValueError)


class IndexKeeper:
    """Hands out the present snapshot.

    Items changed: everybody waits for the one update, so that a finished import is seen by the next turn. All else is
    done in the background while the present snapshot serves: taking over vectors, building a worn index anew, saving.
    """

    def __init__(
        self,
        catalog: CatalogStore,
        embedder: Embedder | None,
        registered: Sequence[Registered],
        directory: Path | None = None,
    ) -> None:
        """Save the index in `directory` and load it from there; None: it is built at every start."""
        self._catalog = catalog
        self._embedder = embedder
        self._registered = registered
        self._shelf = Shelf(directory)
        self._index: CatalogIndex | None = None
        self._replacing = asyncio.Lock()
        self._update: asyncio.Task[None] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        self._saving: asyncio.Task[None] | None = None
        self._vectors_due_at = 0.0
        self._upkeep_due_at = 0.0
        self._currencies: Sequence[str] = ()

    @property
    def latest(self) -> CatalogIndex | None:
        """Return the snapshot that was handed out last, None before the first."""
        return self._index

    async def current(self) -> CatalogIndex:
        """Return a snapshot that shows every import finished before this call.

        Where an update fails, the snapshot before it goes on serving; the first one has to succeed.
        """
        return (await self.current_as_of())[0]

    async def current_as_of(self) -> tuple[CatalogIndex, CatalogState | None]:
        """Return what `current` does, and the state that the catalog said during the call that it is in.

        None where the snapshot is not of that state: its update failed, or it is a newer one already.
        """
        try:
            index, state = await self._followed()
        except _FAILURES as error:
            if self._index is None:
                raise
            logger.warning("The catalog index could not follow the catalog, the old one serves on: %s", error)
            return self._index, None
        self._begin_background(index, state)
        known = index.state
        return index, state if (known.identity, known.version) == (state.identity, state.version) else None

    async def refresh(self) -> CatalogIndex:
        """Return a snapshot that shows also every vector stored before this call."""
        state = await self._state()
        index = await self.current()
        while index.embedder is not self._embedder or index.state.vectors < state.vectors:
            await self._take_vectors()
            index = await self.current()
        return index

    def serve(self, embedder: Embedder) -> None:
        """Let the vectors of this embedder take the place of those that serve, as soon as they are read."""
        self._embedder = embedder

    async def close(self) -> None:
        """End what runs in the background, and save what is worth it."""
        running = [task for task in (self._update, self._upkeep) if task is not None]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._saving is not None:
            await self._saving
        elif not running and self._index is not None and self._shelf.is_behind(self._index):
            await self._save()
        await run_to_end(self._shelf.close)

    async def _state(self) -> CatalogState:
        return await self._catalog.state("" if self._embedder is None else self._embedder.model)

    async def _followed(self) -> tuple[CatalogIndex, CatalogState]:
        """Return the catalog's state, and a snapshot with every item that it counts or has vectors of."""
        state = await self._state()
        while self._index is None or self._index.state.version < state.version:
            await self._updated()
        return self._index, state

    async def _updated(self) -> None:
        """Wait for the update under way, or begin one. A caller that is cancelled leaves it running for the others."""
        if self._update is None:
            self._update = asyncio.create_task(self._bring_up_to_date(), name="catalog index update")
            self._update.add_done_callback(self._update_ended)
        await asyncio.shield(self._update)

    def _update_ended(self, task: asyncio.Task[None]) -> None:
        self._update = None
        if not task.cancelled():
            task.exception()  # Those who wait are told; perhaps nobody does any more.

    async def _bring_up_to_date(self) -> None:
        began = time.perf_counter()
        async with self._replacing:
            index = self._index
            if index is None:
                state = await self._state()
                index = await run_to_end(self._shelf.load, state, self._embedder, self._registered)
            if index is not None:
                index = await self._caught_up(index)
            how = "built" if index is None else "updated" if self._index else "loaded"
            await self._replace(index or await self._built(), how, began)

    async def _caught_up(self, index: CatalogIndex) -> CatalogIndex | None:
        """Return the index with all changes of items; None where it has to be built anew, or that is as quick."""
        most = max(CHANGES_ALWAYS_APPLIED, int(WORN_SHARE * len(index.columns)))
        changes = await self._catalog.changes_since(index.state.version, most)
        if changes is None:
            return None
        if changes.version == index.state.version:
            return index
        try:
            return await run_to_end(with_changes, index, changes, self._registered)
        except (OSError, ValueError) as error:
            await run_to_end(self._shelf.give_up, error)
            return None

    async def _built(self) -> CatalogIndex:
        self._vectors_due_at = time.monotonic() + VECTORS_PAUSE_SECONDS
        folder = await run_to_end(self._shelf.new_folder)
        if folder is not None:
            try:
                return await build_index(self._catalog, self._embedder, self._registered, folder)
            except (OSError, ValueError) as error:
                await run_to_end(self._shelf.give_up, error)
        return await build_index(self._catalog, self._embedder, self._registered, None)

    async def _replace(self, index: CatalogIndex, how: str, began: float) -> None:
        old, self._index = self._index, index
        if old is not None and old.directory is not None and old.directory != index.directory:
            await run_to_end(shutil.rmtree, old.directory, ignore_errors=True)
        logger.info(
            "Catalog index %s: version %d, %d items, %.3f s",
            how,
            index.state.version,
            index.columns.count,
            time.perf_counter() - began,
        )
        currencies = index.columns.currencies
        if len(currencies) > 1 and set(currencies) != set(self._currencies):
            logger.warning(
                "Prices are in %s: a price limit is in %s, and items priced otherwise meet none. Import them in one.",
                " and ".join(currencies),
                currencies[0],
            )
        self._currencies = currencies

    def _begin_background(self, index: CatalogIndex, state: CatalogState) -> None:
        now = time.monotonic()
        if now < self._upkeep_due_at:
            return
        lacking = self._lacks_vectors(index, state) and now >= self._vectors_due_at
        if self._upkeep is None and (lacking or index.is_worn):
            self._upkeep = asyncio.create_task(self._keep_up(), name="catalog index upkeep")
        if self._saving is None and self._shelf.is_behind(index):
            self._saving = asyncio.create_task(self._save(), name="catalog index saving")

    async def _keep_up(self) -> None:
        try:
            await self._take_vectors()
            if self._index is not None and self._index.is_worn:
                await self._rebuild()
        except _FAILURES as error:
            self._upkeep_due_at = time.monotonic() + FAILURE_PAUSE_SECONDS
            logger.warning("New vectors or rows could not be taken over, the present index serves on: %s", error)
        finally:
            self._upkeep = None

    def _lacks_vectors(self, index: CatalogIndex, state: CatalogState) -> bool:
        return index.embedder is not self._embedder or index.state.vectors != state.vectors

    async def _take_vectors(self) -> None:
        embedder = self._embedder
        if embedder is None:
            return
        self._vectors_due_at = time.monotonic() + VECTORS_PAUSE_SECONDS
        index, state = await self._followed()
        known = index.state.vectors
        if index.embedder is not embedder or index.vectors is None or state.vectors < known:
            whole = await with_all_vectors(index, state.vectors, self._catalog, embedder, self._registered)
            async with self._replacing:
                # Lined up with the rows of this index only: if another took its place meanwhile, once more later.
                self._index = whole if self._index is index else self._index
            return
        changes = await self._catalog.vectors_since(embedder.model, known)
        async with self._replacing:
            present = self._index
            # An index that was built meanwhile has read these vectors, or newer ones.
            if present is not None and present.embedder is embedder and present.state.vectors == known:
                # `changes` may hold vectors of items that no index knows yet: they are counted, and read, once more.
                self._index = await run_to_end(with_vectors, present, changes, state.vectors, self._registered)

    async def _rebuild(self) -> None:
        began = time.perf_counter()
        fresh = await self._built()
        async with self._replacing:
            fresh = await self._caught_up(fresh)
            if fresh is not None:
                await self._replace(fresh, "built anew", began)

    async def _save(self) -> None:
        try:
            async with self._replacing:
                index = self._index
                draft = None if index is None else await run_to_end(self._shelf.begin_saving, index)
            if index is not None and draft is not None:
                await run_to_end(self._shelf.finish_saving, index, draft)
        except (OSError, ValueError) as error:
            self._upkeep_due_at = time.monotonic() + FAILURE_PAUSE_SECONDS
            logger.warning("The catalog index could not be saved, it will be built at the next start: %s", error)
        finally:
            self._saving = None
