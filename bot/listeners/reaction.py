"""`reaction_added` and `reaction_removed`: feedback on an answer, given and taken back."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import inbound
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def added(body: dict[str, Any]) -> None:
        reaction = inbound.reaction(body, services.bot_user, time.time())
        if reaction is None:
            return
        event, feedback = reaction.feedback, services.store.feedback
        # Slack does not always name the author; a message we know nothing of is then somebody else's.
        if reaction.author is None and not await feedback.is_ours(event.tenant, event.channel, event.message):
            return
        await feedback.record(event)

    async def removed(body: dict[str, Any]) -> None:
        reaction = inbound.reaction(body, services.bot_user, time.time())
        if reaction is not None:
            event = reaction.feedback
            await services.store.feedback.undo(event.tenant, event.channel, event.message, event.user, event.source)

    app.event("reaction_added")(added)
    app.event("reaction_removed")(removed)
