"""Numbers as clauses a person can read: `battery_hours` 30 becomes "has 30 hours of battery life". Pure."""

import re

from recsys.ranking.attribute_names import Name
from recsys.ranking.clauses import NEVER, UNCOUNTED, Clause, singular, with_article
from recsys.ranking.text import article, number

_SIZES = """
weight width height depth length size diagonal capacity frequency power memory consumption clock speed voltage
bandwidth cache thickness diameter storage rate level distance range duration time life band current rating
"""
_UNITLESS_SIZES = frozenset(_SIZES.split())
_TIMES = {"hours", "minutes", "years", "months", "days", "seconds"}
_AMOUNTS = {"memory", "ram", "storage", "ssd", "power", "delivery"}
_SCREENS = {"screen", "display", "panel", "monitor", "diagonal"}
_UNITLESS = frozenset({"version", "generation", "rating", "ratio", "score", "grade", "stars", "count"})
_AMOUNTS_WRITTEN = """
pressure emission emissions consumption capacity thickness noise current draw energy load radius yield ratio voltage
resolution brightness density tolerance
"""
_AMOUNT_WORDS = frozenset(_AMOUNTS_WRITTEN.split())
"""What is measured and not counted, whatever ends its name."""
_RELATING = frozenset({"between", "for", "at", "in", "by", "max", "maximum", "min", "minimum", "width"})
_NUMBER_OF = re.compile(
    r"^(?:total )?(?:number|quantity) of (?:installed )?|^total (?=.+s(?: quantity)?$)| quantity$|(?<= )number of "
)
_UNTOLD = -0.5
_MANY = 1_000  # of something: "31,000 oscillations" is for specialists
_CARRIED = {"laptop", "notebook", "tablet"}


def measured(name: Name, value: float) -> Clause | None:
    """Return what a number says, by its unit, or None where nothing can be said."""
    if value <= 0:
        return None
    if name.unit:
        return _with_unit(name, with_unit(value, name.unit))
    return _without_unit(name, value)


def with_unit(value: float, unit: str) -> str:
    """Return a number and its unit as people write them: "30 hours", "1 hour", "75%", "90°"."""
    if unit in {"%", "°"}:
        return f"{number(value)}{unit}"
    return f"{number(value)} {singular(unit) if value == 1 else unit}"


def _with_unit(name: Name, amount: str) -> Clause | None:
    plain = name.plain
    last = plain.split()[-1] if plain else ""
    if clause := _by_unit(name, amount):
        return clause
    if last in {"battery", "runtime", "playback"} and name.unit in _TIMES:
        life = f"{name.readable}{' life' if last == 'battery' else ''}"
        return Clause("has", f"{amount} of {life}", 0.9)
    if last in _AMOUNTS or plain == "battery life":
        return Clause("has", f"{amount} of {name.readable}", 0.4 if last in {"power", "delivery"} else 0.8)
    if last in {"warranty", "guarantee"}:
        return Clause("has", f"{article(amount)} {amount.replace(' ', '-').removesuffix('s')} {name.readable}", 0.5)
    if last == "yield":
        return Clause("yields", amount, 0.8)
    if plain == "number of":
        return Clause("lasts" if name.unit in _TIMES else "has", amount, 0.5)
    if not plain:
        return Clause("has", amount, 0.4)
    return Clause("has", f"{article(name.readable)} {name.readable} of {amount}", 0.1 if last == "weight" else 0.5)


def _by_unit(name: Name, amount: str) -> Clause | None:
    if name.plain in {"weight", "item weight", "product weight"}:
        return Clause("weighs", amount, 0.3)
    if name.unit == "pages a minute":
        return Clause("prints", amount, 0.7)
    if name.unit == "g/m²" and name.plain:
        return Clause("has", f"{amount} {name.readable}", 0.5)
    last = name.plain.split()[-1] if name.plain else ""
    if name.unit == "MB/s" and last in {"read", "write"}:
        return Clause(f"{last}s", f"up to {amount}", 0.7)
    if name.unit == "inches" and last in _SCREENS | _CARRIED:
        size = f"{amount.removesuffix(' inches').removesuffix(' inch')}-inch"
        verb = "has" if last in _SCREENS else "fits"
        return Clause(verb, f"{article(size)} {size} {name.readable}", 0.6)
    return None


def _without_unit(name: Name, value: float) -> Clause | None:
    counted = _NUMBER_OF.sub("", name.readable)
    last = counted.split()[-1] if counted else ""
    whole = float(value).is_integer()
    if whole and value > 1 and (clause := _per_pack(name, value, counted)):
        return clause
    if len(counted.split()) > 5 or counted.startswith("minimum "):
        return None
    if match := re.fullmatch(r"(.+) in (\w+s)", name.readable):  # "capacity in cups"
        return Clause("has", f"{article(match[1])} {match[1]} of {with_unit(value, match[2])}", 0.4)
    if whole and counted.startswith("maximum ") and _countable(things := counted.removeprefix("maximum ")):
        return Clause("supports", f"up to {number(value)} {things}", 0.5) if value > 1 else None
    if whole and _countable(counted) and not (value == 1 and " per " in counted):
        one = with_article(singular(counted)) if " " in counted else f"1 {singular(counted)}"
        said = f"{number(value)} {counted}" if value > 1 else one
        return Clause("has", said, 0.5 if 1 < value < _MANY else 0.2)
    if not name.readable or (whole and value == 1) or _NUMBER_OF.search(name.readable):
        return None
    return _bare(name, value, last)


def _bare(name: Name, value: float, last: str) -> Clause:
    """Say a number as it stands; most need a unit to tell anything."""
    thing = f"{article(name.readable)} {name.readable} of {number(value)}"
    if name.plain.endswith("page yield"):
        return Clause("has", thing, 0.4)
    if _UNITLESS_SIZES & set(name.plain.split()):
        return Clause("lists", thing, NEVER)
    return Clause("has", thing, _UNTOLD if last in _UNITLESS else NEVER)


def _countable(things: str) -> bool:
    """Return whether a name is of things that can be counted: "memory slots", and not "acoustic pressure emissions"."""
    head = things.split(" per ", maxsplit=1)[0].split()
    if not head or _AMOUNT_WORDS & {word.lower() for word in head} or _RELATING.intersection(head):
        return False
    last = head[-1].lower()
    plural = last.endswith("s") and not last.endswith("ss") and last not in UNCOUNTED
    return last in {"people", "feet"} or (plural and last.removesuffix("s") not in _UNITLESS_SIZES)


def _per_pack(name: Name, value: float, counted: str) -> Clause | None:
    if match := re.fullmatch(r"(pack|box|set) (?:size|quantity)", name.plain):
        return Clause("comes", f"in a {match[1]} of {number(value)}", 0.5)
    if not (match := re.fullmatch(r"(?:(.+) )?(?:quantity )?per (\w+)", name.plain)):
        return None
    thing = match[1]
    if thing in {None, "quantity"}:
        return Clause("comes", f"in a {match[2]} of {number(value)}", 0.5)
    if thing.startswith(("maximum ", "minimum ")) or not _countable(thing):
        return None
    return Clause("prints" if thing == "pages" else "has", f"{number(value)} {counted}", 0.5)
