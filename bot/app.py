"""The Bolt app: which payload goes to which handler."""

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import actions, commands, listeners, modals, shortcuts
from bot.services import Services
from recsys.errors import RecsysError

logger = logging.getLogger(__name__)


def build_app(client: AsyncWebClient, services: Services) -> AsyncApp:
    """Return the app with every handler registered.

    `process_before_response` makes Bolt acknowledge an event only when its handler has returned, that is when the
    message is stored; a handler that raises leaves it unacknowledged, and Slack sends it again.
    """
    app = AsyncApp(client=client, process_before_response=True)
    commands.register(app, services)
    actions.register(app, services)
    shortcuts.register(app, services)
    modals.register(app, services)
    listeners.register(app, services)

    async def failed(error: Exception, context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse:  # noqa: ARG001
        kind = body.get("type") or body.get("command") or "request"
        if services.stopping.is_set():
            logger.debug("A %s came while stopping and is left to the next start", kind)
        elif isinstance(error, RecsysError):
            logger.error("A %s could not be admitted: %s", kind, error)
        else:
            logger.error("A %s could not be admitted", kind, exc_info=error)
        if "command" in body:  # Slack does not send a command again: say so to the person who typed it
            text = "I cannot take a request right now. Please try again in a minute; the log says what is wrong."
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
        return BoltResponse(status=503)

    app.error(failed)
    return app
