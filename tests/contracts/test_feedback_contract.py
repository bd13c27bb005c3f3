"""Feedback: events that join impressions when read, in whatever order the two came."""

from recsys.model.ids import ItemId, UserId
from recsys.model.person import Opinion
from recsys.ports import Store
from tests.contracts.examples import ACME, ANA, BO, GRID, OTHER, feedback, show


async def weights(store: Store, user: UserId = ANA) -> dict[ItemId, float]:
    return {opinion.item: opinion.weight for opinion in await store.feedback.opinions(ACME, user)}


async def test_an_event_is_stored_once(store: Store) -> None:
    assert await store.feedback.record(feedback())
    assert not await store.feedback.record(feedback())
    assert not await store.feedback.record(feedback(at=999.0)), "the time does not identify it"
    assert await store.feedback.record(feedback(source="heart"))
    assert await store.feedback.record(feedback(user=BO))


async def test_a_pick_counts_for_its_item_alone(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="pick", position=2, source="two"))
    assert list(await store.feedback.opinions(ACME, ANA)) == [Opinion(ItemId("b"), 1.0, 300.0)]


async def test_a_thumb_counts_a_little_for_every_item(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback())
    assert await weights(store) == {"a": 0.3, "b": 0.3, "c": 0.3}


async def test_a_thumb_down_counts_more_and_most_for_one_item(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="down", source="thumbsdown"))
    await store.feedback.record(feedback(signal="down", source="button", position=3, at=301.0))
    assert await weights(store) == {"a": -0.5, "b": -0.5, "c": -1.0}


async def test_the_last_word_on_an_item_counts(store: Store) -> None:
    await show(store)
    await show(store, "m2", items=(ItemId("b"), ItemId("d")))
    await store.feedback.record(feedback(signal="down", source="thumbsdown", at=500.0))
    await store.feedback.record(feedback(signal="pick", position=1, source="one", message="m2", at=400.0))
    await store.feedback.record(feedback(signal="pick", position=1, source="one", at=600.0))
    opinions = await store.feedback.opinions(ACME, ANA)
    assert [(opinion.item, opinion.weight, opinion.at) for opinion in opinions] == [
        ("a", 1.0, 600.0),
        ("b", -0.5, 500.0),
        ("c", -0.5, 500.0),
    ]


async def test_at_the_same_time_the_event_that_came_later_counts(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="down", source="thumbsdown"))
    await store.feedback.record(feedback(signal="pick", position=1, source="one"))
    assert await weights(store) == {"a": 1.0, "b": -0.5, "c": -0.5}


async def test_undo_brings_the_earlier_word_back(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback())
    await store.feedback.record(feedback(signal="pick", position=1, source="one", at=400.0))
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "one")
    assert await weights(store) == {"a": 0.3, "b": 0.3, "c": 0.3}
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    assert await weights(store) == {}
    assert not await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    assert await store.feedback.record(feedback()), "what was undone can be said again"


async def test_feedback_that_comes_before_the_impression_joins_later(store: Store) -> None:
    assert await store.feedback.record(feedback(signal="pick", position=1, source="one"))
    assert await weights(store) == {}
    await show(store)
    assert await weights(store) == {"a": 1.0}


async def test_a_position_that_was_not_shown_says_nothing(store: Store) -> None:
    await show(store, items=(ItemId("a"),))
    await store.feedback.record(feedback(signal="pick", position=3, source="three"))
    assert await weights(store) == {}


async def test_opinions_belong_to_whoever_reacted(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(user=BO))
    assert await weights(store, ANA) == {}
    assert len(await weights(store, BO)) == 3


async def test_opinions_are_limited_to_the_latest(store: Store) -> None:
    for n in range(4):
        await show(store, f"m{n}", items=(ItemId(f"i{n}"),))
        await store.feedback.record(feedback(message=f"m{n}", at=float(n)))
    assert [opinion.item for opinion in await store.feedback.opinions(ACME, ANA, latest=2)] == ["i3", "i2"]


async def test_feedback_of_two_tenants_never_mixes(store: Store) -> None:
    await show(store)
    for tenant in (OTHER, GRID):
        await store.feedback.record(feedback(tenant=tenant))
        assert not await store.feedback.is_ours(tenant, "C1", "m1")
        assert list(await store.feedback.opinions(tenant, ANA)) == []
        assert not await store.feedback.undo(tenant, "C1", "m1", ANA, "two")
    assert await weights(store) == {}
    await show(store, tenant=OTHER, items=(ItemId("x"),))
    assert [opinion.item for opinion in await store.feedback.opinions(OTHER, ANA)] == ["x"]
    assert await store.feedback.undo(OTHER, "C1", "m1", ANA, "thumbsup")
    assert list(await store.feedback.opinions(OTHER, ANA)) == []


async def test_only_answers_with_picks_are_ours(store: Store) -> None:
    await show(store)
    assert await store.feedback.is_ours(ACME, "C1", "m1")
    assert not await store.feedback.is_ours(ACME, "C2", "m1")
    assert not await store.feedback.is_ours(ACME, "C1", "m2")
