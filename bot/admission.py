"""Admission: a message becomes one durable row before Slack is told that we have it.

Everything here goes through one lock, in the order it came in: Bolt runs its listeners side by side, and "cheaper" must
not overtake "headphones", nor a deletion the message it deletes.
"""

import time

from bot.inbound import EDITED_SECONDS, Deletion, Edit, direct_conversation, said_in_edit
from bot.services import Services
from bot.wordless import is_emoji_only
from recsys.model.delivery import Incoming
from recsys.model.ids import ConversationId


async def admit(incoming: Incoming, services: Services) -> bool:
    """Store a message and wake the worker; False for one that was seen before.

    A reply in a thread that we take no part in is dropped here, before anything is stored or logged, and so are emoji
    in the middle of a conversation. Raises StorageError: Slack is then not told that we have the message, and sends it
    again.
    """
    store = services.store
    async with services.admission:
        if incoming.origin == "reply" and not await _takes_part(incoming, incoming.conversation, services):
            return False
        if await _is_aside(incoming, services):
            return False
        admitted = await store.inbox.admit(incoming)
    if admitted is None:
        return False
    services.observe("admitted")
    services.worker.expect(admitted)
    return True


async def amend(edit: Edit, services: Services) -> None:
    """Let an edited message be answered as it reads now, be it answered, stopped or let go a short while ago."""
    async with services.admission:
        text, since = said_in_edit(edit, services.bot_user), time.time() - EDITED_SECONDS
        amended = await services.store.inbox.amend(edit.tenant, edit.channel, edit.message, text, ended_since=since)
    if edit.asks is not None and not amended:
        await admit(edit.asks, services)
    services.worker.wake()


async def withdraw(deletion: Deletion, services: Services) -> None:
    """Let a deleted message go unanswered, if it is not answered yet."""
    named = deletion.tenant, deletion.channel, deletion.message
    async with services.admission:
        withdrawn = await services.store.inbox.withdraw(*named)
    if withdrawn:
        services.worker.leave(lambda incoming: (incoming.tenant, incoming.channel, incoming.message) == named)


async def _is_aside(incoming: Incoming, services: Services) -> bool:
    """Whether a message is but emoji, said in a conversation that is under way."""
    if incoming.origin not in {"reply", "direct"} or not incoming.message or not is_emoji_only(incoming.text):
        return False
    places = {incoming.conversation, direct_conversation(incoming.channel)}
    return any([await _takes_part(incoming, place, services) for place in places])


async def _takes_part(incoming: Incoming, conversation: ConversationId, services: Services) -> bool:
    """Return whether we take part in a conversation, or will once its first message is answered."""
    known, store = (incoming.tenant, conversation), services.store
    return await store.conversations.known(*known) or await store.inbox.is_awaited(*known)
