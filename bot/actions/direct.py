"""“Continue in a direct message”: where we may not answer, the request is taken there."""

import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.admission import admit
from bot.blocks.notice import DIRECT_ACTION
from bot.direct import direct_channel
from bot.entrances import asked
from bot.inbound import mapping
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def continued(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond) -> None:
        user, told = str(body["user"]["id"]), mapping(body.get("container"))
        found = await direct_channel(services.client, user)
        if found.error:
            await ack()
            await respond(f"I cannot write to you directly ({found.error}). Open my Messages tab and ask me there.")
            return
        # Named by the message that offers it: it is taken up once, however often somebody taps.
        event = f"continue:{told.get('channel_id')}:{told.get('message_ts') or action.get('action_ts')}:{user}"
        await admit(asked(body, event, found.channel, str(action.get("value") or ""), time.time()), services)
        await ack()
        await respond("I will answer in our direct message.", replace_original=True)

    app.action(DIRECT_ACTION)(continued)
