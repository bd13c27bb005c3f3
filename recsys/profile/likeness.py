"""How alike items are to people: who likes one likes the other. Low-rank factors of an item-to-item matrix. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.model.ids import ItemId

ITEMS_MOST = 3072
"""Items with the most opinions that take part: two square matrices of 38 MB each while it is made."""
PEOPLE_MOST = 16_384
"""People with the most opinions that take part: bounds the time."""
RANK = 64
SPARE = 16
"""Columns beside those that are kept, for the iteration to settle faster."""
SWEEPS = 8
BLOCK = 1024
"""People, or items, at a time."""
NEIGHBOURS_DOUBT = 0.1
"""Squared likeness to all neighbours together at which half of what they tell is believed."""

Factors = NDArray[np.float32]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The product of two items' factors is their likeness: the cosine of what people think of them.

    `factors` has shape (items + 1, rank); the last row is zero and stands for all items that have none.
    """

    rows: Mapping[ItemId, int] = field(default_factory=dict[ItemId, int])
    factors: Factors = field(default_factory=lambda: np.zeros((1, 0), np.float32))

    def of(self, ids: Sequence[ItemId]) -> Factors:
        """Return the factors of some items, shape (len(ids), rank)."""
        return self.factors[[self.rows.get(item, -1) for item in ids]]

    def of_neighbours(self, ids: Sequence[ItemId], values: Floats) -> Floats:
        """Return for each item the mean of the others' values, weighed by squared likeness; 0 for one that has none.

        `values`, shape (len(ids),), are read of items with factors only. Takes a tenth of a second for 3,072 items.
        """
        found = np.zeros(len(ids))
        placed = [place for place, item in enumerate(ids) if item in self.rows]
        factors, places = self.of([ids[place] for place in placed]), np.array(placed, np.intp)
        known = values[places].astype(np.float32)
        for start in range(0, len(places), BLOCK):
            near = np.maximum(factors[start : start + BLOCK] @ factors.T, 0.0)
            near *= near
            near[np.arange(len(near)), np.arange(start, start + len(near))] = 0.0
            found[places[start : start + BLOCK]] = (near @ known) / (near.sum(axis=1) + NEIGHBOURS_DOUBT)
        return found


def likeness_of(
    ids: Sequence[ItemId],
    users: NDArray[np.int64],
    rows: NDArray[np.int64],
    weights: NDArray[np.float32],
    *,
    people_min: int,
) -> Likeness:
    """Return the likeness of the items that most people spoke of; `rows` are places in `ids`, three arrays aligned.

    Two items of which fewer than `people_min` people spoke of both are not alike at all.
    """
    counts = np.bincount(rows, minlength=len(ids))
    chosen = np.argsort(-counts, kind="stable")[:ITEMS_MOST]
    chosen = chosen[counts[chosen] >= people_min]
    columns = np.full(len(ids), -1)
    columns[chosen] = np.arange(len(chosen))
    kept = columns[rows] >= 0
    if not kept.any():
        return Likeness()
    alike = _alike(users[kept], columns[rows[kept]], weights[kept], len(chosen), people_min)
    factors = _factored(alike)
    return Likeness(
        {ids[row]: place for place, row in enumerate(chosen.tolist())},
        np.concatenate((factors, np.zeros((1, factors.shape[1]), np.float32))),
    )


def _alike(
    users: NDArray[np.int64], columns: NDArray[np.int64], weights: NDArray[np.float32], count: int, people_min: int
) -> Factors:
    """Return the cosines of all pairs of items, shape (count, count), in blocks of people."""
    activity = np.bincount(users)
    places = np.empty(len(activity), np.int64)
    places[np.argsort(-activity, kind="stable")] = np.arange(len(activity))
    order = np.argsort(places[users], kind="stable")
    people, columns, weights = places[users][order], columns[order], weights[order]
    products = np.zeros((count, count), np.float32)
    together = np.zeros((count, count), np.float32)
    for start in range(0, min(int(people[-1]) + 1, PEOPLE_MOST), BLOCK):
        low, high = np.searchsorted(people, (start, min(start + BLOCK, PEOPLE_MOST)))
        block = np.zeros((BLOCK, count), np.float32)
        block[people[low:high] - start, columns[low:high]] = weights[low:high]
        products += block.T @ block
        block = (block != 0).astype(np.float32)
        together += block.T @ block
    lengths = np.sqrt(np.maximum(np.diag(products), 1e-6))
    products /= lengths[:, None]
    products /= lengths
    products[together < people_min] = 0.0
    return products


def _factored(alike: Factors) -> Factors:
    """Return factors whose products come nearest to the matrix: its greatest positive eigenvalues, by iteration."""
    rank = min(RANK, len(alike))
    basis = np.random.default_rng(0).standard_normal((len(alike), min(rank + SPARE, len(alike)))).astype(np.float32)
    for _ in range(SWEEPS):
        basis, _ = np.linalg.qr(alike @ basis)
    values, turned = np.linalg.eigh(basis.T @ alike @ basis)
    return (basis @ turned[:, -rank:]) * np.sqrt(np.maximum(values[-rank:], 0.0))
