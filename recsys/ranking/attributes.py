"""Attributes as clauses a person can read: `noise_cancelling` becomes "has noise cancelling". Pure.

Catalogs name attributes as they like. A few families of names have a clause of their own, all others a plain one that
is true whatever the name means ("has ... as its ..."). What cannot be said well, or tells a buyer nothing (packaging,
customs, temperatures), is left unsaid.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from recsys.model.catalog import AttributeValue
from recsys.ranking.attribute_names import PARTS, TYPES, Name, read_name, spelled
from recsys.ranking.clauses import NEVER, Clause, is_adjective, softened, with_article
from recsys.ranking.flags import present
from recsys.ranking.kind import stem
from recsys.ranking.measures import measured
from recsys.ranking.specifications import listed, specified, times
from recsys.ranking.text import article, joined, quotable

_LOGISTICS_WRITTEN = """
package packaging pallet carton cartons master outer harmonized hs ark id ean gtin mpn sku code codename stepping die
tjunction tcase transistors lithography customs image url parity execute halt speedstep market embedded
"""
LOGISTICS = frozenset(_LOGISTICS_WRITTEN.split())
"""Words in names of attributes that no buyer asks for."""

_DULL_WRITTEN = """
case guide note jedec latency certification certificates compliance temperature humidity altitude launch status
change model country origin dimensions shipping manual drivers box segment date released
revision switching plating gender manufacturer family favourite favorite
required indication indicator indicators release pieces pc eco
"""
DULL = frozenset(_DULL_WRITTEN.split()) | LOGISTICS
"""Words in names of attributes that are no reason to buy."""

ABSENT = {"", "-", "n", "no", "none", "false", "not available", "not supported", "unspecified", "unknown", "n/a", "0"}
PRESENT = {"y", "yes", "true"}
_SHAPES = {"form", "form factor", "style", "fit", "design", "wearing style", "headphone design", "shape", "layout"}
_PLAIN_SHAPES = {"standard", "other", "regular", "normal"}
_CONNECTIONS = {"connection", "connectivity", "connectivity technology", "connections", "interface", "wireless"}
_WORKS_WITH = {
    "compatibility",
    "compatible with",
    "works with",
    "brand compatibility",
    "compatible systems",
    "compatible products",
}
_POWER = {"power", "power source", "power supply", "powered by"}
_NAMED = {"processor", "cpu", "chip", "chipset", "graphics", "gpu"}
_SYSTEMS = {"os", "operating system", "operating system installed", "platform"}
_MACHINES = {"pc", "computer", "laptop", "notebook"}
_USES = {"recommended usage", "recommended use", "intended use", "recommended for", "suitable for", "best for", "usage"}
_WHOLE = {"product", "body", "main", "item", "case", "housing", "surface", "outer"}
_MANY_COLOURS = {"multicolour", "multicolor", "assorted", "various", "multi"}
_STANDARD = re.compile(r"(?:CE|FCC|UL|IEC|ISO|RoHS|[BD]S|DIN|EN|VCCI|TUV|REACH)(?:[ -]?[\dA-F][\d.-]*)?$")
"""Marks and norms that things conform to."""
_BROKEN_NUMBER = re.compile(r"\b\d \d{1,2}\b")  # "2 5 bays": what was 2.5 before it became part of a name
_UNFINISHED = {"in", "out", "for", "by", "to", "with"}
_LONGEST_VALUE = 40
_PART_NAME = 2


@lru_cache(maxsize=16_384, typed=True)
def clause_of(name: str, value: AttributeValue) -> Clause | None:
    """Return what an attribute says about its item, or None where nothing worth saying can be said."""
    if DULL & {form for word in read_name(name).plain.split() for form in (word, stem(word))} or _BROKEN_NUMBER.search(
        read_name(name).readable
    ):
        return None
    if isinstance(value, str):
        text = spelled(quotable(value))
        if text.lower() in PRESENT:
            return present(read_name(name))
        if text.lower() in ABSENT or not text:
            return None
        if not re.fullmatch(r"\d{1,6}(?:\.\d+)?", text):
            return _worded(read_name(name), text)
        value = float(text)
    if isinstance(value, bool):
        return present(read_name(name)) if value else None
    return measured(read_name(name, units=True), value)


def _worded(name: Name, text: str) -> Clause | None:
    last = name.plain.split()[-1] if name.plain else ""
    if (
        len(text) > _LONGEST_VALUE
        or not name.readable
        or name.plain in TYPES  # what the item is called says it
        or name.plain.startswith("minimum ")
        or last in _UNFINISHED - {"with"}
        or text.lower() == "universal"
    ):
        return None
    if last in {"colour", "color", "colours", "colors"}:
        return _coloured(name, text)
    if last == "material":
        return _made_of(name, joined(listed(text, also=r"\s&\s|\s+and\s+")))
    if name.plain.endswith("operating systems"):
        return Clause("works with", joined(_systems(text)), 0.2)
    if family := _FAMILIES.get(name.plain):
        return family(text)
    return _of_build(name, softened(text), last) or _of_part(name, text) or specified(name, text)


def _made_of(name: Name, material: str) -> Clause:
    """Say what a thing is made of, or the part that the name tells: "has a frame made of steel"."""
    part = name.readable.rpartition(" ")[0]
    if set(name.plain.split()[:-1]) <= _WHOLE:
        return Clause("is", f"made of {material}", 0.5)
    return Clause("has", f"{with_article(part)} made of {material}", 0.2)


def _used_for(text: str) -> Clause | None:
    uses = listed(text, also=r"\s&\s|\s+and\s+")
    if text[0].isdigit() or _MACHINES.intersection(use.lower() for use in uses):
        return None
    last = " use" if is_adjective(uses[-1]) else ""  # "indoor use"
    return Clause("is", f"meant for {joined(uses)}{last}", 0.5)


def _works_with(text: str) -> Clause | None:
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+and\b\s*", text.rstrip(". ")) if part]
    if any(_STANDARD.match(part) for part in parts):
        return None  # "CE, EN 50091-1" is what it conforms to
    return Clause("works with", joined(parts), 0.6)


def _runs(text: str) -> Clause | None:
    """Say which system it runs; one of several is what it can be used with, and a PC is none."""
    system = _name_case(text)
    if system.lower() in _MACHINES:
        return None
    several = re.search(r"[,;/]|\band\b", system)
    return Clause("works with", joined(_systems(system)), 0.2) if several else Clause("runs", system, 0.4)


def _systems(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,/;]", text) if part.strip()]


def _powered(text: str) -> Clause | None:
    source = softened(text)
    if "/" in source or "," in source:
        return None
    if source in {"cable", "AC"}:
        return Clause("is", f"powered by {'cable' if source == 'cable' else 'mains'}", 0.2)
    if is_adjective(source):
        return Clause("is", source, 0.5, source)
    return Clause("runs on", with_article(source), 0.5)


def _of_build(name: Name, text: str, last: str) -> Clause | None:
    if name.plain in {"hand", "hand orientation"}:
        return Clause("fits", "either hand" if text in {"either", "both"} else f"the {text} hand", 0.3)
    return _shaped(name, text, last) if name.plain in _SHAPES else None


def _shaped(name: Name, shape: str, last: str) -> Clause | None:
    if shape in _PLAIN_SHAPES or re.search(r"[,;]", shape):
        return None
    noun = last if last in {"shape", "layout"} else "design"
    alone = shape if len(shape.split()) == 1 and noun == "design" and name.plain != "form factor" else ""
    return Clause("has", f"{article(shape)} {shape} {noun}", 0.2 if noun == "shape" else 0.5, adjective=alone)


def _connected(text: str) -> Clause:
    if text.lower() in {"wired", "wireless"}:
        return Clause("is", text.lower(), 0.6, adjective=text.lower())
    ways = [f"a {part} plug" if part.endswith(" mm") else part for part in listed(text, also=r"\s+and\s+")]
    return Clause("connects", f"by {joined(ways)}", 0.45)


def _of_part(name: Name, text: str) -> Clause | None:
    """Say a part with its kind: "an IPS panel", "adjustable armrests", "IPX4 water resistance"."""
    last = name.plain.split()[-1]
    if (
        last not in PARTS
        or len(name.plain.split()) > _PART_NAME
        or len(text.split()) > 4
        or re.search(r"[,;:()/]", text)
    ):
        return None
    if text[:3].lower() == last[:3]:
        return None  # "ruled ruling"
    kind = _name_case(text) if last in _NAMED else softened(text)
    named = kind if kind.lower().endswith(last) else f"{kind} {name.readable}"
    return Clause("has", with_article(named), 0.5)


def written(name: str, text: str) -> str:
    """Return an attribute's text as people write it: "apple m4" of a processor is "Apple M4"."""
    plain = read_name(name).plain
    text = spelled(quotable(text))
    if plain in _SYSTEMS or (plain and plain.split()[-1] in _NAMED):
        return _name_case(text)
    return times(text) if plain.endswith("resolution") else text


def _name_case(text: str) -> str:
    """Return a name with its capitals: "intel core ultra 7" is "Intel Core Ultra 7", "macOS" stays."""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in text.split())


def _coloured(name: Name, text: str) -> Clause | None:
    if text.lower() in _MANY_COLOURS:
        return None
    colours = joined([part.lower() for part in listed(text)])
    parts = name.plain.split()[:-1]
    if "printing" in parts:
        return Clause("prints", f"in {colours}", 0.5)
    one = len(colours.split()) == 1
    if set(parts) <= _WHOLE | {"cable"}:
        return Clause("comes", f"in {colours}", -0.1, adjective=colours if one else "")
    part = name.readable.rpartition(" ")[0]
    known = one and len(parts) <= _PART_NAME and "number" not in parts
    return Clause("has", with_article(f"{colours} {part}"), 0.1 if known else NEVER)


_FAMILIES: dict[str, Callable[[str], Clause | None]] = (
    dict.fromkeys(_USES, _used_for)
    | dict.fromkeys(_CONNECTIONS, _connected)
    | dict.fromkeys(_WORKS_WITH, _works_with)
    | dict.fromkeys(_SYSTEMS, _runs)
    | dict.fromkeys(_POWER, _powered)
)
