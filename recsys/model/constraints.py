"""Constraints: hard facts that every pick must meet, enforced by code and never left to a model."""

from dataclasses import dataclass
from typing import Literal, assert_never

from recsys.model.catalog import AttributeValue
from recsys.model.ids import ItemId


@dataclass(frozen=True, slots=True)
class PriceMin:
    """At least (or, when not `inclusive`, more than) `value`. An item without a price does not meet it."""

    value: float
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class PriceMax:
    """At most (or, when not `inclusive`, less than) `value`. An item without a price does not meet it."""

    value: float
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class BrandIn:
    """One of these brands, spelled as in the catalog, compared case-insensitively."""

    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrandNotIn:
    """None of these brands. An item without a brand meets it."""

    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryIn:
    """One of these categories, compared case-insensitively."""

    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryNotIn:
    """None of these categories. An item without a category meets it."""

    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Colour:
    """`value` or one of `others` (lower case) is part of a colour attribute; none of them when not `wanted`."""

    value: str
    wanted: bool = True
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """`text` (lower case) names a true attribute, or occurs in title, description, tags or an attribute's value.

    What a description denies in so many words ("there is no USB-C") does not occur in it.

    Where it names one that is false, what texts mention does not count: "not the quietest". When not `wanted`, it
    neither names a true attribute nor occurs.
    """

    text: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class AttributeIs:
    """The attribute `name` compares so with `value`; an item without it does not meet the constraint."""

    name: str
    op: Literal["=", "<", "<=", ">", ">="]
    value: AttributeValue


@dataclass(frozen=True, slots=True)
class InStock:
    """Not known to be out of stock."""


@dataclass(frozen=True, slots=True)
class NotItems:
    """None of these items: bought, disliked, or shown already when something else is asked for."""

    ids: tuple[ItemId, ...]


Constraint = (
    PriceMin
    | PriceMax
    | BrandIn
    | BrandNotIn
    | CategoryIn
    | CategoryNotIn
    | Colour
    | Feature
    | AttributeIs
    | InStock
    | NotItems
)

Slot = Literal["price", "brand", "category", "colour", "feature", "attribute", "stock", "items"]


def slot_of(constraint: Constraint) -> Slot:
    """Return the slot that a constraint fills; "never mind the price" empties a slot."""
    match constraint:
        case PriceMin() | PriceMax():
            return "price"
        case BrandIn() | BrandNotIn():
            return "brand"
        case CategoryIn() | CategoryNotIn():
            return "category"
        case Colour():
            return "colour"
        case Feature():
            return "feature"
        case AttributeIs():
            return "attribute"
        case InStock():
            return "stock"
        case NotItems():
            return "items"
        case _:
            assert_never(constraint)


@dataclass(frozen=True, slots=True)
class Stated:
    """A constraint in force and where it came from: the turn (from 0) and the words that said it."""

    constraint: Constraint
    turn: int
    words: str
