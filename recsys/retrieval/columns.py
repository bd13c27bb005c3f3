"""The catalog as columns: constraints become a mask over rows before anything is searched.

Every mask says the same as `recsys.catalog.predicates.meets` says item by item. Rows are only ever added: an item whose
text changed gets a new row and its old one dies, so that what a reader holds stays as it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import isnan
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item, ItemChanges
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
from recsys.model.taste import Offer
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.facts import Facts
from recsys.retrieval.ids import IdChecksums, checksums
from recsys.retrieval.keys import RowKeys
from recsys.retrieval.retriever import Mask, Rows
from recsys.retrieval.segment import Segment, SegmentBuilder
from recsys.retrieval.titles import Titles

RECENT_ITEMS = 500
"""The youngest segment is made anew with every update until it holds this many items: so there are fewer of them."""


class ColumnsBuilder:
    """Takes the catalog once, in the order of rows, becomes `Columns`."""

    def __init__(self) -> None:
        self._segment = SegmentBuilder()
        self._facts = [Facts.of(())]
        self._keys = [RowKeys.of(())]
        self._ids = [checksums(())]

    def add(self, items: Sequence[Item]) -> None:
        """Take the next items."""
        self._segment.add(items)
        self._facts.append(Facts.of(items, self._facts[-1].codes))
        self._keys.append(RowKeys.of(items))
        self._ids.append(checksums([item.id for item in items]))

    def finish(self) -> "Columns":
        """Return the columns; nothing is added after that."""
        segment = self._segment.finish()
        return Columns(
            segments=(segment,) if len(segment) else (),
            alive=np.ones(len(segment), dtype=np.bool_),
            facts=Facts.joined(self._facts),
            keys=RowKeys.joined(self._keys),
            ids=IdChecksums.of(np.concatenate(self._ids)),
        )


@dataclass(frozen=True, slots=True)
class ColumnsUpdate:
    """New columns, and how their rows came about: those of `added` are the last ones, `died` are alive no more.

    `origins[i]` is the row that the i-th added item had before, -1 for a new one.
    """

    columns: "Columns"
    added: tuple[Item, ...]
    origins: Rows
    died: Rows


class Columns:
    """Columns over all rows, the dead ones included. Immutable.

    `currencies` are those of the prices of living rows, that of most prices first.
    """

    def __init__(
        self,
        *,
        segments: tuple[Segment, ...],
        alive: Mask,
        facts: Facts,
        keys: RowKeys,
        ids: IdChecksums,
        recent: tuple[Item, ...] = (),
    ) -> None:
        self.segments = segments
        self.alive = alive
        self.facts = facts
        self.keys = keys
        self.ids = ids
        self.count = int(np.count_nonzero(alive))
        self.currencies = tuple(facts.priced_in(alive))
        self._recent = recent
        self._starts = [0, *accumulate(map(len, segments))]

    def __len__(self) -> int:
        return len(self.alive)

    @property
    def currency(self) -> str | None:
        """Return the currency of most prices, which bounds on the price are in; None without a price."""
        return next(iter(self.currencies), None)

    def id_of(self, row: int) -> ItemId:
        """Return the id of the item that the row is, or was, of."""
        return ItemId(self._encoded_id(row).decode("utf-8", "surrogatepass"))

    def rows_of(self, ids: Sequence[ItemId]) -> Rows:
        """Return the living row of each id, -1 where there is none."""
        return self.ids.rows_of(ids, self._is_living_row_of)

    def brands_of(self, rows: Rows) -> list[str]:
        """Return the brand of each row, "" where there is none."""
        return [segment.brands.name_at(place) for segment, place in self._found(rows)]

    def offers_of(self, rows: Rows) -> list[Offer]:
        """Return what each row is by name and price."""
        prices: list[float] = self.facts.prices[rows].tolist()
        currencies: list[int] = self.facts.currencies[rows].tolist()
        return [
            Offer(
                segment.brands.name_at(place),
                segment.categories.name_at(place),
                None if isnan(price) else price,
                self.facts.codes[currency],
            )
            for (segment, place), price, currency in zip(self._found(rows), prices, currencies, strict=True)
        ]

    def titles_of(self, rows: Rows) -> Titles:
        """Return what the items of some rows are called; the rows in ascending order."""
        bounds = np.searchsorted(rows, self._starts)
        parts = [
            segment.titles.selected(rows[bounds[number] : bounds[number + 1]] - self._starts[number])
            for number, segment in enumerate(self.segments)
            if bounds[number] < bounds[number + 1]
        ]
        return parts[0] if len(parts) == 1 else Titles.joined(parts)

    def mask(self, constraints: Iterable[Constraint]) -> Mask:
        """Return a new mask: True where a living row meets all constraints."""
        mask = self.alive.copy()
        for constraint in constraints:
            mask &= self._one(constraint)
        return mask

    def updated(self, changes: ItemChanges) -> ColumnsUpdate:
        """Return the columns after these changes. Where no text changed, the row stays and takes the new facts."""
        items = changes.upserted
        rows = self.rows_of([item.id for item in items])
        same = rows >= 0
        same[same] = self.keys.digests[rows[same]] == RowKeys.of(items).digests[same]
        added = tuple(item for item, kept in zip(items, same.tolist(), strict=True) if not kept)
        origins, removed = rows[~same], self.rows_of(changes.removed)
        died = np.concatenate((origins[origins >= 0], removed[removed >= 0]))
        facts = self.facts
        if same.any():
            facts = facts.replaced(rows[same], [item for item, kept in zip(items, same.tolist(), strict=True) if kept])
        alive = self.alive.copy()
        alive[died] = False
        return ColumnsUpdate(self._extended(added, facts, alive), added, origins, died)

    def _extended(self, added: tuple[Item, ...], facts: Facts, alive: Mask) -> "Columns":
        segments, recent = self.segments, self._recent
        if added:
            continued = bool(recent) and len(recent) + len(added) <= RECENT_ITEMS
            recent = (*recent, *added) if continued else added
            youngest = SegmentBuilder()
            youngest.add(recent)
            segments = (*(segments[:-1] if continued else segments), youngest.finish())
        return Columns(
            segments=segments,
            alive=np.concatenate((alive, np.ones(len(added), dtype=np.bool_))),
            facts=Facts.joined((facts, Facts.of(added, facts.codes))) if added else facts,
            keys=RowKeys.joined((self.keys, RowKeys.of(added))) if added else self.keys,
            ids=self.ids.extended(checksums([item.id for item in added])) if added else self.ids,
            recent=recent if len(recent) < RECENT_ITEMS else (),
        )

    def _found(self, rows: Rows) -> Iterator[tuple[Segment, int]]:
        """Yield the segment of each row, and its place in there."""
        for row in rows.tolist():
            number = bisect_right(self._starts, row) - 1
            yield self.segments[number], row - self._starts[number]

    def _one(self, constraint: Constraint) -> Mask:
        match constraint:
            case PriceMin() | PriceMax():
                return self._priced(constraint)
            case InStock():
                return ~self.facts.out_of_stock
            case NotItems(ids):
                return self._without(ids)
            case BrandIn() | BrandNotIn() | CategoryIn() | CategoryNotIn() | Colour() | Feature() | AttributeIs():
                return _joined([segment.mask(constraint) for segment in self.segments])
            case _:
                assert_never(constraint)

    def _priced(self, bound: PriceMin | PriceMax) -> Mask:
        # A comparison with NaN (no price) is False, as it should be.
        prices = self.facts.prices
        if isinstance(bound, PriceMin):
            within = prices >= bound.value if bound.inclusive else prices > bound.value
        else:
            within = prices <= bound.value if bound.inclusive else prices < bound.value
        if len(self.currencies) > 1:
            within &= self.facts.currencies == self.facts.codes.index(self.currencies[0])
        return within

    def _without(self, ids: Sequence[ItemId]) -> Mask:
        mask = np.ones(len(self), dtype=np.bool_)
        rows = self.rows_of(ids)
        mask[rows[rows >= 0]] = False
        return mask

    def _encoded_id(self, row: int) -> bytes:
        number = bisect_right(self._starts, row) - 1
        return self.segments[number].ids.bytes_of(row - self._starts[number])

    def _is_living_row_of(self, row: int, id_: str) -> bool:
        return bool(self.alive[row]) and self._encoded_id(row) == id_.encode("utf-8", "surrogatepass")

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        named = {
            "alive": self.alive,
            "ids": self.ids.of_row,
            **prefixed("facts", self.facts.arrays()),
            **prefixed("keys", self.keys.arrays()),
        }
        for number, segment in enumerate(self.segments):
            named |= prefixed(f"segment-{number}", segment.arrays())
        return named

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Columns":
        """Return the columns that `arrays` came from."""
        numbers = sorted({int(name.split("/")[0].removeprefix("segment-")) for name in arrays if "segment-" in name})
        return cls(
            segments=tuple(Segment.from_arrays(under(f"segment-{number}", arrays)) for number in numbers),
            alive=arrays["alive"],
            facts=Facts.from_arrays(under("facts", arrays)),
            keys=RowKeys(**under("keys", arrays)),
            ids=IdChecksums.of(arrays["ids"]),
        )


def _joined(masks: Sequence[NDArray[np.bool_]]) -> Mask:
    if len(masks) == 1:
        return masks[0]
    return np.concatenate(masks) if masks else np.empty(0, dtype=np.bool_)
