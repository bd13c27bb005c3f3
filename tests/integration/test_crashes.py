"""Stop the bot at any point and start it again: the person gets exactly one answer."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.fakes.openai_server import OpenAIServer
from tests.integration.test_first_pick import slowly
from tests.integration.test_turns import picks
from tests.integration.workplace import Workplace, workplace

STAGES = ("admitted", "claimed", "answered", "committed", "sending", "posted", "sent")
ROOT = Path(__file__).parents[2]


class Bots:
    """Bots in processes of their own. The next one imports what it needs while one runs: half of its start."""

    def __init__(self) -> None:
        self._next = self._started()

    @asynccontextmanager
    async def running(
        self, place: Workplace, stage: str = "", signal: str = "SIGKILL", **changes: str
    ) -> AsyncGenerator[Popen[str]]:
        """Run a bot that ends itself at `stage`; ended here, by its own handle, if it has not."""
        settings = {
            "SLACK_BOT_TOKEN": place.sandbox.bot_token,
            "SLACK_APP_TOKEN": place.sandbox.app_token,
            "RECBOT_SLACK_URL": place.sandbox.base_url,
            "RECBOT_DATABASE": place.settings.database,
            "RECBOT_EMBEDDER": "none",
            **changes,
        }
        process, self._next = self._next, self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([settings, stage, signal]) + "\n")
        process.stdin.flush()
        try:
            assert await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 30) == "ready\n"
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            await asyncio.to_thread(process.communicate)

    def close(self) -> None:
        """End the one that waits."""
        self._next.communicate("\n")

    @staticmethod
    def _started() -> Popen[str]:
        return Popen(
            [sys.executable, "-m", "tests.integration.killed_bot"], stdin=PIPE, stdout=PIPE, cwd=ROOT, text=True
        )


async def ended(bot: Popen[str]) -> int:
    """Wait for a bot to end by itself; return its exit status."""
    return await asyncio.to_thread(bot.wait, 20)


@pytest.fixture(scope="module")
def bots() -> Generator[Bots]:
    """Give bots to all tests of this file."""
    started = Bots()
    yield started
    started.close()


@pytest.mark.parametrize("stage", STAGES)
async def test_a_mention_is_answered_once_wherever_the_bot_is_killed(tmp_path: Path, bots: Bots, stage: str) -> None:
    async with workplace(tmp_path) as place:
        async with bots.running(place, stage) as bot:
            said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
            assert await ended(bot) == -9
        async with bots.running(place):
            await place.sandbox.answer(place.gear, said.ts, timeout=20)
            await place.quiet()
        assert len(place.answers(said)) == 1


@pytest.mark.parametrize("stage", ["admitted", "posted", "rooted", "committed"])
async def test_a_command_has_one_root_and_one_answer_wherever_the_bot_is_killed(
    tmp_path: Path, bots: Bots, stage: str
) -> None:
    async with workplace(tmp_path) as place:
        async with bots.running(place, stage) as bot:
            command = asyncio.create_task(place.ana.command(place.gear, "/recommend", "quiet headphones under 300"))
            assert await ended(bot) == -9
            await command
        async with bots.running(place):
            root = await place.sandbox.answer(place.gear, timeout=20)
            await place.sandbox.wait_for(lambda: place.answers(root), timeout=20)
            await place.quiet()
        assert len(place.sandbox.answers(place.gear)) == 1
        assert len(place.answers(root)) == 1


@pytest.mark.parametrize("stage", ["posted", "updated"])
async def test_a_first_pick_becomes_the_one_answer_wherever_the_bot_is_killed(
    tmp_path: Path, bots: Bots, stage: str
) -> None:
    async with OpenAIServer([slowly("A7", "A1", "A2")]) as server, workplace(tmp_path) as place:
        async with bots.running(place, stage, OPENAI_BASE_URL=server.base_url) as bot:
            said, first = await place.ask("quiet headphones under 300")
            assert len(picks(first)) == 1
            if stage == "updated":
                server.go_on.set()
            assert await ended(bot) == -9
        server.go_on.set()
        async with bots.running(place, OPENAI_BASE_URL=server.base_url):
            await place.sandbox.wait_for(lambda: len(picks(first)) == 3, timeout=20)
            await place.quiet()
        assert len(place.answers(said)) == 1


async def test_sigterm_lets_the_running_turn_end(tmp_path: Path, bots: Bots) -> None:
    async with workplace(tmp_path) as place:
        async with bots.running(place, "claimed", "SIGTERM") as bot:
            said = await place.ana.say(place.gear, f"{place.bot_mention} quiet headphones under 300")
            assert await ended(bot) == 0
        assert len(place.answers(said)) == 1
        async with bots.running(place):
            await place.quiet()
        assert len(place.answers(said)) == 1
