"""Slash commands, one a file."""

from slack_bolt.async_app import AsyncApp

from bot.commands import recommend
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register every command; manifest.yml declares the same ones."""
    recommend.register(app, services)
