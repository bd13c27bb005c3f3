"""Things asked for by what they do, in the sample catalog: what comes near in meaning, or said to come nearest only."""

import pytest

from bot.sample import fill_with_sample
from bot.wiring import build_turn_service
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import LOCAL_TENANT, UserId
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("something to carry a laptop", "Three picks for “something to carry a laptop”:"),
        ("something for running, under 150", "I found nothing for running, under $150; these come nearest:"),
        ("something to cut grass", "I found nothing to cut grass; these come nearest:"),
    ],
)
async def test_a_word_in_a_description_is_not_what_a_thing_is_for(said: str, lead: str) -> None:
    async with open_store("memory:") as store:
        await fill_with_sample(store)
        generator = HybridGenerator(store.catalog, MiniLMEmbedder())
        await generator.refresh()
        service = build_turn_service(store, TopicalGenerator(generator), BuiltinRanker())
        result = await service.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), said, EMPTY_STATE))
        await generator.close()
    assert result.answer.text == lead
