"""A snapshot of everything derived from the catalog. It never changes; a new one takes its place as a whole."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from recsys.model.catalog import Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.ports import CatalogState, CatalogStore, CatalogVocabulary, Embedder, VectorChanges, Vectors
from recsys.retrieval.columns import Columns, ColumnsBuilder
from recsys.retrieval.memory import release_freed_memory
from recsys.retrieval.neutral import NeutralOrder
from recsys.retrieval.registry import OverItems, OverVectors, Registered
from recsys.retrieval.retriever import ItemsReader, ItemsRetriever, Mask, Retriever
from recsys.retrieval.threads import run_to_end
from recsys.retrieval.vectors import VectorTable
from recsys.retrieval.vocabulary import Words, words_of

SCANNED_AT_ONCE = 500
"""Items a batch: one is digested in about 20 ms, in a thread, between two turns of the event loop."""
VECTORS_AT_ONCE = 50_000
WORN_SHARE = 0.2
"""Dead rows cost memory and time as living ones do; with more of them the index is built anew."""
SEGMENTS_MAX = 128


@dataclass(frozen=True, slots=True)
class CatalogIndex:
    """Columns, vocabulary, vectors and retrievers over the same rows.

    `state` is what the catalog said of what is in here, its `vectors` about the model of `embedder`. `over_items` are
    the retrievers that follow the items, `over_vectors` those made of `vectors`, by registered name. `directory` holds
    the files of `over_items`, None where they are in memory. `changes` counts what it took in since it was built.
    """

    state: CatalogState
    columns: Columns
    words: Words
    vocabulary: CatalogVocabulary
    neutral: NeutralOrder
    over_items: Mapping[str, ItemsRetriever]
    directory: Path | None
    changes: int
    embedder: Embedder | None = None
    vectors: VectorTable | None = None
    over_vectors: Mapping[str, Retriever] = field(default_factory=dict[str, Retriever])

    @property
    def is_worn(self) -> bool:
        """Return whether it is time to build it anew."""
        rows = len(self.columns)
        return rows - self.columns.count > WORN_SHARE * rows or len(self.columns.segments) > SEGMENTS_MAX

    @property
    def retrievers(self) -> Mapping[str, Retriever]:
        """Return all retrievers by registered name."""
        return {**self.over_items, **self.over_vectors}


async def build_index(
    catalog: CatalogStore, embedder: Embedder | None, registered: Sequence[Registered], directory: Path | None
) -> CatalogIndex:
    """Read the whole catalog once, in batches, and digest them in a thread; `directory` is empty, None: in memory."""
    state = await catalog.state("" if embedder is None else embedder.model)
    builder = ColumnsBuilder()
    readers = {
        source.name: source.reader(None if directory is None else _made(directory / source.name))
        for source in registered
        if isinstance(source, OverItems)
    }
    async for batch in catalog.scan(SCANNED_AT_ONCE):
        await run_to_end(_digest, batch, builder, readers.values())
    columns = await run_to_end(builder.finish)
    over_items = {name: await run_to_end(reader.finish) for name, reader in readers.items()}
    index = await run_to_end(assemble, state, columns, over_items, directory)
    return index if embedder is None else await with_all_vectors(index, state.vectors, catalog, embedder, registered)


def assemble(
    state: CatalogState, columns: Columns, over_items: Mapping[str, ItemsRetriever], directory: Path | None
) -> CatalogIndex:
    """Return an index without vectors."""
    words = words_of(columns, columns.alive)
    return CatalogIndex(
        state=replace(state, vectors=0),
        columns=columns,
        words=words,
        vocabulary=words.vocabulary(columns.currency, state.version),
        neutral=NeutralOrder(columns),
        over_items=over_items,
        directory=directory,
        changes=0,
    )


def with_changes(index: CatalogIndex, changes: ItemChanges, registered: Sequence[Registered]) -> CatalogIndex:
    """Return the index after these changes of items. Costs what was changed, and copies of a few columns."""
    update = index.columns.updated(changes)
    columns = update.columns
    state = replace(index.state, version=changes.version)
    count = index.changes + len(changes.upserted) + len(changes.removed)
    words = index.words.changed(
        words_of(index.columns, _mask_of(update.died, len(index.columns))),
        words_of(columns, np.arange(len(columns)) >= len(index.columns)),
    )
    changed = replace(index, state=state, columns=columns, words=words, neutral=NeutralOrder(columns), changes=count)
    if words is not index.words or columns.currency != index.columns.currency:
        changed = replace(changed, vocabulary=words.vocabulary(columns.currency, changes.version))
    if len(update.added) or len(update.died):
        over_items = {
            name: retriever.extended(update.added, update.died) for name, retriever in index.over_items.items()
        }
        changed = replace(changed, over_items=over_items)
    if index.vectors is None or not update.added:
        return changed
    return over_vectors(changed, index.vectors.extended(update.origins), registered)


def with_vectors(
    index: CatalogIndex, changes: VectorChanges, known: int, registered: Sequence[Registered]
) -> CatalogIndex:
    """Return the index with these vectors of its embedder, which it knows up to the change `known` then."""
    state = replace(index.state, vectors=known)
    index = replace(index, state=state, changes=index.changes + len(changes.ids))
    table = _lined_up(index, index.vectors, changes.ids, changes.matrix)
    return index if table is None or table is index.vectors else over_vectors(index, table, registered)


async def with_all_vectors(
    index: CatalogIndex, known: int, catalog: CatalogStore, embedder: Embedder, registered: Sequence[Registered]
) -> CatalogIndex:
    """Return the index with all stored vectors of an embedder in place of those that it had.

    `known` is the change of vectors that the catalog was at when, or before, the items of the index were read: a vector
    that came later may be of an item that the index does not hold.
    """
    index = replace(index, embedder=embedder, state=replace(index.state, vectors=known), over_vectors={})
    table: VectorTable | None = None
    if known:
        async for ids, matrix in _all_vectors(index.columns, catalog, embedder):
            table = await run_to_end(_lined_up, index, table, ids, matrix)
    index = replace(index, vectors=table, changes=index.changes + len(index.columns))
    if table is not None:
        index = await run_to_end(over_vectors, index, table, registered)
    await run_to_end(release_freed_memory)
    return index


async def _all_vectors(
    columns: Columns, catalog: CatalogStore, embedder: Embedder
) -> AsyncIterator[tuple[Sequence[ItemId], Vectors]]:
    # In parts: all of them as 32-bit floats beside the table would be the largest thing that is ever in memory.
    living = np.flatnonzero(columns.alive)
    for start in range(0, len(living), VECTORS_AT_ONCE):
        part: list[int] = living[start : start + VECTORS_AT_ONCE].tolist()
        yield await catalog.vectors(embedder.model, [columns.id_of(row) for row in part])


def _lined_up(
    index: CatalogIndex, table: VectorTable | None, ids: Sequence[ItemId], vectors: Vectors
) -> VectorTable | None:
    """Put vectors beside the rows of their items. They are ignored where they are not of the embedder's dimensions."""
    dimensions = 0 if index.embedder is None else index.embedder.dimensions or vectors.shape[1]
    if not len(ids) or vectors.shape[1] != dimensions:
        return table
    rows = index.columns.rows_of(ids)
    known = rows >= 0
    if not known.any():
        return table
    table = table or VectorTable.empty(len(index.columns), vectors.shape[1])
    return table.with_vectors(rows[known], vectors[known])


def over_vectors(index: CatalogIndex, vectors: VectorTable, registered: Sequence[Registered]) -> CatalogIndex:
    """Return the index with this table and the retrievers over it."""
    made = {source.name: source.build(vectors) for source in registered if isinstance(source, OverVectors)}
    return replace(index, vectors=vectors, over_vectors=made)


def _mask_of(rows: np.ndarray[tuple[int], np.dtype[np.intp]], length: int) -> Mask:
    mask = np.zeros(length, dtype=np.bool_)
    mask[rows] = True
    return mask


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory


def _digest(batch: Sequence[Item], columns: ColumnsBuilder, readers: Iterable[ItemsReader]) -> None:
    columns.add(batch)
    for reader in readers:
        reader.add(batch)
