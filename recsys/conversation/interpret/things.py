"""The thing a message names, and whether it is the one the conversation is about.

In one conversation people ask for headphones, then for a desk. A message that names a thing of another category, or is
nothing but the name of another thing, asks anew; one that names the same thing again says it better.
"""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import VAGUE
from recsys.ranking.kind import stem

# What follows one of these tells about the thing and does not name it: "monitor with USB-C", "bag for a laptop".
_PHRASE_ENDS = re.compile(
    r"\s(?:with|without|for|in|to|that|which|under|over|from|by|on|having|of|at|above|below|between|around|and|or|but)\s"
)
# A message that begins so changes the request: "with a stand" asks for no stand.
_CHANGES = re.compile(
    r"^(?:with|without|no|not|only|just|but|and|or|more|less|other|another|different|also|must|should|has|have|it|"
    r"them|they|these|those|that|this|ones?|instead|too|for|in|by|from|any|at|like|similar|the|"
    r"i (?:hate|like|love))\b"
)
_COMPARED = re.compile(r"^[a-z]{3,}(?:er|est) [a-z]")
_MODEL_NUMBER = re.compile(r"(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9-]{5,}")
CATEGORIES_MIN = 3
"""A catalog with fewer categories does not tell what people call a thing."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is named: the words as a topic, the stem of the word that names it, and whether that is a category."""

    words: str
    head: str
    is_category: bool


def named(text: str, lexicon: Lexicon) -> Thing | None:
    """Return the thing that a text names, from what is left of a message after its constraints; None if it does not."""
    asked = topic.wanted(text)
    if not asked:
        return None
    phrase = _PHRASE_ENDS.split(f" {asked} ", maxsplit=1)[0].split()
    if not phrase:
        return None
    heads = _category_heads(lexicon)
    for word in reversed(phrase):
        if stem(word) in heads:
            return Thing(asked, stem(word), is_category=True)
        if not lexicon.knows(word):
            break
    return Thing(asked, stem(phrase[-1]), is_category=False)


def is_another(thing: Thing, text: str, present: str, lexicon: Lexicon) -> bool:
    """Return whether a thing is another one than the present topic's: by its category, or because it stands alone."""
    if len(lexicon.categories) < CATEGORIES_MIN or not present:
        return False
    if thing.is_category:
        return thing.head not in _stems(present)
    if _CHANGES.match(text.strip(" |,.")) or _COMPARED.match(thing.words):
        return False
    words = thing.words.split()
    if len(words) == 1:
        return bool(_MODEL_NUMBER.fullmatch(words[0])) and not lexicon.knows(words[0])
    if _stems(thing.words) & _stems(present) or thing.words in lexicon.exact or all(word in VAGUE for word in words):
        return False
    return not lexicon.knows(thing.words)


def is_wish(thing: Thing, present: str, lexicon: Lexicon) -> bool:
    """Return whether words compare what is wanted with what was shown: "better sound", "longer battery life"."""
    return len(lexicon.categories) >= CATEGORIES_MIN and bool(present and _COMPARED.match(thing.words))


def is_same(thing: Thing, present: str) -> bool:
    """Return whether a thing of the catalog's categories is the present topic's, said again."""
    return thing.is_category and thing.head in _stems(present)


def _category_heads(lexicon: Lexicon) -> frozenset[str]:
    """Return the stems of the words that name categories: the last word of each ("Office Chairs")."""
    return frozenset(stem(name.split()[-1]) for name in lexicon.categories if name.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z0-9-]+", text.lower()) if len(word) > 3)
