"""Admission: a message becomes one durable row before Slack is told that we have it.

Everything here goes through one lock, in the order it came in: Bolt runs its listeners side by side, and "cheaper" must
not overtake "headphones", nor a deletion the message it deletes.
"""

import time

from bot.inbound import Deletion, Edit, said_in_edit
from bot.services import Services
from recsys.model.delivery import Incoming

EDITED_SECONDS = 3_600
"""For so long after a message came, to edit it is to ask again."""


async def admit(incoming: Incoming, services: Services) -> bool:
    """Store a message and wake the worker; False for one that was seen before.

    A reply in a thread that we take no part in is dropped here, before anything is stored or logged. Raises
    StorageError: Slack is then not told that we have the message, and sends it again.
    """
    store = services.store
    async with services.admission:
        if incoming.origin == "reply" and not await store.conversations.known(incoming.tenant, incoming.conversation):
            return False
        admitted = await store.inbox.admit(incoming)
    if admitted is None:
        return False
    services.observe("admitted")
    services.worker.wake()
    return True


async def amend(edit: Edit, services: Services) -> None:
    """Let an edited message be answered as it reads now, also where it was answered or stopped a short while ago."""
    async with services.admission:
        text, since = said_in_edit(edit, services.bot_user), time.time() - EDITED_SECONDS
        await services.store.inbox.amend(edit.tenant, edit.channel, edit.message, text, ended_since=since)
    services.worker.wake()


async def withdraw(deletion: Deletion, services: Services) -> None:
    """Let a deleted message go unanswered, if it is not answered yet."""
    async with services.admission:
        await services.store.inbox.withdraw(deletion.tenant, deletion.channel, deletion.message)
