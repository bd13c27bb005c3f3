"""Where an answer stands whose request is no message: beneath a root of ours, or nowhere, and who asked is told so."""

import logging
import time
from dataclasses import replace

from bot.blocks.notice import no_place, not_allowed, request_root
from bot.courier import NO_PLACE, Courier, Observe
from bot.outbound import Outbound
from bot.turns import delivery_of, outgoing
from recsys.errors import StorageError
from recsys.model.delivery import Address, Admitted, Incoming
from recsys.model.ids import ConversationId
from recsys.ports import Store

logger = logging.getLogger(__name__)


class Places:
    """Finds each request its place."""

    def __init__(self, store: Store, courier: Courier, outbound: Outbound, *, bot_user: str, observe: Observe) -> None:
        """Take the parts."""
        self._store = store
        self._courier = courier
        self._outbound = outbound
        self._bot_user = bot_user
        self._observe = observe

    async def announce(self, incoming: Incoming) -> None:
        """Post the root of a command that waits for others: its answer comes beneath that in any case."""
        try:
            await self._deliver_root(incoming)
        except StorageError as error:
            logger.warning("A request is shown only when it is answered: %s", error)

    async def _deliver_root(self, incoming: Incoming) -> float:
        """Post a command's request, once however often it is called; returns as `Courier.deliver`."""
        root = outgoing(incoming, "root", delivery_of("root", incoming), request_root(incoming.user, incoming.text))
        await self._store.outbox.enqueue(root, time.time())
        return await self._courier.deliver(incoming.tenant, incoming.conversation)

    async def post_root(self, admitted: Admitted) -> Incoming | None:
        """Post a command's request as the root of its thread; None where we may not, after saying so privately."""
        incoming = admitted.incoming
        if wait := await self._deliver_root(incoming):
            await self._store.inbox.release(admitted.number, time.time() + wait)
            return None
        queued = await self._store.outbox.get(delivery_of("root", incoming))
        if queued is None or queued.message is None:
            await self.say_directly(incoming, queued.reason if queued else "")
            await self._store.inbox.finish(admitted.number, "refused")
            return None
        conversation = ConversationId(f"{incoming.channel}:{queued.message}")
        if incoming.channel.startswith("D"):
            conversation = ConversationId(incoming.channel)
        await self._store.inbox.rebind(admitted.number, conversation, queued.message)
        self._observe("rooted")
        address = Address(incoming.channel, queued.message)
        return replace(incoming, conversation=conversation, message=queued.message, address=address)

    async def say_directly(self, incoming: Incoming, reason: str) -> None:
        """Tell a person alone that nothing can be posted where they asked: there, or else in a direct message."""
        if not incoming.about:
            message = no_place(self._bot_user, incoming.text) if reason in NO_PLACE else not_allowed(incoming.text)
        else:  # the words of a button say nothing without the answer that it is on
            message = not_allowed(None)
        if incoming.reply_url and await self._outbound.respond(incoming.reply_url, message):
            return
        notice = outgoing(incoming, "notice", delivery_of("elsewhere", incoming), message)
        await self._store.outbox.enqueue(replace(notice, address=Address(incoming.user)), time.time())
        await self._courier.deliver(incoming.tenant, incoming.conversation)
