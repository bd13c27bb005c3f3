"""Vectors lined up with the rows of a snapshot."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.ports import Vectors
from recsys.retrieval.arrays import Arrays
from recsys.retrieval.signs import WORD_BITS, sign_words

FLOAT32_ROWS_MAX = 200_000
"""Larger catalogs hold components as whole numbers of steps, in 16 bits: half the memory, cosines exact to four digits.

NumPy turns those into floats five times as fast as 16-bit floats, and they are more exact where no number exceeds 1.
"""
STEPS = 32_767
GATHERED_AT_ONCE = 256
"""Rows: their vectors stay in the cache of a core until they are multiplied."""

_NO_SLOT = -1


class VectorTable:
    """A vector of unit length a row, or none. Immutable; tables of different ages share one log of floats.

    `present` has shape (rows,), True where the row has a vector. `signs` has shape (words, rows): the sign of each
    component is one bit, see `sign_words`; rows without a vector are zero. `all_present`: there is none without.
    """

    def __init__(self, floats: "FloatLog", slots: NDArray[np.int32], signs: NDArray[np.uint64]) -> None:
        self._floats = floats
        self._slots = slots
        self.signs = signs
        self.present = slots != _NO_SLOT
        self.all_present = bool(self.present.all())

    @classmethod
    def empty(cls, rows: int, dimensions: int) -> "VectorTable":
        """Return a table of rows without vectors."""
        kind = np.float32 if rows <= FLOAT32_ROWS_MAX else np.int16
        floats = FloatLog(np.empty((0, dimensions), kind), room=rows)
        words = -(-dimensions // WORD_BITS)
        return cls(floats, np.full(rows, _NO_SLOT, np.int32), np.zeros((words, rows), np.uint64))

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return self._floats.dimensions

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the cosine of each row with a unit vector; 0 for a row without one."""
        if len(rows) <= GATHERED_AT_ONCE:
            # Not `@`: from some size on that wakes a second thread, which on a busy machine takes longer than the work.
            return np.vecdot(self.gathered(rows), vector)
        found = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), GATHERED_AT_ONCE):
            part = slice(start, start + GATHERED_AT_ONCE)
            np.vecdot(self.gathered(rows[part]), vector, out=found[part])
        return found

    def gathered(self, rows: NDArray[np.intp]) -> Vectors:
        """Return the vectors of some rows, shape (len(rows), dimensions); zeros for a row without one."""
        slots = self._slots.take(rows)
        if self.all_present:
            return self._floats.at(slots)
        found = self._floats.at(np.maximum(slots, 0))
        lacking = slots == _NO_SLOT
        if lacking.any():
            found[lacking] = 0.0
        return found

    def extended(self, origins: NDArray[np.intp]) -> "VectorTable":
        """Return a table with more rows: the i-th has the vector of row `origins[i]`, none where that is -1."""
        known = origins >= 0
        slots = np.where(known, self._slots[origins], np.int32(_NO_SLOT))
        signs = np.where(known, self.signs[:, origins], np.uint64(0))
        return VectorTable(
            self._floats, np.concatenate((self._slots, slots)), np.concatenate((self.signs, signs), axis=1)
        )

    def with_vectors(self, rows: NDArray[np.intp], vectors: Vectors) -> "VectorTable":
        """Return a table in which these rows have these vectors. Not to be called from two threads at once."""
        slots, signs = self._slots.copy(), self.signs.copy()
        slots[rows] = np.arange(len(rows), dtype=np.int32) + self._floats.append(vectors)
        signs[:, rows] = sign_words(vectors)
        return VectorTable(self._floats, slots, signs)

    def arrays(self) -> dict[str, NDArray[Any] | Sequence[NDArray[Any]]]:
        """Return what `from_arrays` makes the same of."""
        return {"floats": self._floats.parts(), "slots": self._slots, "signs": self.signs}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "VectorTable":
        """Return the table that `arrays` came from. Floats stay where they are, signs are read into memory."""
        return cls(FloatLog(arrays["floats"]), np.array(arrays["slots"]), np.array(arrays["signs"]))


class FloatLog:
    """Vectors in the order in which they came, shape (slots, dimensions). Only ever added to.

    Whoever knows a slot may read it at any time; one thread at a time may append. Shape and kind of float are those of
    `base`, which may be mapped from a file; what is appended is held in memory.
    """

    def __init__(self, base: NDArray[Any], room: int = 0) -> None:
        self._base = base
        self._tail = np.empty((room, base.shape[1]), base.dtype)
        self._used = 0

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return self._base.shape[1]

    def append(self, vectors: Vectors) -> int:
        """Add vectors and return the slot of the first."""
        used, needed = self._used, self._used + len(vectors)
        if needed > len(self._tail):
            grown = np.empty((max(needed, len(self._tail) * 5 // 4), self.dimensions), self._tail.dtype)
            grown[:used] = self._tail[:used]
            # Readers hold the old array or see the new one: both say the same of every slot that they know.
            self._tail = grown
        self._tail[used:needed] = vectors if self._tail.dtype == np.float32 else np.rint(vectors * STEPS)
        self._used = needed
        return len(self._base) + used

    def at(self, slots: NDArray[np.int32]) -> Vectors:
        """Return the vectors of some slots as a new array."""
        if not self._used:
            return _as_floats(self._base.take(slots, axis=0))
        late = slots >= len(self._base)
        if late.all():
            return _as_floats(self._tail.take(slots - len(self._base), axis=0))
        found = _as_floats(self._base.take(np.where(late, 0, slots), axis=0))
        if late.any():
            found[late] = _as_floats(self._tail.take(slots[late] - len(self._base), axis=0))
        return found

    def parts(self) -> list[NDArray[Any]]:
        """Return all vectors in blocks."""
        return [self._base, self._tail[: self._used]]


def _as_floats(stored: NDArray[Any]) -> Vectors:
    return stored if stored.dtype == np.float32 else stored.astype(np.float32) * np.float32(1 / STEPS)
