"""The sandbox's time: the machine's own, and as much further ahead as a test has moved it."""

from __future__ import annotations

import time


class Clock:
    """Seconds; `advance` lets expire at once what otherwise takes minutes."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def wall(self) -> float:
        """Return the seconds since 1970."""
        return time.time() + self._ahead

    def steady(self) -> float:
        """Return seconds that never run backwards, from an unknown start."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the time ahead."""
        self._ahead += seconds
