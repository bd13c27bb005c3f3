"""Takes admitted messages from the inbox and answers them: one at a time for a thread, threads side by side."""

import asyncio
import hashlib
import logging
import time
import uuid
from dataclasses import replace

from bot.blocks.answer import render
from bot.blocks.notice import apology, not_a_member, request_root
from bot.courier import Courier, Observe, observe_nothing
from bot.outbound import Outbound
from recsys.conversation.service import TurnRequest, TurnResult, TurnService
from recsys.errors import StorageError
from recsys.model.delivery import Address, Admitted, CompletedTurn, DeliveryKind, Incoming, Outgoing, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, DeliveryId, TurnId
from recsys.model.person import Interaction
from recsys.ports import Store

logger = logging.getLogger(__name__)

LEASE_SECONDS = 180.0
ATTEMPTS_MAX = 3
IDLE_SECONDS = 1.0
"""How long to wait for work at most before looking at leases and retry times again."""
DIRECT_PAUSE_SECONDS = 4 * 3_600
"""A direct message is one endless conversation: after such a pause the next one starts afresh."""


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
        self._outbound = outbound
        self._bot_user = bot_user
        self._observe = observe
        self._owner = uuid.uuid4().hex
        self._slots = asyncio.Semaphore(concurrency)
        self._work = asyncio.Event()
        self._stopping = False
        self._running: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that something was admitted."""
        self._work.set()

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
        delivery = DeliveryId(f"sorry-{_key(incoming)}")
        notice = _outgoing(incoming, delivery, "notice", apology(reference).payload(delivery))
        await self._store.outbox.enqueue(notice, time.time())
        await self._store.inbox.finish(admitted.number, "failed")
        await self._courier.deliver(incoming.tenant, incoming.conversation)

    async def _answer(self, admitted: Admitted) -> None:
        incoming = admitted.incoming
        if incoming.origin == "command" and incoming.address.thread is None:
            rooted = await self._post_root(admitted)
            if rooted is None:
                return
            incoming = rooted
        await self._courier.deliver(incoming.tenant, incoming.conversation)
        state = await self._state(incoming)
        result = await self._turns.answer(TurnRequest(incoming.tenant, incoming.user, incoming.text, state))
        self._observe("answered")
        # The benchmarks read the stages from this record.
        logger.debug("Message %d was a turn of kind %s: %s", admitted.number, result.act.kind, result.stages)
        if not await self._store.conversations.commit(_completed(admitted, incoming, state, result)):
            # Edited or deleted while it was answered: an edited one is answered anew, a deleted one is gone.
            await self._store.inbox.release(admitted.number, time.time())
            return
        self._observe("committed")
        await self._courier.deliver(incoming.tenant, incoming.conversation)
        for item in result.viewed:
            await self._store.profiles.record(Interaction(incoming.tenant, incoming.user, item, "view", time.time()))

    async def _post_root(self, admitted: Admitted) -> Incoming | None:
        """Post a command's request as the root of its thread; None where we may not, after saying so privately."""
        incoming = admitted.incoming
        delivery = DeliveryId(f"root-{_key(incoming)}")
        root = _outgoing(incoming, delivery, "root", request_root(incoming.user, incoming.text).payload(delivery))
        await self._store.outbox.enqueue(root, time.time())
        if not await self._courier.deliver(incoming.tenant, incoming.conversation):
            await self._store.inbox.release(admitted.number, time.time() + 1.0)
            return None
        queued = await self._store.outbox.get(delivery)
        if queued is None or queued.message is None:
            if incoming.reply_url:
                await self._outbound.respond(incoming.reply_url, not_a_member(self._bot_user))
            await self._store.inbox.finish(admitted.number, "refused")
            return None
        conversation = ConversationId(f"{incoming.channel}:{queued.message}")
        if incoming.channel.startswith("D"):
            conversation = ConversationId(incoming.channel)
        await self._store.inbox.rebind(admitted.number, conversation, queued.message)
        self._observe("rooted")
        address = Address(incoming.channel, queued.message)
        return replace(incoming, conversation=conversation, message=queued.message, address=address)

    async def _state(self, incoming: Incoming) -> DialogueState:
        conversations = self._store.conversations
        if incoming.origin == "direct":
            last = await conversations.last_turn_at(incoming.tenant, incoming.conversation)
            if last is not None and time.time() - last > DIRECT_PAUSE_SECONDS:
                return replace(
                    EMPTY_STATE, turns=(await conversations.state(incoming.tenant, incoming.conversation)).turns
                )
        return await conversations.state(incoming.tenant, incoming.conversation)


def _key(incoming: Incoming) -> str:
    """Name what is made for a message by the message itself.

    A second attempt finds the first by it, and a database begun anew does not take an old answer in Slack for its own.
    """
    told = repr((incoming.tenant, incoming.event))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()


def _completed(admitted: Admitted, incoming: Incoming, before: DialogueState, result: TurnResult) -> CompletedTurn:
    delivery = DeliveryId(f"answer-{_key(incoming)}")
    turn = TurnId(_key(incoming))
    clicked = not incoming.message  # a command has its root's ts by now
    message = render(result.answer, (incoming.user, incoming.text) if clicked else None)
    items = tuple(pick.item.id for pick in result.answer.picks) if result.answer.kind == "slate" else ()
    record = TurnRecord(
        id=turn,
        tenant=incoming.tenant,
        conversation=incoming.conversation,
        user=incoming.user,
        index=before.turns,
        said=incoming.text,
        act=result.act.kind,
        answered=message.text,
        at=time.time(),
        usage=result.usage,
    )
    outgoing = replace(_outgoing(incoming, delivery, "answer", message.payload(delivery)), turn=turn, items=items)
    return CompletedTurn(record, result.state, (outgoing,), (admitted.number, admitted.revision), result.bought)


def _outgoing(incoming: Incoming, delivery: DeliveryId, kind: DeliveryKind, payload: str) -> Outgoing:
    return Outgoing(
        delivery=delivery,
        tenant=incoming.tenant,
        conversation=incoming.conversation,
        user=incoming.user,
        address=incoming.address,
        kind=kind,
        payload=payload,
    )
