"""What a person sees while they wait: that somebody is at it, what the bot is doing, then the first pick.

A sign shows only where it takes so long that somebody would wonder, but then also while others are answered first. It
is one call, whose failing hurts nobody: the thread's session is set to processing, which gives it a Stop button; where
Slack has no sessions a text is shown. Where a turn takes longer still, the text says beside the button what is being
done, if the answer takes it away again.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self

from bot.statuses import Sign, Statuses, place_of
from recsys.model.answer import Answer
from recsys.model.delivery import Admitted, Incoming
from recsys.ports import Progress

logger = logging.getLogger(__name__)

QUIET_SECONDS = 0.15
"""Who is answered within this time needs no sign."""
LONG_SECONDS = 2.0
"""After that time people are told what takes so long; a first pick is mostly there by then."""
Preview = Callable[[Answer], Awaitable[None]]


@dataclass(slots=True)
class Wait:
    """One message that waits for the end of its turn, or still for its beginning where it has none.

    `doing` is what a text says meanwhile, "" for nothing.
    """

    admitted: Admitted
    timer: asyncio.TimerHandle
    has_turn: bool = False
    doing: str = "is reading your message…"

    @property
    def place(self) -> tuple[str, str]:
        """Return where its sign shows."""
        return place_of(self.admitted.incoming)


class Waits:
    """Everything that waits for its turn or has it, and the signs of that: one in each place."""

    def __init__(self, statuses: Statuses) -> None:
        """Take what shows the signs."""
        self._statuses = statuses
        self._waits: dict[int, Wait] = {}
        self._signs: dict[tuple[str, str], asyncio.Task[Sign | None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    def expect(self, admitted: Admitted) -> None:
        """Begin to wait for the turn of a message that was admitted just now."""
        if admitted.number in self._waits:
            return
        waited = min(max(time.time() - admitted.incoming.received_at, 0.0), QUIET_SECONDS)
        self._waits[admitted.number] = Wait(admitted, self._soon(admitted.number, waited))

    def begin(self, admitted: Admitted) -> Wait:
        """Begin a message's turn, and the wait for its end where it was not expected."""
        wait = self._waits.get(admitted.number)
        if wait is None:
            wait = self._waits[admitted.number] = Wait(admitted, self._soon(admitted.number))
        wait.admitted, wait.has_turn = admitted, True
        return wait

    def turnless(self, place: tuple[str, str]) -> list[Admitted]:
        """Return what waits in a place for its turn, oldest first; nothing where another has its turn there."""
        waits = self._at(place)
        return [] if any(wait.has_turn for wait in waits) else [wait.admitted for wait in waits]

    async def sign(self, wait: Wait) -> Sign | None:
        """Return the sign that shows where somebody waits, once Slack has it."""
        if (task := self._signs.get(wait.place)) is None:
            return None
        await asyncio.wait({task})  # who stops waiting leaves it to others
        return task.result()

    async def end(self, number: int, *, posts: bool = False) -> None:
        """End a wait, and its sign where nobody else waits; `posts` where a post beneath it takes a text away."""
        wait = self._waits.pop(number, None)
        if wait is None:
            return
        wait.timer.cancel()
        sign = await self.sign(wait)
        if sign == "session" and self._at(wait.place):
            return
        if self._signs.pop(wait.place, None) is None:
            return
        if sign and not (sign == "text" and posts):
            await self._statuses.take_away(sign, *wait.place)
        for other in self._at(wait.place):
            other.timer.cancel()
            other.timer = self._soon(other.admitted.number)

    def leave(self, gone: Callable[[Incoming], bool]) -> None:
        """End the waits for what is not answered any more, soon."""
        for number in [number for number, wait in self._waits.items() if gone(wait.admitted.incoming)]:
            task = asyncio.create_task(self.end(number))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def close(self) -> None:
        """End all waits; what is not answered yet is taken up at the next start."""
        await asyncio.gather(*self._leaving, *map(self.end, [*self._waits]), return_exceptions=True)

    def _at(self, place: tuple[str, str]) -> list[Wait]:
        return [wait for _, wait in sorted(self._waits.items()) if wait.place == place]

    def _soon(self, number: int, waited: float = 0.0) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(QUIET_SECONDS - waited, self._show, number)

    def _show(self, number: int) -> None:
        wait = self._waits[number]
        if wait.place not in self._signs:
            showing = self._statuses.show(wait.admitted.incoming, wait.doing)
            self._signs[wait.place] = asyncio.create_task(showing)


class Waiting(AbstractAsyncContextManager["Waiting"], Progress):
    """Keeps one person informed while their turn runs, `async with` it.

    At the end all that was begun has reached Slack, so that the answer comes after it; a turn that is cancelled waits
    for nothing.
    """

    def __init__(self, admitted: Admitted, waits: Waits, statuses: Statuses, preview: Preview | None) -> None:
        """Prepare. `preview` posts what is known of the answer; None where the answer updates what stands there."""
        self._admitted = admitted
        self._waits = waits
        self._statuses = statuses
        self._preview = preview
        self._posts = preview is not None and admitted.incoming.address.thread is not None
        self._timers: list[asyncio.TimerHandle] = []
        self._begun: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin to wait, or go on."""
        self._wait = self._waits.begin(self._admitted)
        if self._posts and self._admitted.incoming.origin != "command":  # which has its root as one more message
            self._timers = [asyncio.get_running_loop().call_later(LONG_SECONDS, self._begin, self._tell)]
        return self

    def searching(self, total: int) -> None:
        """Have the text say how much is looked through."""
        self._wait.doing = f"is looking through {total:,} items…"

    def first(self, answer: Answer) -> None:
        """Post the first pick. It says more than a text would, but the rest can still be stopped."""
        if self._preview is not None:
            self._wait.doing = ""
            self._begin(partial(self._post, answer, self._preview, tuple(self._begun)))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the wait."""
        for timer in self._timers:
            timer.cancel()
        if isinstance(error, asyncio.CancelledError):
            for task in self._begun:
                task.cancel()
        for outcome in await asyncio.gather(*self._begun, return_exceptions=True):
            if isinstance(outcome, Exception):
                logger.warning("A person was not told how their turn gets on: %s", outcome)
        await self._waits.end(self._admitted.number, posts=self._posts)

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begun.append(asyncio.create_task(work()))

    async def _tell(self) -> None:
        if await self._waits.sign(self._wait) == "session" and self._wait.doing:
            await self._statuses.tell(self._admitted.incoming, self._wait.doing)

    async def _post(self, answer: Answer, preview: Preview, before: tuple[asyncio.Task[None], ...]) -> None:
        await asyncio.gather(self._waits.sign(self._wait), *before)
        await preview(answer)
