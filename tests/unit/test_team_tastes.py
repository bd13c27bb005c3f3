"""The team's taste in the product: made off-turn, of one team alone; and what a person's taste does to a turn."""

import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

import pytest

from bot.sample import fill_with_sample
from bot.wiring import build_turn_service
from recsys.conversation.people import People
from recsys.conversation.service import TurnService
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.model.answer import Pick
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import FeedbackEvent, Interaction, Profile
from recsys.ports import Store
from recsys.profile.team_tastes import TEAMS_KEPT, TeamTastes
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store
from tests.contracts.examples import outgoing

ACME, OTHER = Tenant("", "acme"), Tenant("", "other")
ANA = UserId("ana")


@pytest.fixture
async def store() -> AsyncGenerator[Store]:
    async with open_store("memory:") as opened:
        await fill_with_sample(opened)
        yield opened


@pytest.fixture
async def generator(store: Store) -> AsyncGenerator[HybridGenerator]:
    found = HybridGenerator(store.catalog, None)
    yield found
    await found.close()


@pytest.fixture
async def turns(store: Store, generator: HybridGenerator) -> AsyncGenerator[TurnService]:
    service = build_turn_service(store, generator, BuiltinRanker())
    yield service
    await service.close()


async def liked(store: Store, tenant: Tenant, users: Sequence[str], items: Sequence[ItemId]) -> None:
    for user in users:
        for item in items:
            await store.profiles.record(Interaction(tenant, UserId(user), item, "save", 1.0))


async def asked(turns: TurnService, text: str = "headphones", user: UserId = ANA, tenant: Tenant = ACME) -> TurnResult:
    return await turns.answer(TurnRequest(tenant, user, text, EMPTY_STATE, "turn"))


async def test_a_team_learns_from_its_own_people_and_no_turn_waits(store: Store, generator: HybridGenerator) -> None:
    tastes = TeamTastes(store.feedback, store.catalog, generator.vectors, every=0)
    items = [item.id async for batch in store.catalog.scan() for item in batch][:2]
    await liked(store, ACME, ("a", "b", "c"), items)
    assert not tastes.of(ACME, 1).rates
    await tastes.settled()
    known = tastes.of(ACME, 1)
    assert set(known.rates) == set(items)
    assert not tastes.of(OTHER, 1).rates
    await tastes.settled()
    assert not tastes.of(OTHER, 1).rates
    assert tastes.of(ACME, 1) is known  # nothing changed, so nothing was made anew
    await tastes.settled()
    for number in range(TEAMS_KEPT):
        tastes.of(Tenant("", f"T{number}"), 1)
    assert not tastes.of(ACME, 1).rates  # the least recently asked for was dropped
    await tastes.close()


async def test_what_a_person_liked_comes_before_what_fits_alike(turns: TurnService, store: Store) -> None:
    shown = (await turns.answer(TurnRequest(ACME, ANA, "headphones", EMPTY_STATE))).answer.picks
    brand = next(pick.item.brand for pick in shown if pick.item.brand != shown[0].item.brand)
    alike = [item.id async for batch in store.catalog.scan() for item in batch if item.brand == brand]
    await liked(store, ACME, (ANA,), alike)
    assert (await asked(turns)).answer.picks[0].item.brand == brand
    assert (await asked(turns, user=UserId("bob"))).answer.picks[0].item.brand != brand


async def test_with_learning_off_answers_are_those_of_a_stranger(turns: TurnService, store: Store) -> None:
    stranger = await asked(turns, user=UserId("bob"))
    await liked(store, ACME, (ANA,), [pick.item.id for pick in stranger.answer.picks[1:]])
    await store.profiles.update(ACME, ANA, lambda profile: replace(profile, learning=False), 2.0)
    ids = [pick.item.id for pick in (await asked(turns)).answer.picks]
    assert ids == [pick.item.id for pick in stranger.answer.picks]


async def test_a_surprise_is_marked_and_can_be_switched_off(turns: TurnService, store: Store) -> None:
    shown = (await asked(turns)).answer.picks
    assert not any(pick.surprise for pick in shown)
    await liked(store, ACME, (ANA,), [shown[0].item.id])

    async def surprises() -> int:
        count = 0
        for number in range(20):
            answer = (await turns.answer(TurnRequest(ACME, ANA, "under 500", EMPTY_STATE, f"{number}"))).answer
            marked = [pick.surprise for pick in answer.picks]
            assert not any(marked[:-1])
            count += sum(marked)
        return count

    assert 0 < await surprises() < 20
    await store.profiles.update(ACME, ANA, lambda profile: replace(profile, surprises=False), 2.0)
    assert await surprises() == 0


async def test_compared_answers_hold_picks_with_and_without_what_was_learned(
    generator: HybridGenerator, store: Store
) -> None:
    turns = build_turn_service(store, generator, BuiltinRanker(), compared=1.0)

    async def shown(turn: str) -> tuple[Pick, ...]:
        return (await turns.answer(TurnRequest(ACME, ANA, "wireless headphones", EMPTY_STATE, turn))).answer.picks

    plain = await shown("1")
    assert not any(pick.side for pick in plain), "nothing is known, so nothing is compared"
    brand, bought = plain[1].item.brand, plain[2].item.id
    await store.profiles.update(ACME, ANA, lambda profile: replace(profile, preferred_brands=(brand,)), 1.0)
    stated = await shown("1")
    assert stated[0].item.brand == brand
    assert not any(pick.side for pick in stated), "what was stated holds on both sides"
    await store.profiles.update(ACME, ANA, lambda profile: replace(profile, preferred_brands=()), 1.0)
    alike = [item.id async for batch in store.catalog.scan() for item in batch if item.brand == brand]
    await liked(store, ACME, (ANA,), alike)
    await store.profiles.record(Interaction(ACME, ANA, bought, "purchase", 1.0))
    answers = {turn: await shown(turn) for turn in map(str, range(20))}
    assert {turn: await shown(turn) for turn in answers} == answers, "a turn answered again has the same slate"
    drafted = [picks for picks in answers.values() if any(pick.side for pick in picks)]
    assert {picks[0].side for picks in drafted} == {"personal", "plain"}
    assert any(pick.surprise for picks in answers.values() for pick in picks)
    for picks in drafted:
        first = {pick.side: pick.item for pick in reversed(picks)}
        assert (first["personal"].brand, first["plain"]) == (brand, plain[0].item)
        assert all(pick.reason and pick.item.id != bought and not pick.surprise for pick in picks)
    assert not any(pick.side for pick in await shown("")), "a turn without a name"
    await turns.close()


async def test_a_taste_is_kept_until_something_changes(store: Store, generator: HybridGenerator) -> None:
    people = People(generator=generator, catalog=store.catalog, profiles=store.profiles, feedback=store.feedback)
    vocabulary = await generator.vocabulary()
    first = await people.read(ACME, ANA, vocabulary)
    assert await people.read(ACME, ANA, vocabulary) is first
    item = next(iter([item.id async for batch in store.catalog.scan() for item in batch]))
    await liked(store, ACME, (ANA,), [item])
    assert [one.item for one in (await people.read(ACME, ANA, vocabulary)).opinions] == [item]
    await people.close()


async def test_what_was_passed_over_is_known_as_long_as_learning_is_on(
    store: Store, generator: HybridGenerator
) -> None:
    people = People(generator=generator, catalog=store.catalog, profiles=store.profiles, feedback=store.feedback)
    vocabulary = await generator.vocabulary()
    first, second = [item.id async for batch in store.catalog.scan() for item in batch][:2]
    now = time.time()
    answer = outgoing("d1", tenant=ACME, user=ANA, items=(first, second))
    await store.outbox.enqueue(answer, now)
    await store.outbox.sent(answer.delivery, "m1", now)
    said = FeedbackEvent(ACME, answer.address.channel, "m1", ANA, "card 1", "dismiss", 1, now)
    await store.feedback.record(said)
    assert (await people.read(ACME, ANA, vocabulary)).passed == {second}
    await store.profiles.put(ACME, ANA, Profile(learning=False), now)
    assert not (await people.read(ACME, ANA, vocabulary)).passed
    await people.close()
