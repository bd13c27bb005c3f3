"""A bot in a process of its own that kills itself at a stage of a turn. Run by the tests of crashes only."""

import asyncio
import json
import os
import signal
import sys

from bot.running import run_bot
from bot.settings import Settings


def main() -> None:
    """Read settings, the stage at which to die ("" for never) and the signal's name, as JSON in one line, and run.

    So the next bot can be started, and import what it needs, while the one before it still runs. An empty line ends it.
    """
    line = sys.stdin.readline()
    if not line.strip():
        return
    given, stage, name = json.loads(line)
    settings = Settings(**given)
    stop = asyncio.Event()

    def observe(reached: str) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.Signals[name])

    async def run() -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await run_bot(settings, stop, ready=lambda: print("ready", flush=True), observe=observe)  # noqa: T201

    asyncio.run(run())


if __name__ == "__main__":
    main()
