"""The catalog: atomic imports, and what changed."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from recsys.errors import StorageError
from recsys.model.catalog import ImportCounts, Item
from recsys.model.ids import ItemId
from recsys.ports import Store
from storage.open import open_store
from tests.contracts.examples import import_items, item

A, B, C = item("a"), item("b"), item("c")
LIMIT = 10


async def scanned(store: Store, batch: int = 1000) -> list[Item]:
    return [found async for items in store.catalog.scan(batch) for found in items]


async def test_a_new_catalog_is_empty(store: Store) -> None:
    catalog = store.catalog
    state = await catalog.state()
    assert (state.version, state.vectors, await catalog.count(), await scanned(store)) == (0, 0, 0, [])
    assert state.changed_at is None
    assert await catalog.get([ItemId("a")]) == {}
    changes = await catalog.changes_since(0, limit=0)
    assert changes is not None
    assert (changes.version, changes.upserted, changes.removed) == (0, (), ())


async def test_a_catalog_keeps_its_identity_and_shares_it_with_no_other(store: Store) -> None:
    identity = (await store.catalog.state()).identity
    await import_items(store, A)
    assert (await store.catalog.state("minilm")).identity == identity
    async with open_store("memory:") as other:
        assert (await other.catalog.state()).identity != identity


async def test_items_come_back_as_they_were_imported(store: Store) -> None:
    bare = Item(ItemId("bare"), "Nothing known")
    free = item("free", price=0.0, in_stock=False, tags=(), attributes={"n": -1.5, "yes": True, "no": False, "t": "1"})
    assert await import_items(store, free, A, bare) == ImportCounts(3, 0, 0, 0)
    found = await store.catalog.get([free.id, ItemId("nobody"), bare.id, A.id])
    assert dict(found) == {free.id: free, bare.id: bare, A.id: A}
    values = found[free.id].attributes
    assert [type(values[name]) for name in ("n", "yes", "t")] == [float, bool, str]
    assert await store.catalog.count() == 3


async def test_items_are_found_by_the_address_of_their_page(store: Store) -> None:
    one, two = "https://shop.example/1?a=1&b=2", "https://shop.example/2"
    twice, only, bare = replace(A, url=one), replace(C, url=two), replace(B, url="")
    await import_items(store, only, replace(B, id=ItemId("z"), url=one), twice, bare)
    found = await store.catalog.by_url([two, one, "", "https://shop.example/1"])
    assert list(found.items()) == [(two, only), (one, twice)], "in the order of the message that they stand in"
    assert await store.catalog.by_url([]) == {}


@pytest.mark.parametrize("batch", [1, 2, 1000])
async def test_a_scan_yields_everything_in_order(store: Store, batch: int) -> None:
    names = ["b", "a", "Z", "ä", "10", "9", "🎧"]
    await import_items(store, *(item(name) for name in names))
    assert [found.id for found in await scanned(store, batch)] == sorted(names)


async def test_an_import_counts_and_moves_the_version_only_for_changes(store: Store) -> None:
    await import_items(store, A, B)
    version = (await store.catalog.state()).version
    assert version > 0
    reordered = replace(A, attributes={name: A.attributes[name] for name in sorted(A.attributes, reverse=True)})
    assert await import_items(store, reordered, B) == ImportCounts(0, 0, 2, 0)
    assert (await store.catalog.state()).version == version
    assert await import_items(store, A, replace(B, price=1.0), C) == ImportCounts(1, 1, 1, 0)
    assert (await store.catalog.state()).version > version
    changes = await store.catalog.changes_since(version, LIMIT)
    assert changes is not None
    assert changes.upserted == (replace(B, price=1.0), C)
    assert changes.version == (await store.catalog.state()).version


async def test_a_catalog_tells_when_it_changed_last(store: Store) -> None:
    begun = time.time()
    await import_items(store, A, B)
    first = await store.catalog.state()
    assert first.changed_at is not None
    assert begun <= first.changed_at <= time.time()
    await import_items(store, A, B)
    assert await store.catalog.state() == first, "an import that changes nothing leaves the catalog as old as it was"
    await import_items(store, A, prune=True)
    removed = await store.catalog.state()
    assert removed.changed_at is not None
    assert removed.changed_at > first.changed_at


async def test_the_last_of_an_id_wins(store: Store) -> None:
    async with store.catalog.begin_import() as staging:
        await staging.upsert([A, B, replace(A, title="later")])
        await staging.upsert([replace(B, title="latest")])
        assert await staging.finish(prune=False) == ImportCounts(2, 0, 0, 0)
    assert [found.title for found in await scanned(store)] == ["later", "latest"]


async def test_prune_removes_what_was_not_staged(store: Store) -> None:
    await import_items(store, A, B, C)
    version = (await store.catalog.state()).version
    assert await import_items(store, B, prune=True) == ImportCounts(0, 0, 1, 2)
    assert [found.id for found in await scanned(store)] == ["b"]
    changes = await store.catalog.changes_since(version, LIMIT)
    assert changes is not None
    assert (changes.upserted, changes.removed) == ((), ("a", "c"))
    await import_items(store, A)
    changes = await store.catalog.changes_since(version, LIMIT)
    assert changes is not None
    assert (changes.upserted, changes.removed) == ((A,), ("c",)), "what came back is not gone"


async def test_more_changes_than_the_limit_are_not_read(store: Store) -> None:
    await import_items(store, A, B)
    await import_items(store, C, prune=True)
    changes = await store.catalog.changes_since(1, limit=3)
    assert changes is not None
    assert (changes.upserted, changes.removed) == ((C,), ("a", "b"))
    assert await store.catalog.changes_since(1, limit=2) is None
    assert await store.catalog.changes_since(0, limit=0) is None


async def test_an_empty_import_with_prune_empties_the_catalog(store: Store) -> None:
    await import_items(store, A)
    assert await import_items(store, prune=True) == ImportCounts(0, 0, 0, 1)
    assert await store.catalog.count() == 0


async def test_an_import_is_invisible_until_it_is_finished(store: Store) -> None:
    await import_items(store, A)
    async with store.catalog.begin_import() as staging:
        await staging.upsert([replace(A, title="new"), B])
        assert await scanned(store) == [A]
        assert (await store.catalog.state()).version == 1
        await staging.finish(prune=False)
        assert [found.title for found in await scanned(store)] == ["new", "Title b"]


async def fail_within_an_import(store: Store) -> None:
    async with store.catalog.begin_import() as staging:
        await staging.upsert([B])
        raise StorageError("on purpose")


async def test_leaving_an_import_discards_it(store: Store) -> None:
    async with store.catalog.begin_import() as staging:
        await staging.upsert([A])
    with pytest.raises(StorageError, match="on purpose"):
        await fail_within_an_import(store)
    assert await store.catalog.count() == 0
    assert await import_items(store, C) == ImportCounts(1, 0, 0, 0)
    assert await scanned(store) == [C]


async def test_an_import_ends_once(store: Store) -> None:
    async with store.catalog.begin_import() as staging:
        await staging.finish(prune=False)
        with pytest.raises(StorageError, match="ended"):
            await staging.finish(prune=True)
        with pytest.raises(StorageError, match="ended"):
            await staging.upsert([A])
    with pytest.raises(StorageError, match="ended"):
        await staging.upsert([A])


async def test_two_imports_at_once_are_each_whole(store: Store) -> None:
    async with store.catalog.begin_import() as first, store.catalog.begin_import() as second:
        await first.upsert([A, B])
        await second.upsert([B, C])
        assert await first.finish(prune=True) == ImportCounts(2, 0, 0, 0)
        assert await second.finish(prune=True) == ImportCounts(1, 0, 1, 1)
    assert await scanned(store) == [B, C]


async def test_a_reader_never_sees_half_an_import(store: Store) -> None:
    generations = [[item(f"i{n:03}", title=title) for n in range(300)] for title in ("old", "new")]
    await import_items(store, *generations[0])

    async def importing() -> None:
        for n in range(1, 7):
            await import_items(store, *generations[n % 2][: 300 - n], prune=True)

    async def reading(done: asyncio.Task[None]) -> int:
        seen = 0
        while not done.done():
            items = await scanned(store, batch=50)
            assert len({found.title for found in items}) == 1
            assert len(items) >= 294
            seen += 1
            await asyncio.sleep(0)
        return seen

    task = asyncio.create_task(importing())
    assert await reading(task) > 0
    await task


async def test_a_scan_sees_one_moment(store: Store) -> None:
    await import_items(store, A, B)
    seen: list[Sequence[Item]] = []
    async for items in store.catalog.scan(batch=1):
        if not seen:
            await import_items(store, C, replace(B, title="new"), prune=True)
        seen.append(items)
    assert seen == [[A], [B]]
    assert [found.id for found in await scanned(store)] == ["b", "c"]


async def test_changes_after_the_present_version_are_none(store: Store) -> None:
    await import_items(store, A)
    changes = await store.catalog.changes_since((await store.catalog.state()).version, limit=0)
    assert changes is not None
    assert (changes.version, changes.upserted, changes.removed) == (1, (), ())
