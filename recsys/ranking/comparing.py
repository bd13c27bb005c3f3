"""How one pick stands beside the other picks of its slate: what is cheapest, lightest, lasts longest. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recsys.model.catalog import Item
from recsys.ranking.attribute_names import read_name
from recsys.ranking.text import count_word

ABOUT_HALF, UNDER_HALF = "about half the price of the first", "under half the price of the first"


def cheapest_of(item: Item, slate: Sequence[Item]) -> bool:
    """Return whether the item alone has the lowest price of a slate whose items all have one, in one currency."""
    others = _other_prices(item, slate)
    return item.price is not None and bool(others) and all(item.price < price for price in others)


def dearest_of(item: Item, slate: Sequence[Item]) -> bool:
    """Return whether the item alone has the highest price of a slate whose items all have one, in one currency."""
    others = _other_prices(item, slate)
    return item.price is not None and bool(others) and all(item.price > price for price in others)


def _other_prices(item: Item, slate: Sequence[Item]) -> list[float]:
    """Return the prices of all others, none where one has no price or another currency."""
    others = [other for other in slate if other.id != item.id]
    prices = [other.price for other in others if other.price is not None and other.currency == item.currency]
    return prices if len(prices) == len(others) else []


def share_of_first(item: Item, slate: Sequence[Item]) -> str:
    """Return how the item's price stands to the first pick's, if it is about half of it or less, else ""."""
    first = slate[0] if slate else item
    if first.id == item.id or first.currency != item.currency or not item.price or not first.price:
        return ""
    share = item.price / first.price
    return UNDER_HALF if share < 0.45 else ABOUT_HALF if share <= 0.55 else ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A number in which more (or less) is better: how its name ends, and how to say that one wins."""

    ends: str
    superlative: str
    less: bool = False


DIMENSIONS = (
    Dimension("weight", "the lightest", less=True),
    Dimension("battery", "the longest battery life"),
    Dimension("battery life", "the longest battery life"),
    Dimension("page yield", "the highest page yield"),
    Dimension("refresh rate", "the highest refresh rate"),
    Dimension("storage", "the most storage"),
    Dimension("total storage capacity", "the most storage"),
    Dimension("internal memory", "the most memory"),
    Dimension("memory", "the most memory"),
    Dimension("ram", "the most memory"),
    Dimension("cable length", "the longest cable"),
    Dimension("screen", "the largest screen"),
    Dimension("display diagonal", "the largest screen"),
    Dimension("warranty", "the longest warranty"),
    Dimension("pages per minute", "the highest printing speed"),
    Dimension("water tank", "the largest water tank"),
)
_PACKED = {"package", "packaging", "pallet", "case", "shipping", "maximum", "max", "imperial"}
_CLEAR = 1.05  # by this factor a value must win to be worth saying


def extremes(item: Item, slate: Sequence[Item]) -> Iterator[tuple[str, Dimension]]:
    """Yield attributes, with their dimension, in which the item alone is the best of a slate that all has them."""
    if len(slate) < 2:
        return
    for name, value in item.attributes.items():
        dimension = dimension_of(name)
        if dimension is None or isinstance(value, bool | str):
            continue
        others = [other.attributes.get(name) for other in slate if other.id != item.id]
        sign = -1 if dimension.less else 1
        if all(
            isinstance(o, float | int) and not isinstance(o, bool) and sign * value > sign * o > -1e12 for o in others
        ):
            yield name, dimension


def wins_clearly(name: str, item: Item, slate: Sequence[Item]) -> bool:
    """Return whether an extreme value is far enough from the next one that a person would care."""
    values = sorted(float(value) for one in slate if isinstance(value := one.attributes.get(name), int | float))
    own = float(item.attributes[name])
    if len(values) < 2:
        return False
    runner_up = values[1] if own == values[0] else values[-2]
    low, high = sorted((abs(own), abs(runner_up)))
    return high >= _CLEAR * low


def superlative(name: str, dimension: Dimension) -> str:
    """Return how to say it of this attribute: `total_battery_hours` wins "the longest total battery life"."""
    more = read_name(name, units=True).plain.removesuffix(dimension.ends).strip()
    return re.sub(r"^(the \w+) ", rf"\1 {more} ", dimension.superlative) if more else dimension.superlative


def of_itself(best: str, item: Item) -> str:
    """Return "the longest" for "the longest cable" where the item is called a cable, else ""."""
    match = re.fullmatch(r"(the \w+est) (\w+)", best)
    return match[1] if match and match[2] in item.title.lower().split() else ""


def among(best: str, size: int) -> str:
    """Return "the lightest of the three", and of two "the lighter of the two"."""
    return f"{of_two(best) if size == 2 else best} of the {count_word(size)}"


def of_two(best: str) -> str:
    """Return "the lighter" for "the lightest"."""
    return re.sub(r"^the (\w{3,}?)est\b", r"the \1er", best)


@lru_cache(maxsize=16_384)
def dimension_of(name: str) -> Dimension | None:
    """Return the dimension in which an attribute of this name is compared, if any."""
    plain = read_name(name, units=True).plain
    if _PACKED & set(plain.split()):
        return None
    matching = [d for d in DIMENSIONS if plain == d.ends or (not d.less and plain.endswith(f" {d.ends}"))]
    return max(matching, key=lambda d: len(d.ends), default=None)
