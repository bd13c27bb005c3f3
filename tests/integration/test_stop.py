"""The Stop button: it ends the turn that is under way, and nothing else."""

import asyncio
from pathlib import Path

from sandbox.model import Channel
from tests.fakes.openai_server import Reply
from tests.integration.test_first_pick import SESSION, beside_model, slowly, whole, with_model
from tests.integration.test_turns import picks
from tests.integration.workplace import Workplace, running

STOPPED = "Stopped. Ask again whenever you like."


async def session_is(place: Workplace, status: str, channel: Channel, root: str) -> None:
    """Wait until the session of a thread has a status."""
    sessions = place.sandbox.workspace.threads.sessions
    key = channel.id, root
    await place.sandbox.wait_for(lambda: key in sessions and sessions[key].status == status, timeout=20)


async def test_stop_takes_the_place_of_the_first_pick_for_good(tmp_path: Path) -> None:
    async with beside_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        async with running(place):
            said, answer = await place.ask("quiet headphones under 300")
            assert len(picks(answer)) == 1
            await session_is(place, "processing", place.gear, said.ts)
            place.sandbox.faults.order("duplicate_event", only="agent_session_stopped")
            await place.ana.stop(place.gear, said.ts)
            async with asyncio.timeout(20):
                await server.abandoned.wait()
            await place.sandbox.wait_for(lambda: answer.text == STOPPED, timeout=20)
            await session_is(place, "active", place.gear, said.ts)
            server.go_on.set()
            await place.quiet()
        asked = len(server.requests)
        async with running(place):
            await place.quiet()
        assert len(server.requests) == asked
        assert [one.text for one in place.answers(said)] == [STOPPED]


async def test_a_direct_message_goes_on_after_stop(tmp_path: Path) -> None:
    async with with_model(tmp_path, Reply(hold=True), slowly("A7", "A1", "A2")) as (place, server):
        dm = place.ana.dm()
        said = await place.ana.say(dm, "quiet headphones under 300")
        await session_is(place, "processing", dm, said.ts)
        await place.ana.stop(dm, said.ts)
        assert (await place.sandbox.answer(dm, timeout=20)).text == STOPPED
        server.go_on.set()
        await place.ana.say(dm, "quiet headphones under 300")
        await whole(place, await place.sandbox.answer(dm, after=1, timeout=20))
        assert len(place.sandbox.answers(dm)) == 2


async def test_the_thread_of_a_stopped_request_goes_on(tmp_path: Path) -> None:
    async with with_model(tmp_path, Reply(hold=True), *[slowly("A7", "A1", "A2")] * 3) as (place, server):
        said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
        await session_is(place, "processing", place.gear, said.ts)
        await place.ana.stop(place.gear, said.ts)
        assert (await place.sandbox.answer(place.gear, said.ts, timeout=20)).text == STOPPED
        server.go_on.set()
        await place.ana.edit(said, f"{place.bot_mention} quiet headphones under 200")
        edited = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        await whole(place, edited)
        assert "under $200" in edited.text
        replied = await place.reply(said, "not Sony")
        await whole(place, replied)
        assert "Sony" not in str(picks(replied))


async def test_a_reply_in_the_thread_of_a_stopped_request_is_answered(tmp_path: Path) -> None:
    async with with_model(tmp_path, Reply(hold=True), *[slowly("A7", "A1", "A2")] * 2) as (place, server):
        said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
        await session_is(place, "processing", place.gear, said.ts)
        await place.ana.stop(place.gear, said.ts)
        await place.sandbox.answer(place.gear, said.ts, timeout=20)
        server.go_on.set()
        replied = await place.reply(said, "quiet headphones under 200")
        await whole(place, replied)
        await place.ana.edit(said, f"{place.bot_mention} quiet headphones under 100")
        last = await place.sandbox.answer(place.gear, said.ts, after=2, timeout=20)
        await whole(place, last)
        assert "under 100" in str(last.blocks[0]), "the talk has gone on, so it says what it answers"


async def test_a_tap_in_a_direct_message_shows_its_sign_on_the_tapped_answer_and_can_be_stopped(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2"), Reply(hold=True)) as (place, server):
        dm = place.ana.dm()
        server.go_on.set()
        await place.ana.say(dm, "quiet headphones under 300")
        answer = await place.sandbox.answer(dm, timeout=20)
        await whole(place, answer)
        await place.ana.click(answer, "refine:12")
        await session_is(place, "processing", dm, answer.ts)
        await place.ana.stop(dm, answer.ts)
        assert (await place.sandbox.answer(dm, after=1, timeout=20)).text == STOPPED
        await session_is(place, "active", dm, answer.ts)


async def test_a_stop_that_comes_too_late_leaves_the_answer(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        said, answer = await place.ask("quiet headphones under 300")
        await session_is(place, "processing", place.gear, said.ts)
        place.sandbox.faults.order("fail_call", times=2, only=SESSION)  # the button stays for some seconds
        server.go_on.set()
        shown = await whole(place, answer)
        await place.ana.stop(place.gear, said.ts)
        await session_is(place, "active", place.gear, said.ts)
        await place.quiet()
        assert picks(answer) == shown
        assert len(place.answers(said)) == 1


async def test_the_end_of_a_session_is_told_again_where_slack_does_not_take_it(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        said, answer = await place.ask("quiet headphones under 300")
        await session_is(place, "processing", place.gear, said.ts)
        place.sandbox.faults.order("rate_limit", times=2, only=SESSION, seconds=1)
        server.go_on.set()
        await whole(place, answer)
        assert place.sandbox.workspace.threads.is_processing(place.gear, said.ts), "the answer did not wait for it"
        await session_is(place, "active", place.gear, said.ts)


async def test_a_correction_that_is_stopped_leaves_the_answer_to_the_first_wording(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        server.go_on.set()
        said, answer = await place.ask("quiet headphones under 300")
        shown = await whole(place, answer)
        server.go_on.clear()
        await place.ana.edit(said, f"{place.bot_mention} a laptop backpack")
        await session_is(place, "processing", place.gear, said.ts)
        await place.ana.stop(place.gear, said.ts)
        last = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        await place.quiet()
        assert (picks(answer), last.text) == (shown, STOPPED)
