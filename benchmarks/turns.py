"""What a turn costs the bot itself: event in to Slack call out, with a model that answers at once.

Three phases against a sandbox in this process and the bot in another: turns one after the other (their cost), a
steady load (how soon events are acknowledged), and a burst (turns a second).

    python -m benchmarks.turns --items 19406 --threads 50 --seconds 60 --json
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.report import finish, percentiles, progress
from benchmarks.turn_catalog import fill
from bot.manifest import manifest_path
from sandbox.model import Channel, Message
from sandbox.records import Delivery
from sandbox.server import Sandbox

REQUESTS = (
    "quiet headphones under 300",
    "a mechanical keyboard, not Keychron",
    "black laser printer below 400",
    "usb-c docking station with hdmi",
    "27 inch monitor between 150 and 500",
    "wireless mouse",
    "toner cartridge",
    "something to carry a laptop, under 80",
)
FOLLOW_UPS = ("cheaper", "others?", "any brand but that one", "under 200", "something black")


NOT_ACKED_SECONDS = 3.0
"""What counts for an event that was never acknowledged: the time after which Slack gives up on it."""


@dataclass(slots=True)
class Measured:
    """Times in milliseconds, in the order measured."""

    turns: list[float] = field(default_factory=list[float])
    acks: list[float] = field(default_factory=list[float])
    per_second: float = 0.0
    process: dict[str, object] = field(default_factory=dict[str, object])


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turns", description="What a turn costs the bot itself.")
    parser.add_argument("--items", type=int, default=19_406, help="size of the catalog (default 19406)")
    parser.add_argument("--threads", type=int, default=50, help="threads that talk at once (default 50)")
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the steady load (default 60)")
    parser.add_argument("--rate", type=float, default=50.0, help="events a second of the steady load (default 50)")
    parser.add_argument("--turns", type=int, default=200, help="turns in the first and the last phase (default 200)")
    parser.add_argument("--catalog", type=Path, help="a catalog file to use in place of repeated sample products")
    parser.add_argument("--model", choices=["instant", "none"], default="instant", help="who ranks (default instant)")
    parser.add_argument("--storage", help="URL of the database (default: a new SQLite file)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="recbot-turns-") as folder:
        storage = options.storage or f"sqlite:///{folder}/turns.db"
        measured = asyncio.run(_measure(options, storage))
    finish(
        {
            "items": options.items,
            "turns_per_s": round(measured.per_second, 1),
            "turn_ms": percentiles(measured.turns),
            "ack_ms": percentiles(measured.acks, with_max=True),
            "events": len(measured.acks),
            **measured.process,
        },
        as_json=options.json,
    )


async def _measure(options: argparse.Namespace, storage: str) -> Measured:
    progress(f"Filling {storage} with {options.items:,} items ...")
    await fill(storage, options.items, options.catalog)
    measured = Measured()
    async with Sandbox(manifest_path(), keep=1_000_000) as sandbox, _bot(sandbox, storage, options.model, measured):
        load = Load(sandbox, measured)
        progress("Warming up ...")
        await load.one_by_one(20)
        measured.turns.clear()
        progress(f"{options.turns} turns, one after the other ...")
        await load.one_by_one(options.turns)
        progress(f"{options.rate:g} events a second for {options.seconds:g} s ...")
        await load.steadily(options.threads, options.rate, options.seconds)
        progress(f"A burst of {options.turns} turns in {options.threads} threads ...")
        await load.burst(options.threads, options.turns)
    return measured


class Load:
    """People who talk to the bot."""

    def __init__(self, sandbox: Sandbox, measured: Measured) -> None:
        """Talk as Ana in #gear."""
        self._sandbox = sandbox
        self._ana = sandbox.person("ana")
        self._channel: Channel = sandbox.channel("gear")
        self._measured = measured

    async def one_by_one(self, count: int) -> None:
        """Ask and wait for the answer, again and again; a turn's time is from event out to Slack call in."""
        root: Message | None = None
        for number in range(count):
            follow_up = root is not None and number % 4 != 0
            before = len(self._sandbox.calls)
            delivered = len(self._sandbox.deliveries)
            if follow_up:
                await self._say(FOLLOW_UPS[number % len(FOLLOW_UPS)], root)
            else:
                root = await self._say(f"<@{self._sandbox.bot_user_id}> {REQUESTS[number % len(REQUESTS)]}", None)
            called = await self._sandbox.wait_for(lambda start=before: self._posted(start), timeout=30)
            sent = min(_sent(delivery) for delivery in list(self._sandbox.deliveries)[delivered:])
            self._measured.turns.append((called - sent) * 1000)
            await self._sandbox.settled()

    async def steadily(self, threads: int, rate: float, seconds: float) -> None:
        """Send replies in many threads at a steady rate, whether they are answered yet or not."""
        roots = await self._roots(threads)
        delivered = len(self._sandbox.deliveries)
        begun = time.monotonic()
        for number in range(int(rate * seconds)):
            due = begun + number / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await self._say(FOLLOW_UPS[number % len(FOLLOW_UPS)], roots[number % len(roots)])
        await self._quiet()
        for delivery in list(self._sandbox.deliveries)[delivered:]:
            acked = delivery.acked if delivery.acked is not None else _sent(delivery) + NOT_ACKED_SECONDS
            self._measured.acks.append((acked - _sent(delivery)) * 1000)

    async def burst(self, threads: int, turns: int) -> None:
        """Send everything at once and count how many are answered a second."""
        roots = await self._roots(threads)
        answered = sum(len(root.replies) for root in roots)
        begun = time.monotonic()
        for number in range(turns):
            await self._say("others?", roots[number % len(roots)])
        wanted = answered + 2 * turns
        await self._sandbox.wait_for(lambda: sum(len(root.replies) for root in roots) >= wanted, timeout=120)
        self._measured.per_second = turns / (time.monotonic() - begun)

    async def _roots(self, threads: int) -> list[Message]:
        """Open threads and wait until each is answered."""
        roots: list[Message] = []
        for number in range(threads):
            text = f"<@{self._sandbox.bot_user_id}> {REQUESTS[number % len(REQUESTS)]}"
            roots.append(await self._say(text, None))
        await self._sandbox.wait_for(lambda: all(root.replies for root in roots), timeout=60)
        return roots

    async def _say(self, text: str, root: Message | None) -> Message:
        return await self._ana.say(self._channel, text, thread_ts=root.ts if root else None)

    async def _quiet(self) -> None:
        """Wait until the backlog of the load is answered."""
        said = sum(1 for message in self._channel.messages.values() if not message.bot_id)
        await self._sandbox.wait_for(
            lambda: sum(1 for message in self._channel.messages.values() if message.bot_id) >= said, timeout=300
        )
        await self._sandbox.settled(timeout=60)

    def _posted(self, start: int) -> float | None:
        for call in list(self._sandbox.calls)[start:]:
            if call.method == "chat.postMessage":
                return call.received
        return None


def _sent(delivery: Delivery) -> float:
    """Return when it went out; one that did not yet goes out later than everything else."""
    return delivery.sent if delivery.sent is not None else float("inf")


@asynccontextmanager
async def _bot(sandbox: Sandbox, storage: str, model: str, measured: Measured) -> AsyncGenerator[None]:
    """Run the bot in a process of its own; at the end take over what it measured of itself."""
    given = json.dumps(
        {
            "bot_token": sandbox.bot_token,
            "app_token": sandbox.app_token,
            "base_url": sandbox.base_url,
            "database": storage,
            "model": model,
        }
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.turn_process", given, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101 - asked for a line above
    try:
        if not await process.stdout.readline():
            raise SystemExit("The bot ended before it was ready; its log is above.")
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        line = await process.stdout.readline()
        await process.wait()
        if line:
            measured.process = json.loads(line)


if __name__ == "__main__":
    main()
