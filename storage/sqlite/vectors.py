"""The vectors of the catalog in SQLite: units of work on a connection."""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import VectorChanges, Vectors
from storage.dimensions import check_dimensions
from storage.sqlite.items import to_items

_LITTLE = np.dtype("<f4")

_COPIED_AT_ONCE = 128
"""Vectors joined before they are copied: twice as fast as one by one, while they fit into the processor's cache."""

_DROPPED_AT_ONCE = 1000
"""Vectors a unit of work: the writer is free for admissions in between."""

# The planner, left alone, reads the items and the vectors themselves: ten times the work.
_UNEMBEDDED = """
SELECT * FROM items INDEXED BY items_by_text
WHERE id > ?2 AND NOT EXISTS (
    SELECT 1 FROM vectors INDEXED BY vectors_by_item
    WHERE vectors.item = items.id AND vectors.model = ?1 AND vectors.content_hash = items.content_hash
)
ORDER BY id LIMIT ?3
"""

_COUNT_UNEMBEDDED = """
SELECT count(*) FROM items INDEXED BY items_by_text
WHERE NOT EXISTS (
    SELECT 1 FROM vectors INDEXED BY vectors_by_item
    WHERE vectors.item = items.id AND vectors.model = ? AND vectors.content_hash = items.content_hash
)
"""

_NEXT_CHANGE = "UPDATE catalog SET vector_changes = vector_changes + 1 RETURNING vector_changes"

_PUT_MODEL = """
INSERT INTO vector_models (model, dimensions, changes) VALUES (?, ?, ?)
ON CONFLICT (model) DO UPDATE SET changes = excluded.changes
RETURNING dimensions
"""

_PUT_VECTOR = """
INSERT INTO vectors (model, item, content_hash, vector, changed) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (model, item) DO UPDATE SET
    content_hash = excluded.content_hash, vector = excluded.vector, changed = excluded.changed
"""

# The list of ids is walked in order, so that no vector is ever sorted.
_NEWER = """
SELECT item, vector FROM vectors
WHERE model = ?1 AND item IN (SELECT item FROM vectors WHERE model = ?1 AND changed > ?2)
ORDER BY item
"""

_COUNT_NEWER = "SELECT count(*) FROM vectors WHERE model = ? AND changed > ?"

_NAMED = "SELECT item, vector FROM vectors WHERE model = ? AND item IN (SELECT value FROM json_each(?)) ORDER BY item"

_DROP_SOME = "DELETE FROM vectors WHERE rowid IN (SELECT rowid FROM vectors WHERE model = ? LIMIT ?)"


def unembedded(db: sqlite3.Connection, model: str, limit: int, after: ItemId | None) -> list[tuple[Item, str]]:
    """Return items without a vector of their present text, each with its content hash."""
    rows = db.execute(_UNEMBEDDED, (model, after or "", limit)).fetchall()
    return [(item, row["content_hash"]) for item, row in zip(to_items(rows), rows, strict=True)]


def count_unembedded(db: sqlite3.Connection, model: str) -> int:
    """Count the items without a vector of their present text."""
    return db.execute(_COUNT_UNEMBEDDED, (model,)).fetchone()[0]


def models(db: sqlite3.Connection) -> dict[str, int]:
    """Return the models and how many items have a vector of their present text by each."""
    items = db.execute("SELECT count(*) FROM items").fetchone()[0]
    names = [row[0] for row in db.execute("SELECT model FROM vector_models ORDER BY model")]
    return {name: items - count_unembedded(db, name) for name in names}


def put(db: sqlite3.Connection, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
    """Store the vectors of items that exist."""
    exist = "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?))"
    existing = {row[0] for row in db.execute(exist, (json.dumps([id_ for id_, _, _ in rows]),))}
    known = [row for row in rows if row[0] in existing]
    if not known:
        return
    change = db.execute(_NEXT_CHANGE).fetchall()[0][0]
    dimensions = db.execute(_PUT_MODEL, (model, known[0][2].size, change)).fetchall()[0][0]
    check_dimensions(model, dimensions, (vector for _, _, vector in known))
    db.executemany(
        _PUT_VECTOR,
        [(model, item, text_hash, vector.astype(_LITTLE).tobytes(), change) for item, text_hash, vector in known],
    )


def named(db: sqlite3.Connection, model: str, ids: Sequence[ItemId]) -> tuple[list[ItemId], Vectors]:
    """Return the vectors of those items that have one."""
    return _matrix(db.execute(_NAMED, (model, json.dumps(list(ids)))), len(set(ids)))


def since(db: sqlite3.Connection, model: str, change: int) -> VectorChanges:
    """Return the vectors that were stored after `change`."""
    now = db.execute("SELECT changes FROM vector_models WHERE model = ?", (model,)).fetchone()
    count = db.execute(_COUNT_NEWER, (model, change)).fetchone()[0]
    return VectorChanges(0 if now is None else now[0], *_matrix(db.execute(_NEWER, (model, change)), count))


def drop_some(db: sqlite3.Connection, model: str) -> bool:
    """Delete some vectors of a model, or the model itself where it has none; return whether there may be more."""
    if db.execute(_DROP_SOME, (model, _DROPPED_AT_ONCE)).rowcount:
        change = db.execute(_NEXT_CHANGE).fetchall()[0][0]
        db.execute("UPDATE vector_models SET changes = ? WHERE model = ?", (change, model))
        return True
    db.execute("DELETE FROM vector_models WHERE model = ?", (model,))
    return False


def _matrix(rows: sqlite3.Cursor, at_most: int) -> tuple[list[ItemId], Vectors]:
    # Filled part by part, so that the blobs never lie in memory beside the whole array.
    names: list[ItemId] = []
    matrix = np.empty((0, 0), np.float32)
    rows.row_factory = None
    while part := rows.fetchmany(_COPIED_AT_ONCE):
        ids, blobs = zip(*part, strict=True)
        copied = np.frombuffer(b"".join(blobs), _LITTLE).reshape(len(ids), -1)
        if not names:
            matrix = np.empty((at_most, copied.shape[1]), np.float32)
        matrix[len(names) : len(names) + len(ids)] = copied
        names += ids
    return names, matrix[: len(names)]
