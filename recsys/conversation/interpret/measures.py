"""Numbers with a unit or a counted noun: "at least 30 hours of battery", "under 250 g", "more than 2 displays".

Which attribute is meant is told by the catalog's own names (`battery_hours`): by their unit, and by the words beside
the number. Where two attributes could be meant, none is, and the words stay with what is looked for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from recsys.model.constraints import AttributeIs
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.kind import stem

Op = Literal["<", "<=", ">", ">="]

_SCALES: dict[str, tuple[str, float]] = {
    "kg": ("g", 1000.0), "g": ("g", 1.0), "mm": ("cm", 0.1), "cm": ("cm", 1.0), "m": ("cm", 100.0),
    "MB": ("GB", 0.001), "GB": ("GB", 1.0), "TB": ("GB", 1000.0), "minutes": ("hours", 1 / 60), "hours": ("hours", 1.0),
    "ml": ("litres", 0.001), "litres": ("litres", 1.0), "months": ("years", 1 / 12), "years": ("years", 1.0),
}  # fmt: skip
"""From a unit to the one that is compared, and the factor."""

_NOUNS = {
    "wide": "width", "wider": "width", "tall": "height", "taller": "height", "high": "height", "deep": "depth",
    "heavy": "weight", "heavier": "weight", "lighter": "weight", "light": "weight", "ram": "memory",
    "display": "screen", "monitor": "screen", "diagonal": "screen", "playback": "battery", "runtime": "battery",
}  # fmt: skip
"""What people say for the words in attributes' names."""

_DIMENSIONS = frozenset({"wide", "tall", "deep", "heavy"})
_UNCOUNTED = frozenset({"max", "min", "maximum", "minimum", "number", "of", "quantity", "total"})
_JOINT_MAX = 2
"""Letters of a word that binds others: "at", "of"."""
_IN_NAME = re.compile(r"\d[\s_-]?[a-z]+$")
"""A number with its unit at the end of a name says where something was measured: `field_of_view_at_1000_m`."""
_FITS = (
    r"(?:fits?|(?:room|space|(?:big|large|wide) enough) for)(?: up to)?"
    r"(?: (?:an?|my|our|his|her|the))?"
)
"""What takes a thing of some size must be at least so big."""
_BOUNDS: tuple[tuple[str, Op], ...] = (
    (_FITS, ">="),
    (r"(?:no|not|nothing) (?:more|longer|heavier|wider|bigger|larger|taller|higher|deeper) than|(?:not|nothing) over|"
     r"at most|up to|maximum(?: of)?", "<="),
    (r"(?:no|not) (?:less|fewer|shorter|smaller|lower) than|(?:not|nothing) under|at least|minimum(?: of)?", ">="),
    (r"(?:less|fewer|lighter|smaller|shorter|lower|narrower|thinner) than|under|below", "<"),
    (r"(?:more|longer|heavier|wider|bigger|larger|taller|higher|greater|deeper|faster) than|over|above", ">"),
)  # fmt: skip
_AFTER: tuple[tuple[str, Op], ...] = (
    (r"(?:or|and) (?:more|up|above|over|longer|higher|bigger|larger|better)\b|minimum\b|at least\b|\+", ">="),
    (r"(?:or|and) (?:less|under|below|shorter|lower|smaller|lighter)\b|maximum\b|at most\b|tops\b", "<="),
)
_WORD = r"[a-z][\w/-]*"
_MEASURE = re.compile(
    rf"(?:\b(?P<before>{'|'.join(pattern for pattern, _ in _BOUNDS)})\s+)?"
    r"(?<![\w$@%.])(?P<number>\d+(?:\.\d+)?)\s?-?"
    rf"(?P<unit>{_WORD})"
    rf"(?:(?:\s+(?:of\s+)?(?P<of>{_WORD}))?\s*(?P<after>{'|'.join(pattern for pattern, _ in _AFTER)}))?"
    rf"(?P<about>(?:\s+(?:of|the|for|in|a|an)\b)*\s+{_WORD}(?:\s+{_WORD})?)?"
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A numeric attribute: its name, the stems of the words in it and its unit, "" for what is counted."""

    name: str
    stems: frozenset[str]
    unit: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What was said about numeric attributes, and the text without it."""

    rest: str
    add: tuple[AttributeIs, ...] = ()


def attributes(names: Iterable[str]) -> tuple[Attribute, ...]:
    """Read the names of a catalog's numeric attributes, those of fewest words first."""
    found: list[Attribute] = []
    for name in sorted(names):
        if _IN_NAME.search(name):
            continue
        parts = read_name(name, units=True)
        words = frozenset(
            stem(word) for word in parts.plain.split() if word not in _UNCOUNTED and len(word) > _JOINT_MAX
        )
        found.append(Attribute(name, words, parts.unit))
    return tuple(sorted(found, key=lambda attribute: len(attribute.stems)))


def read(text: str, known: tuple[Attribute, ...]) -> Measures:
    """Return the bounds on numeric attributes. Numbers without a bound say what is looked for and stay."""
    add: list[AttributeIs] = []
    pieces: list[str] = []
    position = 0
    for match in _MEASURE.finditer(text) if known and re.search(r"\d", text) else ():
        op = _op(match)
        if op and (found := _attribute(match, text, known)):
            attribute, factor = found
            value = round(float(match["number"]) * factor, 6)
            add.append(AttributeIs(attribute.name, op, value))
            pieces += [text[position : match.start()], " | "]
            position = _end(match, attribute)
    if not add:
        return Measures(text)
    rest = "".join((*pieces, text[position:]))
    return Measures(re.sub(rf"\b(?:{'|'.join(_DIMENSIONS)})\b", " | ", rest), tuple(add))


def noun(word: str) -> str:
    """Return the word by which attributes are named for what people say: "weight" for "heavy"."""
    return _NOUNS.get(word) or _NOUNS.get(stem(word), stem(word))


def _op(match: re.Match[str]) -> Op | None:
    for said, ways in ((match["before"], _BOUNDS), (match["after"], _AFTER)):
        for pattern, op in ways if said else ():
            if re.fullmatch(pattern, said):
                return op
    return None


def _attribute(match: re.Match[str], text: str, known: tuple[Attribute, ...]) -> tuple[Attribute, float] | None:
    """Return the attribute meant and what a number is multiplied with to be in its unit."""
    unit = _unit(match["unit"])
    said = set(_stems(text[max(0, match.start() - 30) : match.start()])) | set(
        _stems(f"{match['of'] or ''} {match['about'] or ''}")
    )
    said |= {_NOUNS[word] for word in _DIMENSIONS if re.search(rf"\b{word}\b", text)}
    if match["before"]:
        said |= set(_stems(match["before"]))
    if not unit:
        counted = stem(match["unit"])
        return next(((one, 1.0) for one in known if not one.unit and one.stems == frozenset({counted})), None)
    fitting = [(one, factor) for one in known if (factor := _factor(unit, one.unit))]
    named = [pair for pair in fitting if pair[0].stems & said]
    if not named and match["before"] and re.fullmatch(_FITS, match["before"]):
        return None
    if named:
        return max(named, key=lambda pair: len(pair[0].stems & said) - len(pair[0].stems - said))
    if len(fitting) > 1:
        fitting = [pair for pair in fitting if pair[0].stems == frozenset({"weight"})]
    return fitting[0] if len(fitting) == 1 else None


def _factor(said: str, unit: str) -> float:
    """Return how many of `unit` one of what was said is; 0 where they cannot be compared."""
    if said == unit:
        return 1.0
    (base, one), (other, another) = _SCALES.get(said, (said, 1.0)), _SCALES.get(unit, (unit, 1.0))
    return one / another if base == other else 0.0


def _unit(word: str) -> str:
    if word.endswith("/s") and word[:-2] in UNITS:
        return f"{UNITS[word[:-2]]}/s"
    return UNITS.get(word, "") if word not in {"in", "min", "pages", "sheets"} else ""


def _stems(text: str) -> Iterator[str]:
    for word in re.findall(r"[a-z]+", text):
        yield noun(word)


def _end(match: re.Match[str], attribute: Attribute) -> int:
    """Return where the measure ends: with the words that name the attribute, not with what merely follows."""
    end = match.end("after") if match["after"] else match.end("unit")
    for word in re.finditer(r"[a-z]+", match["about"] or ""):
        if attribute.stems.intersection(_stems(word[0])) or word[0] in {"life", "time"}:
            end = match.start("about") + word.end()
    return end
