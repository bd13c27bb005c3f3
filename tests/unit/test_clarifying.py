"""One question beside the picks of a broad request: only then, only once, and every answer leads somewhere."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sample import fill_with_sample
from bot.wiring import build_turn_service
from recsys.catalog.predicates import meets_all
from recsys.conversation.clarifying import clarification, spread
from recsys.conversation.questions import EACH_MIN, Option, Split
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.model.answer import SLATE_SIZE, Candidate, Choice, Evidence, RankedPick, Ranking
from recsys.model.catalog import Item
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import LOCAL_TENANT, ItemId, UserId
from recsys.model.person import EMPTY_PROFILE, Profile
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.kind import NO_KIND
from recsys.retrieval.generator import HybridGenerator
from storage.codec import decode_state, encode_state
from storage.open import open_store
from tests.fakes.catalog_items import items
from tests.unit.test_interpret_vocabulary import VOCABULARY

SOMEBODY, SAVER, SEATED = UserId("somebody"), UserId("saver"), UserId("seated")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def turns() -> AsyncIterator[TurnService]:
    """The sample catalog, found by words alone, and two people of whom something is known."""
    async with open_store("memory:") as store:
        await fill_with_sample(store)
        await store.profiles.put(LOCAL_TENANT, SAVER, Profile(budget_hint="under 150", budget_max=150.0), 0.0)
        await store.profiles.put(LOCAL_TENANT, SEATED, Profile(preferred_categories=("Desks",)), 0.0)
        generator = HybridGenerator(store.catalog, None)
        yield build_turn_service(store, TopicalGenerator(generator), BuiltinRanker())
        await generator.close()


async def said(
    turns: TurnService, text: str, state: DialogueState = EMPTY_STATE, user: UserId = SOMEBODY
) -> TurnResult:
    return await turns.answer(TurnRequest(LOCAL_TENANT, user, text, state))


BROAD = [
    "headphones",
    "show me a keyboard",
    "something for my desk",
    "printer",
    "laptops please",
    "office chair",
    "webcam",
    "",
]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("request_", BROAD)
async def test_a_broad_request_gets_a_question_whose_answers_are_understood(turns: TurnService, request_: str) -> None:
    first = await said(turns, request_)
    question = first.answer.question
    assert question is not None
    assert 2 <= len(question.choices) <= 4
    assert len(first.answer.picks) == SLATE_SIZE
    for choice in question.choices:
        next_ = await said(turns, choice.say, first.state)
        assert next_.answer.kind == "slate", choice
        assert next_.answer.question is None, "one question is enough"
        assert next_.state.constraints or next_.state.topic != first.state.topic, choice
        limits = [stated.constraint for stated in next_.state.constraints]
        assert all(meets_all(pick.item, limits) for pick in next_.answer.picks)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "request_", ["headphones under 200", "mechanical keyboard", "black backpack", "not Sony", "hi"]
)
async def test_a_request_that_says_more_gets_none(turns: TurnService, request_: str) -> None:
    assert (await said(turns, request_)).answer.question is None


@pytest.mark.asyncio(loop_scope="module")
async def test_follow_ups_and_new_topics_get_no_second_question(turns: TurnService) -> None:
    state = (await said(turns, "headphones")).state
    for follow_up in ("others?", "cheaper", "start over, show me keyboards"):
        found = await said(turns, follow_up, state)
        assert (found.answer.kind, found.answer.question) == ("slate", None), follow_up


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_known_of_a_person_is_not_asked(turns: TurnService) -> None:
    asked = (await said(turns, "printer")).answer.question
    saver = (await said(turns, "printer", user=SAVER)).answer.question
    assert asked is not None
    assert "cost" in asked.text
    assert saver is None or "cost" not in saver.text
    for user, kinds in ((SOMEBODY, True), (SEATED, False)):
        question = (await said(turns, "something for my desk", user=user)).answer.question
        assert (question is not None and "kind" in question.text) is kinds


@pytest.mark.asyncio(loop_scope="module")
async def test_the_picks_beside_a_question_are_of_different_answers(turns: TurnService) -> None:
    found = await said(turns, "something for my desk")
    assert len({pick.item.category for pick in found.answer.picks}) > 1


def test_a_state_from_before_there_were_questions_is_read() -> None:
    stored = json.loads(encode_state(DialogueState(topic="mouse", clarified=True)))
    assert decode_state(json.dumps(stored)).clarified
    del stored["clarified"]
    assert decode_state(json.dumps(stored)) == DialogueState(topic="mouse")


@settings(max_examples=60, deadline=None)
@given(st.lists(items, min_size=6, max_size=12))
def test_whatever_a_catalog_holds_each_answer_leaves_something(found: list[Item]) -> None:
    candidates = [Candidate(replace(item, id=ItemId(str(n))), 1.0, Evidence()) for n, item in enumerate(found)]
    act = DialogueAct("ask")
    split = clarification(act, EMPTY_STATE, NO_KIND, candidates, profile=EMPTY_PROFILE, vocabulary=VOCABULARY)
    if split is not None:
        assert len(split.question.choices) > 1
        assert all(sum(option.holds(item) for item in found) >= EACH_MIN for option in split.options)


def _side(number: int) -> Option:
    return Option(Choice(str(number), str(number)), lambda item: item.price == number)


SPLIT = Split("Which?", tuple(_side(number) for number in range(3)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(1, 3), st.randoms(use_true_random=False))
def test_spreading_loses_nothing_keeps_the_first_and_covers_what_can_be(
    sides: list[int], shown: int, random: Random
) -> None:
    shelf = [Item(ItemId(f"i{place}"), "X", price=float(side)) for place, side in enumerate(sides)]
    order = [item.id for item in shelf]
    random.shuffle(order)
    ranking = Ranking(tuple(RankedPick(item, "because") for item in order[:shown]))
    found = spread(ranking, [Candidate(item, 1.0, Evidence()) for item in shelf], SPLIT, SLATE_SIZE).picks
    assert sorted(pick.item for pick in found) == sorted(item.id for item in shelf)
    assert found[0] == ranking.picks[0]
    prices = {item.id: item.price for item in shelf}
    covered = {prices[pick.item] for pick in found[:SLATE_SIZE]} & {0.0, 1.0, 2.0}
    possible = {price for price in prices.values() if price in {0.0, 1.0, 2.0}}
    room = SLATE_SIZE - (prices[found[0].item] not in possible)
    assert len(covered) >= min(len(possible), room)
