"""What Slack makes of the texts that people type: they read what they typed, and it is understood as they meant it."""

import json
import re
from pathlib import Path

import pytest

from sandbox.model import Message
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import running, workplace

HOSTILE = (
    "&amp;", "&lt;!channel&gt; mice", "&amp;lt;!channel&amp;gt; mice", "<!channel> mice", "<!here|here>",
    "<!everyone>", "<!subteam^S1> mice", "<!subteam^S1|@sales>", "<#C0GEAR0001|gear>", "<#C0GEAR0001> mice",
    "<@U0BEN00001>", "<@U0BEN00001|<!channel>>", "<!date^1392734382^{date_num} {time}|2014-02-18 6:39 AM> a desk",
    "<!date^1^{date}>", "<https://x.example|<!channel>>", "<https://x.example/a|>",
    "<mailto:a@x.example|a@x.example>", "<tel:+1555|call me>", "https://x.example/<@U0BEN00001>", "<>", "<|>", "<@>",
    "<!>", "<http://>", "&#60;!channel&#62; mice", "@channel @here", "\u202egnp.exe", "\u2066mice\u2069",
    "m\u200bice", "mi\u00adce", "\ufeffmice", "zero\u200dwidth", "mice\ud83d", "\x07mice\x1b[31m", "a" * 39_000,
    "mice " * 7_000, "&" * 39_000, "&amp;" * 7_000, "<" * 39_000, "<@" * 19_000, "|" * 39_000, "\n" * 39_000,
    "under 100 and " * 2_800, "1" * 39_000, "?!?", "...", "—", '"', "`", "```", "```rm -rf / ; mice```",
    "&gt; mice\n&gt; 50", "*mice*", "_", "'; DROP TABLE turns; --", "%s {0} {user}", "<script>alert(1)</script>",
    "under 1e999", "under -5", ":", "::",
)  # fmt: skip


async def test_no_text_is_too_odd_for_an_answer_and_none_calls_anybody(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        post, ben = place.sandbox.workspace.post, place.sandbox.person("ben")
        asked = [post(place.gear, place.ana.id, f"{place.bot_mention} {text}") for text in HOSTILE]
        await place.quiet(60)
        shown = [post(place.gear, ben.id, text) for text in HOSTILE if text.strip()]
        for message in shown:
            await place.ana.shortcut("recommend_from_message", message)
        await place.quiet(60)
        for text in HOSTILE[:34]:
            await place.ana.command(place.gear, "/recommend", text)
        await place.quiet(60)
        for message in (*asked, *shown):
            [answer] = place.answers(message)
            assert "something went wrong" not in answer.text, message.text[:80]
        ours = [message for message in place.gear.messages.values() if message.user == place.sandbox.bot_user_id]
        assert len(ours) == len(asked) + len(shown) + 2 * 34
        assert [call.error for call in place.sandbox.calls if call.error] == []
        for message in ours:
            assert calls_nobody(message, place.ana.id), message.text[:200]


def calls_nobody(message: Message, asker: str) -> bool:
    texts = f"{message.text} {json.dumps(message.blocks, ensure_ascii=False)}".replace(f"<@{asker}>", "")
    return re.search(r"<[@#!]|@(?:channel|here|everyone)\b", texts) is None


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
