"""A slate of three shows three products, and not of one brand, unless that is what was asked for."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import colours_of, same_name
from recsys.model.catalog import Item

STEP_BACK = 10
SLATE = 3
OTHER_BRAND_SHARE = 0.85
"""Of the score it would displace: less, and the third of the same brand is the better pick after all."""

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COLOUR_WORDS_WRITTEN = (
    "anthracite aqua beige black blue bronze brown burgundy champagne charcoal clear coral cream cyan gold graphite"
    " gray green grey indigo ivory khaki lavender lime magenta maroon mint multicolor multicolour navy olive orange"
    " pink platinum purple red rose silver tan teal titanium transparent turquoise violet white yellow"
)
COLOUR_WORDS = frozenset(_COLOUR_WORDS_WRITTEN.split())
_PACK_WORDS = "count ct pack packs pc pcs piece pieces set"
_NOT_TELLING = COLOUR_WORDS | frozenset(_PACK_WORDS.split())


def product_key(item: Item) -> int:
    """Return a number that variants of one product share: brand and title without colours, packs and asides."""
    colours = {word for colour in colours_of(item) for word in _WORD.findall(colour.lower())}
    words = _WORD.findall(_ASIDE.sub(" ", item.title).lower())
    telling = [word for word in words if word not in _NOT_TELLING and word not in colours]
    return crc32(" ".join([same_name(item.brand), *(telling or words)]).encode("utf-8", "surrogatepass"))


def variants_stepped_back(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the positions of a ranked list in a new order: `STEP_BACK` places back for each variant ranked before.

    `keys[i]` is the `product_key` of what is ranked at position i. Nothing is lost: deep lists hold all variants.
    """
    products: list[int] = keys.tolist()
    if len(set(products)) == len(products):
        return np.arange(len(products))
    seen = Counter[int]()
    places: list[int] = []
    for position, key in enumerate(products):
        places.append(position + STEP_BACK * seen[key])
        seen[key] += 1
    return np.argsort(np.array(places, dtype=np.intp), kind="stable")


def brands_mixed(brands: Sequence[str], scores: NDArray[np.float64], words: Collection[str]) -> NDArray[np.intp]:
    """Return the positions of a ranked list in a new order: the first three are not all of one brand.

    `brands[i]` is the brand of what is ranked at position i, "" where none is known; `scores` fall. Nothing moves where
    the request's `words` name the brand, or no other brand comes near enough.
    """
    order = list(range(len(brands)))
    first = same_name(brands[0]) if brands else ""
    one_brand = first and len(brands) > SLATE and all(same_name(brand) == first for brand in brands[:SLATE])
    if one_brand and not set(_WORD.findall(first)) <= set(words):
        floor = OTHER_BRAND_SHARE * scores[SLATE - 1]
        others = (at for at in order[SLATE:] if same_name(brands[at]) != first and scores[at] >= floor)
        other = next(others, None)
        if other is not None:
            order.insert(SLATE - 1, order.pop(other))
    return np.array(order, dtype=np.intp)
