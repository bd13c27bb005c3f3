"""`reaction_added` and `reaction_removed`: feedback on an answer, given and taken back."""

import time
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot import inbound
from bot.services import Services
from recsys.model.person import FeedbackEvent


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def said(body: dict[str, Any]) -> FeedbackEvent | None:
        """Return what was said, or said no more, of an answer of ours; None for the rest."""
        reaction = inbound.reaction(body, services.bot_user, time.time())
        if reaction is None:
            return None
        event = reaction.feedback
        # Slack does not always name the author; a message we know nothing of is then somebody else's.
        if reaction.author is None:
            ours = await services.store.feedback.is_ours(event.tenant, event.channel, event.message)
            return event if ours else None
        return event

    async def added(body: dict[str, Any]) -> None:
        if event := await said(body):
            await services.store.feedback.record(event)

    async def removed(body: dict[str, Any]) -> None:
        if event := await said(body):
            # An addition may come again, or only now, when it was removed already: what is older than this stays away.
            route = event.tenant, event.channel, event.message, event.user, event.source
            await services.store.feedback.undo(*route, until=event.at)

    app.event("reaction_added")(added)
    app.event("reaction_removed")(removed)
