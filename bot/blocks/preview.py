"""What becomes of a first pick that was shown when its request is taken back."""

from bot.blocks.message import Message, section
from bot.escape import Mrkdwn


def taken_back() -> Message:
    """Return what then stands in its place."""
    text = Mrkdwn("You deleted your request, so I stopped looking.")
    return Message(text, (section(text),))
