"""The catalog as columns: constraints become a mask over rows before anything is searched.

Every mask says the same as `recsys.catalog.predicates.meets` says item by item.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import same_name, texts_of
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
)
from recsys.model.ids import ItemId
from recsys.retrieval.attributes import AttributeColumns, AttributesBuilder
from recsys.retrieval.diversity import product_key
from recsys.retrieval.haystack import Haystack, HaystackBuilder
from recsys.retrieval.retriever import Mask

MASKS_KEPT = 256


class NameColumn:
    """A name a row (brand, category), "" where there is none; names that differ in case only are one."""

    def __init__(self, names: Sequence[str]) -> None:
        self.spellings = Counter(names)
        numbers = {"": 0}
        self.codes = np.array([numbers.setdefault(same_name(name), len(numbers)) for name in names], dtype=np.int32)
        self._numbers = numbers

    def is_one_of(self, names: Iterable[str]) -> Mask:
        """Return the mask of rows that carry one of the names. No row carries the empty name."""
        wanted = np.zeros(len(self._numbers), dtype=np.bool_)
        wanted[[self._numbers[key] for key in map(same_name, names) if key in self._numbers]] = True
        wanted[0] = False
        return wanted[self.codes]


class ColumnsBuilder:
    """Takes the catalog once, in the order of rows, becomes `Columns`."""

    def __init__(self) -> None:
        self._ids: list[ItemId] = []
        self._prices = array("d")
        self._out_of_stock = array("b")
        self._products = array("q")
        self._brands: list[str] = []
        self._categories: list[str] = []
        self._tags = Counter[str]()
        self._currencies = Counter[str]()
        self._attributes = AttributesBuilder()
        self._haystack = HaystackBuilder()

    def add(self, items: Sequence[Item]) -> None:
        """Take the next items."""
        for item in items:
            self._ids.append(item.id)
            self._prices.append(np.nan if item.price is None else item.price)
            self._out_of_stock.append(item.in_stock is False)
            self._products.append(product_key(item))
            self._brands.append(item.brand)
            self._categories.append(item.category)
            self._tags.update(item.tags)
            if item.price is not None:
                self._currencies[item.currency] += 1
            self._attributes.add(item.attributes)
            self._haystack.add(texts_of(item))

    def finish(self) -> "Columns":
        """Return the columns; nothing is added after that."""
        return Columns(
            ids=tuple(self._ids),
            prices=np.array(self._prices, dtype=np.float64),
            out_of_stock=np.array(self._out_of_stock, dtype=np.bool_),
            products=np.array(self._products, dtype=np.int64),
            brands=NameColumn(self._brands),
            categories=NameColumn(self._categories),
            tags=self._tags,
            currencies=self._currencies,
            attributes=self._attributes.finish(),
            haystack=self._haystack.finish(),
        )


class Columns:
    """Columns over all rows. Immutable; masks that cost more than a comparison are remembered.

    `products` holds each row's `product_key`: variants of one product share it.
    """

    def __init__(
        self,
        *,
        ids: tuple[ItemId, ...],
        prices: NDArray[np.float64],
        out_of_stock: NDArray[np.bool_],
        products: NDArray[np.int64],
        brands: NameColumn,
        categories: NameColumn,
        tags: Counter[str],
        currencies: Counter[str],
        attributes: AttributeColumns,
        haystack: Haystack,
    ) -> None:
        self.ids = ids
        self.row_of = {item: row for row, item in enumerate(ids)}
        self.prices = prices
        self.out_of_stock = out_of_stock
        self.products = products
        self.brands = brands
        self.categories = categories
        self.tags = tags
        self.currencies = currencies
        self.attributes = attributes
        self.haystack = haystack
        self._remembered = lru_cache(maxsize=MASKS_KEPT)(partial(_searched, attributes, haystack))

    def mask(self, constraints: Iterable[Constraint]) -> Mask:
        """Return a new mask: True where a row meets all constraints."""
        mask = np.ones(len(self.ids), dtype=np.bool_)
        for constraint in constraints:
            mask &= self._one(constraint)
        return mask

    def _one(self, constraint: Constraint) -> Mask:  # noqa: PLR0911 - one case for each kind of constraint
        match constraint:
            case PriceMin() | PriceMax():
                return self._priced(constraint)
            case BrandIn(brands):
                return self.brands.is_one_of(brands)
            case BrandNotIn(brands):
                return ~self.brands.is_one_of(brands)
            case CategoryIn(categories):
                return self.categories.is_one_of(categories)
            case CategoryNotIn(categories):
                return ~self.categories.is_one_of(categories)
            case Colour() | Feature():
                return self._remembered(constraint)
            case AttributeIs():
                return self.attributes.where(constraint)
            case InStock():
                return ~self.out_of_stock
            case NotItems(ids):
                return self._without(ids)
            case _:
                assert_never(constraint)

    def _priced(self, bound: PriceMin | PriceMax) -> Mask:
        # A comparison with NaN (no price) is False, as it should be.
        if isinstance(bound, PriceMin):
            return self.prices >= bound.value if bound.inclusive else self.prices > bound.value
        return self.prices <= bound.value if bound.inclusive else self.prices < bound.value

    def _without(self, ids: Iterable[ItemId]) -> Mask:
        mask = np.ones(len(self.ids), dtype=np.bool_)
        mask[[self.row_of[item] for item in ids if item in self.row_of]] = False
        return mask


def _searched(attributes: AttributeColumns, haystack: Haystack, constraint: Colour | Feature) -> Mask:
    match constraint:
        case Colour(value, wanted):
            return attributes.coloured(value) == wanted
        case Feature(text, wanted):
            return haystack.containing(text) == wanted
        case _:
            assert_never(constraint)
