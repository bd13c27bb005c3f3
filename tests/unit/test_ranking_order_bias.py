"""A model that only repeats its list decides nothing, one that means it does, and both whatever the list's order is."""

import json
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.answer import Candidate, RankedPick, Ranking
from recsys.model.ids import ItemId
from recsys.ports import ModelRequest
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.model import ModelRanker
from recsys.ranking.order_bias import Pass, passed, reordered, settled
from tests.fakes.model import ScriptedModel
from tests.unit.test_ranking import item, shelf, wish

BRANDS = [f"Brand{number}" for number in range(25)]
SHELF = shelf(*(item(f"thing {number}", brand) for number, brand in enumerate(BRANDS)))
ECHOED = "the model's picks followed the order of its list"

Taste = Callable[[list[str]], list[int]]
"""From the lines of a list to the places chosen, best first."""


def chooses(taste: Taste) -> Callable[[ModelRequest], str]:
    """Answer by a taste that sees the lines of the list and nothing else."""

    def answer(request: ModelRequest) -> str:
        lines = re.findall(r"^A\d+ \| .*$", request.user, re.MULTILINE)
        picks = [{"id": f"A{place + 1}", "reason": "It fits."} for place in taste(lines)[:3]]
        return json.dumps({"picks": picks})

    return answer


def first(lines: list[str]) -> list[int]:
    return list(range(len(lines)))


def last(lines: list[str]) -> list[int]:
    return list(reversed(range(len(lines))))


def last_in_order(lines: list[str]) -> list[int]:
    return list(range(len(lines)))[-3:]


def always(*places: int) -> Taste:
    return lambda lines: [place for place in places if place < len(lines)]


def fond_of(*names: str) -> Taste:
    return lambda lines: [place for name in names for place, line in enumerate(lines) if f"{name} " in line]


def mostly_first(lines: list[str]) -> list[int]:
    """Prefer what comes first, but for one thing that it likes wherever it stands."""
    return [*fond_of("Brand7")(lines), *first(lines)]


async def ask(taste: Taste, candidates: tuple[Candidate, ...] = SHELF) -> tuple[Ranking, int]:
    model = ScriptedModel(then=chooses(taste))
    ranking = await ModelRanker(model, BuiltinRanker(), 5.0).rank(wish(candidates))
    return ranking, len(model.requests)


def shown(ranking: Ranking) -> list[str]:
    return [pick.item for pick in ranking.picks]


@pytest.mark.parametrize("taste", [first, last, last_in_order])
async def test_a_model_that_sees_only_places_is_asked_twice_and_not_believed(taste: Taste) -> None:
    ranking, calls = await ask(taste)
    assert shown(ranking) == ["thing 0", "thing 1", "thing 2"]
    assert (ranking.model, ranking.fallback, calls) == ("", ECHOED, 2)
    assert not any(pick.reason for pick in ranking.picks)  # what it said goes with its picks
    assert len(ranking.usage) == 2


@pytest.mark.parametrize("places", [(1, 0, 2), (0, 2, 1), (2, 1, 0), (0, 1, 3), (3, 0, 2), (4, 5, 6), (9, 8, 7)])
async def test_places_that_are_always_the_same_are_not_believed(places: tuple[int, ...]) -> None:
    for candidates in (SHELF, SHELF[:16]):
        ranking, calls = await ask(always(*places), candidates)
        assert (shown(ranking), ranking.fallback, calls) == (["thing 0", "thing 1", "thing 2"], ECHOED, 2)


@pytest.mark.parametrize("taste", [first, last, last_in_order, mostly_first, fond_of("Brand4", "Brand20", "Brand11")])
async def test_the_top_three_are_the_same_in_every_shuffle(taste: Taste) -> None:
    """Relevance and ids order the list, so it is all of them."""
    draw = random.Random(7)
    wanted = shown((await ask(taste))[0])
    for _ in range(30):
        assert shown((await ask(taste, tuple(draw.sample(SHELF, len(SHELF)))))[0]) == wanted


@pytest.mark.parametrize("taste", [first, last, last_in_order])
async def test_ties_in_relevance_change_nothing(taste: Taste) -> None:
    alike = shelf(*(candidate.item for candidate in SHELF), step=0.0)
    wanted = shown((await ask(taste, alike))[0])
    assert shown((await ask(taste, alike[::-1]))[0]) == wanted


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(25)))
async def test_what_a_model_means_wins_wherever_it_stands(places: list[int]) -> None:
    """At the list's beginning or end too, where it looks like an echo and is asked for again."""
    candidates = shelf(*(SHELF[place].item for place in places))
    ranking, _ = await ask(fond_of("Brand4", "Brand20", "Brand11"), candidates)
    assert shown(ranking) == ["thing 4", "thing 20", "thing 11"]
    assert (ranking.model, ranking.fallback) == ("scripted", "")


async def test_one_call_is_typical() -> None:
    calls = [(await ask(fond_of(*random.Random(seed).sample(BRANDS[:12], 3))))[1] for seed in range(60)]
    assert calls.count(1) >= 0.9 * len(calls)


@pytest.mark.parametrize(("agreement", "share"), [(0.5, 0.9), (0.8, 0.7)])
async def test_one_call_is_typical_of_a_model_that_agrees_with_the_list(agreement: float, share: float) -> None:
    """Its own relevance is as much that of the list's order as the correlation says, and in every case believed."""
    draw = random.Random(5)
    calls: list[int] = []
    for _ in range(60):
        noise = [draw.gauss(0, (1 - agreement**2) ** 0.5) for _ in SHELF]
        own = sorted(range(25), key=lambda place: noise[place] - agreement * (place - 12) / 7.2, reverse=True)
        ranking, count = await ask(fond_of(*(BRANDS[place] for place in own[:3])))
        assert shown(ranking) == [f"thing {place}" for place in own[:3]]
        calls.append(count)
    assert calls.count(1) >= share * len(calls)


async def test_a_second_pass_that_fails_leaves_an_echo_unbelieved() -> None:
    model = ScriptedModel([chooses(last), "no idea"])
    ranking = await ModelRanker(model, BuiltinRanker(), 5.0).rank(wish(SHELF))
    assert (shown(ranking), ranking.fallback) == (["thing 0", "thing 1", "thing 2"], ECHOED)


async def test_never_more_than_two_calls() -> None:
    model = ScriptedModel(["no idea", chooses(last)])
    ranking = await ModelRanker(model, BuiltinRanker(), 5.0).rank(wish(SHELF))
    assert (len(model.requests), ranking.fallback) == (2, ECHOED)


@given(st.integers(2, 25))
def test_the_second_order_holds_the_same_items_and_moves_both_ends_to_the_middle(size: int) -> None:
    again = reordered(SHELF[:size])
    assert sorted(candidate.item.id for candidate in again) == sorted(one.item.id for one in SHELF[:size])
    assert again == reordered(SHELF[:size])
    if size >= 6:
        ends = {again[0].item.id, again[1].item.id, again[2].item.id}
        assert not ends & {candidate.item.id for candidate in SHELF[:3]}


def a_pass(places: list[int], size: int = 25) -> Pass:
    listed = [ItemId(str(place)) for place in range(size)]
    return passed([RankedPick(listed[place], "") for place in places], listed, 3)


@pytest.mark.parametrize(
    ("places", "size", "echo"),
    [
        ([0, 1, 2], 25, True),
        ([24, 23, 22], 25, True),
        ([22, 23, 24], 25, True),
        ([21, 24, 20], 25, True),
        ([0, 1, 2], 3, True),
        ([2, 1, 0], 3, True),
        ([1, 0, 2], 25, True),
        ([0, 2, 1], 25, True),
        ([3, 0, 1], 16, True),
        ([3, 0, 1], 12, False),
        ([2, 0, 1], 12, True),
        ([4, 0, 1], 25, False),
        ([1, 0, 2], 11, False),
        ([2, 1, 3], 4, False),
        ([19, 24, 22], 25, False),
        ([0, 12, 24], 25, False),
        ([0], 25, True),
        ([23], 25, True),
        ([1], 4, False),
        ([0], 1, False),
    ],
)
def test_what_looks_like_an_echo(places: list[int], size: int, *, echo: bool) -> None:
    assert a_pass(places, size).echo is echo


@pytest.mark.parametrize(
    ("places", "size", "run"),
    [
        ([4, 5, 6], 25, True),
        ([12, 11, 10], 25, True),
        ([5, 4, 6], 25, False),
        ([4, 5, 7], 25, False),
        ([4, 5], 25, False),
        ([4, 5, 6], 11, False),
    ],
)
def test_what_looks_like_a_run_of_neighbours(places: list[int], size: int, *, run: bool) -> None:
    one = a_pass(places, size)
    assert (one.run, one.doubtful) == (run, run)


def test_what_two_doubtful_passes_agree_on_counts_in_a_long_list_only() -> None:
    order = [ItemId(str(place)) for place in range(25)]
    doubtful = a_pass([0, 1, 2])
    assert doubtful.doubtful
    assert settled(doubtful, doubtful, order) == ("0", "1", "2")
    assert settled(doubtful, doubtful, order[:4]) == ()
    assert settled(doubtful, a_pass([22, 23, 24]), order) == ()


@given(st.lists(st.integers(0, 24), max_size=3, unique=True), st.lists(st.integers(0, 24), max_size=3, unique=True))
def test_what_both_passes_picked_comes_first(one: list[int], other: list[int]) -> None:
    order = [ItemId(str(place)) for place in range(25)]
    picked = [Pass(tuple(RankedPick(order[place], "") for place in places), echo=False) for places in (one, other)]
    kept = settled(picked[0], picked[1], order)
    agreed = {order[place] for place in set(one) & set(other)}
    assert set(kept[: len(agreed)]) == agreed
    assert sorted(kept) == sorted({order[place] for place in (*one, *other)})
    assert settled(picked[1], picked[0], order) == kept
