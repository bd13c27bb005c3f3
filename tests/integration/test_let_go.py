"""What is said in a thread and asks for nothing: the bot stays silent; and what becomes a request by an edit."""

from pathlib import Path

import pytest

from tests.integration.test_turns import picks, prices
from tests.integration.workplace import running, workplace

ONLY_WORDS = "I can only read words: tell me what you are looking for."


@pytest.mark.parametrize("text", [":joy:", "😂🙈 !!", ":party-parrot:", "which one would you take, @ana?"])
async def test_what_asks_for_nothing_is_let_go_in_a_thread(tmp_path: Path, text: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("a webcam")
        ben = place.sandbox.person("ben")
        await ben.say(place.gear, text, thread_ts=said.ts)
        await ben.say(place.gear, "others?", thread_ts=said.ts)
        others = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        await place.quiet()
        assert not set(picks(others)) & set(picks(answer))
        assert len(place.answers(said)) == 2


async def test_emoji_with_a_meaning_are_read(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, _ = await place.ask("a webcam")
        assert await place.reply(said, ":thumbsup:")
        assert await place.reply(said, "👎")


async def test_a_picture_in_a_thread_asks_for_nothing_until_words_are_added(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("wireless headphones")
        shot = await place.ana.upload(place.gear, "desk.png", thread_ts=said.ts)
        await place.quiet()
        assert len(place.answers(said)) == 1
        await place.ana.edit(shot, "cheaper")
        cheaper = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert max(prices(cheaper)) < max(prices(answer))


async def test_a_picture_sent_directly_is_told_what_to_do_once(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        place.sandbox.faults.order("duplicate_event", only="message")
        await place.ana.upload(dm, "desk.png")
        await place.quiet()
        assert [message.text for message in place.sandbox.answers(dm)] == [ONLY_WORDS]
        await place.ana.upload(dm, "desk.png", "an office chair")
        assert picks(await place.sandbox.answer(dm, after=1, timeout=20))


async def test_emoji_in_a_direct_message_are_let_go_where_something_was_said_before(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.say(dm, ":wave:")
        assert "Tell me what you" in (await place.sandbox.answer(dm, timeout=20)).text
        await place.ana.say(dm, "a webcam")
        answer = await place.sandbox.answer(dm, after=1, timeout=20)
        await place.ana.say(dm, "😂")
        await place.ana.say(dm, ":tada:", thread_ts=answer.ts)
        await place.quiet()
        assert len(place.sandbox.messages(dm, answer.ts)) == 2
        assert len(place.sandbox.answers(dm)) == 2


@pytest.mark.parametrize("before", ["@ana which one?", ":joy:"])
async def test_a_reply_that_an_edit_makes_a_request_is_answered(tmp_path: Path, before: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("wireless headphones under 400")
        ben = place.sandbox.person("ben")
        reply = await ben.say(place.gear, before, thread_ts=said.ts)
        await place.quiet()
        assert len(place.answers(said)) == 1
        await ben.edit(reply, "cheaper")
        cheaper = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert max(prices(cheaper)) < max(prices(answer))
        await ben.edit(reply, "under 90")
        await place.sandbox.wait_for(lambda: max(prices(cheaper)) <= 90, timeout=20)
        await place.quiet()
        assert len(place.answers(said)) == 2


async def test_an_edit_outside_of_our_threads_stays_unheard(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        root = await place.ana.say(place.gear, "What do you use?")
        reply = await place.ana.say(place.gear, "@ben which one?", thread_ts=root.ts)
        await place.ana.edit(reply, "headphones under 100")
        await place.quiet()
        assert place.answers(root) == []
