"""Stop: a person ends the turn that is being answered in a thread."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")
Place = tuple[str, str]
"""A channel and the root of a thread in it. In a direct message a root and its thread are two conversations: what is
tapped under the root, or edited in it, may be answered while a reply is."""


class Stops:
    """The turns that can be stopped now: while they are thought about, but not once their answer is being written."""

    def __init__(self) -> None:
        """Begin with none."""
        self._running: set[tuple[Place, asyncio.Timeout]] = set()

    async def unless_stopped(self, place: Place, work: Awaitable[T]) -> T | None:
        """Do a turn's work and return its result; None where it was cancelled because somebody pressed Stop."""
        scope = asyncio.timeout(None)  # the time is up when somebody says so
        self._running.add((place, scope))
        try:
            async with scope:
                return await work
        except TimeoutError:
            if not scope.expired():
                raise
            return None
        finally:
            self._running.discard((place, scope))

    def stop(self, place: Place) -> bool:
        """Cancel what runs in a thread; False where nothing does. What ends at this very moment has ended well."""
        stopped = {(where, scope) for where, scope in self._running if where == place}
        self._running -= stopped
        for _, scope in stopped:
            scope.reschedule(asyncio.get_running_loop().time())
        return bool(stopped)
