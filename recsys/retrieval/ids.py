"""Finding the row of an id without a dictionary of a million strings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class IdChecksums:
    """A checksum of each row's id, and the rows in the order of their checksums. Immutable.

    Several ids may share a checksum, and an id that has changed has several rows: who asks for the row of an id gets
    all rows that it could be.
    """

    of_row: NDArray[np.uint32]
    ordered: NDArray[np.uint32]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, of_row: NDArray[np.uint32]) -> "IdChecksums":
        """Return the order of these checksums."""
        rows = np.argsort(of_row, kind="stable").astype(np.int32)
        return cls(of_row, of_row[rows], rows)

    def extended(self, added: NDArray[np.uint32]) -> "IdChecksums":
        """Return the same with more rows at the end."""
        new = np.argsort(added, kind="stable")
        places = np.searchsorted(self.ordered, added[new], side="right")
        return IdChecksums(
            np.concatenate((self.of_row, added)),
            np.insert(self.ordered, places, added[new]),
            np.insert(self.rows, places, new.astype(np.int32) + np.int32(len(self.of_row))),
        )

    def rows_of(self, ids: Sequence[str], is_row_of: Callable[[int, str], bool]) -> NDArray[np.intp]:
        """Return the row of each id, -1 where there is none; `is_row_of(row, id)` says which row is the right one."""
        sums = checksums(ids)
        starts = np.searchsorted(self.ordered, sums).tolist()
        stops = np.searchsorted(self.ordered, sums, side="right").tolist()
        found = (
            next((row for row in self._between(start, stop) if is_row_of(row, id_)), -1)
            for id_, start, stop in zip(ids, starts, stops, strict=True)
        )
        return np.fromiter(found, np.intp, len(ids))

    def _between(self, start: int, stop: int) -> Iterator[int]:
        yield from self.rows[start:stop].tolist()


def checksums(ids: Sequence[str]) -> NDArray[np.uint32]:
    """Return a checksum of each id; it is the same in every process."""
    return np.array([crc32(id_.encode("utf-8", "surrogatepass")) for id_ in ids], dtype=np.uint32)
