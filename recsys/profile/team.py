"""What a team likes, as it is read in every turn; `recsys.profile.team_opinions` makes it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import Vectors
from recsys.profile.facets import FacetTable
from recsys.profile.likeness import Likeness

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class TeamTaste:
    """A team's taste. The empty one is neutral.

    `average` is the like-rate (0..1) of all opinions, `rates` the smoothed rates of known items less `average`;
    `facet_rates`, by facet number, those of facets. `direction`, shape (dimensions,) or (0,), foretells for an item
    without a rate how it pleases beyond its facets, from its vector: what neighbours of it have in common.
    """

    table: FacetTable = field(default_factory=FacetTable)
    average: float = 0.5
    rates: Mapping[ItemId, float] = field(default_factory=dict[ItemId, float])
    facet_rates: Floats = field(default_factory=lambda: np.zeros(0))
    direction: Floats = field(default_factory=lambda: np.zeros(0))
    likeness: Likeness = field(default_factory=Likeness)

    def prior(self, items: Sequence[Item], vectors: Vectors | None = None) -> Floats:
        """Return how much more (or less) often than on average each item pleases, in -1..1; shape (len(items),).

        `vectors` are the items' own, rows of zeros where there is none.
        """
        foretold: Floats = mean_of_facets(self.table, self.facet_rates, items)
        if vectors is not None and vectors.shape[1] == len(self.direction):
            foretold = foretold + vectors @ self.direction
        known = (self.rates.get(item.id) for item in items)
        pairs = zip(known, foretold.tolist(), strict=True)
        return np.clip([guess if rate is None else rate for rate, guess in pairs], -1.0, 1.0)

    def rates_of_facets(self, numbers: NDArray[np.intp]) -> Floats:
        """Return the like-rates of facets, 0..1, in the order of their numbers; the average where there is none."""
        rates = np.full(len(numbers), self.average)
        known = numbers < len(self.facet_rates)
        rates[known] += self.facet_rates[numbers[known]]
        return rates


def mean_of_facets(table: FacetTable, rates: Floats, items: Sequence[Item]) -> Floats:
    """Return for each item the mean of its facets' rates; facets without one count as average."""
    places, facets = table.flat(items)
    known = facets < len(rates)
    total = np.bincount(places[known], rates[facets[known]], len(items))
    return total / np.maximum(np.bincount(places, minlength=len(items)), 1)
