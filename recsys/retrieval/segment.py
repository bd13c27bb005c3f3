"""A segment: everything that is text about a run of rows. Once made it never changes."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import texts_of
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Feature,
)
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.attributes import AttributeColumns, AttributesBuilder
from recsys.retrieval.haystack import Haystack, HaystackBuilder
from recsys.retrieval.names import NameColumn
from recsys.retrieval.retriever import Mask
from recsys.retrieval.texts import Texts
from recsys.retrieval.titles import Titles, TitlesBuilder

MASKS_KEPT = 256

TextConstraint = BrandIn | BrandNotIn | CategoryIn | CategoryNotIn | Colour | Feature | AttributeIs


class SegmentBuilder:
    """Takes items in the order of rows, becomes a `Segment`."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._brands: list[str] = []
        self._categories: list[str] = []
        self._tags: list[str] = []
        self._tag_counts: list[int] = []
        self._attributes = AttributesBuilder()
        self._haystack = HaystackBuilder()
        self._titles = TitlesBuilder()

    def add(self, items: Sequence[Item]) -> None:
        """Take the next items."""
        for item in items:
            self._ids.append(item.id)
            self._brands.append(item.brand)
            self._categories.append(item.category)
            self._tags.extend(item.tags)
            self._tag_counts.append(len(item.tags))
            self._attributes.add(item.attributes)
            self._haystack.add(texts_of(item))
            self._titles.add(item)

    def finish(self) -> "Segment":
        """Return the segment; nothing is added after that."""
        return Segment(
            ids=Texts.of(self._ids),
            brands=NameColumn.of(self._brands),
            categories=NameColumn.of(self._categories),
            tags=NameColumn.of(self._tags),
            tag_rows=np.repeat(np.arange(len(self._ids), dtype=np.int32), self._tag_counts),
            attributes=self._attributes.finish(),
            haystack=self._haystack.finish(),
            titles=self._titles.finish(),
        )


class Segment:
    """Ids, names, attributes and texts of a run of rows, which it numbers from 0. Immutable.

    Entry i of `tags` belongs to row `tag_rows[i]`. Masks that cost more than a comparison are remembered.
    """

    def __init__(
        self,
        *,
        ids: Texts,
        brands: NameColumn,
        categories: NameColumn,
        tags: NameColumn,
        tag_rows: NDArray[np.int32],
        attributes: AttributeColumns,
        haystack: Haystack,
        titles: Titles,
    ) -> None:
        self.ids = ids
        self.brands = brands
        self.categories = categories
        self.tags = tags
        self.tag_rows = tag_rows
        self.attributes = attributes
        self.haystack = haystack
        self.titles = titles
        self._packed = lru_cache(maxsize=MASKS_KEPT)(self._searched)

    def __len__(self) -> int:
        return len(self.ids)

    def mask(self, constraint: TextConstraint) -> Mask:
        """Return the mask of rows that meet the constraint."""
        match constraint:
            case BrandIn(names):
                return self.brands.is_one_of(names)
            case BrandNotIn(names):
                return ~self.brands.is_one_of(names)
            case CategoryIn(names):
                return self.categories.is_one_of(names)
            case CategoryNotIn(names):
                return ~self.categories.is_one_of(names)
            case AttributeIs():
                return self.attributes.where(constraint)
            case Colour() | Feature():
                return np.unpackbits(self._packed(constraint), count=len(self)).view(np.bool_)
            case _:
                assert_never(constraint)

    def tags_counted(self, rows: Mask) -> Counter[str]:
        """Count the tags of some rows."""
        return self.tags.counted(rows[self.tag_rows])

    def _searched(self, constraint: Colour | Feature) -> NDArray[np.uint8]:
        # An eighth of the memory of a mask: hundreds of them are kept.
        match constraint:
            case Colour(value, wanted, others):
                coloured = [self.attributes.coloured(colour) for colour in (value, *others)]
                return np.packbits(np.logical_or.reduce(coloured) == wanted)
            case Feature(text, wanted):
                true, told = self.attributes.flagged(text)
                said = self.haystack.containing(text)
                return np.packbits(true | (said & ~told) if wanted else ~(true | said))
            case _:
                assert_never(constraint)

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {
            "tag_rows": self.tag_rows,
            **prefixed("ids", self.ids.arrays()),
            **prefixed("brands", self.brands.arrays()),
            **prefixed("categories", self.categories.arrays()),
            **prefixed("tags", self.tags.arrays()),
            **prefixed("attributes", self.attributes.arrays()),
            **prefixed("haystack", self.haystack.arrays()),
            **prefixed("titles", self.titles.arrays()),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Segment":
        """Return the segment that `arrays` came from."""
        return cls(
            ids=Texts.from_arrays(under("ids", arrays)),
            brands=NameColumn.from_arrays(under("brands", arrays)),
            categories=NameColumn.from_arrays(under("categories", arrays)),
            tags=NameColumn.from_arrays(under("tags", arrays)),
            tag_rows=arrays["tag_rows"],
            attributes=AttributeColumns.from_arrays(under("attributes", arrays)),
            haystack=Haystack.from_arrays(under("haystack", arrays)),
            titles=Titles.from_arrays(under("titles", arrays)),
        )
