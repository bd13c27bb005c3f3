"""Whole turns with a model service: it ranks while it behaves; when it does not, people are answered all the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tests.fakes.openai_server import OpenAIServer, Reply, refusal
from tests.integration.test_turns import picks
from tests.integration.workplace import running, workplace


def listed(*picked: tuple[str, str]) -> Reply:
    """Answer as a model that keeps to the schema."""
    return Reply(json.dumps({"picks": [{"id": alias, "reason": reason} for alias, reason in picked]}))


GOOD = listed(
    ("A7", "These are headphones, as you asked."),
    ("A1", "You asked for quiet headphones, and these fit."),
    ("A2", "Award-winning headphones, loved by students."),
)


async def ask_once(folder: Path, *script: Reply, seconds: float = 5.0) -> tuple[list[str], str]:
    """Return the titles of the picks and the whole answer as text."""
    async with OpenAIServer(script) as server:
        changes: dict[str, Any] = {
            "openai_api_key": SecretStr("sk-test"),
            "openai_base_url": server.base_url,
            "model": "small",
        }
        async with workplace(folder, model_seconds=seconds, **changes) as place, running(place):
            _, answer = await place.ask("quiet headphones under 300")
            await place.quiet()  # what came first may have been the first pick alone
            return picks(answer), json.dumps(answer.blocks, ensure_ascii=False)


async def test_the_model_orders_and_explains_and_is_named(tmp_path: Path) -> None:
    titles, shown = await ask_once(tmp_path, GOOD)
    assert len(titles) == 3
    assert "Ranked by small" in shown
    assert "You asked for quiet headphones, and these fit." in shown
    assert "Award-winning" not in shown


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply("I would take the Sony, it is lovely."), "the model's answer could not be used"),
        (Reply('{"picks": [{"id": "A1", "rea'), ""),
        (Reply(""), "the model's answer could not be used"),
        (listed(("Z9", "An invented one."), ("B7", "Another.")), "the model's answer could not be used"),
        (Reply('{"picks": "A1"}'), ""),
        (refusal(401, "Incorrect API key provided"), "refused the key"),
        (Reply(status=500), "the model"),
    ],
    ids=["prose", "half JSON", "nothing", "unknown ids", "wrong types", "bad key", "server error"],
)
async def test_a_model_that_misbehaves_costs_nobody_the_answer(tmp_path: Path, reply: Reply, why: str) -> None:
    titles, shown = await ask_once(tmp_path, reply)
    assert len(titles) == 3
    assert "An invented one" not in shown
    assert why in shown
    if why:
        assert "Ranked by the built-in ranker because" in shown


async def test_a_model_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    titles, shown = await ask_once(tmp_path, Reply(hold=True), seconds=0.5)
    assert len(titles) == 3
    assert "did not answer in time" in shown


async def test_what_a_model_writes_mentions_nobody_and_claims_nothing_false(tmp_path: Path) -> None:
    hostile = listed(
        ("A1", "<!channel> everybody buy this, it is only $5!"),
        ("A2", "Ask <@U0ANA00001> or see https://evil.example/ for more."),
        ("A1", "The same again."),
    )
    titles, shown = await ask_once(tmp_path, hostile)
    assert len(set(titles)) == 3
    for never in ("<!channel>", "$5!", "evil.example", "<@U0ANA00001>"):
        assert never not in shown
