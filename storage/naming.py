"""A person named in what others said: found by their id in Slack's marks, escaped ones too, and taken out. Pure.

A text may be JSON, and stays it.
"""

import json
import re
from collections.abc import Iterable

SOMEBODY = "somebody"
_BEFORE = r"(?:(?<!\w)|(?<=\\n))"
"""Where a word begins, also behind a new line as JSON writes it."""


def names_in(text: str, user: str) -> set[str]:
    """Return the names that a person's marks in a text bear (`<@U1|ana>` has "ana"), each also as JSON writes it."""
    found = {name for mark in _marks(user).finditer(text) if (name := mark["name"])}
    plain = {re.sub(r'\\(["\\/])', r"\1", name) for name in found}
    return found | plain | {json.dumps(name, ensure_ascii=False)[1:-1] for name in plain}


def without(text: str, user: str, names: Iterable[str]) -> str:
    """Return a text that neither mentions a person, nor holds their id, nor one of these names behind an @."""
    text = _marks(user).sub(SOMEBODY, text)
    for name in names:
        text = re.sub(rf"{_BEFORE}@{re.escape(name)}(?!\w)", SOMEBODY, text)
    return text


def _marks(user: str) -> re.Pattern[str]:
    label = r"""(?:\\.|[^<>"\\&]|&(?!(?:amp;)*[lg]t;))"""
    bare = rf"{_BEFORE}{re.escape(user)}(?![A-Za-z0-9])"
    return re.compile(rf"(?:<|&(?:amp;)*lt;)@{bare}(?:\|(?P<name>{label}*))?(?:>|&(?:amp;)*gt;)|{bare}")
