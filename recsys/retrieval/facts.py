"""What changes often and is no text: price, currency and stock. New facts replace old ones, in copied columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.retriever import Mask, Rows
from recsys.retrieval.texts import Texts


@dataclass(frozen=True, slots=True)
class Facts:
    """A row's price (NaN: none), whether it is known to be sold out, and its currency, a place in `codes`."""

    prices: NDArray[np.float64]
    out_of_stock: Mask
    currencies: NDArray[np.int16]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, items: Sequence[Item], codes: tuple[str, ...] = ()) -> "Facts":
        """Return the facts of items; `codes` are those of a table that they will become part of."""
        numbers = {code: number for number, code in enumerate(codes)}
        return cls(
            np.array([np.nan if item.price is None else item.price for item in items], dtype=np.float64),
            np.array([item.in_stock is False for item in items], dtype=np.bool_),
            np.array([numbers.setdefault(item.currency, len(numbers)) for item in items], dtype=np.int16),
            tuple(numbers),
        )

    @classmethod
    def joined(cls, parts: Sequence["Facts"]) -> "Facts":
        """Return the facts of several runs of rows, each made with the `codes` of the one before it."""
        return cls(
            np.concatenate([part.prices for part in parts]),
            np.concatenate([part.out_of_stock for part in parts]),
            np.concatenate([part.currencies for part in parts]),
            parts[-1].codes,
        )

    def replaced(self, rows: Rows, items: Sequence[Item]) -> "Facts":
        """Return the facts with those of some rows replaced, items in the order of the rows."""
        more = Facts.of(items, self.codes)
        prices, out_of_stock, currencies = self.prices.copy(), self.out_of_stock.copy(), self.currencies.copy()
        prices[rows], out_of_stock[rows], currencies[rows] = more.prices, more.out_of_stock, more.currencies
        return Facts(prices, out_of_stock, currencies, more.codes)

    def priced_in(self, rows: Mask) -> Mapping[str, int]:
        """Count the prices of some rows by their currency, the one of most prices first, then by name."""
        priced = rows & ~np.isnan(self.prices)
        if len(self.codes) > 1:
            counts: list[int] = np.bincount(self.currencies[priced], minlength=len(self.codes)).tolist()
        else:  # as nearly everywhere: ten times as fast
            counts = [int(np.count_nonzero(priced))] * len(self.codes)
        counted = sorted(zip(self.codes, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return {code: count for code, count in counted if count}

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {
            "prices": self.prices,
            "out_of_stock": self.out_of_stock,
            "currencies": self.currencies,
            **prefixed("codes", Texts.of(self.codes).arrays()),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Facts":
        """Return the facts that `arrays` came from."""
        codes = Texts.from_arrays(under("codes", arrays))
        return cls(arrays["prices"], arrays["out_of_stock"], arrays["currencies"], tuple(codes.part(0, len(codes))))
