"""Stop: a person ends the turn that is being answered in a thread."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")
Place = tuple[str, str]
"""A channel and the root of a thread in it; at most one turn at a time is answered there."""


class Stops:
    """The turns that can be stopped now: while they are thought about, but not once their answer is being written."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: dict[Place, asyncio.Timeout] = {}

    async def unless_stopped(self, place: Place, work: Awaitable[T]) -> T | None:
        """Do a turn's work and return its result; None where it was cancelled because somebody pressed Stop."""
        scope = self._running[place] = asyncio.timeout(None)  # the time is up when somebody says so
        try:
            async with scope:
                return await work
        except TimeoutError:
            if not scope.expired():
                raise
            return None
        finally:
            self._running.pop(place, None)

    def stop(self, place: Place) -> bool:
        """Cancel the turn of a thread; False where none runs. One that ends at this very moment has ended well."""
        scope = self._running.pop(place, None)
        if scope is not None:
            scope.reschedule(asyncio.get_running_loop().time())
        return scope is not None
