"""The first pick of a model's answer, told early: complete, no echo, and still the first in the end."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.errors import ModelUnavailable
from recsys.model.answer import ModelUsage, RankedPick, Ranking
from recsys.model.ids import ItemId
from recsys.ports import LanguageModel, ModelReply, ModelRequest
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.listing import list_candidates
from recsys.ranking.model import ModelRanker
from recsys.ranking.model_answer import picks_so_far, read_picks
from recsys.ranking.order_bias import passed, stands
from tests.unit.test_ranking import item, shelf, wish

SHELF = shelf(*(item(f"i{number}", f"Brand{number}") for number in range(1, 13)))
LISTING = list_candidates(SHELF, wish(SHELF))

aliases = st.sampled_from([*LISTING.items, "A77", "none"])
reasons = st.text(max_size=30)
pick = st.fixed_dictionaries({"id": aliases, "reason": reasons})
with_twin = st.tuples(aliases, reasons, reasons).map(
    lambda told: dict(zip(("id", "english", "reason"), told, strict=True))
)
picked = st.lists(pick | with_twin, min_size=1, max_size=5)


@given(st.data(), st.integers(1, 30), st.integers(1, 4))
def test_what_stands_begins_no_echo_however_it_goes_on(data: st.DataObject, size: int, places: int) -> None:
    listed = [ItemId(str(place)) for place in range(size)]
    order = data.draw(st.permutations(range(size)))
    begun = order[: data.draw(st.integers(0, places))]
    if stands(begun, size, places):
        whole = order[: data.draw(st.integers(len(begun), max(len(begun), places)))]
        assert not passed([RankedPick(listed[place], "") for place in whole], listed, places).echo


@given(picked, st.booleans(), st.data())
def test_at_any_moment_only_whole_picks_are_read_and_they_stay(
    picks: list[dict[str, str]],
    fenced: bool,
    data: st.DataObject,
) -> None:
    text = json.dumps({"picks": picks}, indent=data.draw(st.sampled_from([None, 2])))
    text = f"```json\n{text}\n```" if fenced else text
    early = picks_so_far(text[: data.draw(st.integers(0, len(text)))], LISTING)
    known = any(pick["id"] in LISTING.items for pick in picks)
    assert early == (read_picks(text, LISTING)[: len(early)] if known else ())


@given(st.text(alphabet='{}[]",:picksdreaon A1\\', max_size=60))
def test_what_is_no_answer_has_no_picks(text: str) -> None:
    assert all(pick.item in LISTING.items.values() for pick in picks_so_far(text, LISTING))


class Speaking(LanguageModel):
    """Says the lines of a script, one a call and letter by letter; where an error comes next, it ends in that."""

    def __init__(self, *script: str | ModelUnavailable) -> None:
        self._script = list(script)

    @property
    def name(self) -> str:
        return "speaking"

    async def complete(self, request: ModelRequest) -> ModelReply:
        line = self._script.pop(0)
        assert isinstance(line, str)
        if request.heard is not None:
            for end in range(len(line)):
                request.heard(line[:end])
        if self._script and isinstance(error := self._script[0], ModelUnavailable):
            raise error
        return ModelReply(line, ModelUsage(self.name, 100, 0, 20, 0.0))


def answer(*chosen: int) -> str:
    return json.dumps({"picks": [{"id": f"A{one}", "reason": f"It is number {one}."} for one in chosen]})


@pytest.mark.parametrize(
    ("script", "told", "slate"),
    [
        ([answer(5, 2, 3)], "i5", ["i5", "i2", "i3"]),
        ([answer(1, 5, 2)], "i1", ["i1", "i5", "i2"]),
        ([answer(1, 2, 5)], "", ["i1", "i2", "i5"]),
        ([answer(12, 4, 2)], "i12", ["i12", "i4", "i2"]),
        ([answer(5), answer(2, 3, 5)], "i5", ["i5"]),
        ([answer(5)[:-20], ModelUnavailable("gone")], "", []),
        ([answer(5, 2)[:-20], ModelUnavailable("gone")], "i5", ["i5", "i1", "i2"]),
    ],
    ids=["plain", "first of the list", "nearly an echo", "last of the list", "too few", "broken early", "broken late"],
)
async def test_what_is_told_is_first_in_the_end(
    script: list[str | ModelUnavailable], told: str, slate: list[str]
) -> None:
    heard: list[Ranking] = []
    request = replace(wish(SHELF), early=heard.append)
    ranking = await ModelRanker(Speaking(*script), BuiltinRanker(), 5.0).rank(request)
    assert [pick.item for early in heard for pick in early.picks] == ([told] if told else [])
    assert [early.model for early in heard] == ["speaking"] * len(heard)
    assert len(ranking.picks) == 3
    assert [pick.item for pick in ranking.picks][: len(slate)] == slate


async def test_the_id_of_the_second_pick_is_enough() -> None:
    class Waiting(Speaking):
        async def complete(self, request: ModelRequest) -> ModelReply:
            assert request.heard is not None
            request.heard(answer(2, 7).split(', "reason": "It is number 7')[0])
            assert heard, "told while the second reason is still written"
            return await super().complete(replace(request, heard=None))

    heard: list[Ranking] = []
    await ModelRanker(Waiting(answer(2, 7, 9)), BuiltinRanker(), 5.0).rank(replace(wish(SHELF), early=heard.append))
    assert [pick.item for early in heard for pick in early.picks] == ["i2"]


async def test_a_second_call_needs_tokens_that_are_left() -> None:
    class Dear(Speaking):
        async def complete(self, request: ModelRequest) -> ModelReply:
            reply = await super().complete(request)
            return replace(reply, usage=replace(reply.usage, prompt_tokens=7_000))

    ranking = await ModelRanker(Dear(answer(1, 2, 3), answer(4, 5, 6)), BuiltinRanker(), 5.0).rank(wish(SHELF))
    assert len(ranking.usage) == 1
    assert ranking.fallback
