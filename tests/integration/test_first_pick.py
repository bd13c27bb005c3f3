"""A model that takes its time: a status, the first pick once it is complete, then the whole in the same message."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from recsys.model.ids import Tenant, UserId
from sandbox.faults import CallFault
from sandbox.model import Message
from tests.fakes.openai_server import OpenAIServer, Reply
from tests.integration.test_turns import files_with, picks
from tests.integration.workplace import Workplace, running, workplace

SESSION = "agents.sessions.setStatus"


def slowly(*aliases: str, known: int = 1, breaks: bool = False) -> Reply:
    """Answer with picks, of which the first `known` come at once and the rest when the server is told to go on."""
    listed = [{"id": alias, "reason": "These are headphones, as you asked."} for alias in aliases]
    text = json.dumps({"picks": listed})
    first = len(json.dumps({"picks": listed[:known]})) - 2
    return Reply(text, first=first, breaks=breaks)


@asynccontextmanager
async def beside_model(
    folder: Path, *script: Reply, seconds: float = 10.0
) -> AsyncGenerator[tuple[Workplace, OpenAIServer]]:
    """Prepare a workplace with a model that follows a script; the bot is not running yet."""
    async with (
        OpenAIServer(script) as server,
        workplace(
            folder,
            openai_api_key=SecretStr("sk-test"),
            openai_base_url=server.base_url,
            model="slow",
            model_seconds=seconds,
        ) as place,
    ):
        yield place, server


@asynccontextmanager
async def with_model(
    folder: Path, *script: Reply, seconds: float = 10.0
) -> AsyncGenerator[tuple[Workplace, OpenAIServer]]:
    """Run the bot with a model that follows a script."""
    async with beside_model(folder, *script, seconds=seconds) as (place, server), running(place):
        yield place, server


def calls(place: Workplace) -> list[str]:
    """Return the methods that were called for a person, in order."""
    return [call.method for call in place.sandbox.calls if call.method.startswith(("agents.", "assistant.", "chat."))]


async def whole(place: Workplace, answer: Message) -> list[str]:
    """Wait for the rest of an answer and return its picks."""
    await place.sandbox.wait_for(lambda: len(picks(answer)) == 3, timeout=20)
    await place.quiet()
    return picks(answer)


async def test_the_first_pick_is_read_before_the_model_has_ended(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        await place.ana.command(place.gear, "/recommend", "quiet headphones under 300")
        root = await place.sandbox.answer(place.gear, timeout=20)
        answer = await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
        [first] = picks(answer)
        assert first in answer.text, "a notification tells it too"
        assert "Ranked by slow" in json.dumps(answer.blocks)
        assert "items are within your limits" in json.dumps(answer.blocks)
        async with place.store() as store:
            team = Tenant("", place.sandbox.team_id)
            assert await store.feedback.is_ours(team, place.gear.id, answer.ts), "a reaction counts already"
        server.go_on.set()
        shown = await whole(place, answer)
        assert shown[0] == first
        assert len(place.answers(root)) == 1
        posted = [method for method in calls(place) if method != SESSION]
        assert posted == ["chat.postMessage", "chat.postMessage", "chat.update"]
        assert len(calls(place)) <= 5, "a session is begun and ended where it takes long"
        async with place.store() as store:
            counts = await store.feedback.impression_counts(team)
            assert [(count.position, count.shown) for count in sorted(counts, key=lambda count: count.position)] == [
                (1, 1),
                (2, 1),
                (3, 1),
            ], "the first pick was shown once"


async def test_what_may_echo_the_list_waits_until_it_cannot(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A1", "A7", "A2", known=2)) as (place, server):
        _, answer = await place.ask("quiet headphones under 300")
        [first] = picks(answer)
        server.go_on.set()
        assert (await whole(place, answer))[0] == first
    async with with_model(tmp_path, slowly("A1", "A2", "A7", known=2)) as (place, server):
        await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
        await place.sandbox.wait_for(lambda: SESSION in calls(place), timeout=20)
        server.go_on.set()
        await place.quiet()
        assert calls(place) == [SESSION, SESSION, "chat.postMessage"]


async def test_a_model_that_breaks_off_leaves_the_first_pick_where_it_was(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2", breaks=True)) as (place, server):
        _, answer = await place.ask("quiet headphones under 300")
        [first] = picks(answer)
        server.go_on.set()
        assert (await whole(place, answer))[0] == first
        assert "Ranked by the built-in ranker because" in json.dumps(answer.blocks)


async def test_where_there_are_no_sessions_a_text_is_shown_and_what_is_refused_is_not_tried_again(
    tmp_path: Path,
) -> None:
    async with with_model(tmp_path, Reply(hold=True), seconds=0.3) as (place, _):
        place.sandbox.faults.order("fail_call", times=2, only=SESSION, error="feature_disabled")
        place.sandbox.faults.order("fail_call", only="assistant.threads.setStatus", error="missing_scope")
        for _ in range(2):
            await place.ask("quiet headphones under 300")
        dm = place.ana.dm()
        await place.ana.say(dm, "quiet headphones under 300")
        await place.sandbox.answer(dm, timeout=20)
        refused, *told = [call for call in place.sandbox.calls if call.method == "assistant.threads.setStatus"]
        assert refused.error == "missing_scope"
        assert [call.args["channel_id"] for call in told] == [dm.id, dm.id], "channels are not tried again"
        looking, cleared = (call.args["status"] for call in told)
        assert looking.startswith("is looking through ")
        assert cleared == "", "no message in a thread takes it away"
        assert calls(place).count(SESSION) == 2, "once in channels and once in direct messages"


async def test_who_waits_long_is_told_what_takes_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.waiting.LONG_SECONDS", 0.4)
    async with with_model(tmp_path, slowly("A1", "A2", "A7", known=2)) as (place, server):
        await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
        await place.sandbox.wait_for(lambda: "assistant.threads.setStatus" in calls(place), timeout=20)
        [told] = [call for call in place.sandbox.calls if call.method == "assistant.threads.setStatus"]
        assert told.args["status"].startswith("is looking through ")
        [session] = place.sandbox.workspace.threads.sessions.values()
        assert (session.status, session.title) == ("processing", "quiet headphones under 300")
        server.go_on.set()
        await place.quiet()
        assert calls(place)[2:] == [SESSION, "chat.postMessage"], "the post takes the text away"


async def test_a_correction_shows_a_status_until_it_updates_the_answer(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        server.go_on.set()
        said, answer = await place.ask("quiet headphones under 300")
        shown = await whole(place, answer)
        before = len(calls(place))
        server.go_on.clear()
        await place.ana.edit(said, f"{place.bot_mention} a laptop backpack")
        await place.sandbox.wait_for(lambda: len(calls(place)) > before, timeout=20)
        assert picks(answer) == shown
        server.go_on.set()
        await place.sandbox.wait_for(lambda: picks(answer) != shown, timeout=20)
        await place.quiet()
        assert calls(place)[before:] == [SESSION, SESSION, "chat.update"]
        assert len(place.answers(said)) == 1


@pytest.mark.parametrize("fault", ["fail_call", "lose_response"])
async def test_trouble_with_the_update_ends_in_one_whole_answer(tmp_path: Path, fault: CallFault) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        place.sandbox.faults.order(fault, only="chat.update", error="message_not_found")
        said, first = await place.ask("quiet headphones under 300")
        server.go_on.set()
        await place.sandbox.wait_for(lambda: len(picks(place.answers(said)[-1])) == 3, timeout=20)
        await place.quiet()
        # Where the first pick's message is gone, the answer is posted: the sandbox only said that it was.
        assert len(place.answers(said)) == (2 if fault == "fail_call" else 1)
        assert len(picks(first)) == (1 if fault == "fail_call" else 3)


@pytest.mark.parametrize(
    ("error", "messages"),
    [("update_failed", 1), ("external_channel_migrating", 1), ("block_mismatch", 2), ("edit_window_closed", 2)],
)
async def test_an_update_that_slack_does_not_make_leaves_no_half_answer(
    tmp_path: Path, error: str, messages: int
) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        place.sandbox.faults.order("fail_call", only="chat.update", error=error)
        said, _ = await place.ask("quiet headphones under 300")
        server.go_on.set()
        await place.sandbox.wait_for(lambda: len(picks(place.answers(said)[-1])) == 3, timeout=20)
        await place.quiet()
        assert len(place.answers(said)) == messages


async def test_an_answer_whose_channel_is_archived_meanwhile_ends_quietly(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        said, _ = await place.ask("quiet headphones under 300")
        place.sandbox.workspace.archive(place.gear)
        server.go_on.set()
        await place.quiet()
        assert [call.error for call in place.sandbox.calls if call.method == "chat.update"] == ["is_inactive"]
        assert len(place.answers(said)) == 1
        assert place.sandbox.answers(place.ana.dm()) == []


async def test_a_request_that_is_deleted_after_its_first_pick_gets_no_more(tmp_path: Path) -> None:
    async with with_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server):
        said, answer = await place.ask("quiet headphones under 300")
        await place.ana.delete(said)
        await place.sandbox.settled()
        server.go_on.set()
        await place.sandbox.wait_for(lambda: "deleted your request" in answer.text, timeout=20)
        await place.quiet()
        assert len(place.answers(said)) == 1
        assert picks(answer) == []


async def test_a_first_pick_of_somebody_who_is_forgotten_meanwhile_does_not_promise_more(tmp_path: Path) -> None:
    sent = asyncio.Event()

    def observe(stage: str) -> None:
        if stage == "sent":
            sent.set()

    async with (
        beside_model(tmp_path, slowly("A7", "A1", "A2")) as (place, server),
        running(place, observe=observe),
    ):
        said, answer = await place.ask("quiet headphones under 300")
        await asyncio.wait_for(sent.wait(), 10)
        async with place.store() as store:
            assert await store.people.forget(Tenant("", place.sandbox.team_id), UserId(place.ana.id))
        place.sandbox.faults.order("rate_limit", only="chat.update", seconds=1)
        server.go_on.set()
        await place.sandbox.wait_for(lambda: "forget this" in answer.text, timeout=20)
        assert picks(answer) == []
        assert len(place.answers(said)) == 1
    assert not files_with(tmp_path, place.ana.id), "and nothing is written of them again"
