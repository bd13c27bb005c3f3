"""What is said, stopped or deleted while a turn is under way, and what those see who wait for others."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from sandbox.model import Message
from tests.fakes.openai_server import OpenAIServer, Reply
from tests.integration.test_feedback_routes import opinions
from tests.integration.test_first_pick import SESSION, beside_model, calls, slowly, whole, with_model
from tests.integration.test_home import form, home
from tests.integration.test_stop import STOPPED, session_is
from tests.integration.test_turns import picks
from tests.integration.workplace import Workplace, running

SLOW = (slowly("A7", "A1", "A2"),) * 4
TEXT = "assistant.threads.setStatus"


async def is_answered(place: Workplace, root: Message, after: int) -> Message:
    """Wait for the answer to a reply in #gear, and until nothing more is to come."""
    answer = await place.sandbox.answer(place.gear, root.ts, after=after, timeout=20)
    await whole(place, answer)
    return answer


@pytest.mark.parametrize("entry", ["mention", "shortcut"])
@pytest.mark.parametrize("who", ["ana", "ben"])
async def test_a_reply_to_a_request_that_is_still_being_answered_is_answered_next(
    tmp_path: Path, entry: str, who: str
) -> None:
    async with with_model(tmp_path, *SLOW) as (place, server):
        ben = place.sandbox.person("ben")
        if entry == "mention":
            root, _ = await place.ask("quiet headphones under 300")
        else:
            root = await ben.say(place.gear, "I need quiet headphones under 300")
            await place.ana.shortcut("recommend_from_message", root)
            await place.sandbox.answer(place.gear, root.ts, timeout=20)
        await place.sandbox.person(who).say(place.gear, "not Sony", thread_ts=root.ts)
        await ben.say(place.gear, ":joy:", thread_ts=root.ts)
        await place.sandbox.settled()
        server.go_on.set()
        replied = await is_answered(place, root, after=1)
        assert "under $300, not Sony" in replied.text
        assert len(place.answers(root)) == 2


async def test_a_reply_is_not_lost_where_the_bot_restarts_before_the_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.GRACE_SECONDS", 0.1)
    async with beside_model(tmp_path, *SLOW, seconds=30) as (place, server):
        async with running(place):
            root, _ = await place.ask("quiet headphones under 300")
        await place.ana.say(place.gear, "not Sony", thread_ts=root.ts)
        server.go_on.set()
        async with running(place):
            assert "under $300, not Sony" in (await is_answered(place, root, after=1)).text


async def test_a_second_direct_message_has_its_sign_and_its_stop_while_the_first_is_answered(tmp_path: Path) -> None:
    async with with_model(tmp_path, *SLOW) as (place, server):
        dm = place.ana.dm()
        first = await place.ana.say(dm, "quiet headphones under 300")
        answer = await place.sandbox.answer(dm, timeout=20)
        second = await place.ana.say(dm, "not Sony")
        await session_is(place, "processing", dm, second.ts)
        await place.ana.stop(dm, second.ts)
        assert (await place.sandbox.answer(dm, after=1, timeout=20)).text == STOPPED
        await session_is(place, "active", dm, second.ts)
        assert place.sandbox.workspace.threads.is_processing(dm, first.ts)
        server.go_on.set()
        await whole(place, answer)
        assert len(place.sandbox.answers(dm)) == 2


Busy = tuple[Workplace, OpenAIServer]


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncGenerator[Busy]:
    """Run a bot that answers one person at a time, and has one already."""
    async with beside_model(tmp_path, *SLOW) as (place, server):
        place.settings = place.settings.model_copy(update={"concurrency": 1})
        async with running(place):
            await place.ask("quiet headphones under 300")
            yield place, server


async def test_who_waits_for_others_sees_it(busy: Busy) -> None:
    place, server = busy
    ben = place.sandbox.person("ben")
    said = await ben.say(place.gear, f"{place.bot_mention} quiet headphones under 200")
    await session_is(place, "processing", place.gear, said.ts)
    before = len(place.sandbox.answers(place.gear))
    await ben.command(place.gear, "/recommend", "quiet headphones under 100")
    root = await place.sandbox.answer(place.gear, after=before, timeout=20)
    assert len(place.sandbox.answers(place.gear, root.ts)) == 1, "the answer is still to come"
    server.go_on.set()
    await is_answered(place, said, after=0)
    await is_answered(place, root, after=1)
    assert len([one for one in place.sandbox.answers(place.gear) if one.text == root.text]) == 1
    await session_is(place, "active", place.gear, said.ts)


async def test_a_reply_that_is_deleted_while_it_waits_keeps_no_sign(tmp_path: Path) -> None:
    async with with_model(tmp_path, *SLOW) as (place, server):
        said, answer = await place.ask("quiet headphones under 300")
        reply = await place.ana.say(place.gear, "not Sony", thread_ts=said.ts)
        await session_is(place, "processing", place.gear, said.ts)
        await place.ana.delete(reply)
        await place.sandbox.settled()
        server.go_on.set()
        await whole(place, answer)
        await session_is(place, "active", place.gear, said.ts)
        assert place.answers(said) == [answer]


async def test_who_is_forgotten_waits_no_more(busy: Busy) -> None:
    place, server = busy
    ben = place.sandbox.person("ben")
    said = await ben.say(place.gear, f"{place.bot_mention} quiet headphones under 200")
    await session_is(place, "processing", place.gear, said.ts)
    await ben.click_in_view((await home(place, ben))["id"], "home:forget")
    await ben.submit((await form(place, ben))["id"], {})
    await session_is(place, "active", place.gear, said.ts)
    server.go_on.set()
    await place.quiet()
    assert place.answers(said) == []


async def test_a_thread_has_one_sign_for_all_that_waits_there(tmp_path: Path) -> None:
    async with with_model(tmp_path, *SLOW) as (place, server):
        said, _ = await place.ask("quiet headphones under 300")
        await session_is(place, "processing", place.gear, said.ts)
        await place.ana.say(place.gear, "not Sony", thread_ts=said.ts)
        await place.sandbox.settled()
        server.go_on.set()
        await is_answered(place, said, after=1)
        await session_is(place, "active", place.gear, said.ts)
        assert calls(place).count(SESSION) == 2


@pytest.mark.parametrize("entry", ["direct", "command", "edit"])
async def test_no_text_is_shown_beside_the_stop_button_that_would_cost_a_fifth_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    monkeypatch.setattr("bot.waiting.LONG_SECONDS", 0.3)
    async with with_model(tmp_path, slowly("A7", "A1", "A2"), Reply(hold=True), seconds=0.8) as (place, server):
        server.go_on.set()
        said, answer = await place.ask("quiet headphones under 300")
        await whole(place, answer)
        server.go_on.clear()
        before = len(calls(place))
        match entry:
            case "direct":
                await place.ana.say(place.ana.dm(), "quiet headphones under 300")
            case "command":
                await place.ana.command(place.gear, "/recommend", "quiet headphones under 300")
            case _:
                await place.ana.edit(said, f"{place.bot_mention} quiet headphones under 250")
        await place.quiet()
        made = calls(place)[before:]
        assert SESSION in made
        assert TEXT not in made
        assert len(made) <= 4


@pytest.mark.parametrize(("emoji", "kinds"), [("+1", {"up"}), ("-1", {"down"}), ("two", set[str]())])
async def test_a_reaction_to_the_first_pick_says_nothing_of_picks_that_come_later(
    tmp_path: Path, emoji: str, kinds: set[str]
) -> None:
    async with with_model(tmp_path, *SLOW) as (place, server):
        _, answer = await place.ask("quiet headphones under 300")
        [first] = picks(answer)
        assert ":two:" not in str(answer.blocks), "there is nothing to point at yet"
        await place.ana.react(answer, emoji)
        await place.sandbox.settled()
        server.go_on.set()
        shown = await whole(place, answer)
        assert await opinions(place, place.ana) == {kind: {first} for kind in kinds}
        await place.ana.unreact(answer, emoji)
        await place.ana.react(answer, emoji)
        await place.quiet()
        again = {kind: {*shown} for kind in kinds} or {"pick": {shown[1]}}
        assert await opinions(place, place.ana) == again
