"""A follow-up button ("Cheaper"): the same as saying its words of the answer that it stands under."""

from slack_bolt.async_app import AsyncApp

from bot.actions.following import follow
from bot.actions.tapping import on_tap
from bot.blocks.answer import REFINE_ACTION
from bot.clicks import Click, said
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def refine(click: Click) -> None:
        await follow(click, said(click, click.value), services)

    on_tap(app, services, REFINE_ACTION, refine)
