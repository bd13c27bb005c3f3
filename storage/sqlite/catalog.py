"""The catalog in SQLite: items and their vectors."""

import itertools
import json
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.errors import StorageError
from recsys.model.catalog import Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.ports import CatalogImport, Vectors
from storage.sqlite.catalog_import import SqliteImport
from storage.sqlite.connection import Database
from storage.sqlite.items import to_items

_LITTLE = np.dtype("<f4")

_UNEMBEDDED = """
SELECT * FROM items
WHERE NOT EXISTS (
    SELECT 1 FROM vectors
    WHERE vectors.model = ? AND vectors.item = items.id AND vectors.content_hash = items.content_hash
)
ORDER BY id LIMIT ?
"""

# Vectors of items that are gone meanwhile are dropped.
_PUT_VECTOR = """
INSERT INTO vectors (model, item, content_hash, vector)
SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM items WHERE id = ?2)
ON CONFLICT (model, item) DO UPDATE SET content_hash = excluded.content_hash, vector = excluded.vector
"""

_ALL_VECTORS = "SELECT item, vector FROM vectors WHERE model = ? ORDER BY item"
_SOME_VECTORS = """
SELECT item, vector FROM vectors WHERE model = ? AND item IN (SELECT value FROM json_each(?)) ORDER BY item
"""


@dataclass(frozen=True, slots=True)
class SqliteCatalog:
    """`recsys.ports.CatalogStore`."""

    database: Database
    imports: Iterator[int] = field(default_factory=itertools.count)

    async def version(self) -> int:
        """Return the version of the items."""
        return await self.database.read(_version)

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

    async def count(self) -> int:
        """Return the number of items."""
        return await self.database.read(lambda db: db.execute("SELECT count(*) FROM items").fetchone()[0])

    async def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id."""
        statement = "SELECT * FROM items WHERE id > ? ORDER BY id LIMIT ?"
        after = ItemId("")
        async with self.database.snapshot() as snapshot:
            while True:
                values = (after, batch)
                items = await snapshot.read(
                    lambda db, values=values: to_items(db.execute(statement, values).fetchall())
                )
                if not items:
                    return
                yield items
                after = items[-1].id

    async def changes_since(self, version: int) -> ItemChanges:
        """Return what changed after `version`."""

        def work(db: sqlite3.Connection) -> ItemChanges:
            upserted = db.execute("SELECT * FROM items WHERE version > ? ORDER BY id", (version,)).fetchall()
            removed = db.execute("SELECT id FROM removed_items WHERE version > ? ORDER BY id", (version,)).fetchall()
            return ItemChanges(_version(db), tuple(to_items(upserted)), tuple(row[0] for row in removed))

        return await self.database.read(work)

    async def unembedded(self, model: str, limit: int) -> Sequence[tuple[Item, str]]:
        """Return items without a vector for their present text."""

        def work(db: sqlite3.Connection) -> list[tuple[Item, str]]:
            rows = db.execute(_UNEMBEDDED, (model, limit)).fetchall()
            return [(item, row["content_hash"]) for item, row in zip(to_items(rows), rows, strict=True)]

        return await self.database.read(work)

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store vectors; those of items that are gone meanwhile are dropped."""
        if rows:
            await self.database.write(lambda db: _put_vectors(db, model, rows), flush=False)

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids and vectors, ordered by id."""
        return await self.database.read(lambda db: _vectors(db, model, ids))

    async def vectors_stored(self, model: str) -> int:
        """Return a number that changes with the vectors."""

        def work(db: sqlite3.Connection) -> int:
            row = db.execute("SELECT changes FROM vector_models WHERE model = ?", (model,)).fetchone()
            return 0 if row is None else row[0]

        return await self.database.read(work)


def _version(db: sqlite3.Connection) -> int:
    return db.execute("SELECT version FROM catalog").fetchone()[0]


def _put_vectors(db: sqlite3.Connection, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
    dimensions = db.execute(
        "INSERT INTO vector_models (model, dimensions, changes) VALUES (?, ?, 1)"
        " ON CONFLICT (model) DO UPDATE SET changes = changes + 1 RETURNING dimensions",
        (model, rows[0][2].size),
    ).fetchall()[0][0]
    if odd := next((vector.size for _, _, vector in rows if vector.size != dimensions), None):
        raise StorageError(
            f"The stored vectors of {model} have {dimensions} dimensions, a new one has {odd}; "
            "give a changed model another name."
        )
    db.executemany(
        _PUT_VECTOR,
        [(model, item, text_hash, vector.astype(_LITTLE).tobytes()) for item, text_hash, vector in rows],
    )


def _vectors(db: sqlite3.Connection, model: str, ids: Sequence[ItemId] | None) -> tuple[list[ItemId], Vectors]:
    if ids is None:
        return _matrix(db.execute(_ALL_VECTORS, (model,)), _stored(db, model))
    return _matrix(db.execute(_SOME_VECTORS, (model, json.dumps(list(ids)))), len(set(ids)))


def _stored(db: sqlite3.Connection, model: str) -> int:
    return db.execute("SELECT count(*) FROM vectors WHERE model = ?", (model,)).fetchone()[0]


def _matrix(rows: sqlite3.Cursor, at_most: int) -> tuple[list[ItemId], Vectors]:
    # Filled row by row, so that the blobs never lie in memory beside the array.
    first = rows.fetchone()
    if first is None:
        return [], np.empty((0, 0), np.float32)
    vectors = np.empty((at_most, len(first[1]) // _LITTLE.itemsize), np.float32)
    names: list[ItemId] = []
    for row in itertools.chain([first], rows):
        vectors[len(names)] = np.frombuffer(row[1], _LITTLE)
        names.append(row[0])
    return names, vectors[: len(names)]
