"""What kind of thing is asked for, and which candidates are one: "quiet headphones" are headphones, not a quiet mouse.

Search scores words alike, whichever of them names the thing. Here the thing is recognised by the catalog itself: by its
categories, or else by the titles of what was found. A title may bear its name and call something else: "Laptop Sleeve".
Pure.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recsys.catalog.predicates import colours_of
from recsys.model.answer import Candidate
from recsys.model.catalog import Item
from recsys.ports import CatalogVocabulary
from recsys.ranking.attribute_names import TYPES, UNITS, read_name
from recsys.ranking.clauses import is_adjective
from recsys.ranking.text import STOP_WORDS, words
from recsys.retrieval.diversity import COLOUR_WORDS
from recsys.retrieval.english import is_ordinary

# What follows one of these tells about the thing and does not name it: "monitor with USB-C", "bag for a laptop".
_PHRASE_ENDS = frozenset(
    {"with", "without", "for", "in", "to", "that", "which", "under", "over", "from", "by", "on", "having", "and", "or"}
)
_UNNAMED = re.compile(r"\W*(?:some|any)thing\s+(?:to|for|that|which|with)\b", re.IGNORECASE)
TITLES_MIN = 3
"""So many candidates must bear a word in their titles before it is believed to name the thing."""
_CATEGORIES = re.compile(r"[>/|,&]")
_ASIDE = re.compile(r"\([^()]*\)")
_FOR_WHAT = frozenset({"for", "with", "w/", "fits"})
_ABBREVIATIONS = re.compile(r"(?:(?<=\s)(?:[A-Z][A-Z\d./-]*[,;]?|\d?[A-Z]+\d[\w/-]*)(?:\s\d\.\d)?(?=\s|$)\s?)+")
"""Also the codes of models: "USB 2.0", "HD15", "SPC620NC/00"."""
_DOER = re.compile(r"(?:er|or|ing)$")
_ENDS = ",;:."
_DASHED = f"{_ENDS}-"
_COUNT_DIGITS, _NAME_MIN, _SHORT = 2, 3, 4
_SAYS_NO_OTHER_WRITTEN = """
computer machine device system unit set pack model series version edition workstation mini plus deluxe standard digital
stereo mobile premium classic dual triple quad single color colour original
"""
_SAYS_NO_OTHER = frozenset(_SAYS_NO_OTHER_WRITTEN.split())
"""They may follow a name and leave it what it is, beside adjectives and the item's own colours."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The thing asked for: the stem of the word that names it, and whether the catalog has a category of that name."""

    stems: frozenset[str] = frozenset()
    is_category: bool = False


NO_KIND = Kind()


def kind_of(topic: str, vocabulary: CatalogVocabulary, candidates: Sequence[Candidate]) -> Kind:
    """Return what kind of thing a topic asks for.

    The last word of the first phrase names it ("laptop stand" is a stand), but for words that are values or tags in
    this catalog and so describe it ("headphones wireless"), unless things are called so ("laser printer"). It counts
    when a category bears it, or enough titles do. "Something to carry a laptop" says what it is for, not what it is.
    """
    if _UNNAMED.match(topic):
        return NO_KIND
    categories = {stem(word) for name in vocabulary.categories for word in words(name)}
    phrase = _first_phrase(topic)
    for place, word in reversed(list(enumerate(phrase))):
        named = stem(word)
        if named in categories:
            return Kind(frozenset({named}), is_category=True)
        if word in vocabulary.colours or word in UNITS or is_adjective(word):
            continue  # it describes the thing, or measures it
        if word in vocabulary.values:
            if not _is_noun_of(word, phrase[:place], candidates):
                continue  # it describes the thing
            bearing = _count_called(word, candidates)
        else:
            bearing = sum(named in _stems(candidate.item.title) for candidate in candidates)
        return Kind(frozenset({named})) if bearing >= TITLES_MIN else NO_KIND
    return NO_KIND


def _is_noun_of(value: str, before: Sequence[str], candidates: Sequence[Candidate]) -> bool:
    """Return whether a value names things: alone, or with the word before it ("label printer", but "mouse laser").

    What only stands in capitals after a name describes it: "mouse usb".
    """
    called = _count_called(value, candidates)
    if is_adjective(value) or not called:
        return False
    if not before:
        return True
    titles = [candidate.item.title for candidate in candidates]
    if all(token.isupper() for title in titles for token in title.split() if token.lower() == value):
        return False
    pair = re.compile(rf"\b{re.escape(before[-1])} {re.escape(value)}", re.IGNORECASE)
    found = [match.group().split() for title in titles for match in pair.finditer(title)]
    compound = any(first[0].isupper() or second[0].islower() for first, second in found)
    return compound or 2 * called >= max(_count_called(word, candidates) for word in before)


def _count_called(word: str, candidates: Sequence[Candidate]) -> int:
    name = frozenset({stem(word)})
    return sum(is_called(candidate.item, name) for candidate in candidates)


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


def is_called(item: Item, name: frozenset[str]) -> bool:
    """Return whether an item is what a name says, by its category, type or title. True for no name.

    A title that bears the name must not go on to another thing ("Mouse Pad"), nor say that it is for it. Tags, which
    also say what things are for, count where there is nothing better.
    """
    if not name:
        return True
    if any(_calls(kind, name) for kind in (*_CATEGORIES.split(item.category), *_types(item))):
        return True
    own_colours = frozenset(word for text in colours_of(item) for word in words(text))
    if _calls(item.title, name, own_colours):
        return True
    return not item.category and is_named(" ".join(item.tags), name) and not is_named(item.title, name)


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


def _types(item: Item) -> Iterator[str]:
    for attribute, value in item.attributes.items():
        if isinstance(value, str) and read_name(attribute).plain in TYPES:
            yield value


@lru_cache(maxsize=16_384)
def _calls(title: str, name: frozenset[str], colours: frozenset[str] = frozenset[str]()) -> bool:
    tokens = _ASIDE.sub(" ", title).split()
    for place, token in enumerate(tokens):
        if token.lower() in _FOR_WHAT:
            return False
        if not name.intersection(stem(part) for word in words(token) for part in (word, word.rsplit("-", 1)[-1])):
            continue
        counted = place > 0 and tokens[place - 1].isdigit() and len(tokens[place - 1]) <= _COUNT_DIGITS
        if counted or not _is_another(token, tokens[place + 1 :], colours | name):
            return True
    return False


def _is_another(token: str, after: Sequence[str], said: Collection[str]) -> bool:
    """Return whether what follows a name in a title is the name of another thing: "Mouse Pad", "Monitor VGA Cable".

    Not after a name in lower case where it begins with a capital ("mouse Optical").
    """
    shouted = token.isupper() and len(token) > _SHORT  # where all is in capitals they tell no abbreviation
    rest = after if shouted else _ABBREVIATIONS.sub(" ", f" {' '.join(after)}").split()
    plain = (one for one in rest if not is_adjective(one))
    following = "" if token[-1] in _ENDS else next(plain, "")
    word = following.rstrip(_DASHED)
    lowered, named = word.lower(), stem(word.lower())
    if len(word) < _NAME_MIN or not word.isalpha() or (token.islower() and word[0].isupper()):
        return False
    if {lowered, named} & {*said, *COLOUR_WORDS, *STOP_WORDS, *_FOR_WHAT, *_SAYS_NO_OTHER}:
        return False
    return len(word) == _NAME_MIN or is_ordinary(named) or is_ordinary(lowered) or bool(_DOER.search(named))
