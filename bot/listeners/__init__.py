"""Events of the Events API, one handler a file."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import home, lifecycle, link, mention, message, other, reaction, stop
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register every event handler; the catch-all comes last, because Bolt takes the first that matches."""
    mention.register(app, services)
    message.register(app, services)
    reaction.register(app, services)
    home.register(app, services)
    stop.register(app, services)
    lifecycle.register(app, services)
    if services.unfurls:
        link.register(app, services)
    other.register(app)
