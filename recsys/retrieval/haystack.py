"""Literal substring search over all texts of some rows, one scan over one block of bytes."""

from collections.abc import Iterable, Iterator

import numpy as np

from recsys.retrieval.arrays import Arrays
from recsys.retrieval.retriever import Mask
from recsys.retrieval.texts import Texts

# Neither byte occurs in UTF-8, so no text can contain one, and no match can reach from one text into the next.
_END_OF_TEXT = b"\xff"
_END_OF_ROW = b"\xfe"

_SCANNED_AT_ONCE = 1 << 18
"""Bytes: a copy of this size stays in the cache of a core."""


class HaystackBuilder:
    """Takes the texts of each row, becomes a `Haystack`."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []

    def add(self, texts: Iterable[str]) -> None:
        """Take the texts of the next row."""
        self._rows.append(b"".join([encoded(text) + _END_OF_TEXT for text in texts if text]) + _END_OF_ROW)

    def finish(self) -> "Haystack":
        """Return the haystack; nothing is added after that."""
        return Haystack(Texts.of_bytes(self._rows))


class Haystack:
    """Lower-cased texts, row after row. Searching is a plain scan at the speed of memory: 1 ms for a few MB."""

    def __init__(self, rows: Texts) -> None:
        self._rows = rows

    def containing(self, text: str) -> Mask:
        """Return the mask of rows with a text that contains this one, in any case of letters."""
        if not text:
            return np.ones(len(self._rows), dtype=np.bool_)
        mask = np.zeros(len(self._rows), dtype=np.bool_)
        found = np.fromiter(self._places(encoded(text)), dtype=np.int64)
        mask[np.searchsorted(self._rows.ends, found, side="right")] = True
        return mask

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return self._rows.arrays()

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Haystack":
        """Return the haystack that `arrays` came from."""
        return cls(Texts.from_arrays(arrays))

    def _places(self, needle: bytes) -> Iterator[int]:
        """Yield where the needle is found, once a row."""
        joined, ends = self._rows.joined, self._rows.ends
        start = 0
        while start < len(joined):
            # Whole rows only: a match never lies across the border of two blocks.
            stop = int(ends[np.searchsorted(ends, start + _SCANNED_AT_ONCE)]) if self._reaches(start) else len(joined)
            block = joined[start:stop].tobytes()
            at = block.find(needle)
            while at >= 0:
                yield start + at
                at = block.find(needle, block.find(_END_OF_ROW, at))
            start = stop

    def _reaches(self, start: int) -> bool:
        return start + _SCANNED_AT_ONCE <= len(self._rows.joined)


def encoded(text: str) -> bytes:
    """Return the bytes that stand for a text in a haystack."""
    return text.lower().encode("utf-8", "surrogatepass")
