"""The catalog in a file: its name, what asking costs, and large deletes that let others in."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import numpy as np
import pytest

from recsys.model.ids import ItemId
from storage.open import open_store
from storage.sqlite.store import SqliteBackend, SqliteStore
from tests.contracts.examples import import_items, incoming, item

MODEL = "minilm"
MANY = 4001
"""More than a few parts of what is deleted at once."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
async def store(url: str) -> AsyncGenerator[SqliteStore]:
    async with SqliteBackend().open(url, migrate=True) as opened:
        assert isinstance(opened, SqliteStore)
        yield opened


async def embed_many(store: SqliteStore) -> None:
    """Import items and give each a vector."""
    await import_items(store, *(item(f"i{n}") for n in range(MANY)))
    rows = await store.catalog.unembedded(MODEL, MANY)
    vector = np.array([1.0, 0.0], np.float32)
    await store.catalog.put_vectors(MODEL, [(found.id, text_hash, vector) for found, text_hash in rows])


async def steps_of_asking(store: SqliteStore) -> int:
    """Count the virtual machine's instructions for one look at the catalog's state."""
    ticks: list[int] = []
    for reader in store.database.readers:
        await reader.run(lambda db: db.set_progress_handler(lambda: ticks.append(1), 1))
    await store.catalog.state(MODEL)
    for reader in store.database.readers:
        await reader.run(lambda db: db.set_progress_handler(None, 0))
    return len(ticks)


async def test_the_identity_survives_reopening_and_is_the_files_own(url: str, tmp_path: Path) -> None:
    async with open_store(url) as store:
        await import_items(store, item("a"))
        await store.catalog.put_vectors(MODEL, [(ItemId("a"), "hash", np.ones(1, np.float32))])
        before = await store.catalog.state(MODEL)
    async with open_store(url) as store:
        assert await store.catalog.state(MODEL) == before
    async with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        assert (await other.catalog.state()).identity != before.identity


async def test_asking_for_the_state_costs_the_same_for_any_catalog(store: SqliteStore) -> None:
    await import_items(store, item("a"))
    await store.catalog.put_vectors(MODEL, [(ItemId("a"), "hash", np.array([1.0, 0.0], np.float32))])
    small = await steps_of_asking(store)
    await embed_many(store)
    assert 0 < await steps_of_asking(store) == small


async def test_others_write_while_a_model_is_dropped(store: SqliteStore) -> None:
    await embed_many(store)
    dropping = asyncio.create_task(store.catalog.drop_vectors(MODEL))
    await asyncio.sleep(0)
    assert await store.inbox.admit(incoming()) is not None
    assert not dropping.done()
    await dropping
    assert dict(await store.catalog.vector_models()) == {}


async def test_a_drop_that_was_cut_short_is_seen_and_can_be_ended(store: SqliteStore) -> None:
    await embed_many(store)
    before = await store.catalog.state(MODEL)
    dropping = asyncio.create_task(store.catalog.drop_vectors(MODEL))
    await asyncio.sleep(0)
    await store.inbox.admit(incoming())
    dropping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dropping
    assert await store.inbox.admit(incoming("after the part that was under way")) is not None
    left = (await store.catalog.vector_models())[MODEL]
    assert 0 < left < MANY
    assert await store.catalog.unembedded_count(MODEL) == MANY - left
    assert (await store.catalog.state(MODEL)).vectors > before.vectors
    await store.catalog.drop_vectors(MODEL)
    assert (await store.catalog.state(MODEL)).vectors == 0
