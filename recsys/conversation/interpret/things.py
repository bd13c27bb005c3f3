"""The thing a message names, and whether it is the one the conversation is about.

In one conversation people ask for headphones, then for a desk. A message that names a thing of another category, or is
nothing but the name of another thing, asks anew; one that names the same thing again says it better.
"""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import topic, wanted
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import HEADS, MORE_OF, PARTS, VAGUE
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import stem

# A message that begins so changes the request: "with a stand" asks for no stand.
_CHANGES = re.compile(
    r"^(?:with|without|no|not|only|just|but|and|or|more|less|other|another|different|also|must|should|has|have|it|"
    r"them|they|these|those|that|this|ones?|instead|too|same|for|in|by|from|any|at|like|similar|the|"
    r"i (?:hate|like|love))\b"
)
_JOINS = re.compile(r"^(?:and|also|plus|then|now|next|okay|so)\s+(?:also\s+)?(?=[a-z])")
_NAMES_ONE = re.compile(
    r"(?:^|\s)an?\s+(?!(?:[\w-]+\s+){0,3}(?:ones?|types?|kinds?|sorts?|versions?|variants?|styles?)\b)[a-z]|"
    r"\b(?:what|how) about\b|\binstead\s*(?:$|[.?!])|^(?:now|next)\b"
)
_GOES_WITH = re.compile(
    r"\s(?:(?:that|which|to)\s+(?:fits?|goes?|works?|matche?s?)(?:\s+(?:to|with|for|on|in))?|for|with)\s+"
    r"(?:it|them|this|that|these|those)(?=\s*(?:$|[|,.?!;]|(?:too|as well|please|and|but|not|under|for)\b))"
)
_COMPARED = re.compile(rf"^(?:{'|'.join(MORE_OF)}|better|nicer|higher|lower|greater|clearer|warmer|deeper) [a-z]")
_MODEL_NUMBER = re.compile(r"(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9-]{5,}")
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "ten", "twelve", "dual", "double", "triple"}
)
_QUANTITY_MAX = 4
_GIFTS = frozenset({"gift", "present"})
CATEGORIES_MIN = 3
"""A catalog with fewer categories does not tell what people call a thing."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is named: the words as a topic, the stem of the word that names it, and whether that is a category.

    `goes_with` says that it is to go with what the conversation is about: "toner for it".
    """

    words: str
    head: str
    is_category: bool
    goes_with: bool = False


def named(text: str, lexicon: Lexicon) -> Thing | None:
    """Return the thing that a text names, from what is left of a message after its constraints; None if it does not."""
    asked = wanted.topic_of(text, lexicon)
    phrase = topic.phrase(asked)
    if not phrase:
        return None
    goes_with = bool(_GOES_WITH.search(text))
    if goes_with:
        asked = " ".join(phrase)
    if head := wanted.head(phrase, lexicon):
        return Thing(asked, head, is_category=True, goes_with=goes_with)
    return Thing(asked, stem(phrase[-1]), is_category=False, goes_with=goes_with)


def is_another(thing: Thing, text: str, present: str, lexicon: Lexicon) -> bool:
    """Return whether a thing is another one than the present topic's: by its category, or because it stands alone."""
    if _is_gift(thing):
        return bool(present) and thing.head not in _stems(present) and not _CHANGES.match(text.strip(" |,."))
    if len(lexicon.categories) < CATEGORIES_MIN or not present:
        return False
    if thing.is_category:
        return thing.head not in _stems(present)
    said = _JOINS.sub("", text.strip(" |,."))
    if _CHANGES.match(said) or _COMPARED.match(thing.words):
        return False
    words = topic.phrase(thing.words)
    if thing.words.startswith("something ") or (thing.goes_with and not is_adjective(thing.words)):
        return True
    return not _is_part(words, present, lexicon) and _stands_alone(thing, words, said, lexicon)


def _is_gift(thing: Thing) -> bool:
    """Return whether a thing is told by whom it is for: "a present for my niece"."""
    return thing.head in _GIFTS and thing.words.split()[0] in {
        thing.head,
        "birthday",
        "wedding",
        "christmas",
        "farewell",
    }


def is_strange(thing: Thing, text: str, lexicon: Lexicon) -> bool:
    """Return whether no item is called by a thing's words and nobody asks for it: "a friend speaks highly of Sony"."""
    if thing.is_category or _is_gift(thing) or not lexicon.names_nothing(thing.words):
        return False
    return not any(topic.asks(part) for part in topic.parts_of(text) if thing.words in topic.named_in(part))


def _is_part(words: list[str], present: str, lexicon: Lexicon) -> bool:
    """Return whether words name a part or a quality of the present thing, or the thing itself."""
    return (
        words[-1] in HEADS | PARTS
        or (len(words) > 1 and (words[0][0].isdigit() or words[0] in _NUMBERS))
        or (words[0] in VAGUE and lexicon.knows(words[-1]))
        or all(word in VAGUE for word in words)
        or bool(_stems(" ".join(words)) & _stems(present))
    )


def _stands_alone(thing: Thing, words: list[str], said: str, lexicon: Lexicon) -> bool:
    """Return whether words that name no category are a thing all the same."""
    if len(thing.words.split()) > len(words) and not _describes(words):
        return True  # a feature has no purpose of its own: "power bank for a flight"
    if _names_one(words, said, lexicon):
        return True
    model = len(words) > 1 or bool(_MODEL_NUMBER.fullmatch(words[0]))
    return model and not lexicon.knows(" ".join(words)) and not _is_like_an_adjective(words)


def can_be_topic(thing: Thing, text: str) -> bool:
    """Return whether words name a thing where nothing was asked for before."""
    return not (_CHANGES.match(text.strip(" |,.")) or _describes(topic.phrase(thing.words)))


def _describes(words: list[str]) -> bool:
    """Return whether words tell of what sort a thing is: an adjective, "noise cancelling", "USB-C"."""
    return _is_like_an_adjective(words) or bool(re.search(r"\d|-[a-z]$", words[-1]))


def _is_like_an_adjective(words: list[str]) -> bool:
    last = words[-1]
    return is_adjective(" ".join(words)) or last.endswith(("ing", "-ear", "friendly", "est")) or last in VAGUE


def _names_one(words: list[str], said: str, lexicon: Lexicon) -> bool:
    """Return whether words that may be a feature are said as a thing: "a headset", "e-readers", "an iPad instead"."""
    last = words[-1]
    if _describes(words) or any(word in lexicon.colours for word in words):
        return False
    plural = last.endswith("s") and stem(last) != last and not lexicon.knows(" ".join(words))
    return plural or bool(_NAMES_ONE.search(said))


def is_wish(thing: Thing, present: str, lexicon: Lexicon) -> bool:
    """Return whether words say to what degree something is wanted: "better sound", "long battery life"."""
    words = thing.words.split()
    of_degree = bool(_COMPARED.match(thing.words)) or (len(words) > 1 and words[0] in VAGUE and words[-1] in PARTS)
    return len(lexicon.categories) >= CATEGORIES_MIN and bool(present and of_degree)


def is_quantity(thing: Thing, present: str, lexicon: Lexicon) -> bool:
    """Return whether words say how big or how many, and name no thing: "14 inch", "two displays"."""
    words = topic.phrase(thing.words)
    is_number = words[0][0].isdigit() or words[0] in _NUMBERS
    return (
        len(lexicon.categories) >= CATEGORIES_MIN
        and bool(present and is_number)
        and not thing.is_category
        and 1 < len(words) <= _QUANTITY_MAX
    )


def is_same(thing: Thing, present: str) -> bool:
    """Return whether a thing of the catalog's categories is the present topic's, said again."""
    return thing.is_category and thing.head in _stems(present)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z0-9-]+", text.lower()) if len(word) > 3)
