"""Brings stored messages to Slack: each exactly once, a conversation's in order, also across a crash.

A message is noted as "sending" before Slack is called and as "sent" after. Found as "sending" (the process died, or
the connection broke) it is looked for in its channel before it is posted again.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from weakref import WeakValueDictionary

from bot.outbound import Absent, Later, Outbound, Posted, Refused, Uncertain
from bot.slack_errors import TOKEN_ERRORS
from recsys.errors import StorageError
from recsys.model.delivery import Outgoing, QueuedDelivery
from recsys.model.ids import ConversationId, Tenant
from recsys.ports import Outbox

logger = logging.getLogger(__name__)

RETRY_SECONDS_MAX = 300.0
STORAGE_RETRY_SECONDS = 5.0
NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
Observe = Callable[[str], None]
"""Called with a stage's name when it is reached: for tests that stop the process there, and for tracing."""


def observe_nothing(stage: str) -> None:
    """Let a stage pass."""
    logger.debug("stage %s", stage)


class Courier:
    """Delivers what the outbox holds."""

    def __init__(self, outbox: Outbox, outbound: Outbound, observe: Observe = observe_nothing) -> None:
        """Take the outbox and the way out."""
        self._outbox = outbox
        self._outbound = outbound
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

    async def deliver(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Deliver what waits in a conversation, oldest first. False when something must wait: it is tried again.

        A database that cannot be read or written is one more reason to wait; what is committed is never given up.
        """
        key = (tenant, conversation)
        try:
            return await self._deliver(key)
        except StorageError as error:
            logger.error("The outbox must wait: %s", error)  # noqa: TRY400 - the sentence says it all
            self._retry(key, STORAGE_RETRY_SECONDS)
            return False

    async def _deliver(self, key: tuple[Tenant, ConversationId]) -> bool:
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            for queued in await self._outbox.undelivered(key):
                wait = await self._deliver_one(queued)
                if wait is not None:
                    self._retry(key, min(wait.seconds * 2 ** min(queued.attempts, 6), RETRY_SECONDS_MAX))
                    return False
        return True

    async def close(self) -> None:
        """End the waiting retries. What they wait for stays in the outbox."""
        tasks = list(self._retries.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _deliver_one(self, queued: QueuedDelivery) -> Later | None:
        """Bring one message to its end (None), or say how long to wait."""
        outgoing = queued.outgoing
        if queued.status == "sending":
            found = await self._outbound.find(outgoing)
            if isinstance(found, Later):
                return found
            if isinstance(found, Posted):
                await self._outbox.sent(outgoing.delivery, found.message, time.time())
                self._observe("found")
                return None
            assert isinstance(found, Absent)  # noqa: S101 - narrows the union for the reader
        await self._outbox.sending(outgoing.delivery, time.time())
        self._observe("sending")
        outcome = await self._outbound.post(outgoing)
        self._observe("posted")
        return await self._note(outgoing, outcome)

    async def _note(self, outgoing: Outgoing, outcome: Posted | Refused | Later | Uncertain) -> Later | None:
        now = time.time()
        match outcome:
            case Posted(message):
                await self._outbox.sent(outgoing.delivery, message, now)
                self._observe("sent")
                return None
            case Refused(error):
                if outgoing.kind == "root" and error in NOT_A_MEMBER:
                    logger.info("A command came from a channel that the bot is not in (%s)", error)
                else:
                    logger.error("Slack refuses %s for good: %s", outgoing.delivery, error)
                await self._outbox.failed(outgoing.delivery, error, now)
                return None
            case Later():
                await self._outbox.not_sent(outgoing.delivery, now)
                _log_wait(outgoing, outcome)
                return outcome
            case Uncertain(error):
                logger.warning("Slack did not say whether it took %s (%s); I will look", outgoing.delivery, error)
                return Later(0.5, error)

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
