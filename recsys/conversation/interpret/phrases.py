"""Phrases and what they are written out as, made ready to be replaced one after the other."""

import re
from collections.abc import Callable, Iterable

Written = str | Callable[[re.Match[str]], str]
Phrases = tuple[tuple[re.Pattern[str], Written], ...]


def compiled(phrases: Iterable[tuple[str, str]]) -> Phrases:
    """Return patterns, each with what its matches become, in the same order.

    A replacement that repeats groups becomes a function: as a text it would be read anew for each message, be there a
    match or not.
    """
    return tuple((re.compile(pattern), _writing(plain) if "\\" in plain else plain) for pattern, plain in phrases)


def written_out(text: str, phrases: Phrases) -> str:
    """Return a text with the phrases replaced."""
    for pattern, plain in phrases:
        text = pattern.sub(plain, text)
    return text


def _writing(plain: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match.expand(plain)
