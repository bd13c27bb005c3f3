"""Bad input and bad weather: a clear sentence for whoever can act on it, and nothing lost."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot import courier
from bot.manifest import FEATURES, manifest_path
from bot.worker import ATTEMPTS_MAX
from recsys.errors import SettingsError
from sandbox.model import Channel
from sandbox.server import Sandbox
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import Workplace, running, workplace


async def test_a_very_long_message_is_answered(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, answer = await place.ask("quiet headphones " + "please " * 1_700)
        assert len(picks(answer)) == 3


@pytest.mark.parametrize("text", ["", ":wave:", "😀", "???", "asdkjhaskdjh"])
async def test_a_message_without_a_wish_gets_a_question_or_a_start(tmp_path: Path, text: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, answer = await place.ask(text)
        assert answer.text


async def test_a_message_edited_while_it_is_answered_is_answered_as_edited(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        edits: list[str] = []

        def edit_once(stage: str) -> None:
            if stage == "answered" and not edits:
                edits.append("edited")
                database = sqlite3.connect(place.settings.database.removeprefix("sqlite:///"))
                with (
                    database
                ):  # what the listener does with an edit, between the computing and the writing of the answer
                    database.execute("UPDATE inbox SET text = 'office chair', revision = revision + 1")
                database.close()

        async with running(place, observe=edit_once):
            said, answer = await place.ask("quiet headphones")
            await place.quiet()
        assert "office chair" in answer.text
        assert len(place.answers(said)) == 1


async def test_an_edit_before_the_answer_counts_and_one_after_it_does_not_answer_twice(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones")
        async with running(place):
            answered, _ = await place.ask("a webcam")
            await place.ana.edit(answered, f"{place.bot_mention} a webcam please")
            await place.quiet()
            assert len(place.answers(answered)) == 1
        assert len(place.answers(said)) <= 1


async def test_a_request_that_failed_can_be_edited_and_its_thread_goes_on(tmp_path: Path) -> None:
    broken = iter([True] * ATTEMPTS_MAX)

    def fail(stage: str) -> None:
        if stage == "answered" and next(broken, False):
            raise RuntimeError("something is broken")

    async with workplace(tmp_path) as place, running(place, observe=fail):
        said, apology = await place.ask("a webcam")
        assert "could not answer" in apology.text
        await place.ana.edit(said, f"{place.bot_mention} a webcam under 100")
        answer = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert max(prices(answer)) < 100
        assert picks(await place.reply(said, "others?"))


async def test_a_message_deleted_before_its_turn_is_not_answered(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, _ = await place.ask("quiet headphones")
        before = len(place.answers(said))
        place.sandbox.faults.order("delay_call", only="chat.postMessage", seconds=0.5)
        await place.ana.say(place.gear, "cheaper", thread_ts=said.ts)  # its answer is held up for half a second
        deleted = await place.ana.say(place.gear, "not Sony", thread_ts=said.ts)
        await place.ana.delete(deleted)
        await place.quiet()
        assert len(place.answers(said)) == before + 1


async def test_a_bot_is_not_talked_to(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("quiet headphones")
        await place.quiet()
        assert len(place.answers(said)) == 1, "our own answers come back as events too"
        assert first.bot_id


async def test_a_command_where_the_bot_is_no_member_is_told_how_to_go_on(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        for name in ("random", "finance"):
            channel = place.sandbox.channel(name)
            await place.ana.command(channel, "/recommend", "quiet headphones")
            whispers = await place.sandbox.wait_for(lambda there=channel: place.ana.whispers(there), timeout=20)
            assert "/invite" in whispers[-1].text
        await place.quiet()


async def in_private(place: Workplace) -> Channel:
    """Invite the bot to a private channel."""
    finance = place.sandbox.channel("finance")
    await place.ana.invite(finance, place.sandbox.bot_user_id)
    return finance


def methods(place: Workplace) -> list[str]:
    """Return what was called to post and to look, in order."""
    return [call.method for call in place.sandbox.calls if call.method.startswith(("chat.", "conversations."))]


async def test_what_cannot_be_looked_for_is_posted_again(tmp_path: Path) -> None:
    async with workplace(tmp_path, features=set(FEATURES) - {"private"}) as place, running(place):
        finance = await in_private(place)
        place.sandbox.faults.order("server_error", only="chat.postMessage")
        await place.ana.command(finance, "/recommend", "headphones")
        root = await place.sandbox.answer(finance, timeout=20)
        assert picks(await place.sandbox.answer(finance, root.ts, after=1, timeout=20))
        await place.quiet()
        look = ["chat.postMessage", "conversations.history"]
        assert methods(place) == [*look, "chat.postMessage", "chat.postMessage"]


async def test_who_asked_is_told_when_nobody_can_look_and_slack_never_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "BLIND_MAX", 2)
    async with workplace(tmp_path, features=set(FEATURES) - {"private"}) as place, running(place):
        finance = await in_private(place)
        place.sandbox.faults.order("server_error", times=2, only="chat.postMessage")
        await place.ana.command(finance, "/recommend", "headphones")
        await place.sandbox.wait_for(lambda: place.ana.whispers(finance), timeout=20)
        await place.quiet()
        assert methods(place) == ["chat.postMessage", "conversations.history"] * 2
        assert place.sandbox.answers(finance) == []


async def test_a_revoked_token_at_the_start_is_one_sentence(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        place.sandbox.revoke_token()
        with pytest.raises(SettingsError, match=r"SLACK_BOT_TOKEN \(token_revoked\)"):
            async with running(place):
                pass


async def test_a_token_revoked_while_running_keeps_the_answer_until_there_is_a_new_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with workplace(tmp_path) as place:
        with caplog.at_level(logging.ERROR):
            async with running(place):
                place.sandbox.faults.order("fail_call", only="chat.postMessage", error="token_revoked")
                said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones")
                await place.sandbox.wait_for(
                    lambda: any(call.error == "token_revoked" for call in place.sandbox.calls), timeout=20
                )
        assert any("Reinstall the app, set SLACK_BOT_TOKEN" in line for line in caplog.messages)
        async with running(place):
            await place.sandbox.answer(place.gear, said.ts, timeout=20)
            await place.quiet()
        assert len(place.answers(said)) == 1


async def test_a_second_bot_on_one_database_is_refused(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        from recsys.errors import StorageBusy

        with pytest.raises(StorageBusy):
            async with running(place):
                pass


def recbot(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.main", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": "", **environment},
        check=False,
    )


def test_run_without_tokens_says_what_is_missing() -> None:
    done = recbot("run")
    assert done.returncode == 2
    assert "SLACK_BOT_TOKEN is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_a_newer_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    assert recbot("migrate", RECBOT_DATABASE=f"sqlite:///{path}").returncode == 0
    with sqlite3.connect(path) as database:
        (table,) = database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%migration%'").fetchone()
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        newest = database.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()  # noqa: S608
        future = (newest[0] + 1, "tomorrow", *newest[2:])
        database.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", future)  # noqa: S608
    database.close()
    done = recbot("chat", RECBOT_DATABASE=f"sqlite:///{path}")
    assert done.returncode == 2
    assert "newer" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_says_what_to_do(tmp_path: Path) -> None:
    done = recbot("doctor", RECBOT_DATABASE=f"sqlite:///{tmp_path}/bot.db", RECBOT_EMBEDDER="none")
    assert done.returncode == 1
    assert "recbot catalog import" in done.stdout
    assert "SLACK_BOT_TOKEN" in done.stdout


async def test_doctor_finds_a_scope_that_is_missing_in_the_workspace(tmp_path: Path) -> None:
    lacking = text_of_ours().replace("      - im:history\n", "").replace("      - message.im\n", "")
    for manifest, code, told in ((text_of_ours(), 1, "recbot in Acme"), (lacking, 2, "scopes missing: im:history")):
        async with Sandbox(manifest) as sandbox:
            done = await asyncio.to_thread(
                recbot,
                "doctor",
                SLACK_BOT_TOKEN=sandbox.bot_token,
                SLACK_APP_TOKEN=sandbox.app_token,
                RECBOT_SLACK_URL=sandbox.base_url,
                RECBOT_DATABASE=f"sqlite:///{tmp_path}/bot.db",
                RECBOT_EMBEDDER="none",
            )
        assert done.returncode == code, done.stdout + done.stderr
        assert told in done.stdout
        assert "Socket Mode opens" in done.stdout


def text_of_ours() -> str:
    """Return our manifest."""
    return manifest_path().read_text(encoding="utf-8")
