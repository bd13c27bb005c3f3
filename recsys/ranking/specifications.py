"""Attributes of any name whose values are words, as clauses: `panel_type` TN becomes "has a TN panel". Pure.

What reads well for any name is said; what would need its name explained ("Cat.5e as its cable type") is left out of
built reasons (`NEVER`), or said only where it was asked for.
"""

import re

from recsys.ranking.attribute_names import Name
from recsys.ranking.clauses import NEVER, Clause, softened, with_article
from recsys.ranking.text import article, joined

_ASKED_FOR = -0.5
_LONGEST_NAME = 3  # words; what has a longer name is a specification, and said only where it was asked for
_LONGEST_KIND = 4
_LISTED_MAX = 3
_TYPED = {"type", "kind"}
_NO_THINGS = {"device", "current", "supply", "system", "product", "installation", "data", "unit", "media"}
_ANY = {"various", "other", "mixed", "multi", "standard", "single", "up", "m"}
_UNSAID = frozenset(
    {"name", "names", "description", "warning", "code", "brand", "id", "number", "footnote", "coloration", "units"}
)
# "25 U", "5:1", "1920 x 1080", "25.4 CFM", "60-120 g/m²"; no lists, and no codes that begin with a digit.
_UNIT = r"(?:[A-Za-zµ°%\"]{1,6}|[A-Za-z]{1,3}/[A-Za-z²³\d]{1,3})"
_MEASURE = re.compile(rf"\d[\d.,]*(?: ?[x:–-] ?\d[\d.]*){{0,3}}(?: ?{_UNIT})?(?: [A-Za-z]{{2,8}})?")


def specified(name: Name, text: str) -> Clause | None:
    """Return what a value says under a name of no known family, or None where nothing can be said."""
    last = name.plain.split()[-1]
    if last in _UNSAID or re.match(r"(?:no|not|none|non)\b(?!-)", text, re.IGNORECASE):
        return None
    if match := re.fullmatch(r"(.*?)\s*connectors?(?: \d)?", name.readable):
        return _connector(match[1], text)
    if name.plain.endswith("resolution"):
        text = times(text)
    if name.readable.lower() in text.lower():
        return None  # a generation of "9th Generation"
    if last == "technology" and {word[:4] for word in text.lower().split()} & {word[:4] for word in name.plain.split()}:
        return Clause("uses", softened(text), 0.1)  # "Laser printing" as its print technology
    if re.search(r"[,;/]", text) and not _MEASURE.fullmatch(text):
        return _listing(name, text)
    if last in _TYPED:
        return _typed(name, text)
    if text[0].isdigit():
        return _measured(name, text)
    return _listing(name, text) if last.endswith("s") else _kind(name, text)


def times(text: str) -> str:
    """Return "1920x1080" as "1920 x 1080"."""
    return re.sub(r"(?<=\d) ?[x×] ?(?=\d)", " x ", text)


def listed(text: str, also: str = "") -> list[str]:
    """Return the parts of a list: "Plastic, Steel" are plastic and steel."""
    parts = re.split(rf"[,/;]|{also}" if also else r"[,/;]", text)
    return [softened(part.strip()) for part in parts if part.strip()]


def _connector(kind: str, text: str) -> Clause | None:
    if not text.isalnum() or text[0].isdigit():
        return None
    said = (
        text if not kind or kind.lower() in text.lower() else kind if text.lower() in kind.lower() else f"{text} {kind}"
    )
    return Clause("has", f"{article(said)} {said} connector", 0.3)


def _typed(name: Name, text: str) -> Clause | None:
    """Say a type as the kind of thing it is: "a removable battery" of a battery type."""
    thing = name.readable.rsplit(maxsplit=1)[0] if " " in name.readable else ""
    said, of_thing = text.lower().split(), thing.lower().split()
    vague = not thing or of_thing[-1] in _NO_THINGS or {"included", "supported", "optional"} & set(of_thing)
    if vague or said[0] in _ANY or len(said) > _LONGEST_KIND or len(of_thing) > _LONGEST_NAME:
        return None
    if said[-1] == of_thing[-1]:
        return Clause("has", with_article(softened(text)), 0.2)  # "dye-based ink" as its ink type
    if set(said) & set(of_thing) or re.search(r"[()&+]", text):
        return None
    return Clause("has", with_article(f"{softened(text)} {thing}"), 0.0)


def _measured(name: Name, text: str) -> Clause:
    last = name.plain.split()[-1]
    thing = _reordered(name.readable)
    said = f"{thing if last.endswith('s') else f'{article(thing)} {thing}'} of {text}"
    bare = re.fullmatch(r"[\d., x]+", text) and not {"resolution", "vesa"} & set(name.plain.split())
    if (
        bare
        or last == "connectivity"
        or not _MEASURE.fullmatch(text)
        or not re.search(r"[a-z:x%\"]", text, re.IGNORECASE)
    ):
        return Clause("has", said, NEVER)
    short = len(name.readable.split()) <= _LONGEST_NAME and not last.endswith("s")
    return Clause("has", said, 0.4 if short else _ASKED_FOR)


def _listing(name: Name, text: str) -> Clause:
    parts = listed(text)
    supported = re.fullmatch(r"(supported|compatible) \w+(?: \w+)?(?<!technologie)(?<!type)s", name.readable)
    values = [part.strip() for part in re.split(r"[,;]", text)]
    if supported and len(values) <= _LISTED_MAX and all(re.fullmatch(r"[A-Za-z][\w. +/-]*", one) for one in values):
        return Clause("supports" if supported[1] == "supported" else "works with", joined(values), 0.1)
    return Clause("has", f"{joined(parts)} as its {_reordered(name.readable)}", NEVER)


def _kind(name: Name, text: str) -> Clause:
    thing = _reordered(name.readable)
    said, of_thing = text.lower().split(), name.plain.split()
    if said[-1] == of_thing[-1]:
        return Clause("has", with_article(softened(text)), 0.2 if len(said) <= _LONGEST_KIND else _ASKED_FOR)
    named = with_article(f"{softened(text)} {thing}")
    if len(said) > _LONGEST_KIND or re.search(r"[()&+:]", text) or {*said, "included"} & set(of_thing):
        return Clause("has", named, NEVER)
    short = len(of_thing) <= _LONGEST_NAME
    return Clause("has", named, 0.1 if short and of_thing[-1] == "technology" else _ASKED_FOR)


def _reordered(readable: str) -> str:
    """Return "operating system installed" as "installed operating system"."""
    match = re.fullmatch(r"(.+) (installed|supported|included|typical)", readable)
    return f"{match[2]} {match[1]}" if match else readable
