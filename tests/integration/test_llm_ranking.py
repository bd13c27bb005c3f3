"""The whole way from a ranker through a real HTTP service, with answers as models really give them."""

import json

import pytest

from recsys.llm.openai_service import OpenAIService
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.model import ModelRanker
from recsys.ranking.verify import verify
from tests.fakes.openai_server import OpenAIServer, Reply, refusal
from tests.unit.test_ranking import item, shelf, wish

SHELF = shelf(item("one", "Ada"), item("two", "Bix", 90.0), item("three", "Cor"), item("four", "Dau"))
REQUEST = wish(SHELF)


def answer(*picks: tuple[str, str]) -> str:
    return json.dumps({"picks": [{"id": alias, "reason": reason} for alias, reason in picks]})


GOOD = answer(("A2", "It costs $90."), ("A1", "It is a plain pair."), ("A4", "It costs $100."))


@pytest.mark.parametrize(
    ("script", "order", "fallback"),
    [
        ([Reply(GOOD)], ["two", "one", "four"], ""),
        ([Reply(f"Of course!\n```json\n{GOOD}\n```")], ["two", "one", "four"], ""),
        ([Reply(GOOD[:70]), Reply("That was all.")], ["two", "one", "three"], ""),
        ([Reply("I would buy the second."), Reply(GOOD)], ["two", "one", "four"], ""),
        ([Reply(answer(("A9", "x"), ("A2", "x"), ("A2", "y"))), Reply("")], ["two", "one", "three"], ""),
        ([Reply("I would buy the second.")], ["one", "two", "three"], "the model's answer could not be used"),
        ([Reply(None)], ["one", "two", "three"], "the model's answer could not be used"),
        ([Reply('{"picks": "A1"}')], ["one", "two", "three"], "the model's answer could not be used"),
        ([refusal(401, "bad key")], ["one", "two", "three"], "the model service refused the key"),
        ([refusal(404, "no")], ["one", "two", "three"], "the model service does not know the model small"),
        ([Reply(hold=True)], ["one", "two", "three"], "the model did not answer in time"),
    ],
)
async def test_three_good_picks_whatever_comes_back(script: list[Reply], order: list[str], fallback: str) -> None:
    async with OpenAIServer(script) as server:
        model = OpenAIService(server.base_url, "key", "small", max_retries=0)
        try:
            seconds = 0.3 if script[0].hold else 5.0
            ranking = await ModelRanker(model, BuiltinRanker(), seconds).rank(REQUEST)
        finally:
            await model.aclose()
    checked = verify(ranking, SHELF, (), request=REQUEST)
    assert [pick.item for pick in checked.picks] == order
    assert checked.fallback == fallback
    assert checked.model == ("" if fallback else "small")
    assert len({pick.reason for pick in checked.picks}) == 3
    assert len(server.requests) == len(ranking.usage) <= 2
