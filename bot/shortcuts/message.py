"""“Recommend from this”, on a message: its words are the request, and the answer stands in its thread."""

import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.admission import admit
from bot.entrances import about_message
from bot.services import Services

RECOMMEND = "recommend_from_message"


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def used(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        if body["message"].get("user") == services.bot_user:
            await ack()
            await respond("That message is mine. Tap a button under one of my answers, or reply in its thread.")
            return
        incoming = about_message(body, time.time())
        if incoming is None:
            await ack()
            await respond("I see no words in that message. Ask me with `/recommend`, or mention me.")
            return
        about = incoming.channel, str(body["message"]["ts"]), RECOMMEND
        with services.taps.tap((incoming.tenant, incoming.user), about, incoming.received_at) as counts:
            if counts:
                await admit(incoming, services)
        await ack()

    app.shortcut(RECOMMEND)(used)
