"""Buttons in what one person was told privately: take it back, or see others."""

from slack_bolt.async_app import AsyncApp

from bot.actions.tapping import on_tap
from bot.admission import admit
from bot.blocks import feedback
from bot.blocks.feedback import OTHERS, OTHERS_ACTION, UNDO_ACTION
from bot.clicks import Click, said
from bot.services import Services
from recsys.model.ids import ItemId


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def others(click: Click) -> None:
        await admit(said(click, OTHERS, click.value), services)

    async def undo(click: Click) -> None:
        if click.detail == "feedback":
            answer, _, source = click.value.partition(" ")
            await services.store.feedback.undo(click.tenant, click.channel, answer, click.user, source)
        else:
            kind = "purchase" if click.detail == "purchase" else "save"
            await services.store.profiles.undo(click.tenant, click.user, ItemId(click.value), kind)
        services.homes.refresh(click.tenant, click.user)
        await services.outbound.respond(click.reply_url, feedback.undone(), replaces=True)

    on_tap(app, services, OTHERS_ACTION, others)
    on_tap(app, services, UNDO_ACTION, undo)
