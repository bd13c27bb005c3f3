"""A follow-up button ("Cheaper"): the same as saying its words in the thread."""

from slack_bolt.async_app import AsyncApp

from bot.actions.tapping import on_tap
from bot.admission import admit
from bot.blocks.answer import REFINE_ACTION
from bot.clicks import Click, said
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def refine(click: Click) -> None:
        await admit(said(click, click.value), services)

    on_tap(app, services, REFINE_ACTION, refine)
