"""What is remembered of the catalog is never older than what the catalog says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogState, CatalogStore
from recsys.retrieval import item_memory
from recsys.retrieval.item_memory import ItemMemory

A, B, C = (ItemId(name) for name in "abc")


@dataclass
class Shelf:
    """As much of a catalog as is asked: items, and which of them were read, in order."""

    items: dict[ItemId, Item] = field(default_factory=lambda: {id_: Item(id_, f"Lamp {id_}") for id_ in (A, B, C)})
    read: list[Sequence[ItemId]] = field(default_factory=list[Sequence[ItemId]])

    async def get(self, ids: Sequence[ItemId]) -> Mapping[ItemId, Item]:
        self.read.append(tuple(ids))
        return {id_: self.items[id_] for id_ in ids if id_ in self.items}


def at(version: int, identity: str = "shop") -> CatalogState:
    return CatalogState(identity, version, 0)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def memory(shelf: Shelf) -> ItemMemory:
    return ItemMemory(cast(CatalogStore, shelf))


async def test_only_what_is_not_known_is_read(shelf: Shelf, memory: ItemMemory) -> None:
    await memory.get([A, B], at(1))
    found = await memory.get([C, A], at(1))
    assert found == {C: shelf.items[C], A: shelf.items[A]}
    assert await memory.get([A, B, C], at(1)) == shelf.items
    assert shelf.read == [(A, B), (C,)]


async def test_a_new_version_empties_it(shelf: Shelf, memory: ItemMemory) -> None:
    await memory.get([A, B], at(1))
    shelf.items[A] = replace(shelf.items[A], price=9.0)
    del shelf.items[B]
    assert await memory.get([A, B], at(2)) == {A: shelf.items[A]}


async def test_another_catalog_of_the_same_version_empties_it(shelf: Shelf, memory: ItemMemory) -> None:
    await memory.get([A], at(1))
    shelf.items[A] = replace(shelf.items[A], price=9.0)
    assert await memory.get([A], at(1, "another shop")) == {A: shelf.items[A]}


async def test_without_a_version_it_is_passed_by(shelf: Shelf, memory: ItemMemory) -> None:
    await memory.get([A], at(1))
    shelf.items[A] = replace(shelf.items[A], price=9.0)
    assert await memory.get([A], None) == {A: shelf.items[A]}
    assert shelf.read == [(A,), (A,)]


async def test_what_was_read_for_an_older_version_is_not_kept(shelf: Shelf, memory: ItemMemory) -> None:
    await memory.get([A], at(2))
    await memory.get([B], at(1))
    await memory.get([B], at(2))
    assert shelf.read == [(A,), (B,), (B,)]


async def test_it_is_bounded(shelf: Shelf, memory: ItemMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_memory, "KEPT", 2)
    for one in (A, B, A, C, A, B):
        await memory.get([one], at(1))
    assert shelf.read == [(A,), (B,), (C,), (B,)]
