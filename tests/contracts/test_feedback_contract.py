"""Feedback: events, and what they say of the picks that were shown, in whatever order the two came."""

from typing import Any

import pytest

from recsys.model.ids import DeliveryId, ItemId, UserId
from recsys.model.person import Opinion, Signal
from recsys.ports import Store
from tests.contracts.examples import ACME, ANA, BO, GRID, OTHER, feedback, outgoing, show


def ids(*names: str) -> tuple[ItemId, ...]:
    return tuple(ItemId(name) for name in names)


async def update(store: Store, *, at: float, **changes: Any) -> None:
    """Show other picks in the message m1."""
    answer = outgoing(f"update at {at}", replaces=DeliveryId(f"d-m1-{ACME}"), **changes)
    await store.outbox.enqueue(answer, at)
    await store.outbox.sent(answer.delivery, "m1", at)


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
    assert list(await store.feedback.opinions(ACME, ANA)) == [Opinion(ItemId("b"), 1.0, 300.0, "pick", 2)]


async def test_a_dismissal_counts_against_its_item_alone(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="dismiss", position=3, source="not for me 3"))
    assert list(await store.feedback.opinions(ACME, ANA)) == [Opinion(ItemId("c"), -1.0, 300.0, "dismiss", 3)]


@pytest.mark.parametrize(("signal", "sign"), [("up", 1), ("down", -1)])
async def test_a_thumb_is_shared_among_the_picks_by_position(store: Store, signal: Signal, sign: int) -> None:
    await show(store)
    await store.feedback.record(feedback(signal=signal))
    shared = {"a": sign * 6 / 11, "b": sign * 3 / 11, "c": sign * 2 / 11}
    assert await weights(store) == pytest.approx(shared)
    assert {(opinion.kind, opinion.position) for opinion in await store.feedback.opinions(ACME, ANA)} == {
        (signal, 1),
        (signal, 2),
        (signal, 3),
    }


async def test_the_last_word_on_an_item_counts(store: Store) -> None:
    await show(store)
    await show(store, "m2", items=(ItemId("b"), ItemId("a")))
    await store.feedback.record(feedback(signal="pick", position=1, source="one", at=400.0))
    await store.feedback.record(feedback(signal="dismiss", position=2, source="two", message="m2", at=600.0))
    await store.feedback.record(feedback(signal="down", source="thumbsdown", at=500.0))
    await store.feedback.record(feedback(signal="up", message="m2", at=450.0))
    opinions = await store.feedback.opinions(ACME, ANA)
    assert [(opinion.item, opinion.kind, opinion.at) for opinion in opinions] == [
        ("a", "dismiss", 600.0),
        ("b", "down", 500.0),
        ("c", "down", 500.0),
    ]


async def test_a_word_on_the_item_itself_outranks_a_later_thumb(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="pick", position=2, source="two"))
    await store.feedback.record(feedback(signal="down", source="thumbsdown", at=999.0))
    kinds = {opinion.item: opinion.kind for opinion in await store.feedback.opinions(ACME, ANA)}
    assert kinds == {"a": "down", "b": "pick", "c": "down"}


async def test_at_the_same_time_the_event_that_came_later_counts(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="pick", position=1, source="one"))
    await store.feedback.record(feedback(signal="dismiss", position=1, source="not for me 1"))
    assert await weights(store) == {"a": -1.0}


async def test_undo_brings_the_earlier_word_back(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback())
    before = await weights(store)
    await store.feedback.record(feedback(signal="dismiss", position=1, source="one", at=400.0))
    assert await weights(store) == {**before, "a": -1.0}
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "one")
    assert await weights(store) == before
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    assert await weights(store) == {}
    assert not await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    assert await store.feedback.record(feedback()), "what was undone can be said again"


async def test_only_what_was_said_by_then_is_taken_back(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="dismiss", position=2, source="card 2", at=300.0))
    await store.feedback.record(feedback(signal="pick", position=2, source="card 2", at=400.0))
    assert not await store.feedback.undo(ACME, "C1", "m1", ANA, "card 2", until=300.0)
    assert await weights(store) == {"b": 1.0}
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "card 2", until=400.0)
    assert await weights(store) == {}


async def test_what_was_taken_back_says_nothing_when_it_comes_again_or_late(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(at=300.0))
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup", until=301.0)
    assert not await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup", until=300.5), "an older removal, late"
    for at in (300.0, 301.0):
        assert not await store.feedback.record(feedback(at=at))
    assert await weights(store) == {}
    for other in (feedback(user=BO), feedback(source="two", signal="pick", position=2), feedback(message="m2")):
        assert await store.feedback.record(other), "another route was not taken back"
    assert await store.feedback.record(feedback(at=302.0)), "said anew"
    assert not await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup", until=301.0), "that removal again"
    assert len(await weights(store)) == 3
    await store.people.forget(ACME, ANA)
    assert await store.feedback.record(feedback(at=300.0)), "whoever is forgotten is known anew"


async def test_a_changed_mind_by_the_same_route_takes_the_place_of_the_first(store: Store) -> None:
    await show(store)
    for signal, at in (("up", 300.0), ("down", 301.0), ("down", 302.0), ("up", 303.0), ("down", 304.0)):
        changed = await store.feedback.record(feedback(source="thumbs", signal=signal, at=at))
        assert changed == (at != 302.0), "a second click changes nothing"
    assert {opinion.kind for opinion in await store.feedback.opinions(ACME, ANA)} == {"down"}
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbs")
    assert await weights(store) == {}


async def test_a_reason_is_given_later_cut_and_gone_with_another_mind(store: Store) -> None:
    await show(store)
    assert not await store.feedback.give_reason(ACME, "C1", "m1", ANA, "thumbsup", reason="too early")
    await store.feedback.record(feedback())
    await store.feedback.record(feedback(user=BO, reason="x" * 300))
    assert await store.feedback.give_reason(ACME, "C1", "m1", ANA, "thumbsup", reason="y" * 300)
    for user, letter in ((ANA, "y"), (BO, "x")):
        assert [event.reason for event in (await store.people.record(ACME, user)).feedback] == [letter * 200]
    await store.feedback.record(feedback(signal="down"))
    assert [event.reason for event in (await store.people.record(ACME, ANA)).feedback] == [""]


async def test_feedback_is_about_the_picks_that_were_shown_then(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(source="thumbs", signal="dismiss", position=1, at=10.0))
    await update(store, at=100.0, items=ids("x", "y"))
    assert await weights(store) == {"a": -1.0}, "the earlier word stays with the earlier picks"
    assert await store.feedback.record(feedback(source="thumbs", signal="dismiss", position=1, at=101.0))
    assert await weights(store) == {"a": -1.0, "x": -1.0}
    await store.feedback.record(feedback(user=BO, signal="pick", position=2, at=99.0))
    assert await weights(store, BO) == {"b": 1.0}, "a click from before the update, stored after it"
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbs")
    assert await weights(store) == {"a": -1.0}, "the latest is taken back first"
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbs")
    assert await weights(store) == {}


async def test_a_click_on_new_picks_that_is_stored_before_them_is_about_them(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="pick", position=1, at=101.0))
    assert await weights(store) == {"a": 1.0}
    await update(store, at=100.0, items=ids("x", "y"))
    assert await weights(store) == {"x": 1.0}


async def test_picks_that_come_one_after_another_are_one_answer_each_judged_once_seen(store: Store) -> None:
    await show(store, items=ids("a"))
    await store.feedback.record(feedback(at=10.0))
    await store.feedback.record(feedback(user=BO, signal="pick", position=2, at=21.0))
    await update(store, at=20.0, items=ids("a", "b"))
    await update(store, at=30.0, items=ids("a", "b", "c"))
    assert await weights(store) == {"a": 1.0}, "what had not come yet is not liked"
    assert await weights(store, BO) == {"b": 1.0}
    counts = await store.feedback.impression_counts(ACME)
    assert [(count.shown, count.liked) for count in counts] == [(1, 1), (1, 1), (1, 0)]
    assert await store.feedback.record(feedback(source="thumbs", at=31.0))
    assert await weights(store) == pytest.approx({"a": 6 / 11, "b": 3 / 11, "c": 2 / 11})


async def test_an_update_without_picks_ends_them_and_the_same_picks_change_nothing(store: Store) -> None:
    await show(store)
    await update(store, at=50.0, items=ids("a", "b", "c"))
    await update(store, at=100.0, items=())
    await store.feedback.record(feedback(at=99.0))
    assert len(await weights(store)) == 3
    await store.feedback.record(feedback(user=BO, at=101.0))
    assert await weights(store, BO) == {}
    assert [count.shown for count in await store.feedback.impression_counts(ACME)] == [1, 1, 1]
    assert await store.feedback.is_ours(ACME, "C1", "m1")


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
