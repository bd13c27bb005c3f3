"""What can be told of a person's taste before an item is fetched: by its brand and its price. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recsys.model.taste import Leaning, Offered
from recsys.profile.prices import PriceTaste
from recsys.profile.team import Floats


@dataclass(frozen=True, slots=True)
class TasteLeaning(Leaning):
    """The affinities of brands (lower case) and of prices, each times `brand` and `price`, within ±`bound` as lifts."""

    brands: Mapping[str, float]
    prices: PriceTaste
    brand: float
    price: float
    bound: float
    gain: float

    def lifts(self, offers: Sequence[Offered]) -> Floats:
        """Return what to add to the relevance of each, within ±`bound`; shape (len(offers),)."""
        brands = np.array([self.brands.get(one.brand.lower(), 0.0) for one in offers])
        total = self.brand * brands + self.price * self.prices.affinities(offers)
        return self.bound * np.tanh(self.gain / self.bound * total)
