"""Profiles and interactions, merged when read."""

from dataclasses import replace

from recsys.model.ids import ItemId, UserId
from recsys.model.person import EMPTY_PROFILE, VIEWS_KEPT, Interaction, Profile
from recsys.ports import Store
from tests.contracts.examples import ACME, ANA, BO, GRID, OTHER, turn

STATED = Profile(
    recent_views=(ItemId("v1"), ItemId("v2")),
    bought=(ItemId("p1"), ItemId("p2")),
    preferred_categories=("Headphones", "Mäuse"),
    budget_hint="under 300",
    budget_min=10.5,
    budget_max=300.0,
    preferred_brands=("Sony",),
    avoided_brands=("Canon", "HP"),
    avoided_categories=("Cables",),
    learning=False,
    surprises=False,
)


def ids(*names: str) -> tuple[ItemId, ...]:
    return tuple(ItemId(name) for name in names)


def view(item: str, at: float) -> Interaction:
    return Interaction(ACME, ANA, ItemId(item), "view", at)


def purchase(item: str, at: float) -> Interaction:
    return Interaction(ACME, ANA, ItemId(item), "purchase", at)


async def test_nobody_has_an_empty_profile(store: Store) -> None:
    assert await store.profiles.get(ACME, ANA) == EMPTY_PROFILE
    assert list(await store.profiles.users(ACME)) == []


async def test_a_profile_comes_back_as_it_was_stated(store: Store) -> None:
    await store.profiles.put(ACME, ANA, STATED, 100.0)
    assert await store.profiles.get(ACME, ANA) == STATED


async def test_stating_again_replaces_the_stated_part_and_adds_what_is_new(store: Store) -> None:
    await store.profiles.put(ACME, ANA, STATED, 100.0)
    await store.profiles.put(ACME, ANA, Profile(recent_views=ids("v3", "v1"), bought=ids("p3")), 200.0)
    assert await store.profiles.get(ACME, ANA) == Profile(
        recent_views=ids("v3", "v1", "v2"), bought=ids("p3", "p1", "p2")
    )


async def test_an_update_changes_the_stated_part_alone(store: Store) -> None:
    await store.profiles.put(ACME, ANA, STATED, 100.0)
    await store.profiles.record(view("v3", 150.0))

    def avoid_dell(profile: Profile) -> Profile:
        return replace(profile, avoided_brands=(*profile.avoided_brands, "Dell"), recent_views=(), bought=ids("no"))

    changed = await store.profiles.update(ACME, ANA, avoid_dell, 200.0)
    expected = replace(STATED, avoided_brands=("Canon", "HP", "Dell"), recent_views=ids("v3", "v1", "v2"))
    assert changed == await store.profiles.get(ACME, ANA) == expected
    assert (await store.profiles.update(ACME, BO, avoid_dell, 200.0)).avoided_brands == ("Dell",)


async def test_what_is_saved_is_listed_latest_first_and_can_be_taken_back(store: Store) -> None:
    for at, item in ((1.0, "a"), (2.0, "b"), (3.0, "c"), (4.0, "a")):
        await store.profiles.record(Interaction(ACME, ANA, ItemId(item), "save", at))
    assert list(await store.profiles.saved(ACME, ANA)) == ["a", "c", "b"]
    assert list(await store.profiles.saved(ACME, ANA, latest=1)) == ["a"]
    assert await store.profiles.undo(ACME, ANA, ItemId("c"), "save")
    assert not await store.profiles.undo(ACME, ANA, ItemId("c"), "save")
    assert not await store.profiles.undo(ACME, ANA, ItemId("a"), "save", until=3.0), "it was saved again since"
    assert not await store.profiles.undo(ACME, BO, ItemId("a"), "save")
    assert list(await store.profiles.saved(ACME, ANA)) == ["a", "b"]
    assert await store.profiles.get(ACME, ANA) == EMPTY_PROFILE, "neither viewed nor bought"


async def test_a_purchase_is_taken_back(store: Store) -> None:
    await store.conversations.commit(turn(bought=ids("x", "y")))
    assert await store.profiles.undo(ACME, ANA, ItemId("x"), "purchase")
    assert (await store.profiles.get(ACME, ANA)).bought == ("y",)


async def test_interactions_merge_latest_first(store: Store) -> None:
    await store.profiles.put(ACME, ANA, STATED, 100.0)
    await store.profiles.record(view("seen", 150.0))
    await store.profiles.record(view("long ago", 50.0))
    await store.profiles.record(purchase("new", 150.0))
    profile = await store.profiles.get(ACME, ANA)
    assert profile.recent_views == ("seen", "v1", "v2", "long ago")
    assert profile.bought == ("new", "p1", "p2")
    assert profile.budget_hint == "under 300"


async def test_the_same_item_counts_once_at_its_latest_time(store: Store) -> None:
    for at, item in ((1.0, "a"), (2.0, "b"), (3.0, "a"), (2.5, "a")):
        await store.profiles.record(view(item, at))
        await store.profiles.record(purchase(item, at))
    profile = await store.profiles.get(ACME, ANA)
    assert (profile.recent_views, profile.bought) == (ids("a", "b"), ids("a", "b"))


async def test_at_the_same_time_the_one_that_came_later_is_first(store: Store) -> None:
    await store.profiles.record(view("a", 1.0))
    await store.profiles.record(view("b", 1.0))
    assert (await store.profiles.get(ACME, ANA)).recent_views == ("b", "a")


async def test_only_the_latest_views_but_all_purchases_are_kept(store: Store) -> None:
    for n in range(VIEWS_KEPT + 5):
        await store.profiles.record(view(f"i{n}", float(n)))
        await store.profiles.record(purchase(f"i{n}", float(n)))
    profile = await store.profiles.get(ACME, ANA)
    assert profile.recent_views == tuple(f"i{n}" for n in range(VIEWS_KEPT + 4, 4, -1))
    assert len(profile.bought) == VIEWS_KEPT + 5


async def test_a_purchase_of_a_turn_is_part_of_the_profile(store: Store) -> None:
    await store.profiles.record(purchase("old", 150.0))
    await store.conversations.commit(turn(bought=ids("x", "old")))
    assert set((await store.profiles.get(ACME, ANA)).bought) == {"x", "old"}


async def test_users_are_sorted_and_counted_once(store: Store) -> None:
    await store.profiles.record(Interaction(ACME, UserId("U-zoe"), ItemId("a"), "view", 1.0))
    await store.profiles.put(ACME, BO, EMPTY_PROFILE, 1.0)
    await store.profiles.put(ACME, ANA, STATED, 1.0)
    await store.profiles.record(view("a", 1.0))
    assert list(await store.profiles.users(ACME)) == [ANA, BO, "U-zoe"]


async def test_profiles_of_two_tenants_never_mix(store: Store) -> None:
    await store.profiles.put(ACME, ANA, STATED, 1.0)
    await store.profiles.record(purchase("x", 2.0))
    for tenant in (OTHER, GRID):
        assert await store.profiles.get(tenant, ANA) == EMPTY_PROFILE
        assert list(await store.profiles.users(tenant)) == []
        await store.profiles.put(tenant, ANA, Profile(bought=ids(f"of {tenant.enterprise}")), 1.0)
    assert (await store.profiles.get(GRID, ANA)).bought == ("of E-grid",)
    assert (await store.profiles.get(OTHER, ANA)).bought == ("of ",)
    assert (await store.profiles.get(ACME, ANA)).bought == ("x", "p1", "p2")
