"""Slack's markup as a terminal shows it."""

import html
import re

from bot.escape import written

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_BARE = re.compile(r"<(https?://[^|>]+)>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_EMOJI = {":one:": "1.", ":two:": "2.", ":three:": "3.", ":+1:": "👍", ":-1:": "👎"}


def readable(text: str) -> str:
    """Return mrkdwn as plain text: links by their label, entities decoded, emoji as characters."""
    plain = _BARE.sub(r"\1", _LINK.sub(r"\2", text))
    for name, shown in _EMOJI.items():
        plain = plain.replace(name, shown)
    return html.unescape(written(_BOLD.sub(r"\1", plain)))
