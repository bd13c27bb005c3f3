"""Clicks on our buttons, one kind a file."""

from slack_bolt.async_app import AsyncApp

from bot.actions import direct, home, other, picks, refine, thumbs, undoing
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register every action; the catch-all comes last."""
    for kind in (refine, picks, thumbs, undoing, home, direct):
        kind.register(app, services)
    other.register(app)
