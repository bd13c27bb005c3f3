"""What a text asks for, as a topic: the part of it that names a thing, with its purpose and what else tells which."""

import re

from recsys.conversation.interpret import topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import VAGUE
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import stem

# What follows one of these tells about the thing and does not name it: "monitor with USB-C", "bag for a laptop".
_PHRASE_ENDS = re.compile(
    r"\s(?:with|without|for|in|to|that|which|under|over|from|by|on|having|of|at|above|below|between|around|and|or|"
    r"but)\s"
)
_OWNED = re.compile(
    r"\b(?:my|our|his|her|their) (?:(?:old|last|current|previous|first|ancient|trusty) )*(?!boss|wife|son|daughter|"
    r"husband|mum|mom|dad)([a-z][\w-]+)(?: ([a-z][\w-]+))?"
)
STANDING_IN = frozenset(["replacement", "replacements", "ones", "one", "new", "another", "substitute", "successor"])
"""Words that stand in for the thing of a story."""
_QUANTITY = re.compile(r"^\d+(?:\.\d+)?\s?[a-z]+\b")
_BESIDE_MAX = 4
"""A longer remark beside the thing tells a story and is no property of it."""


def topic_of(text: str, lexicon: Lexicon, beside: str = "") -> str:
    """Return what a text asks for, as a topic, "" for nothing: the part that names it, with its purpose.

    `beside` is a story told with it, in which "one" may be named.
    """
    parts = topic.parts_of(text)
    told = [part for part in parts if topic.named_in(part)]
    if not told:
        is_story_of_it = any(topic.is_of_ones(part) and topic.asks(part) for part in parts)
        return _owned(beside, lexicon) if is_story_of_it else ""
    part = min(told, key=lambda one: _order(one, lexicon))
    words = topic.named_in(part)
    if topic.is_of_ones(part) and (category := _category_word(f"{beside} {text}", lexicon)) and category not in words:
        words = f"{words} {category}"
    if STANDING_IN.issuperset(words.split()) and (thing := _owned(beside, lexicon)):
        words = thing
    purposes = [purpose for purpose in topic.purposes(text) if purpose not in part]
    return " ".join((words, *purposes))


def _owned(story: str, lexicon: Lexicon) -> str:
    """Return the first thing of theirs that people tell of: "scanner" of "our old scanner packed up"."""
    owned = list(_OWNED.finditer(story))
    if not owned:
        return ""
    match = next((one for one in owned if lexicon.knows(one[1]) or one[1] in lexicon.category_words), owned[0])
    pair = f"{match[1]} {match[2]}"
    return pair if match[2] and (lexicon.knows(pair) or match[2] in lexicon.category_words) else match[1]


def _order(part: str, lexicon: Lexicon) -> tuple[bool, bool, bool]:
    """Return what comes first: a part that names a category, one that asks, one that is not mere praise."""
    words = topic.named_in(part)
    names_category = head(phrase(words), lexicon) is not None
    return not names_category, not topic.asks(part), all(word in VAGUE for word in words.split())


def phrase(words: str) -> list[str]:
    """Return the words that name a thing, without what tells about it: "bag" of "bag for a laptop"."""
    return _PHRASE_ENDS.split(f" {words} ", maxsplit=1)[0].split() if not words.startswith("something ") else [words]


def head(named: list[str], lexicon: Lexicon) -> str | None:
    """Return the stem of the word that names a category; words that the catalog knows may stand after it."""
    for word in reversed(named):
        if stem(word) in lexicon.category_heads:
            return stem(word)
        if not (lexicon.knows(word) or word in VAGUE or word[0].isdigit() or word == "inch"):
            return None
    return None


def _category_word(text: str, lexicon: Lexicon) -> str:
    return next((word for word in re.findall(r"[a-z]+", text) if stem(word) in lexicon.category_heads), "")


def property_after(words: str, lexicon: Lexicon) -> str:
    """Return what stands behind a thing and tells which: "ddr4" of "memory module ddr4", else ""."""
    *thing, last = words.split() or [""]
    is_value = bool(re.search(r"\d", last)) and last in lexicon.exact
    return last if thing and is_value and not {"for", "with", "to"}.intersection(thing) else ""


def with_properties(words: str, parts: list[str], lexicon: Lexicon) -> str:
    """Return a topic with what was said beside it and is no feature the catalog knows: "headphones, ANC"."""
    for part in parts:
        few = [word for word in part.split() if word not in VAGUE]
        if (
            not few
            or lexicon.knows(part)
            or len(few) > _BESIDE_MAX
            or any(word in words for word in few)
            or _is_talk(few)
        ):
            continue
        words = f"{part} {words}" if len(few) == 1 or _QUANTITY.fullmatch(part) else f"{words} {part}"
    return words


def _is_talk(words: list[str]) -> bool:
    return len(words) > 1 and not (_QUANTITY.match(" ".join(words)) or is_adjective(" ".join(words)))
