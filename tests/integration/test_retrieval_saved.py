"""The saved index: taken up by the next process, never trusted blindly, never in another process's way."""

import fcntl
import logging
import os
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recsys.model.ids import ItemId
from recsys.ports import CatalogStore
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.registry import RETRIEVERS
from recsys.retrieval.retriever import SearchQuery
from recsys.retrieval.snapshot import IndexKeeper
from recsys.retrieval.workspace import Workspace
from storage.open import open_store
from tests.fakes.catalog_items import DESK
from tests.fakes.word_embedder import WordEmbedder

EMBEDDER = WordEmbedder()


@pytest.fixture
async def catalog() -> AsyncIterator[CatalogStore]:
    async with open_store("memory:") as store:
        async with store.catalog.begin_import() as importing:
            await importing.upsert(DESK)
            await importing.finish(prune=False)
        await embed_missing(store.catalog, EMBEDDER)
        yield store.catalog


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "shop.db.index"


@asynccontextmanager
async def opened(catalog: CatalogStore, directory: Path) -> AsyncGenerator[CatalogIndex]:
    keeper = IndexKeeper(catalog, EMBEDDER, RETRIEVERS, directory)
    try:
        yield await keeper.refresh()
    finally:
        await keeper.close()


def found(index: CatalogIndex, text: str = "usb-c cable") -> dict[str, list[str]]:
    vector = np.full(64, 0.125, np.float32)
    query, everything = SearchQuery(text, vector, np.empty(0, np.intp)), index.columns.mask(())
    lists = {name: retriever.search(query, everything, 10) for name, retriever in index.retrievers.items()}
    return {name: [index.columns.id_of(row) for row in ranked.rows.tolist()] for name, ranked in lists.items()}


def entries(directory: Path, pattern: str = "*") -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.glob(pattern))


def how(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return how each index came about: "built" or "loaded"."""
    return re.findall(r"Catalog index (built|loaded):", caplog.text)


@pytest.fixture(autouse=True)
def _info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "recsys.retrieval")


async def test_the_next_process_loads_what_was_saved(
    catalog: CatalogStore, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(catalog, directory) as built:
        before = found(built)
    assert entries(directory) == ["lock", "saved-1"]
    async with opened(catalog, directory) as loaded:
        assert found(loaded) == before
        assert loaded.vectors is not None
        assert loaded.vectors.present.all()
    assert how(caplog) == ["built", "loaded"]


async def test_a_loaded_index_has_what_happened_meanwhile(
    catalog: CatalogStore, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(catalog, directory):
        pass
    async with catalog.begin_import() as importing:
        await importing.upsert([replace(DESK[0], id=ItemId("new"), title="A zebra keyboard"), *DESK[2:]])
        await importing.finish(prune=True)
    await embed_missing(catalog, EMBEDDER)
    async with opened(catalog, directory) as loaded:
        assert found(loaded, "zebra")["keyword"] == ["new"]
        assert "new" in found(loaded)["dense"]
        assert loaded.columns.count == len(DESK) - 1
    assert how(caplog) == ["built", "loaded"]


async def test_a_damaged_index_is_built_anew(
    catalog: CatalogStore, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(catalog, directory) as built:
        before = found(built)
    number = 1
    for name in entries(directory / "saved-1", "**/*.*"):
        damaged = directory / f"saved-{number}" / name
        if not damaged.exists():
            continue  # the names of tantivy's files are drawn anew with every index
        damaged.write_bytes(damaged.read_bytes()[: damaged.stat().st_size // 2])
        caplog.clear()
        async with opened(catalog, directory) as index:
            assert found(index) == before
        assert how(caplog) == ["built"], name
        assert caplog.text.count("is not used") == 1
        number += 1
    assert number > 4


async def test_an_index_of_another_database_is_not_used(
    catalog: CatalogStore, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(catalog, directory):
        pass
    async with open_store("memory:") as other, opened(other.catalog, directory) as index:
        assert index.columns.count == 0
    assert how(caplog) == ["built", "built"]
    assert "it belongs to another catalog" in caplog.text


async def test_two_processes_share_a_directory(catalog: CatalogStore, directory: Path) -> None:
    async with opened(catalog, directory) as first:
        before = found(first)
        for _ in range(2):
            async with opened(catalog, directory) as second:
                assert found(second) == before
            assert found(first) == before
        assert len(entries(directory, "saved-*")) == 1
    assert not entries(directory, "work-*")


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not(directory: Path) -> None:
    living = Workspace(directory)
    left = directory / "work-left"
    left.mkdir()
    (left / "segment").write_bytes(b"x")
    Workspace(directory).close()
    assert not left.exists()
    assert living.new_folder().is_dir()
    living.close()
    assert entries(directory) == ["lock"]


async def test_a_directory_that_cannot_be_made_leaves_the_index_in_memory(
    catalog: CatalogStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    async with opened(catalog, tmp_path / "file" / "shop.db.index") as index:
        assert found(index)["keyword"][0] == "cb-1"
    assert [record.levelname for record in caplog.records].count("WARNING") == 1
    assert "stays in memory" in caplog.text


async def test_files_that_fail_while_the_bot_runs_cost_no_answer(
    catalog: CatalogStore, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = IndexKeeper(catalog, EMBEDDER, RETRIEVERS, directory)
    index = await keeper.refresh()
    assert index.directory is not None
    keyword = index.directory / "keyword"
    keyword.rename(keyword.with_name("moved away"))
    async with catalog.begin_import() as importing:
        await importing.upsert([replace(DESK[0], title="A zebra keyboard")])
        await importing.finish(prune=False)
    assert found(await keeper.current(), "zebra")["keyword"] == [DESK[0].id]
    assert "stays in memory" in caplog.text
    await keeper.close()


def test_the_lock_is_held_for_a_moment_only(directory: Path) -> None:
    workspace = Workspace(directory)
    descriptor = os.open(directory / "lock", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
    workspace.close()
