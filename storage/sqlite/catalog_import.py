"""An import in SQLite: staged in a temporary table, merged in one transaction.

The staging table belongs to the connection and vanishes with the process, so a killed import leaves nothing, two
imports at once never meet before their merges (which come one after the other, each whole), and staging locks nobody.
"""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.errors import StorageError
from recsys.model.catalog import ImportCounts, Item
from storage.sqlite.connection import Database
from storage.sqlite.items import to_row

_STAGED_AT_ONCE = 100
"""Items a unit of work, about 10 ms: the writer's thread is free for admissions in between."""

# Without types: the values come from `to_row`, and the merge puts them into a strict table.
_CREATE = """
CREATE TEMP TABLE IF NOT EXISTS staged (
    import, id, title, brand, category, price, currency, description, tags, attributes, url, image_url, in_stock,
    content_hash, digest, PRIMARY KEY (import, id)
)
"""

_STAGE = """
INSERT OR REPLACE INTO temp.staged VALUES (
    :import, :id, :title, :brand, :category, :price, :currency, :description, :tags, :attributes, :url, :image_url,
    :in_stock, :content_hash, :digest
)
"""

_UPSERT = """
INSERT INTO items (
    id, title, brand, category, price, currency, description, tags, attributes, url, image_url, in_stock,
    content_hash, digest, version
)
SELECT
    id, title, brand, category, price, currency, description, tags, attributes, url, image_url, in_stock,
    content_hash, digest, :version
FROM temp.staged
WHERE import = :import
    AND NOT EXISTS (SELECT 1 FROM items WHERE items.id = staged.id AND items.digest = staged.digest)
ON CONFLICT (id) DO UPDATE SET
    title = excluded.title, brand = excluded.brand, category = excluded.category, price = excluded.price,
    currency = excluded.currency, description = excluded.description, tags = excluded.tags,
    attributes = excluded.attributes, url = excluded.url, image_url = excluded.image_url,
    in_stock = excluded.in_stock, content_hash = excluded.content_hash, digest = excluded.digest,
    version = excluded.version
"""

_UNTOMB = "DELETE FROM removed_items WHERE id IN (SELECT id FROM temp.staged WHERE import = ?)"

_COUNT_STAGED = "SELECT count(*) FROM temp.staged WHERE import = ?"
_COUNT_PRESENT = "SELECT count(*) FROM temp.staged JOIN items USING (id) WHERE import = ?"
_COUNT_UNCHANGED = f"{_COUNT_PRESENT} AND items.digest = staged.digest"
_COUNT_GONE = "SELECT count(*) FROM items WHERE id NOT IN (SELECT id FROM temp.staged WHERE import = ?)"

_TOMB = """
INSERT INTO removed_items (id, version)
SELECT id, :version FROM items WHERE id NOT IN (SELECT id FROM temp.staged WHERE import = :import)
ON CONFLICT (id) DO UPDATE SET version = excluded.version
"""

# The vectors of removed items go with them, which is a change for every model that had some.
_CHANGE_VECTORS = "UPDATE catalog SET vector_changes = vector_changes + 1"
_CHANGED_MODELS = """
UPDATE vector_models SET changes = (SELECT vector_changes FROM catalog)
WHERE model IN (SELECT model FROM vectors WHERE item IN (SELECT id FROM removed_items WHERE version = ?))
"""

_CHANGE_ITEMS = "UPDATE catalog SET version = version + 1, changed_at = ? RETURNING version"

_REMOVE = "DELETE FROM items WHERE id IN (SELECT id FROM removed_items WHERE version = ?)"


@dataclass(slots=True)
class SqliteImport:
    """`recsys.ports.CatalogImport`; `number` tells the imports of one connection apart."""

    database: Database
    number: int
    open: bool = True

    async def begin(self) -> None:
        """Create the staging table."""
        await self.database.stage(lambda db: db.execute(_CREATE))

    async def upsert(self, items: Sequence[Item]) -> None:
        """Stage items; the last of an id wins."""
        self._must_be_open()
        for start in range(0, len(items), _STAGED_AT_ONCE):
            part = items[start : start + _STAGED_AT_ONCE]
            await self.database.stage(lambda db, part=part: self._stage(db, part))

    async def finish(self, *, prune: bool) -> ImportCounts:
        """Merge what was staged."""
        self._must_be_open()
        counts = await self.database.write(lambda db: _merge(db, self.number, prune=prune))
        self.open = False
        return counts

    async def discard(self) -> None:
        """Empty the staging table."""
        self.open = False
        await self.database.stage(lambda db: db.execute("DELETE FROM temp.staged WHERE import = ?", (self.number,)))

    def _stage(self, db: sqlite3.Connection, items: Sequence[Item]) -> None:
        db.executemany(_STAGE, ({"import": self.number, **to_row(item)} for item in items))

    def _must_be_open(self) -> None:
        if not self.open:
            raise StorageError("This import has ended; begin another one.")


def _merge(db: sqlite3.Connection, number: int, *, prune: bool) -> ImportCounts:
    def count(statement: str) -> int:
        return db.execute(statement, (number,)).fetchone()[0]

    total, present, unchanged = count(_COUNT_STAGED), count(_COUNT_PRESENT), count(_COUNT_UNCHANGED)
    removed = count(_COUNT_GONE) if prune else 0
    counts = ImportCounts(total - present, present - unchanged, unchanged, removed)
    if total == unchanged and not removed:
        return counts
    version = db.execute(_CHANGE_ITEMS, (time.time(),)).fetchall()[0][0]
    if total > unchanged:
        db.execute(_UPSERT, {"import": number, "version": version})
        db.execute(_UNTOMB, (number,))
    if removed:
        db.execute(_TOMB, {"import": number, "version": version})
        db.execute(_CHANGE_VECTORS)
        db.execute(_CHANGED_MODELS, (version,))
        db.execute(_REMOVE, (version,))
    return counts
