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
        "I delete everything that I know of you: preferences, what you saved, bought, viewed and rated, what you asked "
        "and what I answered. It cannot be brought back.\n\nMessages in Slack stay; you can delete your own there. If "
        "you write to me again, I begin to know you anew."
    )
    return modal(FORGET, "Forget me?", [section(Mrkdwn(text))], submit="Forget me", close="Keep")


def register(app: AsyncApp, services: Services) -> None:
    """Register what happens when it is confirmed."""

    async def confirmed(ack: AsyncAck, body: dict[str, Any]) -> None:
        task = services.homes.forget(tenant_of(body), UserId(str(body["user"]["id"])))
        done, _ = await asyncio.wait({task}, timeout=WAIT_SECONDS)
        if not done:
            text = "I am deleting everything of you. It takes a little longer; your Home shows when it is done."
        elif task.result():
            text = "Done. Nothing of you is left with me."
        else:
            text = "I could not finish: my database is busy. Please try again in a minute."
        await ack(response_action="update", view=modal(FORGET, "Forget me", [section(Mrkdwn(text))], close="Close"))

    app.view(FORGET)(confirmed)
