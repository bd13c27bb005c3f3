"""The catalog in SQLite: items and their vectors."""

import itertools
import json
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.ports import CatalogImport, CatalogState, VectorChanges, Vectors
from storage.sqlite import vectors
from storage.sqlite.catalog_import import SqliteImport
from storage.sqlite.connection import Database
from storage.sqlite.items import to_items

_STATE = """
SELECT identity, version, coalesce((SELECT changes FROM vector_models WHERE model = ?), 0), changed_at FROM catalog
"""

_SCAN = """
SELECT id, title, brand, category, price, currency, description, tags, attributes, url, image_url, in_stock
FROM items WHERE id > ? ORDER BY id LIMIT ?
"""

_CHANGES_COUNT = """
SELECT count(*) FROM (
    SELECT 1 FROM items WHERE version > ? UNION ALL SELECT 1 FROM removed_items WHERE version > ? LIMIT ?
)
"""

# `url != ''` is what the partial index says, word for word; of rows with one address the last is kept.
_BY_URL = "SELECT * FROM items WHERE url IN (SELECT value FROM json_each(?)) AND url != '' ORDER BY id DESC"

# The plus keeps SQLite from walking through all ids in order to save itself the sorting of a few.
_CHANGED = "SELECT * FROM items WHERE version > ? ORDER BY +id"
_REMOVED = "SELECT id FROM removed_items WHERE version > ? ORDER BY +id"


@dataclass(frozen=True, slots=True)
class SqliteCatalog:
    """`recsys.ports.CatalogStore`."""

    database: Database
    imports: Iterator[int] = field(default_factory=itertools.count)

    async def state(self, model: str = "") -> CatalogState:
        """Return the present state."""
        return CatalogState(*await self.database.read(lambda db: db.execute(_STATE, (model,)).fetchone()))

    @asynccontextmanager
    async def begin_import(self) -> AsyncGenerator[CatalogImport]:
        """Open an import."""
        staging = SqliteImport(self.database, next(self.imports))
        await staging.begin()
        try:
            yield staging
        finally:
            await staging.discard()

    async def get(self, ids: Sequence[ItemId]) -> Mapping[ItemId, Item]:
        """Return the items that exist, by id."""

        def work(db: sqlite3.Connection) -> dict[ItemId, Item]:
            rows = db.execute(
                "SELECT * FROM items WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )
            found = {item.id: item for item in to_items(rows.fetchall())}
            return {id_: found[id_] for id_ in ids if id_ in found}

        return await self.database.read(work)

    async def by_url(self, urls: Sequence[str]) -> Mapping[str, Item]:
        """Return the items at these addresses, the first by id."""
        rows = await self.database.read(lambda db: db.execute(_BY_URL, (json.dumps(list(urls)),)).fetchall())
        found = {item.url: item for item in to_items(rows)}
        return {url: found[url] for url in urls if url in found}

    async def count(self) -> int:
        """Return the number of items."""
        return await self.database.read(lambda db: db.execute("SELECT count(*) FROM items").fetchone()[0])

    async def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id."""
        after = ItemId("")
        async with self.database.snapshot() as snapshot:
            while items := await snapshot.read(lambda db, after=after: _items_after(db, after, batch)):
                yield items
                after = items[-1].id

    async def changes_since(self, version: int, limit: int) -> ItemChanges | None:
        """Return what changed after `version`; None for more than `limit` changes."""

        def work(db: sqlite3.Connection) -> ItemChanges | None:
            if db.execute(_CHANGES_COUNT, (version, version, limit + 1)).fetchone()[0] > limit:
                return None
            upserted = db.execute(_CHANGED, (version,)).fetchall()
            removed = db.execute(_REMOVED, (version,)).fetchall()
            now = db.execute("SELECT version FROM catalog").fetchone()[0]
            return ItemChanges(now, tuple(to_items(upserted)), tuple(row[0] for row in removed))

        return await self.database.read(work)

    async def unembedded(self, model: str, limit: int, after: ItemId | None = None) -> Sequence[tuple[Item, str]]:
        """Return items without a vector for their present text."""
        return await self.database.read(lambda db: vectors.unembedded(db, model, limit, after))

    async def unembedded_count(self, model: str) -> int:
        """Return how many items have no vector for their present text."""
        return await self.database.read(lambda db: vectors.count_unembedded(db, model))

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store vectors; those of items that are gone meanwhile are dropped."""
        if rows:
            await self.database.write(lambda db: vectors.put(db, model, rows), flush=False)

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids and vectors, ordered by id."""
        if ids is not None:
            return await self.database.read(lambda db: vectors.named(db, model, ids))
        changes = await self.vectors_since(model, 0)
        return changes.ids, changes.matrix

    async def vectors_since(self, model: str, change: int) -> VectorChanges:
        """Return the vectors that were stored after `change`."""
        return await self.database.read(lambda db: vectors.since(db, model, change))

    async def vector_models(self) -> Mapping[str, int]:
        """Return the models and how many items have a present vector of each."""
        return await self.database.read(vectors.models)

    async def drop_vectors(self, model: str) -> None:
        """Forget the vectors of a model, in parts."""
        while await self.database.write(lambda db: vectors.drop_some(db, model), flush=False):
            pass


def _items_after(db: sqlite3.Connection, after: ItemId, limit: int) -> list[Item]:
    rows = db.execute(_SCAN, (after, limit))
    rows.row_factory = None
    return to_items(rows.fetchall())
