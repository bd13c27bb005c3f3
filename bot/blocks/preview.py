"""What takes the place of a first pick when the rest is not wanted any more."""

from typing import LiteralString

from bot.blocks.message import Message, section
from bot.escape import Mrkdwn


def taken_back() -> Message:
    """Return what stands there after the request was deleted."""
    return _line("You deleted your request, so I stopped looking.")


def forgotten() -> Message:
    """Return what stands there after the person had everything about them forgotten."""
    return _line("I was asked to forget this, so I stopped looking.")


def stopped() -> Message:
    """Return what stands there after somebody pressed Stop."""
    return _line("Stopped. Ask again whenever you like.")


def _line(words: LiteralString) -> Message:
    text = Mrkdwn(words)
    return Message(text, (section(text),))
