"""A team's taste, made of its own opinions alone: now and then, off-turn, in a thread.

Nothing in it rests on fewer than `PEOPLE_MIN` people: not an item's like-rate, not a facet's, not the likeness of two
items. So nobody's taste can be read off it, and a team smaller than that has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.ids import ItemId, UserId
from recsys.model.person import TeamOpinion
from recsys.profile.facets import FacetTable
from recsys.profile.likeness import likeness_of
from recsys.profile.team import Floats, TeamTaste, mean_of_facets

PEOPLE_MIN = 3
RATE_SHRINKAGE = 40.0
"""Opinions on an item at which half of its own like-rate is believed; the other half is what foretells it."""
FACET_SHRINKAGE = 50.0
DIRECTION_RIDGE = 20.0
"""Items at which half of what their vectors have in common is believed."""

Numbers = NDArray[np.int64]
ItemVectors = Mapping[ItemId, NDArray[np.float32]]
_Batch = tuple[Numbers, Numbers, NDArray[np.float32]]


@dataclass(slots=True)
class TeamOpinions:
    """A team's opinions as they are read, batch by batch: 20 bytes each, and the names of people and items once."""

    people: dict[UserId, int] = field(default_factory=dict[UserId, int])
    items: dict[ItemId, int] = field(default_factory=dict[ItemId, int])
    batches: list[_Batch] = field(default_factory=list[_Batch])

    def add(self, batch: Sequence[TeamOpinion]) -> None:
        """Take a batch; there is one opinion of each person on an item. Those without weight say nothing."""
        said = [opinion for opinion in batch if opinion.weight]
        people = [self.people.setdefault(opinion.user, len(self.people)) for opinion in said]
        rows = [self.items.setdefault(opinion.item, len(self.items)) for opinion in said]
        weights = np.array([opinion.weight for opinion in said], np.float32)
        self.batches.append((np.array(people, np.int64), np.array(rows, np.int64), weights))

    def taste(self, items: Mapping[ItemId, Item], vectors: ItemVectors) -> TeamTaste:
        """Return the team's taste. `items` are those of `self.items` that still exist; others are passed over.

        `vectors` are of unit length. Takes seconds for a million opinions: use a thread.
        """
        ids = list(self.items)
        known = np.array([item in items for item in ids], bool)
        if len(self.people) < PEOPLE_MIN or not known.any():
            return TeamTaste(FacetTable.of(items.values()))
        people, rows, weights = (np.concatenate(part) for part in zip(*self.batches, strict=True))
        kept = known[rows]
        places = np.cumsum(known) - 1
        return _Ledger(
            [items[item] for item in ids if item in items],
            FacetTable.of(items.values()),
            people[kept],
            places[rows[kept]],
            weights[kept],
        ).taste(vectors)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """All opinions, aligned: who (a number), on what (a place in `items`), how much."""

    items: Sequence[Item]
    table: FacetTable
    people: Numbers
    rows: Numbers
    weights: NDArray[np.float32]

    def taste(self, vectors: ItemVectors) -> TeamTaste:
        liked = self._sums(np.maximum(self.weights, 0))
        mass = self._sums(np.abs(self.weights))
        average = float(liked.sum() / mass.sum())
        surplus = liked - average * mass
        facet_rates = self._facet_rates(surplus, mass)
        base = mean_of_facets(self.table, facet_rates, self.items)
        ids = [item.id for item in self.items]
        likeness = likeness_of(ids, self.people, self.rows, self.weights, people_min=PEOPLE_MIN)
        # What is foretold of an item is what its facets and the items that the same people like have in common.
        rates = (surplus + RATE_SHRINKAGE * base) / (mass + RATE_SHRINKAGE)
        foretold = base + likeness.of_neighbours(ids, rates)
        rates = (surplus + RATE_SHRINKAGE * foretold) / (mass + RATE_SHRINKAGE)
        (shared,) = np.nonzero(np.bincount(self.rows, minlength=len(ids)) >= PEOPLE_MIN)
        return TeamTaste(
            self.table,
            average,
            {ids[place]: float(rates[place]) for place in shared.tolist()},
            facet_rates,
            _direction([ids[place] for place in shared.tolist()], vectors, (rates - base)[shared]),
            likeness,
        )

    def _sums(self, weights: NDArray[np.float32]) -> Floats:
        return np.bincount(self.rows, weights, len(self.items)).astype(np.float64)

    def _facet_rates(self, surplus: Floats, mass: Floats) -> Floats:
        """Return for each facet its like-rate less the average; 0 for one that too few people have an opinion on."""
        places, facets = self.table.flat(self.items)
        count = len(self.table.facets)
        total = np.bincount(facets, surplus[places], count)
        weight = np.bincount(facets, mass[places], count)
        return np.where(self._shared(places, facets), total / (weight + FACET_SHRINKAGE), 0.0)

    def _shared(self, places: NDArray[np.intp], facets: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return for each facet whether enough people have an opinion on items with it."""
        order = np.argsort(self.rows, kind="stable")
        by_item = self.people[order]
        starts = np.searchsorted(self.rows[order], np.arange(len(self.items) + 1))
        # Nobody stands twice for an item, so its first few people are enough to know.
        first = starts[places, np.newaxis] + np.arange(PEOPLE_MIN)
        held = first < starts[places + 1, np.newaxis]
        span = int(self.people.max(initial=0)) + 1
        pairs = np.unique(np.repeat(facets, held.sum(axis=1)) * span + by_item[first[held]])
        return np.bincount(pairs // span, minlength=len(self.table.facets)) >= PEOPLE_MIN


def _direction(ids: Sequence[ItemId], vectors: ItemVectors, surplus: Floats) -> Floats:
    """Return the ridge regression of what items please beyond their facets on their vectors; empty without vectors."""
    known = [place for place, item in enumerate(ids) if item in vectors]
    if not known:
        return np.zeros(0)
    matrix = np.empty((len(known), len(vectors[ids[known[0]]])))
    for row, place in enumerate(known):
        # Not stacked: that holds the interpreter, and with it all turns, for a tenth of a second.
        matrix[row] = vectors[ids[place]]
    doubt = DIRECTION_RIDGE * np.eye(matrix.shape[1])
    return np.linalg.solve(matrix.T @ matrix + doubt, matrix.T @ surplus[known]).astype(np.float32)
