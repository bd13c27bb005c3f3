"""Which prices please a person: those near what was liked, less those near what was disliked. Pure.

Prices are compared by their ratio, within one category and currency. So what is learned of notebooks says nothing of
mice, which the price levels of `recsys.profile.facets` do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.model.taste import Offered
from recsys.profile.team import Floats

SPREAD = 0.5
"""The logarithm of the ratio (1.65) at which a price is near by 0.61; at three times the price it is by 0.09."""

_Shelf = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PriceTaste:
    """Prices that were judged, four arrays aligned: their logarithms, their shelves' numbers, gains and masses.

    A gain is above 0 for a like, below for a dislike, and at most as large as the mass, which is how much the opinion
    counts. The empty one is neutral.
    """

    logs: Floats = field(default_factory=lambda: np.zeros(0))
    places: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    gains: Floats = field(default_factory=lambda: np.zeros(0))
    masses: Floats = field(default_factory=lambda: np.zeros(0))
    shelves: Mapping[_Shelf, int] = field(default_factory=dict[_Shelf, int])
    shrinkage: float = 1.0

    @classmethod
    def of(cls, judged: Sequence[Offered], gains: Floats, masses: Floats, *, shrinkage: float) -> "PriceTaste":
        """Return the taste that opinions on `judged` show; `shrinkage` opinions near a price make it half believed."""
        shelves = dict[_Shelf, int]()
        places = np.array([shelves.setdefault(_shelf(one), len(shelves)) for one in judged], np.intp)
        logs = _logs(judged)
        kept = ~np.isnan(logs)
        return cls(logs[kept], places[kept], gains[kept], masses[kept], shelves, shrinkage)

    def affinities(self, offers: Sequence[Offered]) -> Floats:
        """Return in -1..1 what speaks for or against each price; 0 for one that nothing is known near to."""
        if not len(self.logs):
            return np.zeros(len(offers))
        places = np.array([self.shelves.get(_shelf(one), -1) for one in offers], np.intp)
        apart = _logs(offers)[:, np.newaxis] - self.logs
        near = np.nan_to_num(np.exp(apart * apart / (-2 * SPREAD * SPREAD))) * (places[:, np.newaxis] == self.places)
        return (near @ self.gains) / (near @ self.masses + self.shrinkage)


def _shelf(one: Offered) -> _Shelf:
    return one.category.lower(), one.currency


def _logs(offers: Sequence[Offered]) -> Floats:
    prices = np.array([one.price or np.nan for one in offers], np.float64)
    return np.log(np.where(prices > 0, prices, np.nan))
