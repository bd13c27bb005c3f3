"""How often names of items have a word: which words name things in this catalog, whatever its attributes say."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.columns import Columns
from recsys.retrieval.retriever import Mask
from recsys.retrieval.titles import word_code

_Codes = NDArray[np.uint32]
_Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """Counts of the words in titles, brands and categories, by the codes of their stems, which ascend.

    As numbers, 12 bytes each: a million titles have as many different words.
    """

    codes: _Codes = field(default_factory=lambda: np.zeros(0, np.uint32))
    counts: _Counts = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def of(cls, columns: Columns, rows: Mask) -> "NameWords":
        """Count the words of some rows."""
        parts: list[_Codes] = []
        start = 0
        for segment in columns.segments:
            part = rows[start : start + len(segment)]
            start += len(segment)
            parts.append(segment.titles.words if part.all() else segment.titles.selected(np.flatnonzero(part)).words)
        codes = np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.uint32)
        begins = np.flatnonzero(np.diff(codes, prepend=codes[:1] ^ 1))
        return cls(codes[begins], np.diff(begins, append=len(codes)))

    def changed(self, gone: "NameWords", new: "NameWords") -> "NameWords":
        """Return the counts without those of some rows and with those of others. Costs a copy."""
        added = np.setdiff1d(new.codes, self.codes, assume_unique=True)
        places = np.searchsorted(self.codes, added)
        codes, counts = np.insert(self.codes, places, added), np.insert(self.counts, places, 0)
        counts[np.searchsorted(codes, new.codes)] += new.counts
        counts[np.searchsorted(codes, gone.codes)] -= gone.counts
        return NameWords(codes[counts > 0], counts[counts > 0])

    def count(self, word: str) -> int:
        """Return how often words of this word's stem occur."""
        code = word_code(word)
        place = int(np.searchsorted(self.codes, code))
        return int(self.counts[place]) if place < len(self.codes) and self.codes[place] == code else 0

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, NameWords)
            and np.array_equal(self.codes, other.codes)
            and np.array_equal(self.counts, other.counts)
        )

    def __hash__(self) -> int:
        return hash((self.codes.tobytes(), self.counts.tobytes()))
