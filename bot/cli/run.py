"""`recbot run`: the bot in a real workspace."""

import asyncio

import click

from bot.cli.signals import stop_event
from bot.logs import configure_logging
from bot.running import run_bot
from bot.settings import load_settings, needs_slack


@click.command()
def run() -> None:
    """Connect to Slack (Socket Mode) and answer, until stopped.

    Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN. Stop it with SIGTERM or Ctrl-C at any time: what was asked is answered
    after the next start.
    """
    settings = load_settings()
    needs_slack(settings)
    configure_logging(settings)

    async def until_stopped() -> None:
        await run_bot(settings, stop_event())

    asyncio.run(until_stopped())
