"""The exact truth of constraints, item by item: what every pick is verified with.

`recsys.retrieval.columns` computes the same over a whole catalog at once; a property test holds the two together.
"""

import re
from collections.abc import Iterable, Iterator
from math import isnan
from typing import assert_never

from recsys.model.catalog import AttributeValue, Item
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
)

COLOUR_ATTRIBUTES = frozenset(
    f"{of_what}{colour}"
    for of_what in ("", "product_", "main_", "body_", "item_")
    for colour in ("color", "colors", "colour", "colours")
)
"""Names of attributes that say the colour of the item itself; of a printer's ink or a keyboard's light they do not."""

_DENIED = re.compile(
    r"\b(no|without|lacks?|lacking|neither|nor|not(?! (?:only|just)\b)|(?:is|has|does|do|are|have)n['’]t)\b"
    r"(?:\s+(?!but\b)[^\s.,;:!?()]+){1,3}",
    re.IGNORECASE,
)
"""What a description says is not so: "neither USB-C nor speakers", "there is no USB-C". Three words, no further."""
_FLAG_WORD = re.compile(r"[^\W_]+")
_FLAG_VERBS = frozenset({"is", "has", "with", "included", "supported"})


def meets(  # noqa: C901, PLR0911 - one case for each kind of constraint
    item: Item, constraint: Constraint, currency: str | None = None
) -> bool:
    """Return whether the item meets the constraint, as the constraint's docstring defines it.

    A bound on the price is in `currency`; a price in another one cannot be compared, and meets none. None: all prices
    are in one.
    """
    match constraint:
        case PriceMin() | PriceMax():
            return currency in (None, item.currency) and _price_within(item.price, constraint)
        case BrandIn(brands):
            return _one_of(item.brand, brands)
        case BrandNotIn(brands):
            return not _one_of(item.brand, brands)
        case CategoryIn(categories):
            return _one_of(item.category, categories)
        case CategoryNotIn(categories):
            return not _one_of(item.category, categories)
        case Colour(value, wanted, others):
            return any(_occurs(colour, colours_of(item)) for colour in (value, *others)) is wanted
        case Feature(text, wanted):
            return _has(item, text) if wanted else _lacks(item, text)
        case AttributeIs():
            return _compares(item.attributes.get(constraint.name), constraint)
        case InStock():
            return item.in_stock is not False
        case NotItems(ids):
            return item.id not in ids
        case _:
            assert_never(constraint)


def meets_all(item: Item, constraints: Iterable[Constraint], currency: str | None = None) -> bool:
    """Return whether the item meets every one of the constraints, those on the price in `currency`."""
    return all(meets(item, constraint, currency) for constraint in constraints)


def texts_of(item: Item) -> Iterator[str]:
    """Yield the texts that `Feature` looks into: title, description without what it denies, tags, attribute values."""
    yield item.title
    yield _DENIED.sub(r"\1", item.description)
    yield from item.tags
    for value in item.attributes.values():
        yield str(value)


def _has(item: Item, feature: str) -> bool:
    """Return what an item's yes-or-no attribute of that name says, else whether its texts say so."""
    said = _flags(item, feature)
    return any(said) if said else _occurs(feature, texts_of(item))


def _lacks(item: Item, feature: str) -> bool:
    return not (any(_flags(item, feature)) or _occurs(feature, texts_of(item)))


def _flags(item: Item, feature: str) -> list[bool]:
    key = flag_key(feature)
    return [value for name, value in item.attributes.items() if isinstance(value, bool) and flag_key(name) == key]


def flag_key(name: str) -> str:
    """Return the form in which a feature and the name of a yes-or-no attribute are equal.

    "foldable" for `is_foldable`, "usbc" for `usb_c` and "USB-C", "stand" for `with_stand` and `stand_included`.
    """
    return "".join(flag_words(name))


def flag_words(name: str) -> list[str]:
    """Return what the name of a yes-or-no attribute says of an item, word by word: "foldable" for `is_foldable`."""
    return [word for word in _FLAG_WORD.findall(name.lower()) if word not in _FLAG_VERBS]


def colours_of(item: Item) -> Iterator[str]:
    """Yield the texts of the item's colour attributes, as they are."""
    for name, value in item.attributes.items():
        if isinstance(value, str) and is_colour_attribute(name):
            yield value


def is_colour_attribute(name: str) -> bool:
    """Return whether an attribute of this name says the item's colour."""
    return name.lower() in COLOUR_ATTRIBUTES


def same_name(name: str) -> str:
    """Return the form in which two spellings of a brand, a category or a value are equal."""
    return name.strip().casefold()


def _price_within(price: float | None, bound: PriceMin | PriceMax) -> bool:
    if price is None or isnan(price):
        return False
    if bound.inclusive and price == bound.value:
        return True
    return price > bound.value if isinstance(bound, PriceMin) else price < bound.value


def _one_of(name: str, names: tuple[str, ...]) -> bool:
    key = same_name(name)
    return bool(key) and key in {same_name(other) for other in names}


def _occurs(text: str, texts: Iterator[str]) -> bool:
    wanted = text.lower()
    return any(wanted in found.lower() for found in texts)


def _compares(found: AttributeValue | None, wanted: AttributeIs) -> bool:
    """Compare like with like: text and booleans are equal or not, only numbers have an order."""
    match found, wanted.value:
        case (None, _):
            return False
        case (bool(), bool()):
            return wanted.op == "=" and found is wanted.value
        case (bool(), _) | (_, bool()):
            return False
        case (str(), str()):
            return wanted.op == "=" and same_name(found) == same_name(wanted.value)
        case (int() | float(), int() | float()):
            return compare_numbers(found, wanted)
        case _:
            return False


def compare_numbers(found: float, wanted: AttributeIs) -> bool:
    """Return how a number compares with the number that is wanted."""
    value = float(wanted.value)
    match wanted.op:
        case "=":
            return found == value
        case "<":
            return found < value
        case "<=":
            return found <= value
        case ">":
            return found > value
        case ">=":
            return found >= value
        case _:
            assert_never(wanted.op)
