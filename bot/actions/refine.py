"""A follow-up button ("Cheaper"): the same as saying its words in the thread."""

import re
import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot import inbound
from bot.admission import admit
from bot.blocks.answer import REFINE_ACTION
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def refine(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        incoming = inbound.refinement(body, str(action.get("value") or ""), time.time())
        if incoming is not None:
            await admit(incoming, services)
        await ack()

    app.action(re.compile(f"^{REFINE_ACTION}:"))(refine)
