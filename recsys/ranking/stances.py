"""What a text affirms and what it denies, word by word: "quiet, but no Bluetooth" affirms quiet and denies Bluetooth.

It reads sentences about a pick and the catalog's own texts alike, so that each denial can be held against a denial.
Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from recsys.model.catalog import Item
from recsys.ranking.attribute_names import read_name
from recsys.ranking.text import attribute_text, words

_NEGATION = re.compile(
    r"\b(?:no|not|nor|never|neither|none|without|lacks?|lacking|cannot|hardly|barely|rarely|seldom|scarcely|except|"
    r"missing|excludes?|excluding|unable|rather than|instead of|free (?:of|from)|fails?)\b|\b\w+n['’]t\b",
    re.I,
)
_NO_DENIAL = re.compile(
    r"\b(?:not|no) (?:only|just|merely)\b|\b(?:no|not) (?:more|less|fewer) than\b|\bdoubtless\b", re.I
)
_OF_ONE_WORD = re.compile(r"\bnon[- ](\w+)|\b(\w+)[- ]free\b(?! (?:of|from)\b)", re.I)
_APART = re.compile(
    r"\b(?:(?:sold|available|bought|purchased|supplied|ordered) separately|"
    r"(?:not|n['’]t|never) (?:be )?(?:included|supplied|provided|delivered)|(?:is|are) optional|costs? extra)\b",
    re.I,
)
"""What stands before it does not come with the item: "the charger is not included"."""
_PIECE = re.compile(r"[.!?;:](?:\s+|$)|[,()–—]|\s-\s")
_TURN = re.compile(
    r"\b(?:but|yet|while|though|although|because|which|however|instead(?! of)|"
    r"(?:and|or) (?=(?:it|they|this|these|the|has|have|is|are|comes?|costs?|weighs?|runs?|works?)\b)|"
    r"(?:and|or) (?=(?:with|at|for|in|from)\b)|"
    r"(?<!s )and (?=[a-z]+[^s\W]s\b))",
    re.I,
)
"""Where a denial ends within a sentence: "no microphone but Bluetooth", "not wired and folds flat"."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A stretch of text whose words are all affirmed or all denied."""

    words: tuple[str, ...]
    denied: bool


@lru_cache(maxsize=16_384)  # a catalog's texts are read for each sentence of a reason
def read_stances(text: str, reach: int = 0) -> tuple[Stance, ...]:
    """Return the stretches of a text in order. A denial reaches `reach` words on, or as far as its clause."""
    pieces = _PIECE.split(_OF_ONE_WORD.sub(r", without \1\2, ", _NO_DENIAL.sub("", text)))
    return tuple(stance for piece in pieces for clause in _TURN.split(piece) for stance in _of_clause(clause, reach))


def _of_clause(clause: str, reach: int) -> Iterator[Stance]:
    if apart := _APART.search(clause):
        yield Stance(_words(clause[: apart.start()]), denied=True)
        clause = clause[apart.end() :]
    negation = _NEGATION.search(clause)
    if negation is None:
        yield Stance(_words(clause), denied=False)
        return
    yield Stance(_words(clause[: negation.start()]), denied=False)
    denied = _words(_NEGATION.sub("", clause[negation.end() :]))
    yield Stance(denied[:reach] if reach else denied, denied=True)
    if reach:
        yield Stance(denied[reach:], denied=False)


def _words(text: str) -> tuple[str, ...]:
    return tuple(part for word in words(text) for part in re.split(r"[-'’]", word) if part)


_TEXT_REACH = 5
"""In a catalog's text a "no" reaches so many words: "there is no wireless mode" denies the mode."""
_DENYING = frozenset({"n", "no", "none", "false", "without"})


def described(item: Item) -> tuple[Stance, ...]:
    """Return what an item's description affirms and denies."""
    return read_stances(item.description, _TEXT_REACH)


def stances_of(item: Item) -> Iterator[Stance]:
    """Yield what the catalog affirms and denies of an item: its texts, and its attributes by name and value."""
    yield from described(item)
    for text in (item.title, item.brand, item.category, *item.tags):
        yield from read_stances(text, _TEXT_REACH)
    for name, value in item.attributes.items():
        named = read_name(name).plain
        if value is False or attribute_text(value).lower() in _DENYING:
            yield Stance(tuple(named.split()), denied=True)
        else:
            yield from read_stances(named)
            yield from read_stances(attribute_text(value))


def worded(stances: Iterable[Stance], *, denied: bool) -> frozenset[str]:
    """Return the words of all stances that deny, or that affirm."""
    return frozenset(word for stance in stances if stance.denied is denied for word in stance.words)
