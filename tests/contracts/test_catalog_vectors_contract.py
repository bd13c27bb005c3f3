"""The vectors of the catalog: they go with the text, are known by what changed, and each model has its own."""

from dataclasses import replace

import numpy as np
import pytest

from recsys.catalog.passages import content_hash, passage_text
from recsys.errors import StorageError
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import Store
from tests.contracts.examples import import_items, item, vector

A, B, C = item("a"), item("b"), item("c")
MODEL = "minilm"
OTHER = "another"


async def embed(store: Store, *items: Item, model: str = MODEL) -> None:
    """Store a vector of each item's text: [1, 0], [1, 1], [1, 2] and so on, made to unit length."""
    await store.catalog.put_vectors(
        model, [(each.id, content_hash(passage_text(each)), vector(1.0, float(n))) for n, each in enumerate(items)]
    )


async def missing(store: Store, model: str = MODEL) -> list[ItemId]:
    """Return what lacks a vector; asked for one by one, at once, and counted, which must agree."""
    found = [each.id for each, _ in await store.catalog.unembedded(model, 100)]
    one_by_one: list[ItemId] = []
    while last := await store.catalog.unembedded(model, 1, one_by_one[-1] if one_by_one else None):
        one_by_one.append(last[0][0].id)
    assert one_by_one == found
    assert await store.catalog.unembedded_count(model) == len(found)
    return found


async def number(store: Store, model: str = MODEL) -> int:
    """Return the number that changes with the model's vectors."""
    return (await store.catalog.state(model)).vectors


async def newer(store: Store, change: int, model: str = MODEL) -> list[ItemId]:
    """Return the items whose vectors came after a change."""
    changes = await store.catalog.vectors_since(model, change)
    assert changes.change == await number(store, model)
    assert len(changes.ids) == len(changes.matrix)
    return list(changes.ids)


async def test_vectors_go_with_their_items(store: Store) -> None:
    await import_items(store, A, B, C)
    assert await missing(store) == ["a", "b", "c"]
    assert [text_hash for _, text_hash in await store.catalog.unembedded(MODEL, 1)] == [content_hash(passage_text(A))]
    await embed(store, C, A)
    assert await missing(store) == ["b"]
    ids, vectors = await store.catalog.vectors(MODEL)
    assert list(ids) == ["a", "c"]
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, np.stack([vector(1.0, 1.0), vector(1.0, 0.0)]))
    ids, vectors = await store.catalog.vectors(MODEL, [ItemId("c"), ItemId("b"), ItemId("nobody"), ItemId("c")])
    assert (list(ids), vectors.shape) == (["c"], (1, 2))


async def test_no_vectors_have_no_shape(store: Store) -> None:
    await import_items(store, A)
    for ids in (None, [ItemId("a")], []):
        found, vectors = await store.catalog.vectors(MODEL, ids)
        assert (list(found), vectors.shape, vectors.dtype) == ([], (0, 0), np.float32)


async def test_a_vector_grows_stale_with_the_text_alone(store: Store) -> None:
    await import_items(store, A, B)
    await embed(store, A, B)
    await import_items(store, replace(A, price=1.0, in_stock=False, url="x"), replace(B, description="Louder."))
    assert await missing(store) == ["b"]
    await embed(store, replace(B, description="Louder."))
    assert await missing(store) == []


async def test_the_vectors_of_another_model_are_other_vectors(store: Store) -> None:
    await import_items(store, A)
    await embed(store, A)
    assert await missing(store, OTHER) == ["a"]
    await store.catalog.put_vectors(OTHER, [(A.id, "hash", vector(1.0, 0.0, 0.0))])
    assert (await store.catalog.vectors(MODEL))[1].shape == (1, 2)
    assert (await store.catalog.vectors(OTHER))[1].shape == (1, 3)


async def test_vectors_of_two_lengths_are_refused(store: Store) -> None:
    await import_items(store, A, B)
    await embed(store, A)
    before = await number(store)
    odd = [(A.id, "hash", vector(0.0, 1.0)), (B.id, "hash", vector(1.0, 0.0, 0.0))]
    for rows in (odd, odd[1:]):
        with pytest.raises(StorageError, match="of minilm have 2 dimensions, a new one has 3; give a changed model"):
            await store.catalog.put_vectors(MODEL, rows)
    assert (await number(store), await newer(store, 0)) == (before, ["a"])
    np.testing.assert_array_equal((await store.catalog.vectors(MODEL))[1], [vector(1.0, 0.0)])
    await import_items(store, B, prune=True)
    with pytest.raises(StorageError, match="dimensions"):
        await store.catalog.put_vectors(MODEL, odd[1:])


async def test_vectors_of_items_that_are_gone_are_dropped(store: Store) -> None:
    await import_items(store, A, B)
    await embed(store, A)
    await import_items(store, B, prune=True)
    await embed(store, A, B)
    assert list((await store.catalog.vectors(MODEL))[0]) == ["b"]


async def test_the_number_changes_with_the_vectors_and_with_nothing_else(store: Store) -> None:
    await import_items(store, A, B)
    assert await number(store) == 0
    seen = [0]
    await embed(store, A, B)
    seen.append(await number(store))
    await embed(store, B)
    seen.append(await number(store))
    await import_items(store, A, prune=True)
    seen.append(await number(store))
    assert seen == sorted(set(seen))
    await import_items(store, replace(A, title="new"), C)
    await import_items(store, replace(A, title="new"), prune=True)
    await embed(store, B)
    await embed(store)
    await embed(store, A, model=OTHER)
    assert await number(store) == seen[-1]


async def test_what_was_stored_after_a_change_is_listed_and_nothing_else(store: Store) -> None:
    await import_items(store, A, B, C)
    assert await newer(store, 0) == []
    await embed(store, C, A)
    first = await number(store)
    assert await newer(store, 0) == ["a", "c"]
    assert await newer(store, first) == []
    await embed(store, B, C)
    assert await newer(store, 0) == ["a", "b", "c"]
    assert await newer(store, first) == ["b", "c"]
    changes = await store.catalog.vectors_since(MODEL, first)
    assert changes.matrix.dtype == np.float32
    np.testing.assert_array_equal(changes.matrix, np.stack([vector(1.0, 0.0), vector(1.0, 1.0)]))
    assert await newer(store, await number(store)) == []


async def test_no_newer_vectors_have_no_shape(store: Store) -> None:
    await import_items(store, A)
    await embed(store, A)
    for model in (MODEL, OTHER):
        assert (await store.catalog.vectors_since(model, await number(store))).matrix.shape == (0, 0)


async def test_the_vectors_of_removed_items_are_not_listed(store: Store) -> None:
    await import_items(store, A, B)
    before = await number(store)
    await embed(store, A, B)
    await import_items(store, B, prune=True)
    assert await newer(store, before) == ["b"]
    await import_items(store, A, B)
    assert await newer(store, before) == ["b"]
    assert await missing(store) == ["a"]


async def test_many_vectors_come_in_order_each_beside_its_id(store: Store) -> None:
    items = [item(f"i{n * 7 % 300:03}") for n in range(300)]
    await import_items(store, *items)
    await embed(store, *items)
    angle = {each.id: vector(1.0, float(n)) for n, each in enumerate(items)}
    changes = await store.catalog.vectors_since(MODEL, 0)
    assert list(changes.ids) == sorted(angle)
    np.testing.assert_array_equal(changes.matrix, np.stack([angle[id_] for id_ in changes.ids]))
    ids, matrix = await store.catalog.vectors(MODEL)
    assert list(ids) == list(changes.ids)
    np.testing.assert_array_equal(matrix, changes.matrix)


async def test_models_are_listed_with_their_present_vectors(store: Store) -> None:
    assert dict(await store.catalog.vector_models()) == {}
    await import_items(store, A, B)
    await embed(store, A, B)
    await embed(store, B, model=OTHER)
    assert list((await store.catalog.vector_models()).items()) == [(OTHER, 1), (MODEL, 2)]
    await import_items(store, replace(B, title="new"))
    assert dict(await store.catalog.vector_models()) == {OTHER: 0, MODEL: 1}


async def test_a_dropped_model_is_forgotten_and_no_other(store: Store) -> None:
    await import_items(store, A, B)
    await embed(store, A, B)
    await embed(store, A, model=OTHER)
    kept, dropped = await number(store), await number(store, OTHER)
    await store.catalog.drop_vectors(OTHER)
    assert (await number(store, OTHER), await newer(store, 0, OTHER)) == (0, [])
    assert await missing(store, OTHER) == ["a", "b"]
    assert dict(await store.catalog.vector_models()) == {MODEL: 2}
    assert (await number(store), await newer(store, 0)) == (kept, ["a", "b"])
    await store.catalog.put_vectors(OTHER, [(A.id, "hash", vector(1.0, 0.0, 0.0))])
    assert await number(store, OTHER) > dropped, "a number never comes twice"
    assert await newer(store, dropped, OTHER) == ["a"]


async def test_dropping_an_unknown_model_changes_nothing(store: Store) -> None:
    await import_items(store, A)
    await embed(store, A)
    before = await store.catalog.state(MODEL)
    await store.catalog.drop_vectors(OTHER)
    assert await store.catalog.state(MODEL) == before
