"""Opinions: what follows from feedback and interactions, of a person and of a team, and what is left of old events."""

import pytest

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import ImpressionCount, Interaction, InteractionKind, Profile, TeamOpinion
from recsys.ports import Store
from tests.contracts.examples import ACME, ANA, BO, GRID, OTHER, feedback, show, turn

A, B, C = ItemId("a"), ItemId("b"), ItemId("c")
DAY = 86_400.0


async def do(store: Store, kind: InteractionKind, at: float, item: ItemId = A, user: UserId = ANA) -> None:
    await store.profiles.record(Interaction(ACME, user, item, kind, at))


async def said(store: Store, user: UserId = ANA) -> dict[ItemId, tuple[str, float]]:
    return {opinion.item: (opinion.kind, opinion.weight) for opinion in await store.feedback.opinions(ACME, user)}


async def of_team(store: Store, tenant: Tenant = ACME, batch: int = 5000) -> list[list[TeamOpinion]]:
    return [list(opinions) async for opinions in store.feedback.team_opinions(tenant, batch)]


async def test_saves_and_purchases_are_opinions_and_views_are_none(store: Store) -> None:
    await do(store, "view", 1.0)
    assert await said(store) == {}
    await do(store, "save", 2.0)
    assert await said(store) == {A: ("save", 0.6)}
    await store.conversations.commit(turn(bought=(A, B)))
    assert await said(store) == {A: ("purchase", 0.8), B: ("purchase", 0.8)}
    await store.profiles.put(ACME, ANA, Profile(recent_views=(ItemId("v"),), bought=(B, C)), 300.0)
    assert await said(store) == dict.fromkeys((A, B, C), ("purchase", 0.8))
    assert await store.profiles.undo(ACME, ANA, A, "purchase")
    assert (await said(store))[A] == ("save", 0.6)
    assert await store.profiles.undo(ACME, ANA, A, "save")
    assert A not in await said(store)


async def test_the_latest_of_saving_and_dismissing_counts(store: Store) -> None:
    await show(store)
    await do(store, "save", 290.0)
    await store.feedback.record(feedback(signal="dismiss", position=1, source="not for me 1"))
    assert await said(store) == {A: ("dismiss", -1.0)}
    await do(store, "save", 310.0)
    assert await said(store) == {A: ("save", 0.6)}


async def test_what_was_retracted_counts_no_more_and_what_is_said_after_it_does(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(signal="down"))
    await store.feedback.record(feedback(signal="dismiss", position=1, source="not for me 1"))
    await do(store, "retract", 400.0)
    assert set(await said(store)) == {B, C}
    await store.feedback.record(feedback(source="heart", at=500.0))
    assert (await said(store))[A] == ("up", pytest.approx(6 / 11))
    assert await store.profiles.undo(ACME, ANA, A, "retract")
    assert (await said(store))[A] == ("dismiss", -1.0)


async def test_a_team_is_read_in_batches_and_never_mixed_with_another(store: Store) -> None:
    for user, items in ((BO, "ab"), (ANA, "cab")):
        for item in items:
            await do(store, "save", 1.0, ItemId(item), user)
    await store.profiles.record(Interaction(GRID, ANA, ItemId("g"), "purchase", 2.0))
    everybody = [TeamOpinion(user, item, 0.6, 1.0) for user, item in ((ANA, A), (ANA, B), (ANA, C), (BO, A), (BO, B))]
    assert await of_team(store) == [everybody]
    assert await of_team(store, batch=2) == [everybody[:2], everybody[2:4], everybody[4:]]
    assert await of_team(store, GRID) == [[TeamOpinion(ANA, ItemId("g"), 0.8, 2.0)]]
    assert await of_team(store, OTHER) == []


async def test_a_reader_of_a_team_does_not_hold_up_what_is_said_meanwhile(store: Store) -> None:
    for item in "abd":
        await do(store, "save", 1.0, ItemId(item))
    batches = store.feedback.team_opinions(ACME, batch=1)
    first = await anext(batches)
    await do(store, "save", 2.0, C)
    assert {opinion.item for opinion in first} | {opinion.item async for batch in batches for opinion in batch} >= set(
        "abd"
    )


async def test_the_change_grows_with_opinions_and_with_nothing_else(store: Store) -> None:
    assert await store.feedback.change(ACME) == 0
    seen: list[int] = []

    async def grown() -> bool:
        seen.append(await store.feedback.change(ACME))
        return len(seen) == 1 or seen[-1] > seen[-2]

    await store.feedback.record(feedback(signal="pick", position=1))
    assert await store.feedback.change(ACME) == 0, "nobody knows yet what it is about"
    await show(store)
    assert await grown()
    await store.feedback.record(feedback(signal="pick", position=1, at=999.0))
    await do(store, "view", 5.0)
    await store.profiles.record(Interaction(OTHER, ANA, A, "save", 1.0))
    await show(store, "m2")
    assert not await grown()
    await do(store, "save", 5.0, B)
    assert await grown()
    await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    assert await grown()
    await store.people.forget(ACME, ANA)
    assert await grown()


async def test_impressions_are_counted_by_item_and_position_and_by_day(store: Store) -> None:
    await show(store)
    await show(store, "m2", items=(B, A))
    await show(store, "m3", tenant=OTHER)
    await store.feedback.record(feedback(source="one"))
    await store.feedback.record(feedback(source="two", user=BO))
    await store.feedback.record(feedback(signal="dismiss", position=2, source="not for me 2", message="m2"))
    expected = [
        ImpressionCount(A, 1, 1, 1, 0),
        ImpressionCount(A, 2, 1, 0, 1),
        ImpressionCount(B, 1, 1, 0, 0),
        ImpressionCount(B, 2, 1, 1, 0),
        ImpressionCount(C, 3, 1, 1, 0),
    ]
    assert list(await store.feedback.impression_counts(ACME)) == expected
    assert list(await store.feedback.impression_counts(ACME, 2.5)) == []
    await show(store, "late", at=3 * DAY, items=(A,))
    by_day = await store.feedback.impression_counts(ACME, by_day=True)
    assert list(by_day) == [*expected, ImpressionCount(A, 1, 1, 0, 0, day=3)]
    assert list(await store.feedback.impression_counts(ACME, DAY, by_day=True)) == list(by_day[-1:])


async def test_of_compared_picks_the_last_word_of_whoever_was_answered_counts(store: Store) -> None:
    await show(store, at=10.0, items=(A, B, C), sides=("", "personal", "plain"))
    await show(store, "m2", at=20.0, items=(C, A, B), sides=("plain", "personal", "plain"))
    await show(store, "m3", at=40.0, items=(B,))
    await show(store, "m4", tenant=OTHER, sides=("personal", "plain", "plain"))
    await store.feedback.record(feedback(signal="dismiss", position=3, at=15.0))
    await store.feedback.record(feedback(user=BO, signal="pick", position=2, at=15.0))
    await store.feedback.record(feedback(message="m2", signal="up", at=25.0))
    await do(store, "save", 30.0, A)

    async def said(since: float = 0.0) -> list[tuple[int, str, int]]:
        return [(pick.answer, pick.side, pick.said) for pick in await store.feedback.compared(ACME, since)]

    first = [(1, "personal", 0), (1, "plain", -1)]
    second = [(2, "plain", 0), (2, "personal", 1), (2, "plain", 0)]
    assert await said() == [*first, *second]
    await do(store, "purchase", 50.0, B)
    assert await said() == [*first, *second], "it was shown once more before it was bought"
    await do(store, "retract", 60.0, A)
    assert await said(20.0) == [(1, "plain", 0), (1, "personal", 0), (1, "plain", 0)]
    assert await store.people.prune(20.0) > 0
    assert await said() == await said(20.0)


async def test_what_stood_beside_what_was_spoken_of_was_passed_over(store: Store) -> None:
    async def passed(since: float = 0.0, user: UserId = ANA) -> list[ItemId]:
        return list(await store.feedback.passed_over(ACME, user, since))

    await show(store)
    await store.feedback.record(feedback(signal="up"))
    assert await passed() == [], "a thumb on the whole answer is about each pick"
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "thumbsup")
    await store.feedback.record(feedback(signal="pick", position=2, source="two"))
    assert await passed() == [A], "what stands further down was perhaps not read"
    assert await passed(user=BO) == []
    assert await passed(since=301.0) == []
    await store.feedback.record(feedback(signal="dismiss", position=2, source="not for me", at=310.0))
    assert await passed() == [A, C]
    await do(store, "save", 320.0, C)
    assert await passed() == [A], "it has an opinion of its own"
    await do(store, "retract", 330.0, B)
    assert await passed() == [], "forgotten with the word that it follows from"


async def test_old_events_go_and_what_was_said_of_one_item_stays(store: Store) -> None:
    await show(store)
    await show(store, "late", at=900.0, items=(ItemId("l"),))
    await store.feedback.record(feedback())
    await store.feedback.record(feedback(signal="pick", position=2, source="two"))
    await store.feedback.record(feedback(signal="pick", position=9, source="nine"))
    for kind in ("view", "save", "purchase"):
        await do(store, kind, 300.0, ItemId("z"))
    await store.feedback.record(feedback(message="late", at=901.0))
    await do(store, "view", 901.0)
    before = await store.feedback.change(ACME)
    assert await store.people.prune(900.0) > 0
    assert await store.people.prune(900.0) == 0
    assert await store.feedback.change(ACME) > before
    kinds = {item: kind for item, (kind, _) in (await said(store)).items()}
    assert kinds == {"b": "pick", "z": "purchase", "l": "up"}
    profile = await store.profiles.get(ACME, ANA)
    assert (profile.recent_views, profile.bought) == ((A,), (ItemId("z"),))
    assert [count.item for count in await store.feedback.impression_counts(ACME)] == ["l"]
    assert await store.feedback.undo(ACME, "C1", "m1", ANA, "two"), "it can still be taken back"
    assert "b" not in await said(store)
