"""Modals: for each its view, what is read from it, and what follows, one a file."""

from slack_bolt.async_app import AsyncApp

from bot.modals import choices, find, forget, preferences, reason, share
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register what is sent from the modals, and the choices that are offered in them."""
    choices.register(app, services)
    find.register(app, services)
    forget.register(app, services)
    preferences.register(app, services)
    reason.register(app, services)
    share.register(app, services)
