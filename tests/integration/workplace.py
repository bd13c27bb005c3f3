"""A bot at work in a sandbox: the whole path, real parts only, for whole-turn tests."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.courier import Observe, observe_nothing
from bot.manifest import FEATURES, manifest_for
from bot.running import run_bot
from bot.sample import fill_with_sample
from bot.settings import Settings, load_settings
from recsys.ports import LanguageModel, Store
from sandbox.model import Channel, Message
from sandbox.people import Hand
from sandbox.server import Sandbox
from sandbox.timing import Timing
from storage.open import open_store

QUICK = Timing(ack_deadline=1.0, retry_delays=(0.05, 0.1, 0.2))


@dataclass
class Workplace:
    """The sandbox, the bot's settings and its database."""

    sandbox: Sandbox
    settings: Settings

    @property
    def ana(self) -> Hand:
        return self.sandbox.person("ana")

    @property
    def gear(self) -> Channel:
        return self.sandbox.channel("gear")

    @property
    def bot_mention(self) -> str:
        return f"<@{self.sandbox.bot_user_id}>"

    async def ask(self, text: str) -> tuple[Message, Message]:
        """Mention the bot in #gear; return the message and its answer."""
        said = await self.ana.say(self.gear, f"{self.bot_mention} {text}")
        return said, await self.sandbox.answer(self.gear, said.ts, timeout=20)

    async def reply(self, root: Message, text: str) -> Message:
        """Say something in a thread and return the answer to it."""
        before = len(self.answers(root))
        await self.ana.say(self.gear, text, thread_ts=root.ts)
        return await self.sandbox.answer(self.gear, root.ts, after=before, timeout=20)

    def answers(self, root: Message) -> list[Message]:
        """Return the bot's messages under a root, the root itself not counted."""
        return [message for message in self.sandbox.answers(self.gear, root.ts) if message.ts != root.ts]

    async def quiet(self, seconds: float = 20.0) -> None:
        """Wait until every delivery is settled and the bot has nothing left to answer or to deliver."""
        await self.sandbox.settled(seconds)
        async with asyncio.timeout(seconds), open_store(self.settings.database) as store:
            # A database tells no one when it changes, so this one place looks again and again.
            while await store.inbox.waiting() or await store.outbox.undelivered():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def store(self) -> AsyncGenerator[Store]:
        """Look into the bot's database."""
        async with open_store(self.settings.database) as store:
            yield store


@asynccontextmanager
async def workplace(
    folder: Path,
    *,
    timing: Timing = QUICK,
    rate_limits: bool = False,
    features: Collection[str] = FEATURES,
    **changes: Any,
) -> AsyncGenerator[Workplace]:
    """Open a sandbox and prepare a database with the sample catalog; the bot is not running yet.

    With `rate_limits` the sandbox counts calls as Slack does; `features` are those of the app's manifest.
    """
    given = load_settings()
    app = _manifest(frozenset(features), tuple(given.model_copy(update=changes).unfurl_domains))
    async with Sandbox(app, timing=timing, rate_limits=rate_limits) as sandbox:
        settings = given.model_copy(
            update={
                "slack_bot_token": SecretStr(sandbox.bot_token),
                "slack_app_token": SecretStr(sandbox.app_token),
                "slack_api_url": sandbox.base_url,
                "database": f"sqlite:///{folder}/bot.db",
                "embedder": "none",
                "compared": 0.0,  # which turns are compared is drawn by the message, and so by the time
                **changes,
            }
        )
        await _fill(settings.database)
        yield Workplace(sandbox, settings)


_filled = b""
"""The file of a database with the sample catalog, made once: what is made of it each time is the same."""


async def _fill(database: str) -> None:
    """Fill a database, an SQLite file that is not there yet."""
    global _filled  # noqa: PLW0603 - one for all tests
    file = Path(database.removeprefix("sqlite:///"))
    if _filled:
        await asyncio.to_thread(file.write_bytes, _filled)
        return
    async with open_store(database) as store:
        await fill_with_sample(store)
    _filled = await asyncio.to_thread(file.read_bytes)


@cache
def _manifest(features: frozenset[str], unfurl_domains: tuple[str, ...]) -> str:
    return json.dumps(manifest_for(features, unfurl_domains))


@asynccontextmanager
async def running(
    place: Workplace, *, model: LanguageModel | None = None, observe: Observe = observe_nothing
) -> AsyncGenerator[Workplace]:
    """Run the bot in this process until the end of the block."""
    stop, ready = asyncio.Event(), asyncio.Event()
    bot = asyncio.create_task(run_bot(place.settings, stop, ready=ready.set, model=model, observe=observe))
    waiting = asyncio.create_task(ready.wait())
    try:
        await asyncio.wait({bot, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=30)
        if bot.done():
            bot.result()
        yield place
    finally:
        waiting.cancel()
        stop.set()
        await bot


def now() -> float:
    """Return the time as the bot's database counts it."""
    return time.time()
