"""Messages without words. Pure."""

import re
import unicodedata

from bot.marks import as_asked
from recsys.conversation.interpret.normalise import normalise

_NAMED = re.compile(r":[^\s:]+:(?::?skin-tone-[2-6]:)?")
_FACE = re.compile(r"(?<!\S)[:;]['-]?[()DP/](?!\S)")
_STOPS = " \n.,!…"
"""What may stand beside them; a question mark may ask for what they show."""
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


def is_emoji_only(text: str) -> bool:
    """Return whether a text is emoji, named or as characters, and none that says what is wanted (as :+1: does)."""
    return is_pictures(text) and not any(character.isalnum() for character in normalise(as_asked(text)).text)


def is_pictures(text: str) -> bool:
    """Return whether a text is emoji, named or as characters, whatever they say."""
    bare = _FACE.sub("", _NAMED.sub("", text))
    left = "".join(character for character in bare if not _is_pictured(character))
    return left != text and not left.strip(_STOPS)


def _is_pictured(character: str) -> bool:
    is_sign = character <= "\u00ff"  # as ° and ` are
    return (
        character in _JOINERS or "🏻" <= character <= "🏿" or (unicodedata.category(character) == "So" and not is_sign)
    )
