"""Whole turns whose message a model reads: another language through the sandbox, and the small real model."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.sample import fill_with_sample
from bot.wiring import build_turn_service
from recsys.catalog.predicates import meets_all
from recsys.conversation.interpret.by_model.interpreter import RulesThenModel
from recsys.conversation.turn import TurnRequest
from recsys.llm.local import LOCAL_MODEL_NAME, LocalModelServer, local_model_installed
from recsys.llm.openai_service import OpenAIService
from recsys.model.answer import Ranking
from recsys.model.constraints import PriceMax
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import LOCAL_TENANT, ConversationId, Tenant, UserId
from recsys.ports import ModelReply, ModelRequest, Ranker, RankRequest
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store
from tests.fakes.model import ScriptedModel
from tests.fakes.openai_server import Body, OpenAIServer, Reply
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import running, workplace

SECONDS = 5.0
"""The small model may need longer: then the rules alone have read the message, which must end as well."""
READINGS: dict[str, dict[str, Any]] = {
    "Ich suche Kopfhörer unter dreihundert Euro, bitte nicht von Sony": {
        "language": "de",
        "act": "ask",
        "topic": "headphones",
        "prices": [{"bound": "under", "amount": 300}],
        "not_brands": ["Sony"],
    },
    "billiger als das erste": {
        "language": "de",
        "act": "critique",
        "prices": [{"bound": "cheaper", "amount": None}],
        "items": [1],
    },
}


def reads_and_refuses_to_rank(body: Body) -> Reply:
    """Answer as a service that reads German and has no time left for ranking."""
    if body["response_format"]["json_schema"]["name"] != "reading":
        return Reply(status=503)
    user = str(body["messages"][-1]["content"])
    found = [reading for said, reading in READINGS.items() if said in user]
    return Reply(json.dumps(found[0]))


async def test_a_request_and_a_critique_in_german(tmp_path: Path) -> None:
    first, second = READINGS
    async with OpenAIServer(rule=reads_and_refuses_to_rank) as server:
        changes: dict[str, Any] = {
            "openai_api_key": SecretStr("sk-test"),
            "openai_base_url": server.base_url,
            "model": "small",
        }
        async with workplace(tmp_path, **changes) as place, running(place):
            said, answer = await place.ask(first)
            assert len(picks(answer)) == 3
            assert max(prices(answer)) < 300
            assert not [title for title in picks(answer) if title.startswith("Sony")]
            cheaper = await place.reply(said, second)
            assert max(prices(cheaper)) < prices(answer)[0]
            asked = len(server.requests)
            await place.reply(said, "others?")
            later = [body["response_format"]["json_schema"]["name"] for body in server.requests[asked:]]
            assert "reading" not in later, "the rules understand this one"
            await place.quiet()
            async with place.store() as store:
                tenant = Tenant("", place.sandbox.team_id)
                turns = await store.conversations.turns(tenant, ConversationId(f"{place.gear.id}:{said.ts}"))
    costs = [[use.prompt_tokens for use in turn.usage if use.prompt_tokens] for turn in turns]
    assert costs == [[100], [100], []], "the reading is accounted for with its turn"


class ListeningRanker(Ranker):
    """Ranks as the built-in ranker does, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[RankRequest] = []

    async def rank(self, request: RankRequest) -> Ranking:
        self.asked.append(request)
        return await BuiltinRanker().rank(request)


async def test_the_ranker_is_told_the_language_and_the_time_that_reading_took() -> None:
    first, _ = READINGS
    ranker = ListeningRanker()
    model = SlowModel([json.dumps(READINGS[first])])
    async with open_store("memory:") as store:
        await fill_with_sample(store)
        generator = HybridGenerator(store.catalog, None)
        service = build_turn_service(store, generator, ranker, RulesThenModel(model, SECONDS))
        await service.warm_up()
        assert model.requests == [], "a start costs no call"
        german = await service.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), first, EMPTY_STATE))
        await service.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), "black ones", german.state))
        await generator.close()
    assert [(asked.language, asked.waited) for asked in ranker.asked] == [("de", 1.5), ("", 0.0)]
    assert [use.seconds for use in german.usage] == [1.5]


class SlowModel(ScriptedModel):
    """Says that each answer took it a second and a half."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        reply = await super().complete(request)
        return replace(reply, usage=replace(reply.usage, seconds=1.5))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalModelServer]:
    if not local_model_installed():
        pytest.skip("the local model is not installed; run `make local-model`")
    with LocalModelServer() as running:
        yield running


async def test_a_turn_that_the_small_real_model_reads_ends_well(server: LocalModelServer) -> None:
    said = "my daughter should be able to carry the headphones to school, not over 300"
    model = OpenAIService(server.base_url, "", LOCAL_MODEL_NAME, timeout=SECONDS, max_retries=0)
    async with open_store("memory:") as store:
        await fill_with_sample(store)
        generator = HybridGenerator(store.catalog, None)
        service = build_turn_service(store, generator, BuiltinRanker(), RulesThenModel(model, SECONDS))
        try:
            result = await service.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), said, EMPTY_STATE))
        finally:
            await model.aclose()
            await generator.close()
    assert [use.model for use in result.usage] == [LOCAL_MODEL_NAME]
    assert result.usage[0].seconds < SECONDS + 1
    assert result.state.turns == 1
    stated = [entry.constraint for entry in result.state.constraints]
    assert PriceMax(300.0) in stated, "what the rules are sure of holds whatever the model said"
    assert result.answer.picks or result.answer.kind == "no_result"
    assert all(meets_all(pick.item, stated) for pick in result.answer.picks)
