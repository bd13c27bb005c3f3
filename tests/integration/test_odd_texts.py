"""What Slack makes of the texts that people type: they read what they typed, and it is understood as they meant it."""

import json
from pathlib import Path

import pytest

from tests.integration.test_turns import picks, prices
from tests.integration.workplace import running, workplace


async def test_a_request_reads_in_its_root_as_it_was_typed_and_calls_nobody(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        await place.ana.command(place.gear, "/recommend", "a mouse & keyboard for @ben in #random under <100 @here")
        root = await place.sandbox.answer(place.gear)
        shown = json.dumps(root.blocks, ensure_ascii=False)
        for text in (root.text, shown):
            assert "a mouse &amp; keyboard for @ben in #random under &lt;100 @\u200bhere" in text
            assert place.sandbox.person("ben").id not in text
        answer = await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
        assert max(prices(answer)) < 100


async def test_headings_read_as_what_was_typed(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        ben = place.sandbox.person("ben")
        text = "@ana needs an office chair & a lamp under $400, see https://ikea.example/chair"
        said = await ben.say(place.gear, text)
        await place.ana.shortcut("recommend_from_message", said)
        answer = await place.sandbox.answer(place.gear, said.ts, timeout=20)
        read = "@somebody needs an office chair &amp; a lamp under $400, see https://ikea.example/chair"
        assert f"<@{place.ana.id}>: {read}" in json.dumps(answer.blocks)
        await place.reply(said, "cheaper")
        root, _ = await place.ask("a webcam")
        await place.reply(root, "cheaper")
        await place.ana.edit(root, f"{place.bot_mention} desks for <R&D>, not @ben's")
        last = await place.sandbox.answer(place.gear, root.ts, after=2, timeout=20)
        assert f"<@{place.ana.id}>: desks for &lt;R&amp;D&gt;, not @somebody's" in json.dumps(last.blocks)


@pytest.mark.parametrize(
    "text",
    [
        "<https://shop.example/sony/desk|headphones> under 200",
        "headphones under 200, as in https://shop.example/office-chairs?for=desk&by=sony",
        "headphones under 200 (<http://lenovo.example/laptop|lenovo.example/laptop>)",
        "headphones under 200 by <!date^1795450153^{date}|tomorrow> for <!subteam^S0SALES|@laptop-people>",
    ],
)
async def test_an_address_is_no_word_of_a_request(tmp_path: Path, text: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        said = place.sandbox.workspace.post(place.gear, place.ana.id, f"{place.bot_mention} {text}")
        answer = await place.sandbox.answer(place.gear, said.ts, timeout=20)
        assert len(picks(answer)) == 3
        assert answer.text.startswith("Three picks for “headphones”, under $200")
