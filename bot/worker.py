"""Takes admitted messages from the inbox and answers them: one at a time for a thread, threads side by side."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import replace

from bot.blocks.answer import render_first
from bot.blocks.message import Message
from bot.blocks.notice import apology
from bot.blocks.preview import forgotten, stopped, taken_back
from bot.courier import NO_PLACE, Courier, Observe, observe_nothing
from bot.inbound import direct_conversation
from bot.marks import as_asked
from bot.outbound import Outbound
from bot.places import Places
from bot.standing import keep
from bot.statuses import Statuses, place_of
from bot.stopping import Stops
from bot.turns import Turn, completed, delivery_of, key_of, outgoing, root_of, showing, turn_of
from bot.waiting import Waiting, Waits
from recsys.conversation.service import TurnService
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.errors import StorageError
from recsys.model.answer import Answer
from recsys.model.delivery import Admitted, Incoming, QueuedDelivery
from recsys.model.ids import DeliveryId, TurnId
from recsys.model.person import Interaction
from recsys.ports import Store

logger = logging.getLogger(__name__)

LEASE_SECONDS = 180.0
ATTEMPTS_MAX = 3
ROOT_SECONDS = 0.2
"""How long a reply waits before it looks again whether what it replies to is answered."""
IDLE_SECONDS = 1.0
"""How long to wait for work at most before looking at leases and retry times again."""


class Worker:
    """Answers what the inbox holds until it is stopped."""

    def __init__(
        self,
        store: Store,
        turns: TurnService,
        courier: Courier,
        outbound: Outbound,
        *,
        bot_user: str,
        concurrency: int,
        observe: Observe = observe_nothing,
    ) -> None:
        """Take the parts; at most `concurrency` conversations are answered at once."""
        self._store = store
        self._turns = turns
        self._courier = courier
        self._statuses = Statuses(outbound)
        self._waits = Waits(self._statuses)
        self._stops = Stops()
        self._places = Places(store, courier, outbound, bot_user=bot_user, observe=observe)
        self._observe = observe
        self._owner = uuid.uuid4().hex
        self._slots = asyncio.Semaphore(concurrency)
        self._work = asyncio.Event()
        self._first_picks: dict[TurnId, str] = {}
        """The messages that show the first picks of running turns."""
        self._stopping = False
        self._running: set[asyncio.Task[None]] = set()
        self._announcing: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that there may be something to answer."""
        self._work.set()

    def expect(self, admitted: Admitted) -> None:
        """Take what was admitted just now; its person sees that also where others are answered first."""
        self.wake()
        _, thread = place_of(admitted.incoming)
        if thread:
            self._waits.expect(admitted)
        elif self._slots.locked():
            task = asyncio.create_task(self._places.announce(admitted.incoming))
            self._announcing.add(task)
            task.add_done_callback(self._announcing.discard)

    def leave(self, gone: Callable[[Incoming], bool]) -> None:
        """Show no more that something is to be answered that was deleted."""
        self._waits.leave(gone)

    async def run(self) -> None:
        """Claim and answer until `stop`."""
        while not self._stopping:
            await self._slots.acquire()
            admitted = await self._claim()
            if admitted is None:
                self._slots.release()
                continue
            task = asyncio.create_task(self._handle(admitted), name=f"turn {admitted.number}")
            self._running.add(task)
            task.add_done_callback(self._finished)

    async def stop(self, grace: float) -> None:
        """Claim nothing more and let running turns end, for at most `grace` seconds; the rest is taken up next time."""
        self._stopping = True
        self._work.set()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await asyncio.gather(*self._announcing, return_exceptions=True)
        await self._waits.close()
        await self._statuses.close()

    async def stop_turn(self, channel: str, thread: str) -> None:
        """Cancel the turn that is answered in a thread, or else what waits there for others elsewhere.

        Where it has ended, its answer stays. Safe to call again.
        """
        place = channel, thread
        if self._stops.stop(place):
            return
        waiting = self._waits.turnless(place)
        for admitted in waiting:
            await self._stop_waiting(admitted)
        if not waiting:
            # Slack leaves the session as it was, and one that a crash has left processing is ended by nobody else.
            await self._statuses.take_away("session", channel, thread)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._slots.release()
        self._work.set()  # the next message of that conversation can be claimed now

    async def _claim(self) -> Admitted | None:
        self._work.clear()
        try:
            admitted = await self._store.inbox.claim(self._owner, time.time(), LEASE_SECONDS)
        except StorageError as error:
            logger.error("The inbox cannot be read: %s", error)  # noqa: TRY400 - the sentence says it all
            admitted = None
        if admitted is None and not self._stopping:
            try:
                await asyncio.wait_for(self._work.wait(), IDLE_SECONDS)
            except TimeoutError:
                return None
        return admitted

    async def _handle(self, admitted: Admitted) -> None:
        """Answer one message; whatever goes wrong, it is neither lost nor answered twice."""
        self._observe("claimed")
        try:
            await self._answer(admitted)
        except StorageError as error:
            logger.error("Message %d must wait: %s", admitted.number, error)  # noqa: TRY400 - the sentence says it all
            await self._try_again(admitted, seconds=2.0)
        except Exception:  # the last line of defence: a person waits for an answer
            reference = f"{admitted.number}-{self._owner[:6]}"
            logger.exception(
                "Message %d failed (reference %s, attempt %d)", admitted.number, reference, admitted.attempts
            )
            if admitted.attempts < ATTEMPTS_MAX:
                await self._try_again(admitted, seconds=0.5 * admitted.attempts)
            else:
                await self._apologise(admitted, reference)

    async def _try_again(self, admitted: Admitted, seconds: float) -> None:
        try:
            await self._store.inbox.release(admitted.number, time.time() + seconds)
        except StorageError:
            logger.warning("Message %d stays leased and is taken up when the lease ends", admitted.number)

    async def _apologise(self, admitted: Admitted, reference: str) -> None:
        incoming = admitted.incoming
        delivery = delivery_of("sorry", incoming, admitted.revision)
        notice = outgoing(incoming, "notice", delivery, apology(reference))
        if not admitted.revision:  # else an earlier answer may stand there, which is still good
            notice = replace(notice, replaces=DeliveryId(f"preview-{key_of(incoming)}"))
        await self._store.outbox.enqueue(notice, time.time())
        await self._store.inbox.finish(admitted.number, "failed")
        await self._waits.end(admitted.number)
        await self._join(incoming)
        await self._courier.deliver(incoming.tenant, incoming.conversation)

    async def _answer(self, admitted: Admitted) -> None:
        incoming = await self._begin(admitted)
        if incoming is None:
            return
        await self._courier.deliver(incoming.tenant, incoming.conversation)
        turn = await turn_of(incoming, admitted.revision, self._store.conversations)
        if turn is None:
            if not await self._store.inbox.finish(admitted.number, "answered", admitted.revision):
                await self._store.inbox.release(admitted.number, time.time())
            await self._waits.end(admitted.number)
            return
        try:
            await self._answer_turn(turn, admitted)
        finally:
            self._first_picks.pop(turn.id, None)

    async def _answer_turn(self, turn: Turn, admitted: Admitted) -> None:
        incoming = turn.incoming
        rooted = replace(admitted, incoming=incoming)
        result = await self._stops.unless_stopped(place_of(incoming), self._result(turn, rooted))
        if result is None:
            await self._end_stopped(turn, admitted)
            return
        self._observe("answered")
        # The benchmarks read the stages from this record.
        logger.debug("Message %d was a turn of kind %s: %s", admitted.number, result.act.kind, result.stages)
        await keep(self._store, incoming.tenant, incoming.user, result.act.standing)
        if not await self._store.conversations.commit(completed(turn, admitted, result)):
            await self._let_go(turn, admitted)
            return
        self._observe("committed")
        await self._courier.deliver(incoming.tenant, incoming.conversation)
        if incoming.reply_url and not incoming.message:  # a shortcut or a tap, found in channels without us too
            queued = await self._store.outbox.get(turn.answer)
            if queued is not None and queued.reason in NO_PLACE:  # of other refusals the courier tells
                await self._places.say_directly(incoming, queued.reason)
        for item in result.viewed:
            await self._store.profiles.record(Interaction(incoming.tenant, incoming.user, item, "view", time.time()))

    async def _begin(self, admitted: Admitted) -> Incoming | None:
        """Return what is to be answered where its answer belongs; None where that cannot be, or not yet."""
        incoming = admitted.incoming
        if incoming.origin == "command" and incoming.address.thread is None:
            return await self._places.post_root(admitted)
        if root := root_of(incoming):  # what the thread hangs on is answered in another conversation
            if await self._store.inbox.is_open(incoming.tenant, incoming.channel, root):
                await self._store.inbox.release(admitted.number, time.time() + ROOT_SECONDS)
                return None
            await self._courier.deliver(incoming.tenant, direct_conversation(incoming.channel))
        return incoming

    async def _result(self, turn: Turn, admitted: Admitted) -> TurnResult:
        """Answer a turn, and show the person meanwhile how it gets on."""

        async def show_first(answer: Answer) -> None:
            first = outgoing(turn.incoming, "preview", turn.preview, render_first(answer))
            await self._store.outbox.enqueue(showing(first, answer.picks), time.time())
            await self._courier.deliver(turn.incoming.tenant, turn.incoming.conversation)
            note(await self._store.outbox.get(turn.preview))

        def note(queued: QueuedDelivery | None) -> None:
            if queued is not None and queued.message is not None:
                self._first_picks[turn.id] = queued.message

        request = TurnRequest(
            turn.incoming.tenant, turn.incoming.user, as_asked(turn.incoming.text), turn.before, turn.id
        )
        # A correction updates its old answer, and a second attempt what the one before it has shown.
        earlier = await self._store.outbox.get(turn.preview)
        note(earlier)
        preview = None if turn.corrects or earlier else show_first
        async with Waiting(admitted, self._waits, self._statuses, preview) as waiting:
            return await self._turns.answer(request, waiting)

    async def _let_go(self, turn: Turn, admitted: Admitted) -> None:
        """Leave a message that is gone: edited, which is answered anew, or deleted, or its person was forgotten.

        No first pick is left standing then; the answer to an earlier wording stays.
        """
        if await self._store.inbox.release(admitted.number, time.time()):
            return
        if turn.corrects is not None:
            return
        if await self._store.outbox.get(turn.preview) is None:
            if message := self._first_picks.get(turn.id):  # who is forgotten leaves no row, so none is written now
                notice = outgoing(turn.incoming, "notice", delivery_of("gone", turn.incoming), forgotten())
                await self._courier.update_unstored(notice, message)
        else:
            await self._replace_preview(turn, delivery_of("gone", turn.incoming), taken_back())

    async def _end_stopped(self, turn: Turn, admitted: Admitted) -> None:
        """End a turn that was stopped, in one line."""
        if await self._store.inbox.finish(admitted.number, "stopped", admitted.revision):
            await self._join(turn.incoming)
            await self._replace_preview(turn, delivery_of("stopped", turn.incoming, turn.revision), stopped())
        else:
            await self._let_go(turn, admitted)

    async def _stop_waiting(self, admitted: Admitted) -> None:
        """End a message that waits for its turn and was stopped, in one line, as a turn."""
        incoming = admitted.incoming
        if await self._store.inbox.finish(admitted.number, "stopped"):
            await self._join(incoming)
            line = outgoing(incoming, "notice", delivery_of("stopped", incoming, admitted.revision), stopped())
            await self._store.outbox.enqueue(line, time.time())
            await self._courier.deliver(incoming.tenant, incoming.conversation)
        await self._waits.end(admitted.number)

    async def _join(self, incoming: Incoming) -> None:
        """Follow a thread in which we only said why there is no answer: it invites the person to ask again."""
        await self._store.conversations.open(incoming.tenant, incoming.conversation, incoming.user, time.time())

    async def _replace_preview(self, turn: Turn, delivery: DeliveryId, message: Message) -> None:
        """Say something in the place of a first pick, if one stands and has not become an answer."""
        notice = outgoing(turn.incoming, "notice", delivery, message)
        if turn.corrects is None:
            notice = replace(notice, replaces=turn.preview)
        await self._store.outbox.enqueue(notice, time.time())
        await self._courier.deliver(turn.incoming.tenant, turn.incoming.conversation)
