"""People with a hidden taste: what they like of a catalog, and how they react to an answer. Made up, and repeatable."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recsys.catalog.predicates import colours_of
from recsys.model.catalog import Item
from recsys.model.person import Signal

BRANDS_LOVED = 3
BRANDS_DRAWN_FROM = 10
BRAND_WORTH, LIKED_FROM = 2, 3
"""A brand counts as much as two of colour, price level and feature; who gets three of these five likes the item."""
FEATURE_SHARE = (0.1, 0.5)
"""A feature that next to all or next to none of the items have tells no taste."""
VALUE_MAX = 40

Reaction = tuple[Signal, int | None]
"""A signal, and the position (from 1) it is about; None for the whole answer."""


@dataclass(frozen=True, slots=True)
class HiddenTaste:
    """What somebody likes and never says. `price` is a range that a third of the items is in."""

    brands: frozenset[str]
    colour: str
    feature: str
    price: tuple[float, float]

    def likes(self, item: Item) -> bool:
        """Return whether the item pleases."""
        low, high = self.price
        worth = BRAND_WORTH * (item.brand in self.brands)
        worth += any(self.colour in colour.lower() for colour in colours_of(item))
        worth += self.feature in features_of(item)
        worth += item.price is not None and low <= item.price <= high
        return worth >= LIKED_FROM

    def reaction(self, items: Sequence[Item]) -> Reaction:
        """Return the reaction to an answer: the number of the first pick that pleases, or "not for me" on the first."""
        place = next((place for place, item in enumerate(items, 1) if self.likes(item)), None)
        return ("dismiss", 1) if place is None else ("pick", place)


def draw_taste(items: Sequence[Item], draw: random.Random) -> HiddenTaste:
    """Draw a taste that fits some of the items: commonly seen brands, a colour, a third of the prices, a feature."""
    brands = [name for name, _ in Counter(item.brand for item in items if item.brand).most_common(BRANDS_DRAWN_FROM)]
    colours = Counter(colour.lower() for item in items for colour in colours_of(item))
    features = Counter(name for item in items for name in features_of(item))
    telling = sorted(name for name, count in features.items() if _tells(count, len(items)))
    prices = sorted(item.price for item in items if item.price is not None)
    third = draw.randrange(3)
    low, high = third * len(prices) // 3, (third + 1) * len(prices) // 3
    return HiddenTaste(
        frozenset(draw.sample(brands, min(BRANDS_LOVED, len(brands)))),
        draw.choice(sorted(name for name, _ in colours.most_common(5))),
        draw.choice(telling),
        (prices[low], prices[high - 1]),
    )


def _tells(count: int, items: int) -> bool:
    return FEATURE_SHARE[0] * items <= count <= FEATURE_SHARE[1] * items


def features_of(item: Item) -> Iterable[str]:
    """Return what an item has, as "name" of what is true or "name: text", but for colours."""
    return frozenset(
        name if value is True else f"{name}: {value}"
        for name, value in item.attributes.items()
        if "colo" not in name and (value is True or (isinstance(value, str) and len(value) <= VALUE_MAX))
    )
