"""Which pick, if any, is to be a surprise: something else than what little is known would bring up. Pure."""

import random
from collections.abc import Sequence

from recsys.model.catalog import Item
from recsys.profile.personal import PersonalTaste

OFTEN = 0.5
"""The share of answers with a surprise for somebody of whom next to nothing is known."""
KNOWN_HALF = 5.0
"""Opinions at which that share is halved."""
COST_MOST = 0.08
"""How much less a surprise may score than the pick in whose place it comes: it still has to fit the wish."""


def is_due(taste: PersonalTaste, *, seed: str) -> bool:
    """Return whether an answer is to have a surprise. The same `seed` (the turn's id) brings the same.

    Never where nothing at all is known of the person: every pick is as new to them as any other.
    """
    share = OFTEN * KNOWN_HALF / (KNOWN_HALF + taste.known)
    return taste.known > 0 and random.Random(seed).random() < share


def surprise(items: Sequence[Item], scores: Sequence[float], taste: PersonalTaste, *, picks: int) -> int | None:
    """Return the place of the item to show as the last of `picks`, or None where none is fit to be one.

    `items` begin with the picks; `scores` are theirs. A surprise scores nearly as well as what it replaces, is of no
    brand among the other picks, and nothing that was learned speaks against it; of several it is the one that least is
    known of.
    """
    if not 1 < picks < len(items):
        return None
    shown = {item.brand.lower() for item in items[: picks - 1]}
    places = [
        place
        for place in range(picks, len(items))
        if scores[place] >= scores[picks - 1] - COST_MOST
        and items[place].brand.lower() not in shown
        and all(one.affinity >= 0 for one in taste.affinities.evidence(items[place]))
    ]
    return min(places, key=lambda place: (_known_of(items[place], taste), place), default=None)


def _known_of(item: Item, taste: PersonalTaste) -> int:
    """Count the opinions that the person gave on items with one of its facets, facet by facet."""
    return sum(one.liked + one.disliked for one in taste.affinities.evidence(item))
