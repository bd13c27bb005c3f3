"""The thumbs under an answer."""

from slack_bolt.async_app import AsyncApp

from bot.actions.following import is_kept
from bot.actions.tapping import on_tap, tell
from bot.blocks.feedback import THUMBS_ACTION
from bot.blocks.notice import forgotten
from bot.clicks import Click, opinion, said
from bot.modals.reason import reason_view
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def thumb(click: Click) -> None:
        shown = await services.store.feedback.is_ours(click.tenant, click.channel, click.message)
        if not shown and not await is_kept(said(click, ""), services):
            await tell(click, forgotten(), services)
            return
        signal = "up" if click.value == "up" else "down"
        await services.store.feedback.record(opinion(click, THUMBS_ACTION, signal))
        if signal == "down":
            await services.asides.open(click.trigger, reason_view(click.channel, click.message, THUMBS_ACTION))

    on_tap(app, services, THUMBS_ACTION, thumb, opens_form=lambda click: click.value == "down")
