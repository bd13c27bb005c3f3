"""What a person sees while their turn runs: what the bot is doing, then the first pick.

A status shows only where a turn takes so long that somebody would wonder. It is one call, whose failing hurts nobody.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from types import TracebackType
from typing import Any, Self

from bot.outbound import PASSING_ERRORS, UNCERTAIN_ERRORS, Outbound
from recsys.model.answer import Answer
from recsys.model.delivery import Incoming
from recsys.ports import Progress

logger = logging.getLogger(__name__)

QUIET_SECONDS = 0.15
"""A turn that takes no longer than this needs no status."""
Preview = Callable[[Answer], Awaitable[None]]
OF_ONE_THREAD = frozenset({"channel_not_found", "invalid_thread_ts", "is_archived", "not_in_channel"})


class Statuses:
    """Shows statuses in one workspace, and remembers in which kinds of channels Slack takes none."""

    def __init__(self, outbound: Outbound) -> None:
        """Take the way out."""
        self._outbound = outbound
        self._refused: set[str] = set()

    async def show(self, incoming: Incoming, text: str) -> bool:
        """Show a text beneath the message that is answered, or take it away (""); False where that cannot be."""
        channel, thread = incoming.channel, incoming.address.thread or incoming.message
        if not thread or channel[:1] in self._refused:
            return False
        error = await self._outbound.status(channel, thread, text)
        if error and error not in PASSING_ERRORS | UNCERTAIN_ERRORS | OF_ONE_THREAD:
            logger.info("Slack takes no status in channels like %s (%s)", channel, error)
            self._refused.add(channel[:1])
        return not error


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
        self._shown = False
        self._timer: asyncio.TimerHandle | None = None
        self._begun: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin to wait."""
        self._timer = asyncio.get_running_loop().call_later(QUIET_SECONDS, self._begin, self._show_status)
        return self

    def searching(self, total: int) -> None:
        """Have the status say how much is looked through."""
        self._doing = f"is looking through {total:,} items…"

    def first(self, answer: Answer) -> None:
        """Post the first pick, in place of a status or after it."""
        if self._preview is not None:
            self._no_status_any_more()
            self._begin(partial(self._post, answer, self._preview, tuple(self._begun)))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the wait."""
        self._no_status_any_more()
        if isinstance(error, asyncio.CancelledError):
            for task in self._begun:
                task.cancel()
        for outcome in await asyncio.gather(*self._begun, return_exceptions=True):
            if isinstance(outcome, Exception):
                logger.warning("A person was not told how their turn gets on: %s", outcome)
        posts_in_thread = self._preview is not None and self._incoming.address.thread is not None
        if self._shown and not posts_in_thread:  # which would take the status away
            await self._statuses.show(self._incoming, "")

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begun.append(asyncio.create_task(work()))

    def _no_status_any_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def _show_status(self) -> None:
        self._shown = await self._statuses.show(self._incoming, self._doing)

    async def _post(self, answer: Answer, preview: Preview, before: Sequence[asyncio.Task[None]]) -> None:
        await asyncio.gather(*before)
        await preview(answer)
