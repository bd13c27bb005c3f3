"""A made-up catalog of any size, the same every time: words by Zipf's law, vectors as hard to tell apart as real ones.

Isotropic noise around cluster centres would flatter a search by sign bits. So the vectors have what MiniLM's have for
product titles: a mean of length .4, variance that falls off over the principal components, and neighbours in three
steps: kinds of things, lines of products, products.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.constraints import CategoryNotIn, Constraint, PriceMax
from recsys.model.ids import ItemId
from recsys.ports import Vectors

DIMENSIONS = 384
KINDS_MAX = 1000
ITEMS_A_LINE = 30
BATCH = 1_000

_MEAN, _KIND, _LINE, _OWN, _ASKED = 0.37, 0.45, 0.6, 0.5, 0.6
_SPECTRUM = 37
"""The variance of the j-th principal component is 1 / (1 + j / 37)²."""

_BRANDS = 400
_FIRST_KIND = 200
_TITLE_WORDS, _DESCRIPTION_WORDS = (3, 7), (8, 25)
_PRICE_MEDIAN, _PRICE_SPREAD = 60.0, 1.2
_IN_STOCK = 0.9

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: words of one item, a vector near its own, and the category of that item."""

    text: str
    vector: NDArray[np.float32]
    category: str


class SyntheticCatalog:
    """`size` products, made anew in each pass, so that a million of them need no room as Python objects."""

    def __init__(self, size: int) -> None:
        draw = np.random.default_rng((1, size))
        self.size = size
        self._kinds = min(KINDS_MAX, max(8, round(size**0.5)))
        lines = max(8, size // ITEMS_A_LINE)
        self._kind_of_line = draw.integers(0, self._kinds, lines)
        self._line = draw.integers(0, lines, size)
        self._prices = np.round(_PRICE_MEDIAN * np.exp(_PRICE_SPREAD * draw.standard_normal(size)), 2)
        self._words = _vocabulary()
        self._brands = [word.capitalize() for word in self._words[-_BRANDS:]]

    @property
    def ids(self) -> Sequence[ItemId]:
        """Return all ids, in the order of the vectors; they sort that way too."""
        return [_id(number) for number in range(self.size)]

    def items(self) -> Iterator[Sequence[Item]]:
        """Yield all items in batches."""
        for start in range(0, self.size, BATCH):
            yield self._items(start, min(start + BATCH, self.size))

    def vectors(self) -> Vectors:
        """Return the unit vectors of all items."""
        draw = np.random.default_rng((2, self.size))
        axes = _axes(draw)
        lines = self._line_vectors(draw, axes)
        vectors = np.empty((self.size, DIMENSIONS), np.float32)
        for start in range(0, self.size, BATCH):
            part = slice(start, start + BATCH)
            own = lines[self._line[part]]
            vectors[part] = _unit(own + _OWN * _normal(draw, len(own)) @ axes)
        return vectors

    def asked(self, vectors: Vectors, count: int) -> Sequence[Asked]:
        """Return `count` queries, each about an item drawn at random; `vectors` are those of all items."""
        draw = np.random.default_rng((3, self.size))
        numbers: list[int] = draw.integers(0, self.size, count).tolist()
        aims = _unit(vectors[numbers] + _ASKED / DIMENSIONS**0.5 * _normal(draw, count))
        return [self._asked(draw, number, aim) for number, aim in zip(numbers, aims, strict=True)]

    def filters(self, asked: Asked, share: float) -> dict[str, tuple[Constraint, ...]]:
        """Return constraints that about this share of items meets.

        "independent": a price, which says nothing of where a vector points; "against": a price, and not the very
        category that the query is about.
        """
        bound = PriceMax(float(np.quantile(self._prices, share)))
        price = () if share == 1.0 else (bound,)
        return {"independent": price, "against": (*price, CategoryNotIn((asked.category,)))}

    def mask(self, constraints: Sequence[Constraint]) -> NDArray[np.bool_]:
        """Return which items meet such constraints, found apart from the code that is measured."""
        mask = np.ones(self.size, np.bool_)
        for constraint in constraints:
            match constraint:
                case PriceMax(value):
                    mask &= self._prices <= value
                case CategoryNotIn(names):
                    kinds = np.array([self._category(kind) not in names for kind in range(self._kinds)])
                    mask &= kinds[self._kind_of_line[self._line]]
                case _:
                    raise ValueError(f"no filter of this catalog: {constraint}")
        return mask

    def _line_vectors(self, draw: np.random.Generator, axes: Vectors) -> Vectors:
        mean = _unit(_normal(draw, 1))
        kinds = _normal(draw, self._kinds) @ axes
        own = _normal(draw, len(self._kind_of_line)) @ axes
        return (_MEAN * mean + _KIND * kinds[self._kind_of_line] + _LINE * own).astype(np.float32)

    def _items(self, start: int, stop: int) -> list[Item]:
        draw = np.random.default_rng((4, self.size, start))
        brands: list[int] = _zipf(draw, _BRANDS, stop - start).tolist()
        in_stock: list[bool] = (draw.random(stop - start) < _IN_STOCK).tolist()
        titles, descriptions = (self._texts(draw, stop - start, *span) for span in (_TITLE_WORDS, _DESCRIPTION_WORDS))
        kinds: list[int] = self._kind_of_line[self._line[start:stop]].tolist()
        prices: list[float] = self._prices[start:stop].tolist()
        return [
            Item(
                _id(start + at),
                f"{self._brands[brands[at]]} {titles[at]} {self._category(kinds[at]).lower()}",
                brand=self._brands[brands[at]],
                category=self._category(kinds[at]),
                description=descriptions[at],
                price=prices[at],
                in_stock=in_stock[at],
            )
            for at in range(stop - start)
        ]

    def _texts(self, draw: np.random.Generator, count: int, shortest: int, longest: int) -> list[str]:
        ends: list[int] = np.cumsum(draw.integers(shortest, longest + 1, count)).tolist()
        numbers: list[int] = _zipf(draw, len(self._words), ends[-1]).tolist()
        words = [self._words[number] for number in numbers]
        return [" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def _asked(self, draw: np.random.Generator, number: int, aim: NDArray[np.float32]) -> Asked:
        start = number - number % BATCH
        item = self._items(start, min(start + BATCH, self.size))[number - start]
        words = f"{item.title} {item.description}".lower().split()
        chosen: list[int] = np.sort(draw.choice(len(words), size=draw.integers(2, 7), replace=False)).tolist()
        return Asked(" ".join(words[at] for at in chosen), aim, item.category)

    def _category(self, kind: int) -> str:
        # Names of things are neither the commonest words nor rare ones.
        return self._words[_FIRST_KIND + kind].capitalize()


def _id(number: int) -> ItemId:
    return ItemId(f"p{number:07}")


def _axes(draw: np.random.Generator) -> Vectors:
    """Return what turns independent normal numbers into vectors of mean length 1 with the spectrum described above."""
    deviations = 1 / (1 + np.arange(DIMENSIONS) / _SPECTRUM)
    turned = np.linalg.qr(draw.standard_normal((DIMENSIONS, DIMENSIONS)))[0]
    return (turned * (deviations / np.linalg.norm(deviations))[:, np.newaxis]).astype(np.float32)


def _normal(draw: np.random.Generator, count: int) -> Vectors:
    return draw.standard_normal((count, DIMENSIONS), dtype=np.float32)


def _unit(vectors: NDArray[np.floating[Any]]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def _zipf(draw: np.random.Generator, kinds: int, count: int) -> Integers:
    """Draw numbers below `kinds`, the r-th one in proportion to 1 / (r + 2.7)."""
    weights = 1 / (np.arange(kinds) + 2.7)
    return draw.choice(kinds, count, p=weights / weights.sum())


def _vocabulary() -> list[str]:
    """Return the whole words that the embedded model knows, which are listed from common to rare.

    So a text has as many tokens as a real one, and takes the model as long.
    """
    listed: list[str] = (files("recsys.retrieval.embedding") / "vocab.txt").read_text("utf-8").split("\n")
    return [word for word in listed if len(word) >= 3 and word.isascii() and word.isalpha()]
