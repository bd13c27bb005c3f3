"""A snapshot of everything derived from the catalog. It never changes; a new one takes its place as a whole."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recsys.model.catalog import Item
from recsys.ports import CatalogStore, CatalogVocabulary, Embedder
from recsys.retrieval.columns import Columns, ColumnsBuilder
from recsys.retrieval.memory import release_freed_memory
from recsys.retrieval.neutral import neutral_order
from recsys.retrieval.registry import OverItems, OverVectors, Registered
from recsys.retrieval.retriever import ItemsReader, Mask, RankedRows, Retriever, Rows, SearchQuery
from recsys.retrieval.vectors import VectorTable, line_up
from recsys.retrieval.vocabulary import vocabulary_of

SCANNED_AT_ONCE = 500
"""Items a batch: one is digested in about 20 ms, in a thread, between two turns of the event loop."""


@dataclass(frozen=True, slots=True)
class CatalogIndex:
    """Columns, vocabulary, vectors and retrievers over the same rows.

    `version` and `vectors_stored` are what the catalog said before it was read; `retrievers` are by registered name.
    """

    version: int
    vectors_stored: int
    columns: Columns
    vocabulary: CatalogVocabulary
    neutral: Rows
    vectors: VectorTable | None
    retrievers: Mapping[str, Retriever]

    def search(self, query: SearchQuery, mask: Mask, k: int) -> Mapping[str, RankedRows]:
        """Ask every retriever for its `k` best rows of the mask."""
        return {name: retriever.search(query, mask, k) for name, retriever in self.retrievers.items()}

    def neutral_best(self, mask: Mask, k: int) -> Rows:
        """Return `k` rows of the mask for a request that says nothing."""
        return self.neutral[mask[self.neutral]][:k]


@dataclass(frozen=True, slots=True)
class CatalogState:
    """What the catalog says of itself: cheap to ask for, and equal as long as nothing changed."""

    version: int
    vectors_stored: int


async def state_of(catalog: CatalogStore, embedder: Embedder | None) -> CatalogState:
    """Ask the catalog for its state."""
    stored = 0 if embedder is None else await catalog.vectors_stored(embedder.model)
    return CatalogState(await catalog.version(), stored)


async def build_index(
    catalog: CatalogStore, embedder: Embedder | None, registered: Sequence[Registered]
) -> CatalogIndex:
    """Read the whole catalog once, in batches, and digest them in a thread."""
    state = await state_of(catalog, embedder)
    columns_builder = ColumnsBuilder()
    readers = {source.name: source.reader() for source in registered if isinstance(source, OverItems)}
    async for batch in catalog.scan(SCANNED_AT_ONCE):
        await asyncio.to_thread(_digest, batch, columns_builder, readers.values())
    index = await asyncio.to_thread(_assemble, state, columns_builder, readers)
    return await with_vectors(index, catalog, embedder, registered)


async def with_vectors(
    index: CatalogIndex, catalog: CatalogStore, embedder: Embedder | None, registered: Sequence[Registered]
) -> CatalogIndex:
    """Return the index with the vectors that are stored now, all else being the same."""
    if embedder is None:
        return index
    stored = await catalog.vectors_stored(embedder.model)
    ids, matrix = await catalog.vectors(embedder.model)
    vectors = await asyncio.to_thread(line_up, ids, matrix, index.columns.row_of, embedder.dimensions)
    retrievers = {source.name: index.retrievers[source.name] for source in registered if isinstance(source, OverItems)}
    if vectors is not None:
        for source in registered:
            if isinstance(source, OverVectors):
                retrievers[source.name] = await asyncio.to_thread(source.build, vectors)
    del ids, matrix
    await asyncio.to_thread(release_freed_memory)
    return replace(index, vectors_stored=stored, vectors=vectors, retrievers=retrievers)


def _digest(batch: Sequence[Item], columns: ColumnsBuilder, readers: Iterable[ItemsReader]) -> None:
    columns.add(batch)
    for reader in readers:
        reader.add(batch)


def _assemble(state: CatalogState, builder: ColumnsBuilder, readers: Mapping[str, ItemsReader]) -> CatalogIndex:
    columns = builder.finish()
    return CatalogIndex(
        version=state.version,
        vectors_stored=0,
        columns=columns,
        vocabulary=vocabulary_of(columns, state.version),
        neutral=neutral_order(columns) if columns.ids else np.empty(0, np.intp),
        vectors=None,
        retrievers={name: reader.finish() for name, reader in readers.items()},
    )
