"""How long the stages of a turn take."""

import time
from collections.abc import Generator
from contextlib import contextmanager


class Stages:
    """Measures how long each stage of one turn takes."""

    def __init__(self) -> None:
        """Start the clock."""
        self._started = time.perf_counter()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Add the time spent inside to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._started
