"""What a retriever is: one source of candidates, over the rows of one snapshot of the catalog."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.retrieval.vectors import VectorTable

Mask = NDArray[np.bool_]
"""Shape (items,): True where the row meets all constraints."""

Rows = NDArray[np.intp]
"""Row numbers of a snapshot: the position of an item in its `ids`."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: the words, their vector where there is one, and the rows of items to be similar to."""

    text: str
    vector: NDArray[np.float32] | None
    near: Rows


@dataclass(frozen=True, slots=True)
class RankedRows:
    """Rows, best first, each once, and their scores on the retriever's own scale."""

    rows: Rows
    scores: NDArray[np.float32]


NOTHING = RankedRows(np.empty(0, np.intp), np.empty(0, np.float32))


class Retriever(Protocol):
    """One source of candidates. Immutable, called from several threads."""

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return at most `k` rows of the mask. Fewer only where no more of them have anything to do with the query."""
        ...


class ItemsReader(Protocol):
    """Takes the catalog once, in the order of rows, and becomes a retriever. Runs in a thread."""

    def add(self, items: Sequence[Item]) -> None:
        """Take the next items."""
        ...

    def finish(self) -> Retriever:
        """Return the retriever; nothing is added after that."""
        ...


class FromVectors(Protocol):
    """Makes a retriever from the vectors alone. Runs in a thread, again whenever vectors changed."""

    def __call__(self, vectors: VectorTable) -> Retriever:
        """Return the retriever."""
        ...
