"""Shortcuts, one a file."""

from slack_bolt.async_app import AsyncApp

from bot.services import Services
from bot.shortcuts import find, message


def register(app: AsyncApp, services: Services) -> None:
    """Register every shortcut; manifest.yml declares the same ones."""
    find.register(app, services)
    message.register(app, services)
