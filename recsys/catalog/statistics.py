"""What a catalog holds, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from recsys.model.catalog import Item
from recsys.ports import CatalogStore


@dataclass(slots=True)
class CatalogStatistics:
    """Counts over all items; items without a brand or category are counted under ""."""

    items: int = 0
    brands: Counter[str] = field(default_factory=Counter[str])
    categories: Counter[str] = field(default_factory=Counter[str])
    attributes: Counter[str] = field(default_factory=Counter[str])
    prices: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    """By currency."""
    without_price: int = 0
    without_description: int = 0
    out_of_stock: int = 0
    with_vector: int = 0

    def add(self, items: Sequence[Item]) -> None:
        """Count these items too."""
        for item in items:
            self.items += 1
            self.brands[item.brand] += 1
            self.categories[item.category] += 1
            self.attributes.update(item.attributes.keys())
            self.without_description += not item.description
            self.out_of_stock += item.in_stock is False
            if item.price is None:
                self.without_price += 1
            else:
                self.prices.setdefault(item.currency, []).append(item.price)


async def collect_statistics(store: CatalogStore, model: str | None) -> CatalogStatistics:
    """Count over the whole catalog. `model` names the embedding model whose vectors are counted, None for none."""
    statistics = CatalogStatistics()
    async for batch in store.scan():
        statistics.add(batch)
    if model is not None:
        statistics.with_vector = (await store.vector_models()).get(model, 0)
    return statistics


def price_bands(prices: Sequence[float], most: int = 10) -> list[tuple[float, float, int]]:
    """Return (from, to, count) in round steps (1, 2, 5, 10, ...), `from` included and `to` not; none for no prices."""
    if not prices:
        return []
    edges = [0.0]
    for edge in (digit * 10**power for power in range(13) for digit in (1.0, 2.0, 5.0)):
        edges.append(edge)
        if edge > max(prices):
            break
    counts = [(low, high, sum(low <= price < high for price in prices)) for low, high in pairwise(edges)]
    filled = [band for band in counts if band[2]]
    while len(filled) > most:
        # The two neighbours that hold least together become one band.
        at = min(range(len(filled) - 1), key=lambda i: filled[i][2] + filled[i + 1][2])
        filled[at : at + 2] = [(filled[at][0], filled[at + 1][1], filled[at][2] + filled[at + 1][2])]
    return filled


def middle(prices: Sequence[float]) -> float:
    """Return the median price; 0 for none."""
    return median(prices) if prices else 0.0
