"""What an item shares with others, as facets: brand, category, tags and attributes, price level. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.taste import Facet, FacetKind

KINDS: tuple[FacetKind, ...] = ("brand", "category", "detail", "price")

DETAILS_READ = 10
"""Tags and attributes of one item that are read, in the catalog's order; some catalogs have a hundred."""
DETAIL_CHARS = 40
"""A longer text is a description, which no two items share."""
PRICED_MIN = 6
"""Items with a price that a category needs for its prices to have levels."""
ITEMS_KEPT = 100_000
LEVELS = ("low", "middle", "high")

FacetIds = NDArray[np.intp]


class FacetTable:
    """Numbers for facets, and the facets of the items that were asked for, kept by item id.

    An item that changes keeps the facets it had: after an import a new table is due, and with it a team's taste.
    """

    def __init__(self, bounds: Mapping[str, tuple[float, float]] | None = None) -> None:
        """Take the two prices between the levels of each category (lower case)."""
        self._bounds = bounds or {}
        self._numbers: dict[tuple[FacetKind, str], int] = {}
        self._of_items: dict[str, FacetIds] = {}
        self._kinds = np.zeros(64, np.intp)
        self.facets: list[Facet] = []

    @classmethod
    def of(cls, items: Iterable[Item]) -> "FacetTable":
        """Return a table whose price levels are the thirds of these items' prices, category by category."""
        prices: defaultdict[str, list[float]] = defaultdict(list)
        for item in items:
            if item.price is not None:
                prices[item.category.lower()].append(item.price)
        known = {name: values for name, values in prices.items() if len(values) >= PRICED_MIN}
        thirds = {name: np.quantile(values, (1 / 3, 2 / 3)).tolist() for name, values in known.items()}
        return cls({name: (low, high) for name, (low, high) in thirds.items() if low < high})

    def number(self, facet: Facet) -> int:
        """Return the facet's number, a new one for a new facet."""
        number = self._numbers.setdefault((facet.kind, facet.name.lower()), len(self.facets))
        if number == len(self.facets):
            self.facets.append(facet)
            if number == len(self._kinds):
                self._kinds = np.resize(self._kinds, 2 * number)
            self._kinds[number] = KINDS.index(facet.kind)
        return number

    def of_item(self, item: Item) -> FacetIds:
        """Return the numbers of the item's facets, each once."""
        found = self._of_items.get(item.id)
        if found is None:
            if len(self._of_items) >= ITEMS_KEPT:
                self._of_items.clear()
            numbers = dict.fromkeys(self.number(facet) for facet in self._read(item))
            found = self._of_items[item.id] = np.array(list(numbers), np.intp)
        return found

    def flat(self, items: Sequence[Item]) -> tuple[NDArray[np.intp], FacetIds]:
        """Return the facets of all items, one item after the other, and beside each the place of its item."""
        each = [self.of_item(item) for item in items]
        places = np.arange(len(each)).repeat([len(ids) for ids in each])
        return places, np.concatenate(each) if each else np.zeros(0, np.intp)

    def kinds(self, numbers: FacetIds) -> NDArray[np.intp]:
        """Return the place in `KINDS` of each facet's kind."""
        return self._kinds[numbers]

    def _read(self, item: Item) -> Iterable[Facet]:
        if item.brand:
            yield Facet("brand", item.brand)
        if item.category:
            yield Facet("category", item.category)
        details = [*item.tags, *(text for pair in item.attributes.items() if (text := _detail(*pair)))]
        for text in details[:DETAILS_READ]:
            yield Facet("detail", text)
        bounds = self._bounds.get(item.category.lower())
        if item.price is not None and bounds is not None:
            yield Facet("price", LEVELS[(item.price > bounds[0]) + (item.price > bounds[1])])


def _detail(name: str, value: object) -> str:
    """Return an attribute as a detail: a flag that is set, or a short text; numbers are too fine to be shared."""
    if value is True:
        return name.replace("_", " ")
    if isinstance(value, str) and len(value) <= DETAIL_CHARS:
        return f"{name.replace('_', ' ')}: {value}"
    return ""
