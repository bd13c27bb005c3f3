"""Constraints in words, for chips and sentences: "under $150", "not Sony", "black", "with USB-C"."""

from collections.abc import Sequence
from typing import assert_never

from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
    Slot,
)
from recsys.ranking.attribute_names import read_name, spelled
from recsys.ranking.clauses import is_adjective
from recsys.ranking.measures import with_unit
from recsys.ranking.text import money, number

_POSITIONS = ("first", "second", "third")
_SLOT_WORDS: dict[Slot, str] = {
    "price": "price",
    "brand": "brand",
    "category": "category",
    "colour": "colour",
    "feature": "features",
    "attribute": "specifications",
    "stock": "availability",
    "items": "items",
}
_COMPARISONS = {"=": "", "<": "under ", "<=": "at most ", ">": "over ", ">=": "at least "}


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def position(number: int) -> str:
    """Return "the first" for 1."""
    return f"the {_POSITIONS[number - 1]}" if 0 < number <= len(_POSITIONS) else f"number {number}"


def in_words(constraint: Constraint, currency: str = "USD") -> str:  # noqa: C901 - one branch for each kind, no logic
    """Return one constraint as a short phrase that also reads well after "only": never empty, without a full stop."""
    match constraint:
        case PriceMin(value, inclusive):
            words = f"{'from' if inclusive else 'over'} {money(value, currency)}"
        case PriceMax(value, inclusive):
            words = f"{'up to' if inclusive else 'under'} {money(value, currency)}"
        case BrandIn(brands):
            words = listed(brands, "or")
        case BrandNotIn(brands):
            words = f"not {listed(brands, 'or')}"
        case CategoryIn(categories):
            words = listed(categories, "or")
        case CategoryNotIn(categories):
            words = f"no {listed(categories, 'or')}"
        case Colour(value, wanted, others):
            words = listed((value, *others), "or")
            words = words if wanted else f"not {words}"
        case Feature(text, wanted):
            words = _feature(text, wanted=wanted)
        case AttributeIs():
            words = _attribute(constraint)
        case InStock():
            words = "in stock"
        case NotItems():
            words = "nothing shown before"
        case _:
            assert_never(constraint)
    return words


def _held(constraint: Constraint, currency: str = "USD") -> str:
    """Return a constraint as it stands behind a topic: "headphones, under $300, by Sony"."""
    words = in_words(constraint, currency)
    return f"by {words}" if isinstance(constraint, BrandIn) else words


def _feature(text: str, *, wanted: bool) -> str:
    """Return "wireless", "not wireless", "with USB-C", "without USB-C"."""
    text = spelled(text)
    if is_adjective(text) or text.endswith(("-ear", "less")) or (text.endswith("ing") and " " not in text):
        return text if wanted else f"not {text}"
    return f"with {text}" if wanted else f"without {text}"


def _attribute(constraint: AttributeIs) -> str:
    value, compared = constraint.value, _COMPARISONS[constraint.op]
    if isinstance(value, bool | str):
        name = read_name(constraint.name).readable
        if isinstance(value, str):
            return f"{name} {compared}{value}"
        return name if value else f"no {name}"
    parts = read_name(constraint.name, units=True)
    if parts.unit:
        return f"{parts.readable} {compared}{with_unit(value, parts.unit)}".strip()
    counted = " ".join(word for word in parts.plain.split() if word not in {"max", "min", "maximum", "minimum"})
    return f"{compared}{number(value)} {counted}" if counted.endswith("s") else f"{counted} {compared}{number(value)}"


def all_held(constraints: Sequence[Constraint], currency: str = "USD") -> str:
    """Return constraints as they stand behind a topic: "between $50 and $80, by Sony, black"; "" for none."""
    low = next((constraint for constraint in constraints if isinstance(constraint, PriceMin)), None)
    high = next((constraint for constraint in constraints if isinstance(constraint, PriceMax)), None)
    told = [constraint for constraint in constraints if not isinstance(constraint, NotItems)]
    if not (low and high):
        return ", ".join(_held(constraint, currency) for constraint in told)
    between = f"between {money(low.value, currency)} and {money(high.value, currency)}"
    return ", ".join((between, *(_held(one, currency) for one in told if one not in {low, high})))


def lifted_in_words(drop: Slot | tuple[Slot, str]) -> str:
    """Return what is free again: "any price", "HP allowed again", "wireless or not"."""
    if isinstance(drop, str):
        return f"any {_SLOT_WORDS[drop]}"
    slot, value = drop
    if slot == "price":
        return f"no {value}imum price"
    if slot == "attribute":
        return f"any {read_name(value.rstrip(' =<>'), units=True).readable}"
    return f"{value} allowed again" if slot == "brand" else f"{spelled(value)} or not"
