"""Signs of work under a message of a person's: its thread's session, which has a Stop button, or a line of text."""

import asyncio
import logging
from typing import Literal

from bot.marks import as_read
from bot.outbound import PASSING_ERRORS, UNCERTAIN_ERRORS, Outbound
from recsys.model.delivery import Incoming

logger = logging.getLogger(__name__)

ENDINGS_MAX = 5
ENDING_SECONDS = 1.0
"""How often, and how soon at the earliest, the end of a session is told again that Slack did not take."""
TITLE_MAX = 200
"""Characters of a session's title."""
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


def place_of(incoming: Incoming) -> tuple[str, str]:
    """Return the channel and the root of the thread beneath which a message is answered.

    For a tap in a direct message it is the tapped message, though the answer comes beside it; "" for what is said
    nowhere.
    """
    return incoming.channel, incoming.address.thread or incoming.message or incoming.about
