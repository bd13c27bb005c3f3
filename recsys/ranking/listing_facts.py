"""An item's attributes as a person reads them in a list, and what tells several items apart. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recsys.model.answer import Difference
from recsys.model.catalog import AttributeValue, Item
from recsys.ranking.attribute_names import read_name
from recsys.ranking.attributes import ABSENT, DULL, LOGISTICS, clause_of, written
from recsys.ranking.clauses import capitalised
from recsys.ranking.comparing import dimension_of
from recsys.ranking.kind import stem
from recsys.ranking.measures import with_unit
from recsys.ranking.text import money, number, quotable, words

DIFFERENCES_MAX = 8
_COMPARABLE = 0.75  # as telling as the best clauses: weight, battery life, memory
TOLD_MAX = 3
_FILLING = {"the", "total", "of"}
_PACKED = {"package", "packag", "packaging", "pallet", "shipping"}
_ALIASES = {"Price": ("cost",), "Brand": ("maker", "manufacturer", "make")}
_YEARS = range(1900, 2101)
_NOT = {"n", "no", "false", "not supported", "none"}


def spoken_attributes(item: Item) -> list[tuple[str, str]]:
    """Return (name, value) of every attribute worth showing, as people write them: ("Weight", "250 g").

    What tells a buyer something comes first, in the catalog's order, then what the item has not, then the dull rest;
    packaging, customs and codes are left out, and so are empty values.
    """
    spoken = [(name, value) for name, value in item.attributes.items() if _shown(name, value)]
    ordered = sorted(spoken, key=lambda pair: _dullness(*pair))
    return [(_label(name, value), text) for name, value in ordered if (text := _value(name, value))]


def differences(items: Sequence[Item]) -> tuple[Difference, ...]:
    """Return the rows in which the items differ, at most `DIFFERENCES_MAX`; a value is "" where an item lacks it.

    Price, brand, category and stock come first where they differ, then attributes, the most telling first and those
    that all items have before those that some lack.
    """
    if len(items) < 2:
        return ()
    names = list(dict.fromkeys(name for item in items for name in item.attributes))
    rows = [(name, row) for name in names if (row := _row(name, items)) and _differs(row)]
    rows.sort(key=lambda pair: (pair[1].values.count(""), _dull(pair[0]), -_telling(pair[0], items)))
    return (*filter(_differs, _basics(items)), *(row for _, row in rows))[:DIFFERENCES_MAX]


def told_of(asked: str, items: Sequence[Item]) -> tuple[Difference, ...]:
    """Return at most `TOLD_MAX` rows that answer a question for one fact ("weight", "battery life"); none if unknown.

    First comes the attribute whose name says least beside what is asked. "Noise" is no matter of yes or no, which
    "noise cancelling" is.
    """
    wanted = frozenset(map(stem, asked.lower().split())) - _FILLING
    if not wanted:
        return ()
    basics = [row for row in _basics(items) if wanted <= {row.name.lower(), *_ALIASES.get(row.name, ())}]
    said = {name: frozenset(_stems(name)) for item in items for name in item.attributes}
    matching = {name: len(wanted & stems) for name, stems in said.items() if not _PACKED & stems}
    best = max(matching.values(), default=0)
    names = sorted((name for name, count in matching.items() if count == best > 0), key=lambda name: len(said[name]))
    rows = [row for name in names if (row := _row(name, items)) and (said[name] == wanted or not _is_flag(row))]
    return (*(row for row in basics if any(row.values)), *rows)[:TOLD_MAX]


def told_whether(asked: str, item: Item) -> str:
    """Return what the catalog says to a question for yes or no ("Foldable: yes"); "" for nothing.

    First comes an attribute of that name, then one whose value says it, then a sentence of the description.
    """
    wanted = frozenset(map(stem, words(asked)))
    forms = {wanted, frozenset(re.sub("ed$", "able", word) for word in wanted)}  # "folded" is "foldable"
    spoken = spoken_attributes(item)
    for name, value in spoken:
        if frozenset(map(stem, words(name))) in forms:
            return f"{name}: {value}"
    saying = (f"{name}: {value}" for name, value in spoken if wanted <= set(map(stem, words(f"{name} {value}"))))
    if said := next(saying, ""):
        return said
    sentences = re.split(r"(?<=[.!?])\s+", item.description)
    found = next((one for one in sentences if wanted <= set(map(stem, words(one)))), "")
    return f"The catalog says “{quotable(found).rstrip('.')}”" if found else ""


def _stems(name: str) -> Iterator[str]:
    return map(stem, read_name(name, units=True).plain.split())


def _is_flag(row: Difference) -> bool:
    return {"yes", "no", ""}.issuperset(row.values)


def _differs(row: Difference) -> bool:
    return len(set(row.values)) > 1


def _basics(items: Sequence[Item]) -> Iterator[Difference]:
    yield Difference("Price", tuple("" if item.price is None else money(item.price, item.currency) for item in items))
    yield Difference("Brand", tuple(quotable(item.brand) for item in items))
    yield Difference("Category", tuple(quotable(item.category) for item in items))
    stocks = {True: "yes", False: "no", None: ""}
    yield Difference("In stock", tuple(stocks[item.in_stock] for item in items))


def _row(name: str, items: Sequence[Item]) -> Difference | None:
    found = [item.attributes.get(name) for item in items]
    shown = [value if value is not None and _shown(name, value) else None for value in found]
    first = next((value for value in shown if value is not None), None)
    if first is None:
        return None
    return Difference(_label(name, first), tuple("" if value is None else _value(name, value) for value in shown))


def _telling(name: str, items: Sequence[Item]) -> float:
    """Return how much an attribute says at most, and more for numbers in which more or less is better."""
    if dimension_of(name):
        return _COMPARABLE
    clauses = [clause_of(name, item.attributes[name]) for item in items if name in item.attributes]
    return max((clause.telling for clause in clauses if clause), default=-1.0)


def _shown(name: str, value: AttributeValue) -> bool:
    if not read_name(name).readable or LOGISTICS & set(read_name(name).plain.split()):
        return False
    if isinstance(value, str):
        return bool(quotable(value)) and (value.strip().lower() not in ABSENT or value.strip().lower() in _NOT)
    return True


def _dullness(name: str, value: AttributeValue) -> int:
    if _dull(name):
        return 2
    return 1 if value is False or (isinstance(value, str) and value.strip().lower() in _NOT) else 0


def _dull(name: str) -> bool:
    """Return whether an attribute is a dull one; the year it came out is not."""
    plain = read_name(name).plain
    return plain != "release year" and bool(DULL & set(plain.split()))


@lru_cache(maxsize=16_384, typed=True)
def _label(name: str, value: AttributeValue) -> str:
    """Return a name with a capital, without the unit that its values carry."""
    measured = _as_number(name, value) is not None and not _is_year(name, value)
    readable = read_name(name, units=measured).readable or read_name(name).readable
    return capitalised(f"{readable} life" if measured and readable.split()[-1] == "battery" else readable)


@lru_cache(maxsize=16_384, typed=True)
def _value(name: str, value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if (amount := _as_number(name, value)) is not None:
        if _is_year(name, value):
            return str(int(amount))
        unit = read_name(name, units=True).unit
        return with_unit(amount, unit) if unit else number(amount)
    text = written(name, str(value))
    if text.lower() in {"y", "yes", "true"}:
        return "yes"
    if text.lower() in {"n", "no", "false"}:
        return "no"
    return ", ".join(part.strip() for part in text.split(",") if part.strip())


def _as_number(name: str, value: AttributeValue) -> float | None:
    """Return a number, also one written as text where the name ends in a unit."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    plain = value.strip().replace(".", "", 1)
    return float(value) if plain.isascii() and plain.isdigit() and read_name(name, units=True).unit else None


def _is_year(name: str, value: AttributeValue) -> bool:
    words = read_name(name).plain.split()
    return "year" in words and isinstance(value, int | float) and float(value).is_integer() and int(value) in _YEARS
