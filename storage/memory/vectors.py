"""The vectors of the in-memory catalog."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recsys.model.ids import ItemId
from recsys.ports import Vectors
from storage.dimensions import check_dimensions
from storage.memory.tables import ItemRow, StoredVector, Tables, VectorModel


def vectors_of(tables: Tables, model: str) -> Mapping[ItemId, StoredVector]:
    """Return all vectors of a model."""
    stored = tables.vector_models.get(model)
    return {} if stored is None else stored.vectors


def has_present(tables: Tables, model: str, row: ItemRow) -> bool:
    """Return whether an item has a vector of its present text."""
    stored = vectors_of(tables, model).get(row.item.id)
    return stored is not None and stored.content_hash == row.content_hash


def count_present(tables: Tables, model: str) -> int:
    """Return how many items have a vector of their present text."""
    return sum(has_present(tables, model, row) for row in tables.items.values())


def put_vectors(tables: Tables, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
    """Store vectors of items that exist; all are of the model's length, or none is stored."""
    known = [row for row in rows if row[0] in tables.items]
    if not known:
        return
    stored = tables.vector_models.get(model) or VectorModel(known[0][2].size)
    check_dimensions(model, stored.dimensions, (vector for _, _, vector in known))
    stored.changes = _next_change(tables)
    for id_, text_hash, vector in known:
        stored.vectors[id_] = StoredVector(text_hash, vector.astype(np.float32), stored.changes)
    tables.vector_models[model] = stored


def remove_vectors(tables: Tables, items: Iterable[ItemId]) -> None:
    """Remove the vectors of items that are gone."""
    gone = set(items)
    for stored in tables.vector_models.values():
        if having := gone & stored.vectors.keys():
            for id_ in having:
                del stored.vectors[id_]
            stored.changes = _next_change(tables)


def matrix(stored: Mapping[ItemId, StoredVector]) -> tuple[list[ItemId], Vectors]:
    """Return ids in order and their vectors, rows aligned."""
    ids = sorted(stored)
    return ids, np.stack([stored[id_].vector for id_ in ids]) if ids else np.empty((0, 0), np.float32)


def _next_change(tables: Tables) -> int:
    # One count for all models: a model that was dropped and comes back never has a number twice.
    tables.vector_changes += 1
    return tables.vector_changes
