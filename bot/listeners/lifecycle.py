"""`app_uninstalled` and `tokens_revoked`: the team has taken the bot out, and its data goes after some days.

A reinstall clears the note within the hour. Slack may send these events late, when the bot is installed again: so the
token is tried before they are believed.
"""

import logging
import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.inbound import tenant_of
from bot.installation import is_installed
from bot.services import Services

logger = logging.getLogger(__name__)


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def gone(body: dict[str, Any]) -> None:
        if await is_installed(services.client):
            logger.info("An old notice of an uninstall came; the bot is installed")
            return
        await services.store.people.mark_uninstalled(tenant_of(body), time.time())
        logger.warning("The team has taken the bot out; its data is deleted after the days of RECBOT_UNINSTALL_DAYS")

    async def revoked(body: dict[str, Any], event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):  # else it is about people's own tokens, which we have none of
            await gone(body)

    app.event("app_uninstalled")(gone)
    app.event("tokens_revoked")(revoked)
