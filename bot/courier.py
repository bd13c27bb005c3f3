"""Brings stored messages to Slack: each exactly once, a conversation's in order, also across a crash.

A message is noted as "sending" before Slack is called and as "sent" after. Found as "sending" (the process died, or
the connection broke) it is looked for in its channel before it is posted again; where we may not read, it is posted
again a few times. One that replaces another is an update
of that message, which is simply done again; it is posted only where there is nothing to update.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from bot.outbound import UNCHANGED_ERRORS, Absent, Later, Outbound, Posted, Refused, Uncertain, Unreadable
from bot.slack_errors import TOKEN_ERRORS
from recsys.errors import StorageError
from recsys.model.delivery import Outgoing, QueuedDelivery
from recsys.model.ids import ConversationId, Tenant
from recsys.ports import Outbox

logger = logging.getLogger(__name__)

RETRY_SECONDS_MAX = 300.0
STORAGE_RETRY_SECONDS = 5.0
UNCERTAIN_SECONDS = 0.5
BLIND_MAX = 7
"""How often a message is posted where it cannot be looked for: it may then stand twice, but else it may not stand."""
UPDATES_MAX = 5
"""How often an update is tried that Slack says it failed to make, before the message is posted instead."""
NO_PLACE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "is_inactive", "thread_not_found"})
"""Nothing can be posted there any more, or never could: a fact of the workspace and no fault."""
Observe = Callable[[str], None]
"""Called with a stage's name when it is reached: for tests that stop the process there, and for tracing."""

Instead = Callable[[Outgoing], Awaitable[Outgoing]]
"""Returns what a person is told alone, for an answer that cannot be posted."""


def observe_nothing(stage: str) -> None:
    """Let a stage pass."""
    logger.debug("stage %s", stage)


class Courier:
    """Delivers what the outbox holds."""

    def __init__(
        self, outbox: Outbox, outbound: Outbound, observe: Observe = observe_nothing, instead: Instead | None = None
    ) -> None:
        """Take the outbox and the way out; `instead` makes what is said of an answer that Slack refuses for good."""
        self._outbox = outbox
        self._outbound = outbound
        self._instead = instead
        self._observe = observe
        self._locks: WeakValueDictionary[tuple[Tenant, ConversationId], asyncio.Lock] = WeakValueDictionary()
        self._retries: dict[tuple[Tenant, ConversationId], asyncio.Task[None]] = {}

    async def recover(self) -> int:
        """Take up everything that an earlier process left; returns how many conversations wait for something."""
        waiting = {
            (queued.outgoing.tenant, queued.outgoing.conversation) for queued in await self._outbox.undelivered()
        }
        for conversation in sorted(waiting, key=str):
            self._retry(conversation, 0.0)
        return len(waiting)

    async def deliver(self, tenant: Tenant, conversation: ConversationId) -> float:
        """Deliver what waits in a conversation, oldest first.

        Returns 0.0 when nothing waits any more, else the seconds after which it is tried again; that happens by itself.

        A database that cannot be read or written is one more reason to wait; what is committed is never given up.
        """
        key = (tenant, conversation)
        try:
            return await self._deliver(key)
        except StorageError as error:
            logger.error("The outbox must wait: %s", error)  # noqa: TRY400 - the sentence says it all
            self._retry(key, STORAGE_RETRY_SECONDS)
            return STORAGE_RETRY_SECONDS

    async def _deliver(self, key: tuple[Tenant, ConversationId]) -> float:
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            while waiting := await self._outbox.undelivered(key):  # again, as what is refused is told elsewhere
                overtaken = {queued.outgoing.replaces for queued in waiting}
                for queued in waiting:
                    wait = await self._deliver_one(queued, overtaken=queued.outgoing.delivery in overtaken)
                    if wait is not None:
                        growth = 1 if wait.exact else 2 ** min(queued.attempts, 6)
                        seconds = min(wait.seconds * growth, RETRY_SECONDS_MAX)
                        self._retry(key, seconds)
                        return seconds
        return 0.0

    async def update_unstored(self, outgoing: Outgoing, message: str) -> None:
        """Show something in the place of a message of ours of which no row may be left; tried a few times."""
        for _ in range(UPDATES_MAX):
            outcome = self._outbound.wait(outgoing, updates=True) or await self._outbound.update(outgoing, message)
            match outcome:
                case Later(seconds):
                    await asyncio.sleep(min(seconds, STORAGE_RETRY_SECONDS))
                case Uncertain():
                    await asyncio.sleep(UNCERTAIN_SECONDS)
                case _:
                    return

    async def close(self) -> None:
        """End the waiting retries. What they wait for stays in the outbox."""
        tasks = list(self._retries.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver_one(self, queued: QueuedDelivery, *, overtaken: bool) -> Later | None:
        """Bring one message to its end (None), or say how long to wait.

        One that is overtaken, as what replaces it waits too, is not attempted any more.
        """
        outgoing = queued.outgoing
        if overtaken and queued.status == "pending":
            await self._outbox.failed(outgoing.delivery, "overtaken", time.time())
            return None
        replaced = await self._replaced(outgoing)
        if replaced and not isinstance(ended := await self._update(queued, replaced), Absent):
            return ended
        if queued.status == "sending" and not isinstance(ended := await self._look(queued), Absent):
            return ended
        if wait := self._outbound.wait(outgoing, updates=False):
            if replaced or queued.status == "sending":
                await self._outbox.not_sent(outgoing.delivery, time.time())
            return wait
        return await self._note(outgoing, await self._attempt(outgoing))

    async def _update(self, queued: QueuedDelivery, replaced: str) -> Later | Absent | None:
        """Show a message in the place of another; Absent where Slack does not change that, so that it is to be posted.

        What stands there may be half an answer: nothing but a place that is gone lets it be the last word.
        """
        outgoing = queued.outgoing
        if wait := self._outbound.wait(outgoing, updates=True):
            return wait
        outcome = await self._attempt(outgoing, replaced)
        if isinstance(outcome, Refused) and outcome.error not in NO_PLACE:
            logger.info("Slack does not update %s (%s); it is posted", outgoing.replaces, outcome.error)
            return Absent()
        if isinstance(outcome, Later) and outcome.error in UNCHANGED_ERRORS and queued.attempts + 1 >= UPDATES_MAX:
            return Absent()
        if isinstance(outcome, Later) and queued.status == "sending":
            _log_wait(outgoing, outcome)
            return outcome  # whether it was posted before, in place of an update, is as unknown as ever
        return await self._note(outgoing, outcome)

    async def _look(self, queued: QueuedDelivery) -> Later | Absent | None:
        """Look for a message that may have been posted, and note it where it was; Absent where it is to be posted."""
        outgoing = queued.outgoing
        found = await self._outbound.find(outgoing)
        if isinstance(found, Unreadable):
            logger.warning("Nobody can look whether Slack took %s (%s)", outgoing.delivery, found.error)
            if queued.attempts >= BLIND_MAX:
                return await self._note(outgoing, Refused(found.error))
            return Absent()
        if isinstance(found, Posted):
            await self._outbox.sent(outgoing.delivery, found.message, time.time())
            self._observe("found")
            return None
        return found

    async def _attempt(self, outgoing: Outgoing, replaced: str | None = None) -> Posted | Refused | Later | Uncertain:
        await self._outbox.sending(outgoing.delivery, time.time())
        self._observe("sending")
        if replaced is not None:
            outcome = await self._outbound.update(outgoing, replaced)
            self._observe("updated")
        else:
            outcome = await self._outbound.post(outgoing)
            self._observe("posted")
        return outcome

    async def _replaced(self, outgoing: Outgoing) -> str | None:
        """Return the message to update: of what this replaces, or of what that would have replaced; None to post."""
        while outgoing.replaces is not None:
            queued = await self._outbox.get(outgoing.replaces)
            if queued is None or queued.message is not None:
                return queued and queued.message
            outgoing = queued.outgoing
        return None

    async def _note(self, outgoing: Outgoing, outcome: Posted | Refused | Later | Uncertain) -> Later | None:
        now = time.time()
        match outcome:
            case Posted(message):
                await self._outbox.sent(outgoing.delivery, message, now)
                self._observe("sent")
                return None
            case Refused(error):
                if error in NO_PLACE:
                    logger.info("There is no place any more for %s (%s)", outgoing.delivery, error)
                else:
                    logger.error("Slack refuses %s for good: %s", outgoing.delivery, error)
                    if self._instead is not None and outgoing.kind == "answer":
                        await self._outbox.enqueue(await self._instead(outgoing), now)
                await self._outbox.failed(outgoing.delivery, error, now)
                return None
            case Later():
                await self._outbox.not_sent(outgoing.delivery, now)
                _log_wait(outgoing, outcome)
                return outcome
            case Uncertain(error):
                logger.warning("Slack did not say whether it took %s (%s); I will look", outgoing.delivery, error)
                return Later(UNCERTAIN_SECONDS, error)

    def _retry(self, key: tuple[Tenant, ConversationId], seconds: float) -> None:
        running = self._retries.get(key)
        if running is not None and not running.done() and running is not asyncio.current_task():
            return
        task = asyncio.create_task(self._deliver_later(key, seconds), name=f"deliver {key[1]}")
        self._retries[key] = task

        def forget(done: asyncio.Task[None]) -> None:
            if self._retries.get(key) is done:
                del self._retries[key]

        task.add_done_callback(forget)

    async def _deliver_later(self, key: tuple[Tenant, ConversationId], seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.deliver(*key)


def _log_wait(outgoing: Outgoing, wait: Later) -> None:
    if wait.error in TOKEN_ERRORS:
        logger.error(
            "Slack refuses the bot token (%s). Reinstall the app, set SLACK_BOT_TOKEN and start again; %s waits.",
            wait.error,
            outgoing.delivery,
        )
    else:
        logger.warning("Slack asks to wait %.1f s (%s) before %s", wait.seconds, wait.error, outgoing.delivery)
