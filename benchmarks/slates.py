"""How often a slate of three is of one brand although the request names none."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from benchmarks.relevance import Run
from recsys.model.catalog import Item

SLATE = 3
READ = 25
"""Results whose brands a request is searched for."""
BRAND_TITLES_MIN = 3

_WORD = re.compile(r"[^\W_]+")


def one_brand_share(run: Run, queries: Mapping[str, str], items: Sequence[Item]) -> float | None:
    """Return the share of queries, of those that name no brand, whose first three results are all of one brand.

    None where the items have no brands. A query names a brand if it holds all words of one among its first 25 results.
    """
    brands: dict[str, str] = {item.id: " ".join(_WORD.findall(item.brand.lower())) for item in items}
    slates: list[list[str]] = []
    for qid, found in run.items():
        asked = set(_WORD.findall(queries[qid].lower()))
        near = {brands[item] for item in found[:READ]} - {""}
        if near and not any(asked.issuperset(brand.split()) for brand in near):
            slates.append([brands[item] for item in found[:SLATE]])
    if not slates:
        return None
    return round(
        sum(len(slate) == SLATE and slate[0] != "" and len(set(slate)) == 1 for slate in slates) / len(slates), 4
    )


def with_brands_of_titles(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with the first word of their titles as brand, where at least three titles begin with it."""
    first = {item.id: next(iter(_WORD.findall(item.title)), "") for item in items}
    counts = Counter(word.lower() for word in first.values())
    return tuple(
        replace(item, brand=first[item.id]) if counts[first[item.id].lower()] >= BRAND_TITLES_MIN else item
        for item in items
    )
