"""Attributes as clauses a person can read: `noise_cancelling` becomes "has noise cancelling". Pure.

Catalogs name attributes as they like. A few families of names have a clause of their own, all others a plain one that
is true whatever the name means ("has ... as its ..."). What cannot be said well, or tells a buyer nothing (packaging,
customs, temperatures), is left unsaid.
"""

import re
from functools import lru_cache

from recsys.model.catalog import AttributeValue
from recsys.ranking.attribute_names import Name, read_name, spelled
from recsys.ranking.clauses import Clause, attributive, is_adjective, softened, with_article
from recsys.ranking.measures import measured
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
TYPES = {"type", "product type"}
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
_PARTS_WRITTEN = """
display screen panel processor cpu chip chipset graphics gpu keyboard switch switches cover ink armrests lens sensor
motor frame fabric base seat tip blade handle strap closure plug cable battery drive camera microphone microphones
speakers backlight paper ruling binding lid body housing stand mount filter resistance
"""
_PARTS = frozenset(_PARTS_WRITTEN.split())  # a part with its kind: "panel": "ips" is "an IPS panel"
_BROKEN_NUMBER = re.compile(r"\b\d \d{1,2}\b")  # "2 5 bays": what was 2.5 before it became part of a name
_UNFINISHED = {"in", "out", "for", "by", "to", "with"}
_LONGEST_VALUE = 40
_PART_NAME = 2
_SPECIFICATION = -0.5
_LONGEST_NAME = 3  # words; what has a longer name is a specification, and said only where it was asked for


@lru_cache(maxsize=16_384, typed=True)
def clause_of(name: str, value: AttributeValue) -> Clause | None:
    """Return what an attribute says about its item, or None where nothing worth saying can be said."""
    if DULL & set(read_name(name).plain.split()) or _BROKEN_NUMBER.search(read_name(name).readable):
        return None
    if isinstance(value, str):
        text = spelled(quotable(value))
        if text.lower() in PRESENT:
            return _present(read_name(name))
        if text.lower() in ABSENT or not text:
            return None
        if not re.fullmatch(r"\d{1,6}(?:\.\d+)?", text):
            return _worded(read_name(name), text)
        value = float(text)
    if isinstance(value, bool):
        return _present(read_name(name)) if value else None
    return measured(read_name(name, units=True), value)


def _present(name: Name) -> Clause | None:
    readable = name.readable
    if (
        not readable
        or len(readable.split()) > 4
        or " by " in readable
        or readable.startswith("Intel")
        or name.plain in {"colour", "color"}
        or re.search(r"\b[b-df-z]\b", readable)  # "h v sync"
    ):
        return None
    if readable.split()[-1] in _UNFINISHED:
        return None
    if part := re.fullmatch(r"(.+) supported|supports (.+)", readable):
        return Clause("supports", part[1] or part[2], 0.3)
    if part := re.fullmatch(r"(.+?) (integrated|included)", readable):
        return Clause("includes", with_article(part[1]), 0.3)
    if is_adjective(readable):
        return Clause("is", readable, 0.7, adjective=attributive(readable))
    return Clause("has", with_article(readable), 0.7 if readable.endswith("ing") else 0.5)


def _worded(name: Name, text: str) -> Clause | None:
    if len(text) > _LONGEST_VALUE or not name.readable:
        return None
    if (
        name.plain in TYPES
        or name.plain.startswith("minimum ")
        or name.plain.split()[-1] in _UNFINISHED - {"with"}
        or text.lower() == "universal"
    ):
        return None  # what the item is called says it
    return _of_family(name, text) or _of_part(name, text) or _otherwise(name, text)


def _of_family(name: Name, text: str) -> Clause | None:
    last = name.plain.split()[-1]
    if last in {"colour", "color", "colours", "colors"}:
        return _coloured(name, text)
    if last == "material":
        return Clause("is", f"made of {joined(_listed(text))}", 0.5)
    if name.plain in _CONNECTIONS:
        return _connected(text)
    if name.plain in _WORKS_WITH:
        return Clause("works with", joined([part for part in re.split(r"\s*,\s*|\s+and\b\s*", text) if part]), 0.6)
    if name.plain.endswith("operating systems"):
        return Clause("works with", joined(_listed(text)), 0.2)
    if name.plain in _SYSTEMS:
        return Clause("runs", _name_case(text), 0.4)
    if name.plain in _POWER:
        return _powered(softened(text))
    return _of_build(name, softened(text), last)


def _powered(source: str) -> Clause:
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
    if shape in _PLAIN_SHAPES:
        return None
    noun = last if last in {"shape", "layout"} else "design"
    alone = shape if len(shape.split()) == 1 and noun == "design" and name.plain != "form factor" else ""
    return Clause("has", f"{article(shape)} {shape} {noun}", 0.2 if noun == "shape" else 0.5, adjective=alone)


def _connected(text: str) -> Clause:
    if text.lower() in {"wired", "wireless"}:
        return Clause("is", text.lower(), 0.6, adjective=text.lower())
    ways = [f"a {part} plug" if part.endswith(" mm") else part for part in _listed(text, also=r"\s+and\s+")]
    return Clause("connects", f"by {joined(ways)}", 0.45)


def _of_part(name: Name, text: str) -> Clause | None:
    """Say a part with its kind: "an IPS panel", "adjustable armrests", "IPX4 water resistance"."""
    last = name.plain.split()[-1]
    if (
        last not in _PARTS
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
    return _times(text) if plain.endswith("resolution") else text


def _times(text: str) -> str:
    return re.sub(r"(?<=\d) ?[x×] ?(?=\d)", " x ", text)


def _name_case(text: str) -> str:
    """Return a name with its capitals: "intel core ultra 7" is "Intel Core Ultra 7", "macOS" stays."""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in text.split())


def _otherwise(name: Name, text: str) -> Clause | None:
    last = name.plain.split()[-1]
    if match := re.fullmatch(r"(.*)connectors?(?: \d)?", name.readable):
        return Clause("has", f"{article(text)} {text} {match[1]}connector", 0.3) if text.isalnum() else None
    if name.plain.endswith("resolution"):
        text = _times(text)
    short = len(name.readable.split()) <= _LONGEST_NAME
    if name.readable.lower() in text.lower():
        return None  # a generation of "9th Generation"
    if last == "technology" and {word[:4] for word in text.lower().split()} & {word[:4] for word in name.plain.split()}:
        return Clause("uses", softened(text), 0.1)  # "Laser printing" as its print technology
    if text[0].isdigit():
        telling = (
            0.4 if short and not last.endswith("s") and re.search(r"[a-z:x]", text, re.IGNORECASE) else _SPECIFICATION
        )
        thing = _reordered(name.readable)
        return Clause("has", f"{thing if last.endswith('s') else f'{article(thing)} {thing}'} of {text}", telling)
    if re.search(r"[,;/]", text) or last.endswith("s"):
        return Clause("has", f"{joined(_listed(text))} as its {_reordered(name.readable)}", _SPECIFICATION)
    named = f"{softened(text)} {_reordered(name.readable)}"
    return Clause("has", with_article(named), -0.1 if short and last not in {"type", "technology"} else _SPECIFICATION)


def _coloured(name: Name, text: str) -> Clause:
    colours = joined([part.lower() for part in _listed(text)])
    parts = set(name.plain.split()[:-1])
    if "printing" in parts:
        return Clause("prints", f"in {colours}", 0.5)
    if parts <= {"product", "body", "main", "item", "case", "housing", "cable", "surface"}:
        alone = colours if len(colours.split()) == 1 and colours not in {"assorted", "multicolour"} else ""
        return Clause("comes", f"in {colours}", -0.1, adjective=alone)
    return Clause("has", f"{colours} as its {name.readable}", 0.1)


def _listed(text: str, also: str = "") -> list[str]:
    parts = re.split(rf"[,/;]|{also}" if also else r"[,/;]", text)
    return [softened(part.strip()) for part in parts if part.strip()]


def _reordered(readable: str) -> str:
    """Return "operating system installed" as "installed operating system"."""
    match = re.fullmatch(r"(.+) (installed|supported|included|typical)", readable)
    return f"{match[2]} {match[1]}" if match else readable
