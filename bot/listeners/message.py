"""`message` in all its subtypes: direct messages, replies in our threads, edits and deletions."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import inbound
from bot.admission import admit, amend, withdraw
from bot.services import Services
from recsys.model.delivery import Incoming


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def said(body: dict[str, Any]) -> None:
        match inbound.message(body, services.bot_user, time.time()):
            case Incoming() as incoming:
                await admit(incoming, services)
            case inbound.Edit() as edit:
                await amend(edit, services)
            case inbound.Deletion() as deletion:
                await withdraw(deletion, services)
            case None:
                pass

    app.event("message")(said)
