"""What a person sees while their turn runs: what the bot is doing, then the first pick.

A sign shows only where a turn takes so long that somebody would wonder. It is one call, whose failing hurts nobody:
the thread's session is set to processing, which gives it a Stop button; where Slack has no sessions a text is shown.
Where it takes longer still, the text says beside the button what is being done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from types import TracebackType
from typing import Any, Literal, Self

from bot.marks import as_read
from bot.outbound import PASSING_ERRORS, UNCERTAIN_ERRORS, Outbound
from recsys.model.answer import Answer
from recsys.model.delivery import Incoming
from recsys.ports import Progress

logger = logging.getLogger(__name__)

QUIET_SECONDS = 0.15
"""A turn that takes no longer than this needs no status."""
LONG_SECONDS = 2.0
"""After that time people are told what takes so long; a first pick is mostly there by then."""
ENDINGS_MAX = 5
ENDING_SECONDS = 1.0
"""How often, and how soon at the earliest, the end of a session is told again that Slack did not take."""
TITLE_MAX = 200
"""Characters of a session's title."""
Preview = Callable[[Answer], Awaitable[None]]
Sign = Literal["session", "text"]
OF_ONE_THREAD = frozenset(
    {"channel_not_found", "invalid_arguments", "invalid_thread_ts", "is_archived", "not_in_channel"}
)


class Statuses:
    """Shows signs of work in one workspace, and remembers which ones Slack takes in which kinds of channels."""

    def __init__(self, outbound: Outbound) -> None:
        """Take the way out."""
        self._outbound = outbound
        self._refused: set[tuple[Sign, str]] = set()
        self._ending: dict[tuple[str, str], asyncio.Task[None]] = {}
        """Sessions that Slack has not ended yet, by channel and thread."""

    async def show(self, incoming: Incoming, text: str) -> Sign | None:
        """Show that a message is being answered; `text` says so where there are no sessions, "" shows nothing there."""
        channel, thread = place_of(incoming)
        self._leave((channel, thread))  # this turn's end is the session's
        if thread and self._may("session", channel):
            error = await self._outbound.session(channel, thread, "processing", as_read(incoming.text)[:TITLE_MAX])
            if not self._is_refused("session", channel, error):
                return None if error in PASSING_ERRORS | OF_ONE_THREAD else "session"
        return "text" if text and await self.tell(incoming, text) else None

    async def tell(self, incoming: Incoming, text: str) -> bool:
        """Say under a thread what is being done; return whether Slack shows it."""
        channel, thread = place_of(incoming)
        if not (thread and self._may("text", channel)):
            return False
        error = await self._outbound.status(channel, thread, text)
        return not self._is_refused("text", channel, error) and not error

    async def take_away(self, sign: Sign, channel: str, thread: str) -> None:
        """Show no more that a thread is being answered in.

        A session that Slack does not end at once is ended soon, beside whatever comes: it would have its Stop button
        for an hour. A text goes by itself.
        """
        if sign == "text":
            await self._outbound.status(channel, thread, "")
        elif await self._outbound.session(channel, thread, "active") in PASSING_ERRORS | UNCERTAIN_ERRORS:
            place = channel, thread
            self._leave(place)
            self._ending[place] = asyncio.create_task(self._end_later(place))

    async def close(self) -> None:
        """Give up what Slack has not taken yet."""
        ending = [*self._ending.values()]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    def _leave(self, place: tuple[str, str]) -> None:
        if ending := self._ending.pop(place, None):
            ending.cancel()

    async def _end_later(self, place: tuple[str, str]) -> None:
        for _ in range(ENDINGS_MAX):
            await asyncio.sleep(max(ENDING_SECONDS, self._outbound.sessions_closed()))
            if await self._outbound.session(*place, "active") not in PASSING_ERRORS | UNCERTAIN_ERRORS:
                break
        self._ending.pop(place, None)

    def _may(self, sign: Sign, channel: str) -> bool:
        return (sign, channel[:1]) not in self._refused

    def _is_refused(self, sign: Sign, channel: str, error: str) -> bool:
        """Return whether an error means that Slack does not take a sign in channels of this kind; remember it."""
        if not error or error in PASSING_ERRORS | UNCERTAIN_ERRORS | OF_ONE_THREAD:
            return False
        logger.info("Slack takes no status (%s) in channels like %s: %s", sign, channel, error)
        self._refused.add((sign, channel[:1]))
        return True


class Waiting(AbstractAsyncContextManager["Waiting"], Progress):
    """Keeps one person informed while their turn runs, `async with` it.

    At the end all that was begun has reached Slack, so that the answer comes after it; a turn that is cancelled waits
    for nothing.
    """

    def __init__(self, incoming: Incoming, statuses: Statuses, preview: Preview | None) -> None:
        """Prepare. `preview` posts what is known of the answer; None where the answer updates what stands there."""
        self._incoming = incoming
        self._statuses = statuses
        self._preview = preview
        self._doing = "is reading your message…"
        self._shown: set[Sign] = set()
        self._timers: list[asyncio.TimerHandle] = []
        self._begun: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin to wait."""
        loop = asyncio.get_running_loop()
        self._timers = [
            loop.call_later(QUIET_SECONDS, self._begin, self._show_status),
            loop.call_later(LONG_SECONDS, self._begin, self._tell),
        ]
        return self

    def searching(self, total: int) -> None:
        """Have the text say how much is looked through."""
        self._doing = f"is looking through {total:,} items…"

    def first(self, answer: Answer) -> None:
        """Post the first pick. It says more than a text would, but the rest can still be stopped."""
        if self._preview is not None:
            self._doing = ""
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
        posts_in_thread = self._preview is not None and self._incoming.address.thread is not None
        if posts_in_thread:
            self._shown.discard("text")  # a post takes it away
        for sign in sorted(self._shown):
            await self._statuses.take_away(sign, *place_of(self._incoming))

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begun.append(asyncio.create_task(work()))

    async def _show_status(self) -> None:
        sign = await self._statuses.show(self._incoming, self._doing)
        self._shown |= {sign} if sign else set()

    async def _tell(self) -> None:
        if "session" in self._shown and self._doing and await self._statuses.tell(self._incoming, self._doing):
            self._shown.add("text")

    async def _post(self, answer: Answer, preview: Preview, before: Sequence[asyncio.Task[None]]) -> None:
        await asyncio.gather(*before)
        await preview(answer)


def place_of(incoming: Incoming) -> tuple[str, str]:
    """Return the channel and the root of the thread beneath which a message is answered.

    For a tap in a direct message it is the tapped message, though the answer comes beside it; "" for what is said
    nowhere.
    """
    return incoming.channel, incoming.address.thread or incoming.message or incoming.about
