"""What a retriever is: one source of candidates, over the rows of one snapshot of the catalog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.retrieval.vectors import VectorTable

Mask = NDArray[np.bool_]
"""Shape (rows,): True where the row is alive and meets all constraints."""

Rows = NDArray[np.intp]
"""Row numbers of a snapshot. An item has one living row; those of what is gone or was changed are dead."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: the words, their vector where there is one, and the rows of items to be similar to."""

    text: str
    vector: NDArray[np.float32] | None
    near: Rows


@dataclass(frozen=True, slots=True)
class RankedRows:
    """Rows, best first, each once, and their scores on the retriever's own scale.

    `readings` are words of the request that the retriever took for others ("vanitiy" for "vanity").
    """

    rows: Rows
    scores: NDArray[np.float32]
    readings: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


NOTHING = RankedRows(np.empty(0, np.intp), np.empty(0, np.float32))


class Retriever(Protocol):
    """One source of candidates. Immutable, called from several threads."""

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return at most `k` rows of the mask. Fewer only where no more of them have anything to do with the query."""
        ...

    def scores(self, query: SearchQuery, rows: Rows) -> NDArray[np.float32] | None:
        """Return the scores of any rows, as `search` would give them, NaN where there is nothing to tell from.

        None where only a search can tell.
        """
        ...


class ItemsRetriever(Retriever, Protocol):
    """A retriever over items, which it takes in as they change."""

    def extended(self, items: Sequence[Item], died: Rows) -> "ItemsRetriever":
        """Return a new retriever that also knows these items, as the next rows; no mask will hold the rows that died.

        This one goes on serving. It may be asked again, with other items, when the new one was not taken over.
        """
        ...

    def save(self, directory: Path) -> None:
        """Write what `load` reads into a new directory; quickly, updates wait. Raises OSError or ValueError."""
        ...


class ItemsReader(Protocol):
    """Takes the catalog once, in the order of rows, and becomes a retriever. Runs in a thread."""

    def add(self, items: Sequence[Item]) -> None:
        """Take the next items."""
        ...

    def finish(self) -> ItemsRetriever:
        """Return the retriever; nothing is added after that."""
        ...


class FromVectors(Protocol):
    """Makes a retriever from the vectors alone. Runs in a thread, again whenever vectors or rows changed: be quick."""

    def __call__(self, vectors: VectorTable) -> Retriever:
        """Return the retriever."""
        ...
