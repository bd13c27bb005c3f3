"""Buttons in what one person was told privately: take it back, or see others."""

from slack_bolt.async_app import AsyncApp

from bot.actions.following import follow
from bot.actions.tapping import on_tap
from bot.blocks import feedback
from bot.blocks.feedback import OTHERS, OTHERS_ACTION, UNDO_ACTION, Undoing
from bot.clicks import Click, said
from bot.services import Services
from recsys.model.ids import ItemId


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def others(click: Click) -> None:
        thread, _, answer = click.value.partition(" ")
        await follow(click, said(click, OTHERS, thread, answer), services)

    async def undo(click: Click) -> None:
        undoing = Undoing.read(click.value) or Undoing(click.at, click.value)
        about, until, store = undoing.about, undoing.at, services.store
        if click.detail == "feedback":
            answer, _, source = about.partition(" ")
            undone = await store.feedback.undo(click.tenant, click.channel, answer, click.user, source, until=until)
        else:
            kind = "purchase" if click.detail == "purchase" else "save"
            undone = await store.profiles.undo(click.tenant, click.user, ItemId(about), kind, until=until)
        services.homes.refresh(click.tenant, click.user)
        told = feedback.undone() if undone else feedback.outdated()
        await services.outbound.respond(click.reply_url, told, replaces=True, of_tap=True)

    on_tap(app, services, OTHERS_ACTION, others)
    on_tap(app, services, UNDO_ACTION, undo)
