"""What the variants of one product differ in: "silver and white", "3-Pack". Pure."""

import re
from collections.abc import Sequence

from recsys.catalog.predicates import colours_of
from recsys.model.catalog import Item
from recsys.ranking.text import joined, quotable

_TOLD_MAX = 4
_WORDS_MAX = 4


def also_in(item: Item, variants: Sequence[Item]) -> str:
    """Return what tells the variants from the item, each in a few words, by colour or else by title; "" if nothing."""
    own = {colour.lower() for colour in colours_of(item)}
    told = dict.fromkeys(name for variant in variants if (name := _other_colour(variant, own) or _apart(variant, item)))
    return joined(list(told)[:_TOLD_MAX])


def _other_colour(variant: Item, own: set[str]) -> str:
    colours = [quotable(colour.lower()) for colour in colours_of(variant)]
    return joined([colour for colour in colours if colour]) if set(colours) - own else ""


def _apart(variant: Item, item: Item) -> str:
    """Return the words of a title that the other title has not, where they are few."""
    known = {word.lower() for word in _words(item.title)}
    apart = [word for word in _words(variant.title) if word.lower() not in known]
    return " ".join(apart) if len(apart) <= _WORDS_MAX else ""


def _words(title: str) -> list[str]:
    """Return the words of a title without what is said aside and what is only a number."""
    bare = re.sub(r"\([^()]*\)", " ", quotable(title))
    return [word for part in bare.split() if re.search(r"[^\W\d_]", word := part.strip(",;().-"))]
