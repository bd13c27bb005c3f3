"""An index that followed its catalog change by change is the index that would be built afresh from the catalog."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, PriceMax
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.index import CatalogIndex, build_index
from recsys.retrieval.registry import RETRIEVERS
from recsys.retrieval.retriever import SearchQuery
from recsys.retrieval.snapshot import IndexKeeper
from storage.open import open_store
from tests.fakes.catalog_items import DESK, catalogs, constraints
from tests.fakes.word_embedder import WordEmbedder

NO_ROWS = np.empty(0, np.intp)
QUERIES = ("usb cable", "black", "mini")

imports = st.lists(st.tuples(catalogs, st.booleans()), min_size=1, max_size=5)
"""Each is the items of an import, and whether it prunes. There are ten ids, so that items change, go and come again."""


async def put(catalog: CatalogStore, items: Sequence[Item], *, prune: bool = False) -> None:
    async with catalog.begin_import() as importing:
        await importing.upsert(items)
        await importing.finish(prune=prune)


@asynccontextmanager
async def keeping(
    catalog: CatalogStore, embedder: WordEmbedder | None = None, directory: Path | None = None
) -> AsyncGenerator[IndexKeeper]:
    keeper = IndexKeeper(catalog, embedder, RETRIEVERS, directory)
    try:
        yield keeper
    finally:
        await keeper.close()


def ids(index: CatalogIndex, rows: Sequence[int]) -> list[str]:
    return [index.columns.id_of(row) for row in rows]


def seen(index: CatalogIndex, wanted: Sequence[Constraint]) -> Mapping[str, Any]:
    """Return everything that a user of the index can see of it."""
    columns, vector = index.columns, np.full(64, 0.125, np.float32)
    everything = columns.mask(())
    queries = {text: SearchQuery(text, vector, NO_ROWS) for text in QUERIES}
    found = {
        text: {name: retriever.search(query, everything, 20) for name, retriever in index.retrievers.items()}
        for text, query in queries.items()
    }
    living = np.flatnonzero(columns.alive).tolist()
    return {
        "masks": [sorted(ids(index, np.flatnonzero(columns.mask((one,))).tolist())) for one in wanted],
        "items": sorted(zip(ids(index, living), columns.keys.products[living].tolist(), strict=True)),
        "vocabulary": replace(index.vocabulary, version=0),
        "neutral": ids(index, index.neutral.best(everything, 20).tolist()),
        "keyword": {text: sorted(ids(index, lists["keyword"].rows.tolist())) for text, lists in found.items()},
        "dense": {
            text: sorted(
                zip(ids(index, lists["dense"].rows.tolist()), lists["dense"].scores.round(4).tolist(), strict=True)
            )
            for text, lists in found.items()
            if "dense" in lists and len(lists["dense"].rows)
        },
    }


@settings(max_examples=12, deadline=None)
@given(imports, st.lists(constraints, max_size=4), st.integers(0, 4))
async def test_following_a_catalog_is_as_good_as_building_anew(
    steps: list[tuple[list[Item], bool]], wanted: list[Constraint], embedded_before: int
) -> None:
    embedder = WordEmbedder()
    async with open_store("memory:") as store, keeping(store.catalog, embedder) as keeper:
        await keeper.current()
        for number, (items, prune) in enumerate(steps):
            await put(store.catalog, items, prune=prune)
            if number >= embedded_before:
                await embed_missing(store.catalog, embedder)
            followed = await keeper.refresh()
            fresh = await build_index(store.catalog, embedder, RETRIEVERS, None)
            assert followed.columns.count == await store.catalog.count()
            assert seen(followed, wanted) == seen(fresh, wanted)


@settings(max_examples=8, deadline=None)
@given(imports, imports, st.lists(constraints, max_size=4))
async def test_a_saved_index_goes_on_where_it_was(
    before: list[tuple[list[Item], bool]], after: list[tuple[list[Item], bool]], wanted: list[Constraint]
) -> None:
    embedder = WordEmbedder()
    with TemporaryDirectory() as directory:
        async with open_store("memory:") as store:
            for steps in (before, after):
                async with keeping(store.catalog, embedder, Path(directory, "index")) as keeper:
                    for items, prune in steps:
                        await put(store.catalog, items, prune=prune)
                        await embed_missing(store.catalog, embedder)
                        followed = await keeper.refresh()
                        fresh = await build_index(store.catalog, embedder, RETRIEVERS, None)
                        assert seen(followed, wanted) == seen(fresh, wanted)


@pytest.fixture
async def catalog() -> AsyncIterator[CatalogStore]:
    async with open_store("memory:") as store:
        await put(store.catalog, DESK)
        yield store.catalog


async def test_an_index_in_use_stays_as_it_was(catalog: CatalogStore) -> None:
    embedder = WordEmbedder()
    await embed_missing(catalog, embedder)
    async with keeping(catalog, embedder) as keeper:
        old = await keeper.current()
        before = seen(old, (PriceMax(120.0),))
        await put(
            catalog, [replace(DESK[1], price=500.0), replace(DESK[3], title="Anker trackball"), DESK[0]], prune=True
        )
        await embed_missing(catalog, embedder)
        new = await keeper.refresh()
        assert seen(old, (PriceMax(120.0),)) == before
        assert seen(new, (PriceMax(120.0),)) != before


async def test_a_price_moves_no_row_and_no_word(catalog: CatalogStore) -> None:
    async with keeping(catalog) as keeper:
        old = await keeper.current()
        await put(catalog, [replace(DESK[0], price=1.0), replace(DESK[2], in_stock=True)])
        new = await keeper.current()
        assert new.state.version > old.state.version
        assert len(new.columns) == len(old.columns)
        assert new.vocabulary is old.vocabulary
        assert new.over_items is old.over_items
        await put(catalog, [replace(DESK[0], brand="Keychain")])
        assert (await keeper.current()).vocabulary.version > old.vocabulary.version


async def test_many_small_updates_stay_small(catalog: CatalogStore) -> None:
    async with keeping(catalog) as keeper:
        for number in range(60):
            await keeper.current()
            await put(catalog, [Item(ItemId(f"new-{number}"), f"novelty {number}")])
        index = await keeper.current()
        assert len(index.columns.segments) == 2
        assert index.columns.count == len(DESK) + 60


async def test_an_index_that_is_mostly_dead_rows_is_built_anew(catalog: CatalogStore) -> None:
    async with keeping(catalog) as keeper:
        index = await keeper.current()
        for number in range(3):
            await put(catalog, [replace(item, title=f"{item.title} {number}") for item in DESK])
            index = await keeper.current()
            assert index.columns.count == len(DESK)
        async with asyncio.timeout(20):
            while len(index.columns) > len(DESK):
                await asyncio.to_thread(int)  # lets the background have its turn
                index = await keeper.current()
        assert seen(index, ()) == seen(await build_index(catalog, None, RETRIEVERS, None), ())


async def test_the_vectors_of_another_model_take_over_as_a_whole(catalog: CatalogStore) -> None:
    first, second = WordEmbedder("first"), WordEmbedder("second", dimensions=32)
    await embed_missing(catalog, first)
    async with keeping(catalog, first) as keeper:
        assert (await keeper.refresh()).embedder is first
        await embed_missing(catalog, second)
        keeper.serve(second)
        index = await keeper.refresh()
        assert index.embedder is second
        assert index.vectors is not None
        assert index.vectors.dimensions == 32
        assert index.vectors.present.all()
