"""`/recommend`: with words a request, alone a look at the profile, with "help" how it works."""

import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot import inbound
from bot.admission import admit
from bot.blocks.notice import help_message
from bot.services import Services

COMMAND = "/recommend"


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def recommend(ack: AsyncAck, command: dict[str, Any]) -> None:
        incoming = inbound.command(command, time.time())
        if incoming.text.lower() in {"help", "?"}:
            message = help_message(services.bot_user)
            await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
            return
        await admit(incoming, services)
        await ack()

    app.command(COMMAND)(recommend)
