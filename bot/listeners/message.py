"""`message` in all its subtypes: direct messages, replies in our threads, edits and deletions."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import inbound
from bot.admission import admit, amend, withdraw
from bot.blocks.notice import words_only
from bot.services import Services
from bot.turns import delivery_of, outgoing
from recsys.model.delivery import Incoming


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def said(body: dict[str, Any]) -> None:
        match inbound.message(body, services.bot_user, time.time()):
            case Incoming() as incoming:
                await admit(incoming, services)
            case inbound.Wordless(incoming):
                await _say_what_is_read(incoming, services)
            case inbound.Edit() as edit:
                await amend(edit, services)
            case inbound.Deletion() as deletion:
                await withdraw(deletion, services)
            case None:
                pass

    app.event("message")(said)


async def _say_what_is_read(incoming: Incoming, services: Services) -> None:
    """Tell somebody who sent a file directly what to send instead; once, however often the event comes."""
    notice = outgoing(incoming, "notice", delivery_of("wordless", incoming), words_only())
    await services.store.outbox.enqueue(notice, time.time())
    await services.courier.deliver(incoming.tenant, incoming.conversation)
