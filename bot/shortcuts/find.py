"""“Find something”, anywhere in Slack: opens the form."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.modals.find import FIND, find_view
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def wanted(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        if await services.asides.open(str(shortcut["trigger_id"]), find_view()):  # else Slack says to try again
            await ack()

    app.shortcut(FIND)(wanted)
