"""What a number in a sentence measures, by the words around it, held against what it measures in the catalog. Pure.

"It charges in 30 hours" is false of what has 30 hours of battery life and charges in 3: the words around the 30 belong
to another number.
"""

import re
from collections.abc import Iterator

from recsys.model.catalog import AttributeValue
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.attributes import clause_of
from recsys.ranking.ground import NUMBER, Ground
from recsys.ranking.grounding import MEASURING, NEUTRAL, root
from recsys.ranking.number_words import in_figures
from recsys.ranking.text import STOP_WORDS, words

_BREAK = re.compile(r"\d[\d.,]*|[.,;:!?()](?:\s|$)|\b(?:and|but|while)\b", re.I)
_OF_ANOTHER = re.compile(r"^[\s-]*\S* of [\w-]+(?: life)?\b")
"""What belongs to the number before: "30 hours of battery life weigh 250 g"."""
_STRICT = re.compile(r"\b(?P<said>over|more than|above|exceeding|beyond|under|less than|fewer than|below)\s+$", re.I)
_LEADS_TO = re.compile(r"\b(?P<verb>[a-z]+) (?:for|in|within|(?:up )?to)(?: (?:about|around|nearly|up to))?\s+$", re.I)
_GLUE = frozenset(root(word) for word in (*STOP_WORDS, *UNITS, *UNITS.values()))


def is_number(found: AttributeValue, value: float) -> bool:
    """Return whether an attribute's value is this number, also where a catalog wrote it as text."""
    if isinstance(found, str):
        return NUMBER.fullmatch(found.strip()) is not None and float(found.replace(",", "")) == value
    return found == value and not isinstance(found, bool)


def fits(sentence: str, match: re.Match[str], ground: Ground) -> bool:
    """Return whether the words around a number speak of what it measures, or at least of nothing else's number."""
    value, before = float(match["number"].replace(",", "")), sentence[: match.start()]
    glued = match["unit"] and not match["gap"] and match["unit"].lower() not in UNITS and match["unit"] != "%"
    if glued or re.search(r"[\w/:-]$", before):
        return True  # a part of a name: "RJ-45", "C110"
    strict = _STRICT.search(before)
    if (strict or sentence.startswith("+", match.end("number"))) and not _is_written(strict, match, ground):
        return False
    around = _around(sentence, match.start(), match.end("number"))
    own, others, is_attribute = _measured(value, ground)
    if around & own:
        return True
    leads = _LEADS_TO.search(before)
    if around & others or (leads and root(leads["verb"]) not in NEUTRAL and match["unit"]):
        return False
    return is_attribute or not own


def _is_written(strict: re.Match[str] | None, match: re.Match[str], ground: Ground) -> bool:
    said = f"{strict['said']} {match['number']}" if strict else f"{match['number']}+"
    return said.lower() in ground.figured


def _measured(value: float, ground: Ground) -> tuple[frozenset[str], frozenset[str], bool]:
    """Return the roots around this number in the catalog, those around others, and whether more than prose has it."""
    own, others, stated = set[str](), set[str](), False
    item = ground.item
    for name, found in item.attributes.items():
        written = in_figures(f"{read_name(name).readable} {found if isinstance(found, str) else ''}".lower())
        clause = clause_of(name, found)
        spoken = _with_verbs(f"{written.replace('-', ' ')} {clause.text if clause else ''}")
        if is_number(found, value) or value in _numbers(written):
            own |= spoken
            stated = True
        elif not isinstance(found, bool | str) or NUMBER.search(written):
            others |= spoken
    for text in (item.title, *item.tags):
        stated = stated or value in _numbers(in_figures(text.lower()))
    described = in_figures(item.description.lower())
    for place in NUMBER.finditer(described):
        spoken = _around(described, place.start(), place.end())
        if float(place[0].replace(",", "")) == value:
            own |= spoken
        else:
            others |= spoken
    return frozenset(own), frozenset(others - own - _with_verbs(f"{item.title} {item.category}")), stated


def _numbers(text: str) -> Iterator[float]:
    return (float(found.replace(",", "")) for found in NUMBER.findall(text))


def _around(text: str, start: int, end: int) -> set[str]:
    """Return the roots of the words that stand with a number: as far as the next number or the end of its clause."""
    before, after = text[:start], text[end:]
    breaks = list(_BREAK.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
        before = _OF_ANOTHER.sub("", before) if breaks[-1][0][0].isdigit() else before
    return _with_verbs(f"{before} {_BREAK.split(after)[0]}")


def _with_verbs(text: str) -> set[str]:
    said = {word for word in words(text) if not word.isdigit()}
    doing = {verb for thing in said & MEASURING.keys() for verb in MEASURING[thing]}
    return {root(word) for word in said | doing} - _GLUE
