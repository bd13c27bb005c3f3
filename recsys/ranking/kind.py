"""What kind of thing is asked for, and which candidates are one: "quiet headphones" are headphones, not a quiet mouse.

Search scores words alike, whichever of them names the thing. Here the thing is recognised by the catalog itself: by its
categories, or else by the titles of what was found. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from recsys.model.answer import Candidate
from recsys.model.catalog import Item
from recsys.ports import CatalogVocabulary
from recsys.ranking.attribute_names import UNITS
from recsys.ranking.clauses import is_adjective
from recsys.ranking.text import STOP_WORDS, words

# What follows one of these tells about the thing and does not name it: "monitor with USB-C", "bag for a laptop".
_PHRASE_ENDS = frozenset(
    {"with", "without", "for", "in", "to", "that", "which", "under", "over", "from", "by", "on", "having", "and", "or"}
)
_UNNAMED = re.compile(r"\W*(?:some|any)thing\s+(?:to|for|that|which|with)\b", re.IGNORECASE)
TITLES_MIN = 3
"""So many candidates must bear a word in their titles before it is believed to name the thing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The thing asked for: the stem of the word that names it, and whether the catalog has a category of that name."""

    stems: frozenset[str] = frozenset()
    is_category: bool = False


NO_KIND = Kind()


def kind_of(topic: str, vocabulary: CatalogVocabulary, candidates: Sequence[Candidate]) -> Kind:
    """Return what kind of thing a topic asks for.

    The last word of the first phrase names it ("laptop stand" is a stand), but for words that are values or tags in
    this catalog and so describe it ("headphones wireless"). It counts when a category bears it, or enough titles do.
    "Something to carry a laptop" names what it is for, and not the thing.
    """
    if _UNNAMED.match(topic):
        return NO_KIND
    categories = {stem(word) for name in vocabulary.categories for word in words(name)}
    for word in reversed(_first_phrase(topic)):
        named = stem(word)
        if named in categories:
            return Kind(frozenset({named}), is_category=True)
        if word in vocabulary.values or word in vocabulary.colours or word in UNITS or is_adjective(word):
            continue  # it describes the thing, or measures it
        bearing = sum(named in _stems(candidate.item.title) for candidate in candidates)
        return Kind(frozenset({named})) if bearing >= TITLES_MIN else NO_KIND
    return NO_KIND


def descriptors(topic: str, kind: frozenset[str]) -> tuple[str, ...]:
    """Return the stems of the words that stand before the thing's name: "sonic" and "electric" of a toothbrush.

    None where no kind is known: any of the words may be the thing then.
    """
    stems = [stem(word) for word in _first_phrase(topic)]
    named = [place for place, one in enumerate(stems) if one in kind]
    return tuple(dict.fromkeys(one for one in stems[: max(named, default=0)] if one not in kind))


def is_of_kind(item: Item, kind: frozenset[str]) -> bool:
    """Return whether an item's category, title or tags bear the thing's name. True where no kind is known."""
    return is_named(f"{item.category} {item.title} {' '.join(item.tags)}", kind)


def is_named(text: str, kind: frozenset[str]) -> bool:
    """Return whether a text bears the thing's name. True where no kind is known."""
    return not kind or bool(kind & _stems(text))


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return a word without its plural: "mice" is "mouse", "batteries" "battery", "keyboards" "keyboard"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x|z)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


_IRREGULAR = {"mice": "mouse", "shelves": "shelf", "knives": "knife"}


def _first_phrase(topic: str) -> list[str]:
    phrase: list[str] = []
    counted = False
    for word in words(topic):
        if word in _PHRASE_ENDS and phrase:
            break
        counted, is_counted = word.isdigit(), counted and bool(phrase) and stem(word) != word
        if is_counted:
            continue  # "switch 8 ports": how much, and not what
        if word not in STOP_WORDS and len(word) > 1 and not word.isdigit():
            phrase.append(word)
    return phrase


@lru_cache(maxsize=4_096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))
