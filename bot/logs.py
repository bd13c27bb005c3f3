"""Logging: one format, and no secret ever in it."""

import logging
import sys
from collections.abc import Sequence

from bot.settings import Settings

FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# Chatty at INFO, and what they say is about their own work, not about the bot's.
QUIET = ("aiosqlite", "slack_bolt", "slack_sdk", "httpx2", "httpcore2", "openai", "aiohttp.access")


class Redacting(logging.Formatter):
    """Formats a record, tracebacks included, and then hides every secret value in the result."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """Take the values to hide; short ones would hide ordinary words and are no secrets anyway."""
        super().__init__(FORMAT)
        self._secrets = tuple(secret for secret in secrets if len(secret) >= 8)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without secrets."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def configure_logging(settings: Settings) -> None:
    """Send the log to stderr at the level set. Replaces earlier handlers of ours and of others."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(settings.secrets))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    if settings.log_level != "DEBUG":
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
