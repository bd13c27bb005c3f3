"""The thumbs under an answer."""

from slack_bolt.async_app import AsyncApp

from bot.actions.tapping import on_tap
from bot.blocks.feedback import THUMBS_ACTION
from bot.clicks import Click, opinion
from bot.modals.reason import reason_view
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def thumb(click: Click) -> None:
        signal = "up" if click.value == "up" else "down"
        await services.store.feedback.record(opinion(click, THUMBS_ACTION, signal))
        if signal == "down":
            await services.asides.open(click.trigger, reason_view(click.channel, click.message, THUMBS_ACTION))

    on_tap(app, services, THUMBS_ACTION, thumb)
