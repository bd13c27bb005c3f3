"""The catalog in memory."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.passages import content_hash, passage_text
from recsys.errors import StorageError
from recsys.model.catalog import ImportCounts, Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.ports import CatalogImport, Vectors
from storage.memory.tables import StoredVector, Tables


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
        changed = [item for item in known if item != tables.items[item.id][0]]
        removed = [id_ for id_ in tables.items if id_ not in self.staged] if prune else []
        if added or changed or removed:
            tables.catalog_version += 1
        for item in (*added, *changed):
            tables.items[item.id] = (item, tables.catalog_version)
            tables.removed_items.pop(item.id, None)
        for id_ in removed:
            del tables.items[id_]
            tables.removed_items[id_] = tables.catalog_version
            for model, vectors in tables.vectors.items():
                if vectors.pop(id_, None) is not None:
                    tables.vector_changes[model] += 1
        unchanged = len(self.staged) - len(added) - len(changed)
        return ImportCounts(len(added), len(changed), unchanged, len(removed))

    def _must_be_open(self) -> None:
        if not self.open:
            raise StorageError("This import has ended; begin another one.")


@dataclass(frozen=True, slots=True)
class MemoryCatalog:
    """`recsys.ports.CatalogStore`."""

    tables: Tables

    async def version(self) -> int:
        """Return the version of the items."""
        return self.tables.catalog_version

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
        return {id_: self.tables.items[id_][0] for id_ in ids if id_ in self.tables.items}

    async def count(self) -> int:
        """Return the number of items."""
        return len(self.tables.items)

    async def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id."""
        items = self._in_order()
        for start in range(0, len(items), batch):
            yield items[start : start + batch]

    async def changes_since(self, version: int) -> ItemChanges:
        """Return what changed after `version`."""
        tables = self.tables
        upserted = tuple(item for item in self._in_order() if tables.items[item.id][1] > version)
        removed = tuple(sorted(id_ for id_, at in tables.removed_items.items() if at > version))
        return ItemChanges(tables.catalog_version, upserted, removed)

    async def unembedded(self, model: str, limit: int) -> Sequence[tuple[Item, str]]:
        """Return items without a vector for their present text."""
        vectors = self.tables.vectors.get(model, {})
        hashed = ((item, content_hash(passage_text(item))) for item in self._in_order())
        missing = [
            (item, text_hash)
            for item, text_hash in hashed
            if item.id not in vectors or vectors[item.id].content_hash != text_hash
        ]
        return missing[:limit]

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store vectors; those of items that are gone meanwhile are dropped."""
        if not rows:
            return
        stored = self.tables.vectors.get(model, {})
        sizes = {entry.vector.size for entry in stored.values()} | {vector.size for _, _, vector in rows}
        if len(sizes) > 1:
            raise StorageError(
                f"Vectors of {model} with {' and '.join(map(str, sorted(sizes)))} dimensions cannot be stored "
                "together; give a changed model another name."
            )
        self.tables.vectors[model] = stored | {
            id_: StoredVector(text_hash, vector.astype(np.float32))
            for id_, text_hash, vector in rows
            if id_ in self.tables.items
        }
        self.tables.vector_changes[model] = self.tables.vector_changes.get(model, 0) + 1

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids and vectors, ordered by id."""
        stored = self.tables.vectors.get(model, {})
        found = sorted(stored if ids is None else {id_ for id_ in ids if id_ in stored})
        if not found:
            return [], np.empty((0, 0), np.float32)
        return found, np.stack([stored[id_].vector for id_ in found])

    async def vectors_stored(self, model: str) -> int:
        """Return a number that changes with the vectors."""
        return self.tables.vector_changes.get(model, 0)

    def _in_order(self) -> list[Item]:
        return [self.tables.items[id_][0] for id_ in sorted(self.tables.items)]
