"""Forget me: asked once more, then everything of a person is deleted."""

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.message import section
from bot.escape import Mrkdwn
from bot.inbound import tenant_of
from bot.modals.form import View, modal
from bot.services import Services
from recsys.model.ids import UserId

FORGET = "forget"
WAIT_SECONDS = 2.0
"""Slack shows a warning where a form is not answered within three."""

logger = logging.getLogger(__name__)


def forget_view() -> View:
    """Return the question."""
    text = (
        "I will delete everything I know about you: your preferences, what you saved, bought, viewed and rated, what "
        "you asked and what I answered. This cannot be undone.\n\nMessages in Slack stay; you can delete your own "
        "there. If you write to me again, I start from scratch."
    )
    return modal(FORGET, "Forget me?", [section(Mrkdwn(text))], submit="Forget me", close="Keep")


def register(app: AsyncApp, services: Services) -> None:
    """Register what happens when it is confirmed."""

    async def confirmed(ack: AsyncAck, body: dict[str, Any]) -> None:
        person = tenant_of(body), UserId(str(body["user"]["id"]))
        task = services.homes.forget(*person)
        services.worker.leave(lambda incoming: (incoming.tenant, incoming.user) == person)
        done, _ = await asyncio.wait({task}, timeout=WAIT_SECONDS)
        if not done:
            text = "I am still deleting everything about you. Your Home tab will show when it is done."
        elif task.result():
            text = "Done. I no longer know anything about you."
        else:
            text = "I could not finish: my database is busy. Please try again in a minute."
        await ack(response_action="update", view=modal(FORGET, "Forget me", [section(Mrkdwn(text))], close="Close"))

    app.view(FORGET)(confirmed)
