"""Threads in a direct message: each goes on from what it hangs on."""

import time
from pathlib import Path

import pytest

from bot.turns import DIRECT_PAUSE_SECONDS
from sandbox.model import Message
from tests.fakes.openai_server import Reply
from tests.integration.test_first_pick import slowly, with_model
from tests.integration.test_stop import STOPPED, session_is
from tests.integration.test_taps import CHEAPER, button
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import Workplace, running, workplace


async def said(place: Workplace, text: str, thread: Message | None = None) -> Message:
    """Write to the bot, in a thread or outside of any, and return the answer."""
    dm, root = place.ana.dm(), thread.ts if thread else None
    before = len(place.sandbox.answers(dm, root))
    await place.ana.say(dm, text, thread_ts=root)
    return await place.sandbox.answer(dm, root, after=before, timeout=20)


def request_before(place: Workplace, answer: Message) -> Message:
    """Return the message that an answer stands under."""
    messages = place.sandbox.messages(place.ana.dm())
    return messages[messages.index(answer) - 1]


def categories(answer: Message) -> set[str]:
    return {word for word in ("Headphones", "Chair") for title in picks(answer) if word in title}


async def test_a_thread_goes_on_from_what_it_hangs_on(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        headphones = await said(place, "wireless headphones")
        chairs = await said(place, "an office chair")
        of_question = request_before(place, headphones)
        cheaper = await said(place, "cheaper", of_question)
        assert categories(cheaper) == {"Headphones"}
        assert max(prices(cheaper)) < max(prices(headphones))
        others = await said(place, "others?", of_question)
        assert not set(picks(others)) & {*picks(cheaper), *picks(headphones)}, "the thread remembers itself"
        in_answer = await said(place, "only Sony", headphones)
        assert all("Sony" in title for title in picks(in_answer))
        more = await said(place, "others?")
        assert categories(more) == {"Chair"}, "outside of threads nothing has changed"
        assert not set(picks(more)) & set(picks(chairs))


async def test_a_button_in_a_thread_goes_on_there(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        headphones = await said(place, "wireless headphones under 400")
        in_thread = await said(place, "under 200", headphones)
        await said(place, "an office chair")
        await place.ana.click(in_thread, "more:1")
        answer = await place.sandbox.answer(place.ana.dm(), headphones.ts, after=2, timeout=20)
        assert categories(answer) == {"Headphones"}
        assert max(prices(answer)) < 200
        await place.ana.click(answer, "dismiss:1")
        [told] = await place.sandbox.wait_for(lambda: place.ana.whispers(place.ana.dm()))
        await place.ana.click(told, "others")
        others = await place.sandbox.answer(place.ana.dm(), headphones.ts, after=3, timeout=20)
        assert categories(others) == {"Headphones"}


async def test_a_command_is_gone_on_with_in_its_thread_and_outside(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.command(dm, "/recommend", "wireless headphones")
        root = await place.sandbox.answer(dm, timeout=20)
        await place.sandbox.answer(dm, root.ts, after=1, timeout=20)
        assert categories(await said(place, "cheaper", root)) == {"Headphones"}
        assert categories(await said(place, "only Sony")) == {"Headphones"}


async def test_a_button_under_an_answer_that_has_a_thread_goes_on_outside_of_it(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        headphones = await said(place, "wireless headphones")
        in_thread = await said(place, "only Sony", headphones)
        await said(place, "an office chair")
        await place.ana.click(headphones, "more:2")
        outside = await place.sandbox.answer(dm, after=2, timeout=20)
        assert categories(outside) == {"Headphones"}
        assert not all("Sony" in title for title in picks(outside)), "that was said in the thread"
        await place.ana.click(outside, "dismiss:1")
        [told] = await place.sandbox.wait_for(lambda: place.ana.whispers(dm))
        await place.ana.click(told, "others")
        assert categories(await place.sandbox.answer(dm, after=3, timeout=20)) == {"Headphones"}
        assert place.sandbox.answers(dm, headphones.ts) == [headphones, in_thread]


async def test_a_button_under_the_answer_to_a_command_goes_on_in_its_thread(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.command(dm, "/recommend", "wireless headphones under 400")
        root = await place.sandbox.answer(dm, timeout=20)
        first = await place.sandbox.answer(dm, root.ts, after=1, timeout=20)
        await said(place, "an office chair")
        await place.ana.click(first, button(first, CHEAPER))
        cheaper = await place.sandbox.answer(dm, root.ts, after=2, timeout=20)
        assert categories(cheaper) == {"Headphones"}
        assert max(prices(cheaper)) < max(prices(first))
        assert categories(await said(place, "only Sony", root)) == {"Headphones"}
        assert categories(await said(place, "others?")) == {"Chair"}


async def test_a_thread_whose_first_reply_was_stopped_goes_on_from_what_it_hangs_on(tmp_path: Path) -> None:
    script = slowly("A7", "A1", "A2", known=3), Reply(hold=True), slowly("A7", "A1", "A2", known=3)
    async with with_model(tmp_path, *script) as (place, server):
        dm = place.ana.dm()
        server.go_on.set()
        root = await place.ana.say(dm, "wireless headphones under 400")
        await place.sandbox.answer(dm, timeout=20)
        await place.quiet()
        server.go_on.clear()
        await place.ana.say(dm, "under 300", thread_ts=root.ts)
        await session_is(place, "processing", dm, root.ts)
        await place.ana.stop(dm, root.ts)
        assert (await place.sandbox.answer(dm, root.ts, timeout=20)).text == STOPPED
        server.go_on.set()
        answer = await said(place, "under 200", root)
        await place.quiet()
        assert categories(answer) == {"Headphones"}
        assert max(prices(answer)) <= 200


async def test_a_thread_is_gone_on_with_after_a_long_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with workplace(tmp_path) as place, running(place):
        headphones = await said(place, "wireless headphones")
        await said(place, "cheaper", headphones)
        now = time.time
        monkeypatch.setattr("bot.turns.time.time", lambda: now() + 2 * DIRECT_PAUSE_SECONDS)
        assert categories(await said(place, "only Sony", headphones)) == {"Headphones"}


async def test_a_reply_waits_until_what_it_replies_to_is_answered(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2"), slowly("A1", "A2", "A3")) as (place, server):
        dm = place.ana.dm()
        root = await place.ana.say(dm, "wireless headphones under 400")
        first = await place.sandbox.answer(dm, timeout=20)
        await place.ana.say(dm, "under 200", thread_ts=root.ts)
        await place.sandbox.settled()
        server.go_on.set()
        answer = await place.sandbox.answer(dm, root.ts, timeout=20)
        await place.quiet()
        assert len(picks(first)) == 3
        assert categories(answer) == {"Headphones"}
        assert max(prices(answer)) <= 200


async def test_a_thread_on_what_is_not_known_begins_afresh(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        await said(place, "wireless headphones")
        root = place.sandbox.workspace.post(place.ana.dm(), place.sandbox.bot_user_id, "Welcome!")
        assert categories(await said(place, "an office chair", root)) == {"Chair"}
