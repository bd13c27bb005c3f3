"""The catalog and its vectors."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import ImportCounts, Item, ItemChanges
from recsys.model.ids import ItemId

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), each row of unit length."""


@dataclass(frozen=True, slots=True)
class CatalogState:
    """What a catalog says of itself; equal as long as nothing changed.

    `identity` names the catalog of this database for as long as it exists, and no other. `version` grows with every
    visible change of items; 0 for an empty new catalog. `vectors` grows with every change of the vectors of the model
    asked for, the removal of an item that had one included; 0 for a model of which none were stored since it was
    dropped, if it was. `changed_at` is when `version` grew last; None where that is not known, and for an empty new
    catalog.
    """

    identity: str
    version: int
    vectors: int
    changed_at: float | None = None


@dataclass(frozen=True, slots=True)
class VectorChanges:
    """Vectors of a model that were stored after some change: `change` is the number now, `CatalogState.vectors`.

    `matrix` has one row for each of `ids`, which are sorted; shape (0, 0) where there are none.
    """

    change: int
    ids: Sequence[ItemId]
    matrix: Vectors


class CatalogImport(Protocol):
    """An import under way: invisible to readers until `finish`; left without it, nothing has happened."""

    async def upsert(self, items: Sequence[Item]) -> None:
        """Stage items. An id staged twice counts once, the last wins."""
        ...

    async def finish(self, *, prune: bool) -> ImportCounts:
        """Make everything staged visible at once; with `prune` remove every item that was not staged."""
        ...


class CatalogStore(Protocol):
    """The items and their vectors."""

    async def state(self, model: str = "") -> CatalogState:
        """Return the present state, `vectors` being about this embedding model. One cheap read."""
        ...

    def begin_import(self) -> AbstractAsyncContextManager[CatalogImport]:
        """Open an import; leaving the context without `finish` discards what was staged."""
        ...

    async def get(self, ids: Sequence[ItemId]) -> Mapping[ItemId, Item]:
        """Return the items that exist, by id."""
        ...

    async def by_url(self, urls: Sequence[str]) -> Mapping[str, Item]:
        """Return the items whose page is at exactly these addresses, by address, in the order of `urls`.

        Of several at one address it is the first by id.
        """
        ...

    async def count(self) -> int:
        """Return the number of items."""
        ...

    def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id, as of one moment."""
        ...

    async def changes_since(self, version: int, limit: int) -> ItemChanges | None:
        """Return what changed after `version`, and the version now; None, and nothing is read, for more than `limit`.

        Items and removed ids are ordered by id.
        """
        ...

    async def unembedded(self, model: str, limit: int, after: ItemId | None = None) -> Sequence[tuple[Item, str]]:
        """Return items that have no vector of this model for their present text, each with its content hash.

        Ordered by id, and only ids after `after`: who passes the last id on goes through a catalog once, not once a
        call.
        """
        ...

    async def unembedded_count(self, model: str) -> int:
        """Return how many items have no vector of this model for their present text."""
        ...

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store (item id, content hash, unit vector); an older vector of the same model and item is replaced.

        Rows of items that are gone are dropped. Raises StorageError, and stores nothing, where a vector has another
        length than those that the model has had since `drop_vectors`.
        """
        ...

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids, sorted, and their vectors, rows aligned; of all items, or of those named. Empty: shape (0, 0)."""
        ...

    async def vectors_since(self, model: str, change: int) -> VectorChanges:
        """Return the vectors that were stored or replaced after that change; all of them for 0.

        Vectors that are gone are not listed: those of removed items go with them (`changes_since`), and those of a
        model that was dropped all at once (`CatalogState.vectors` is 0 then).
        """
        ...

    async def vector_models(self) -> Mapping[str, int]:
        """Return the models that vectors were stored of, sorted, each with its number of items with a present one.

        A vector is present when it was made of the text that its item has now.
        """
        ...

    async def drop_vectors(self, model: str) -> None:
        """Forget all vectors of a model, and their length. In parts: others write in between, and readers see it."""
        ...
