"""`app_mention`: somebody mentions the bot, in a channel or in a thread."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import inbound
from bot.admission import admit
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def mentioned(body: dict[str, Any]) -> None:
        incoming = inbound.mention(body, services.bot_user, time.time())
        if incoming is not None:
            await admit(incoming, services)

    app.event("app_mention")(mentioned)
