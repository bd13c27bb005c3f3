"""What an item simply has or is, as clauses: `noise_cancelling` becomes "has noise cancelling". Pure."""

import re

from recsys.ranking.attribute_names import PARTS, Name
from recsys.ranking.clauses import Clause, attributive, is_adjective, with_article

_UNFINISHED = frozenset({"in", "out", "for", "by", "to", "with", "and", "or", "of"})
_LONGEST = 4  # words
_FORMS = (
    (r"(.+) supported|supports (.+)|support for (.+)|(\S+ .+) ready", "supports", 0.3),
    (r"(.+ (?:training|learning|development|playing))", "supports", 0.3),
    (r"(.+) making", "makes", 0.5),
    (r"works with (.+)", "works with", 0.5),
    (r"((?:easy|safe|quick|simple) to .+|(?:suitable|designed|meant|made|intended) for .+)", "is", 0.5),
    (r"((?:anti|non)-\w+|\w+ (?:proof|safe|tight))", "is", 0.4),
)
"""Names of some forms with the verb that they are said with."""

_COMPOUNDING_WRITTEN = """
certified operated powered controlled mounted enabled coated shielded insulated sealed sided lined based handed cooled
heated activated tempered treated washable mountable adjustable swappable
"""
_COMPOUNDING = frozenset(_COMPOUNDING_WRITTEN.split())
"""Participles and the like before which a noun may stand: "battery operated", but no "distance travelled"."""

_ENDED = re.compile(r"(?:ed|able|ible|ic|[cn]al|ous)$")
_QUALIFYING = frozenset({"hot", "full", "fully", "double", "single", "dual", "self", "extra", "easily"})
_COLOURS_WRITTEN = "black white red green blue yellow grey gray brown pink purple orange silver gold beige"
_COLOURS = frozenset(_COLOURS_WRITTEN.split())


def present(name: Name) -> Clause | None:
    """Return what a name says of an item that has it, or None where it cannot be said well."""
    readable = name.readable
    parts = readable.split()
    if (
        not parts
        or len(parts) > _LONGEST
        or " by " in readable
        or readable.startswith("Intel")
        or name.plain in {"colour", "color"}
        or _COLOURS.intersection(parts)  # "black washing program": the item is not black
        or re.search(r"(?<!-)\b[b-df-z]\b(?!-)", readable)  # "h v sync"
        or parts[-1] in _UNFINISHED
    ):
        return None
    for form, verb, telling in _FORMS:
        if match := re.fullmatch(form, readable):
            return Clause(verb, next(part for part in match.groups() if part), telling)
    if part := re.fullmatch(r"(.+?) (?:integrated|included|installed)", readable):
        return Clause("includes", with_article(part[1]), 0.3)
    if re.search(r" (?:standard|standards|compliant|compliance|compatible)$", readable):
        return None  # "USB standard"
    if is_adjective(readable):
        return _being(readable, parts)
    return Clause("has", with_article(readable), 0.7 if readable.endswith("ing") else 0.5)


def _being(readable: str, parts: list[str]) -> Clause | None:
    *before, last = parts
    if before and last == "backlit" and before[-1] in PARTS:
        return Clause("has", with_article(f"backlit {' '.join(before)}"), 0.5)
    if before and _ENDED.search(last) and last not in _COMPOUNDING:
        qualified = before[0] in _QUALIFYING or before[0].endswith("ly") or last.endswith("able")
        if len(before) > 1 or not qualified:
            return None
    return Clause("is", readable, 0.7, adjective=attributive(readable))
