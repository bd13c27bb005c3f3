"""What a person's own doing tells about them, beside what a profile states. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile

SIGNS_MIN = 2
"""One item of a category may be an accident; two are a preference."""


def with_learned(profile: Profile, opinions: Sequence[Opinion], items: Mapping[ItemId, Item]) -> Profile:
    """Return the profile with the categories of what was viewed, bought or liked at least twice, after the stated.

    An item that was disliked speaks for nothing, whatever was done with it before.
    """
    disliked = {opinion.item for opinion in opinions if opinion.weight < 0}
    liked = {opinion.item for opinion in opinions if opinion.weight > 0}
    signs = Counter(
        items[item].category
        for item in {*profile.recent_views, *profile.bought, *liked} - disliked
        if item in items and items[item].category
    )
    stated = {category.lower() for category in profile.preferred_categories}
    learned = sorted(
        (category for category, count in signs.items() if count >= SIGNS_MIN and category.lower() not in stated),
        key=lambda category: (-signs[category], category),
    )
    return replace(profile, preferred_categories=(*profile.preferred_categories, *learned))
