"""The bot of `benchmarks.turns`, in a process of its own, so that its memory and its event loop are its alone.

Takes one JSON object as its argument (addresses and tokens of the sandbox, the database); prints one JSON line when
it is connected, and one with its measurements when it is told to stop.
"""

import asyncio
import json
import logging
import resource
import signal
import sys
import time
from pathlib import Path
from typing import cast

from pydantic import SecretStr

from benchmarks.instant_model import InstantModel
from benchmarks.report import percentiles
from bot.running import run_bot
from bot.settings import load_settings

TICK_SECONDS = 0.005


class StageTimes(logging.Handler):
    """Collects how long each stage of each turn took, from the worker's own record of it."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(logging.DEBUG)
        self.milliseconds: dict[str, list[float]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take the stages out of a record that has them."""
        stages = record.args[-1] if isinstance(record.args, tuple) and record.args else None
        if isinstance(stages, dict):
            for name, seconds in cast(dict[str, float], stages).items():
                self.milliseconds.setdefault(name, []).append(seconds * 1000)


async def _watch_the_loop(stalls: list[float], resident: list[float]) -> None:
    """Sleep in short ticks; whatever a tick takes longer than it should, the loop was held up."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        stalls.append(time.perf_counter() - begun - TICK_SECONDS)
        if len(stalls) % 100 == 0:
            resident.append(_resident_mb())


def _resident_mb() -> float:
    """Return the resident memory of this process now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


async def _main(given: dict[str, str]) -> None:
    settings = load_settings().model_copy(
        update={
            "slack_bot_token": SecretStr(given["bot_token"]),
            "slack_app_token": SecretStr(given["app_token"]),
            "slack_api_url": given["base_url"],
            "database": given["database"],
        }
    )
    stages = StageTimes()
    logging.getLogger("bot.worker").addHandler(stages)
    logging.getLogger("bot.worker").setLevel(logging.DEBUG)
    logging.getLogger("bot.worker").propagate = False
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    stalls: list[float] = []
    resident: list[float] = []
    watch: list[asyncio.Task[None]] = []

    def ready() -> None:
        watch.append(asyncio.create_task(_watch_the_loop(stalls, resident)))
        _say({"ready": True})

    await run_bot(settings, stop, ready=ready, model=InstantModel() if given["model"] == "instant" else None)
    for task in watch:
        task.cancel()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    serving = max(resident, default=peak)
    found = {"loop_stall_ms_max": round(max(stalls, default=0.0) * 1000, 1), "rss_mb": round(serving, 1)}
    found["rss_peak_mb"] = round(peak, 1)  # the model's weights are read and rearranged at start
    _say({"stages_ms": {name: percentiles(times) for name, times in stages.milliseconds.items()}, **found})


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main(json.loads(sys.argv[1])))
