"""Strings in one block of bytes: they cost their length in memory, and can be mapped from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.arrays import Arrays


@dataclass(frozen=True, slots=True)
class Texts:
    """Strings one after another in UTF-8: string i ends where `ends[i]` says, and the next one begins there."""

    joined: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Return the strings as one block. A lone surrogate is kept as it is."""
        return cls.of_bytes([text.encode("utf-8", "surrogatepass") for text in texts])

    @classmethod
    def of_bytes(cls, parts: list[bytes]) -> "Texts":
        """Return strings that are encoded already."""
        ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), dtype=np.int64)
        return cls(np.frombuffer(b"".join(parts), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def bytes_of(self, at: int) -> bytes:
        """Return one string, encoded."""
        return self.joined[self.begin_of(at) : int(self.ends[at])].tobytes()

    def part(self, start: int, stop: int) -> list[str]:
        """Return the strings from `start` up to `stop`."""
        begin = self.begin_of(start)
        block = self.joined[begin : self.begin_of(stop)].tobytes()
        bounds: list[int] = [0, *(self.ends[start:stop] - begin).tolist()]
        return [block[left:right].decode("utf-8", "surrogatepass") for left, right in pairwise(bounds)]

    def begin_of(self, at: int) -> int:
        """Return where a string begins in the block."""
        return int(self.ends[at - 1]) if at else 0

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {"joined": self.joined, "ends": self.ends}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Texts":
        """Return the strings that `arrays` came from."""
        return cls(arrays["joined"], arrays["ends"])
