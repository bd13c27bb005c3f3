"""Clicks on our buttons, one kind a file."""

from slack_bolt.async_app import AsyncApp

from bot.actions import other, refine
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register every action; the catch-all comes last."""
    refine.register(app, services)
    other.register(app)
