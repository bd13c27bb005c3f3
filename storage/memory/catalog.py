"""The catalog in memory."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.passages import content_hash, passage_text
from recsys.errors import StorageError
from recsys.model.catalog import ImportCounts, Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.ports import CatalogImport, CatalogState, VectorChanges, Vectors
from storage.memory.tables import ItemRow, Tables
from storage.memory.vectors import count_present, has_present, matrix, put_vectors, remove_vectors, vectors_of


@dataclass(slots=True)
class MemoryImport:
    """`recsys.ports.CatalogImport`."""

    tables: Tables
    staged: dict[ItemId, Item] = field(default_factory=dict[ItemId, Item])
    open: bool = True

    async def upsert(self, items: Sequence[Item]) -> None:
        """Stage items; the last of an id wins."""
        self._must_be_open()
        self.staged.update((item.id, item) for item in items)

    async def finish(self, *, prune: bool) -> ImportCounts:
        """Merge what was staged."""
        self._must_be_open()
        self.open = False
        tables = self.tables
        added = [item for item in self.staged.values() if item.id not in tables.items]
        known = [item for item in self.staged.values() if item.id in tables.items]
        changed = [item for item in known if item != tables.items[item.id].item]
        removed = [id_ for id_ in tables.items if id_ not in self.staged] if prune else []
        if added or changed or removed:
            tables.catalog_version += 1
            tables.catalog_changed_at = time.time()
        for item in (*added, *changed):
            tables.items[item.id] = ItemRow(item, content_hash(passage_text(item)), tables.catalog_version)
            tables.removed_items.pop(item.id, None)
        for id_ in removed:
            del tables.items[id_]
            tables.removed_items[id_] = tables.catalog_version
        remove_vectors(tables, removed)
        unchanged = len(self.staged) - len(added) - len(changed)
        return ImportCounts(len(added), len(changed), unchanged, len(removed))

    def _must_be_open(self) -> None:
        if not self.open:
            raise StorageError("This import has ended; begin another one.")


@dataclass(frozen=True, slots=True)
class MemoryCatalog:
    """`recsys.ports.CatalogStore`."""

    tables: Tables

    async def state(self, model: str = "") -> CatalogState:
        """Return the present state."""
        stored = self.tables.vector_models.get(model)
        return CatalogState(
            self.tables.catalog_identity,
            self.tables.catalog_version,
            0 if stored is None else stored.changes,
            self.tables.catalog_changed_at,
        )

    @asynccontextmanager
    async def begin_import(self) -> AsyncGenerator[CatalogImport]:
        """Open an import."""
        staging = MemoryImport(self.tables)
        try:
            yield staging
        finally:
            staging.open = False

    async def get(self, ids: Sequence[ItemId]) -> Mapping[ItemId, Item]:
        """Return the items that exist, by id."""
        return {id_: self.tables.items[id_].item for id_ in ids if id_ in self.tables.items}

    async def by_url(self, urls: Sequence[str]) -> Mapping[str, Item]:
        """Return the items at these addresses, the first by id."""
        wanted = set(urls) - {""}
        found = {row.item.url: row.item for row in reversed(self._in_order()) if row.item.url in wanted}
        return {url: found[url] for url in urls if url in found}

    async def count(self) -> int:
        """Return the number of items."""
        return len(self.tables.items)

    async def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id."""
        items = [row.item for row in self._in_order()]
        for start in range(0, len(items), batch):
            yield items[start : start + batch]

    async def changes_since(self, version: int, limit: int) -> ItemChanges | None:
        """Return what changed after `version`; None for more than `limit` changes."""
        tables = self.tables
        upserted = tuple(row.item for row in self._in_order() if row.version > version)
        removed = tuple(sorted(id_ for id_, at in tables.removed_items.items() if at > version))
        if len(upserted) + len(removed) > limit:
            return None
        return ItemChanges(tables.catalog_version, upserted, removed)

    async def unembedded(self, model: str, limit: int, after: ItemId | None = None) -> Sequence[tuple[Item, str]]:
        """Return items without a vector for their present text."""
        missing = (
            (row.item, row.content_hash) for row in self._in_order(after) if not has_present(self.tables, model, row)
        )
        return list(islice(missing, limit))

    async def unembedded_count(self, model: str) -> int:
        """Return how many items have no vector for their present text."""
        return len(self.tables.items) - count_present(self.tables, model)

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store vectors; those of items that are gone meanwhile are dropped."""
        put_vectors(self.tables, model, rows)

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids and vectors, ordered by id."""
        stored = vectors_of(self.tables, model)
        return matrix(stored if ids is None else {id_: stored[id_] for id_ in ids if id_ in stored})

    async def vectors_since(self, model: str, change: int) -> VectorChanges:
        """Return the vectors that were stored after `change`."""
        stored = vectors_of(self.tables, model)
        newer = matrix({id_: vector for id_, vector in stored.items() if vector.changed > change})
        return VectorChanges((await self.state(model)).vectors, *newer)

    async def vector_models(self) -> Mapping[str, int]:
        """Return the models and how many items have a present vector of each."""
        return {model: count_present(self.tables, model) for model in sorted(self.tables.vector_models)}

    async def drop_vectors(self, model: str) -> None:
        """Forget the vectors of a model."""
        self.tables.vector_models.pop(model, None)

    def _in_order(self, after: ItemId | None = None) -> list[ItemRow]:
        rows = self.tables.items
        return [rows[id_] for id_ in sorted(rows) if after is None or id_ > after]
