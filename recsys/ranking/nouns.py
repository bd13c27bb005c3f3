"""What to call an item in a sentence: "over-ear headphones", "laser printer", by its category, type and title. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recsys.catalog.predicates import colours_of
from recsys.model.answer import Candidate
from recsys.model.catalog import Item
from recsys.ranking.attribute_names import TYPES, UNITS, read_name, spelled
from recsys.ranking.attributes import clause_of
from recsys.ranking.clauses import UNCOUNTED, is_adjective, softened
from recsys.ranking.kind import stem
from recsys.ranking.text import STOP_WORDS, quotable, words
from recsys.ranking.wish import Wish


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase without article, and whether it is in the plural ("headphones")."""

    text: str
    plural: bool = False


_SHAPES = {"form", "design", "fit", "style", "wearing style"}
_VAGUE_WRITTEN = (
    "accessory supply product other good item thing part gift device tool miscellaneous sale offer new colour color"
)
_VAGUE = frozenset(_VAGUE_WRITTEN.split())
_LONGEST = 30
_PAIRS_WRITTEN = """
headphones earphones earbuds glasses goggles binoculars scissors pliers tweezers gloves shoes boots sneakers socks
"""
_PAIRS = frozenset(_PAIRS_WRITTEN.split())
"""One of them is called by the plural, where no title of the catalog says otherwise."""


def noun_of(item: Item, wish: Wish, candidates: Sequence[Candidate]) -> Noun | None:
    """Return what the item may be called, or None where neither category nor title tells.

    The wish names what was asked for; the candidates' titles tell whether a category's name is used in the plural for
    one of its things.
    """
    noun = (
        (_by_phrase(item, candidates) if not item.category else None)
        or _own_name(item)
        or _by_category(item, candidates)
        or _by_phrase(item, candidates)
        or _by_kind(item, wish, candidates)
        or _by_type(item, candidates)
    )
    last = noun.text.split()[-1] if noun else ""
    if noun is None or len(noun.text) > _LONGEST or stem(noun.text) in _VAGUE or any(char.isdigit() for char in last):
        return None  # "16gb" says how much, and not what
    return Noun(f"{shape} {noun.text}", noun.plural) if (shape := _shape(item, noun)) else noun


def _own_name(item: Item) -> Noun | None:
    """Return a type or a tag by which the title calls the item: "SSD" in "Samsung T7 Portable SSD 1 TB"."""
    in_category = _category(item.category)
    said = {stem(word) for word in words(item.title)}
    if in_category and stem(in_category[0].split()[-1]) in said:
        return None
    brand = words(item.brand)
    tags = [tag for tag in item.tags if spelled(tag).islower() and not set(words(tag)) & set(brand)]
    for name in (*_typed(item), *tags):
        text = spelled(quotable(name))
        if (
            text
            and stem(words(text)[-1]) not in _VAGUE
            and not any(char.isdigit() for char in text)
            and not is_adjective(text)
            and _heads(text, item)
        ):
            return Noun(softened(text), _is_plural(softened(text)))
    return None


def _typed(item: Item) -> Iterator[str]:
    colours = set(colours_of(item))
    for name, value in item.attributes.items():
        typed = isinstance(value, str) and read_name(name).plain in TYPES and len(value.split()) <= 3
        if typed and value not in colours:
            yield str(value)


def _is_plural(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    plural = last.endswith("s") and not last.endswith("ss") and last not in UNCOUNTED and last.islower()
    return plural or last == "feet"


def _heads(name: str, item: Item) -> bool:
    """Return whether a title calls its item so: nothing after the name that it could describe."""
    title = _naming(item)
    match = re.search(rf".*(?<![\w-])(?P<name>{re.escape(name)})(?![\w-])(?P<next>.*)$", title, re.IGNORECASE)
    if match is None or _ASIDE.search(title[: match.start("name")]):
        return False
    following = match["next"].strip()
    if not following or not following[0].isalpha() or (match["name"].islower() and following[0].isupper()):
        return True  # a name in lower case and what begins with a capital: "keyboard QWERTY"
    word = words(following)[0]
    return word in {"with", "for"} or any(char.isdigit() for char in word) or word in _said_after(item)


_ASIDE = re.compile(r"\b(?:for|with|w|without|incl|inc|including|and)\b|[&+]", re.IGNORECASE)


def _naming(item: Item) -> str:
    """Return the part of a title that names the thing: not what stands in brackets, or after a comma or a dash.

    "Envelope Tray (100 envelopes)" is no envelope, "Case Black, USB on board" no board.
    """
    title = re.sub(r"\([^()]*\)", " ", item.title)
    first, *rest = re.split(r"[,;|]\s|\s[-–—]\s", title, maxsplit=1)
    return title if rest and first.strip().lower() == item.brand.lower() else first


def _said_after(item: Item) -> set[str]:
    """Return what may follow a name and tells about it: the item's colours, and a type that is an adjective."""
    texts = [*colours_of(item), *(value for value in _typed(item) if is_adjective(value))]
    return {word for text in texts for word in words(text)}


def _by_category(item: Item, candidates: Sequence[Candidate]) -> Noun | None:
    found = _category(item.category)
    if found is None:
        return None
    one, many = found
    if typed := next((value for value in _typed(item) if stem(value.split()[-1]) == one.split()[-1]), ""):
        one, many = softened(spelled(typed)), ""
    single, several = one.split()[-1].lower(), many.split()[-1].lower() if many else ""
    own = words(item.title)
    if several and single not in own:
        titles = [words(other.item.title) for other in candidates if other.item.category == item.category]
        votes = sum((several in title) - (single in title) for title in titles)
        if several in own or votes > 0 or (several in _PAIRS and votes == 0):
            return Noun(many, plural=True)
    kinds = [softened(spelled(value)) for value in _typed(item) if len(value.split()) == 1]
    return Noun(f"{kinds[0]} {one}" if kinds and not _repeats(kinds[0], one) else one)


def _repeats(adjective: str, noun: str) -> bool:
    """Return whether the noun says it already ("in-ear earbuds", "portable portable drive")."""
    return any(len(part) > 1 and part in noun.lower() for part in re.split(r"[\s-]", adjective.lower()))


@lru_cache(maxsize=4096)
def _category(category: str) -> tuple[str, str] | None:
    """Return the singular and the plural of a category's last part, where it counts things, else None."""
    last = re.split(r"[>/|]", quotable(category))[-1].strip()
    if not last or re.search(r"[&,;:()]|\band\b", last) or len(last.split()) > 3:
        return None
    *before, thing = (softened(word) for word in last.split())
    one = stem(thing)
    if one == thing or one.lower() in _VAGUE or one.endswith("ic"):
        return None
    return " ".join([*before, one]), " ".join([*before, thing])


def _by_kind(item: Item, wish: Wish, candidates: Sequence[Candidate]) -> Noun | None:
    """Return the thing asked for where the title calls the item so, with a plain or asked word before it.

    Where no kind is known, the word that may name it must stand in some title in lower case: "German" is no thing.
    """
    tokens = _NUMBERED.sub(" ", _naming(item)).split()
    for place, token in reversed(list(enumerate(tokens))):
        word = token.strip(",;()").lower()
        if (
            stem(word) in wish.named
            and word not in colours_of(item)
            and _may_name(token.strip(",;()"))
            and _heads(word, item)
        ):
            if not (wish.kind or any(word in other.item.title.split() for other in candidates)):
                return None
            before = tokens[place - 1] if place else ""
            common = token.islower() and _is_common(before, item, candidates)
            plain = (
                before.isalpha()
                and before.lower() not in STOP_WORDS | UNITS.keys()
                and (before.islower() or before.lower() in wish.terms or common)
            )
            text = f"{before.lower()} {word}" if plain and not is_adjective(before) else word
            text = spelled(text)
            return Noun(text, _is_plural(text))
    return None


# A series: "Freezer 64 LP" is no freezer, "SSD 1 TB" an SSD.
_NUMBERED = re.compile(rf"\b[A-Z][a-z]+(?= \d+(?:\s+(?!(?i:{'|'.join(map(re.escape, UNITS))})\b)[A-Z]|\s*$))")


def _is_common(word: str, item: Item, candidates: Sequence[Candidate]) -> bool:
    """Return whether a capitalised word is written small elsewhere: the "Water" of "Water filter" is no name."""
    if not re.fullmatch(r"[A-Z][a-z]+", word) or word.lower() in words(item.brand):
        return False
    small = re.compile(rf"(?<![\w-]){word.lower()}(?![\w-])")
    return any(small.search(f"{other.item.title} {other.item.description}") for other in candidates)


def _may_name(word: str) -> bool:
    """Return whether a word may name a kind of thing: no measure, no quality, and no product's name ("iPhone")."""
    own_name = any(char.isupper() for char in word[1:]) and not word.isupper()
    return word.lower() not in UNITS and not own_name and not is_adjective(word)


def _by_type(item: Item, candidates: Sequence[Candidate]) -> Noun | None:
    """Return a type by which the title of another item of this type calls it."""
    for typed in _typed(item):
        alike = [other.item for other in candidates if typed in _typed(other.item)]
        text = softened(spelled(typed))
        if typed.isalpha() and not is_adjective(text) and any(_heads(typed, other) for other in alike):
            return Noun(text, _is_plural(text))
    return None


_PHRASE = re.compile(r"(?<!\S)(?:[a-z]{3,} ){1,3}[a-z]{3,}(?=\s+[A-Z\d]|\s*$)")


def _by_phrase(item: Item, candidates: Sequence[Candidate]) -> Noun | None:
    """Return a few words in lower case that end a title's name, as another title has them: "networking cable 5 m"."""
    title = _naming(item)
    found = [] if _ASIDE.search(title) else _PHRASE.findall(title)
    if not found or STOP_WORDS.intersection(found[-1].split()):
        return None
    phrase = found[-1]
    if not any(phrase in other.item.title for other in candidates if other.item.id != item.id):
        return None
    *others, first = ["", *title[: title.rindex(phrase)].split()]
    begins = not re.fullmatch(r"[A-Z][a-z]+", others[-1] if others else "") or others[-1].lower() in words(item.brand)
    describes = is_adjective(first) or first.lower() in {word for one in colours_of(item) for word in words(one)}
    whole = f"{first.lower()} {phrase}"
    if begins and len(whole) <= _LONGEST and not (describes or _repeats(first, phrase)):
        phrase = whole if _is_common(first, item, candidates) else phrase
    return Noun(phrase, _is_plural(phrase))


def _shape(item: Item, noun: Noun) -> str:
    for name, value in item.attributes.items():
        if read_name(name).plain in _SHAPES and (clause := clause_of(name, value)) and clause.adjective:
            return "" if _repeats(clause.adjective, noun.text) else clause.adjective
    return ""
