"""`recbot run` as an operator runs it, at its most talkative: no secret in its log, its output or its database."""

import asyncio
import signal
import sys
from pathlib import Path

from tests.fakes.openai_server import OpenAIServer, Reply
from tests.integration.workplace import Workplace, workplace

KEY = "sk-a-key-that-must-never-show-1234567890"


async def whole_run(place: Workplace, model_url: str) -> tuple[int, str]:
    """Run the bot for one turn with a model and one without; return its exit code and everything it printed."""
    environment = {
        "PATH": "",
        "SLACK_BOT_TOKEN": place.sandbox.bot_token,
        "SLACK_APP_TOKEN": place.sandbox.app_token,
        "RECBOT_SLACK_URL": place.sandbox.base_url,
        "RECBOT_DATABASE": place.settings.database,
        "RECBOT_EMBEDDER": "none",
        "RECBOT_LOG_LEVEL": "DEBUG",
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": model_url,
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli.main",
        "run",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printing = asyncio.create_task(bot.communicate())
    await place.sandbox.connected(timeout=30)
    said, _ = await place.ask("quiet headphones under 300")
    await place.reply(said, "cheaper than the first")
    place.sandbox.faults.order("fail_call", only="chat.postMessage", error="ratelimited")
    await place.reply(said, "others?")
    bot.send_signal(signal.SIGTERM)
    output, _ = await asyncio.wait_for(printing, 30)
    return bot.returncode or 0, output.decode()


async def test_no_secret_shows_anywhere(tmp_path: Path) -> None:
    async with (
        workplace(tmp_path) as place,
        OpenAIServer([Reply(status=401), Reply("prose, and no JSON"), Reply(status=500)]) as model,
    ):
        code, output = await whole_run(place, model.base_url)
    assert code == 0, output
    assert "Stopping" in output
    assert "DEBUG" in output
    stored = b"".join(path.read_bytes() for path in database_files(tmp_path))
    for secret in (KEY, place.sandbox.bot_token, place.sandbox.app_token):
        assert secret not in output
        assert secret.encode() not in stored


def database_files(folder: Path) -> list[Path]:
    """Return the database and what lies beside it."""
    return [path for root in folder.glob("bot.db*") for path in (root, *root.rglob("*")) if path.is_file()]
