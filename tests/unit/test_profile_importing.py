"""Profiles find their items by id, title or a part of it."""

from collections.abc import AsyncIterator

import pytest

from recsys.errors import RowError
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.ports import Store
from recsys.profile.importing import import_profiles
from recsys.profile.reading import StatedProfile
from storage.open import open_store

TEAM = Tenant("", "T1")
TITLES = {
    "h1": "Sony WH-1000XM5",
    "h2": "Apple AirPods Pro 2",
    "h3": "Apple AirPods Max",
    "k1": "Keyboard, wireless",
    "d1": "Desk",
    "d2": "Desk",
}


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with open_store("memory:") as opened:
        async with opened.catalog.begin_import() as staging:
            await staging.upsert([Item(ItemId(key), title) for key, title in TITLES.items()])
            await staging.finish(prune=False)
        yield opened


def stated(*views: str, bought: tuple[str, ...] = ()) -> StatedProfile:
    return StatedProfile(1, UserId("U1"), views, bought, ("Audio",), "under 300", None, 300.0)


async def test_items_are_found_by_id_title_and_part(store: Store) -> None:
    rows = [stated("h1", "sony  wh-1000xm5", "airpods pro 2", "Keyboard, wireless", "h3, h2", bought=("h3",))]

    report = await import_profiles(rows, store, TEAM, at=5.0)

    profile = await store.profiles.get(TEAM, UserId("U1"))
    assert profile.recent_views == ("h1", "h2", "k1", "h3")
    assert profile.bought == ("h3",)
    assert profile.preferred_categories == ("Audio",)
    assert (profile.budget_hint, profile.budget_max) == ("under 300", 300.0)
    assert report.imported == 1
    assert report.warnings == ['U1: "airpods pro 2" was taken as Apple AirPods Pro 2 (h2).']


async def test_what_is_not_found_is_left_out_and_told(store: Store) -> None:
    report = await import_profiles([stated("AirPods", "Desk", "Rolex", "X", "h1")], store, TEAM, at=5.0)

    assert (await store.profiles.get(TEAM, UserId("U1"))).recent_views == ("h1",)
    assert report.warnings == [
        'U1: "AirPods" fits 2 titles; name it by its id; it was left out.',
        'U1: "Desk" is the title of 2 items; name it by its id; it was left out.',
        'U1: "Rolex" is not in the catalog; it was left out.',
        'U1: "X" is not in the catalog; it was left out.',
    ]


async def test_bad_rows_do_not_hold_up_the_others(store: Store) -> None:
    report = await import_profiles([RowError(1, "user_id is missing"), stated("h1")], store, TEAM, at=5.0)

    assert (report.imported, [error.line for error in report.errors]) == (1, [1])
    assert await store.profiles.users(TEAM) == ["U1"]
    assert await store.profiles.users(Tenant("", "T2")) == []
