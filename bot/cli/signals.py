"""Ending on SIGTERM and Ctrl-C."""

import asyncio
import signal


def stop_event() -> asyncio.Event:
    """Return an event that is set by SIGTERM or Ctrl-C; a second Ctrl-C ends at once. Call it inside the loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked)
    return stop
