"""What a text asks for, as a topic: the part of it that names a thing, with its purpose and what else tells which."""

import re

from recsys.conversation.interpret import topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import HEADS, OF_SENTENCES, VAGUE
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
_ASKED_IN = re.compile(
    r"\b(?:(?:so|and|hence|therefore) (?:now )?(?:i|we|he|she|they) (?:[a-z]+ ){0,2}?(?:need|want|require)s?"
    r"(?! (?:to|it|them|this|that|more)\b)(?: (?:an?|some|new|another))*|"
    r"(?:(?:i|we|he|she|they|you) (?:[a-z]+ ){0,2}?(?:need|want|require)s?|to (?:get|buy|find|order|fetch|pick up))"
    r"(?: (?:me|us|him|her|them|myself|ourselves|my [a-z]+))?(?: (?:an?|some|new|another))+) "
)
"""Where a request begins inside of a sentence."""
_NEEDED = re.compile(
    r"(?P<owner>[a-z-]+(?: [a-z-]+){0,6}?) (?:now |really )?needs? "
    r"(?:(?:an?|some|new|another|replacement) )+(?P<thing>[a-z].*)"
)
_OWNER_MAX = 2
"""A longer one is no part of a thing's name: "the kitchen on our floor needs a coffee machine"."""
_LEFT = re.compile(r"^(?:never ?mind|forget|scrap|scratch|enough (?:of|with)|no more|done with)\b")
_IS_STORY = re.compile(
    r"^(?:my|our|his|her|their) [a-z][\w-]*(?: [a-z][\w-]*){0,2}? (?:is|are|was|were|has|have|had|just|broke|died|"
    r"stopped|got|gave|went|keeps?)\b"
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
    told = [part for part in parts if topic.named_in(part) and not _LEFT.match(part)]
    if not told:
        is_story_of_it = any(topic.is_of_ones(part) and topic.asks(part) for part in parts)
        return _owned(beside, lexicon) if is_story_of_it else ""
    part = min(told, key=lambda one: _order(one, lexicon))
    words = _without_story(topic.named_in(part), lexicon)
    if topic.is_of_ones(part) and (category := _category_word(f"{beside} {text}", lexicon)) and category not in words:
        words = f"{words} {category}"
    story = part if _IS_STORY.match(part) else beside if STANDING_IN.issuperset(words.split()) else ""
    words = _owned(story, lexicon) or words
    purposes = [purpose for purpose in topic.purposes(text) if purpose not in part]
    return " ".join((words, *purposes))


def _without_story(words: str, lexicon: Lexicon) -> str:
    """Return what is asked for without the story before it: "holiday snaps to frame so i need photo paper".

    What names a category is no story.
    """
    if head(phrase(words), lexicon):
        return words
    if needed := _NEEDED.match(words):
        return f"{needed['owner']} {needed['thing']}" if len(needed["owner"].split()) <= _OWNER_MAX else needed["thing"]
    asked = None
    for asked in _ASKED_IN.finditer(words):
        if head(phrase(words[asked.end() :]), lexicon):
            break
    return words[asked.end() :] if asked and topic.named_in(words[asked.end() :]) else words


def _owned(story: str, lexicon: Lexicon) -> str:
    """Return the first thing of theirs that people tell of: "scanner" of "our old scanner packed up"."""
    owned = list(_OWNED.finditer(story))
    if not owned:
        return ""
    match = next((one for one in owned if lexicon.knows(one[1]) or one[1] in lexicon.category_words), owned[0])
    pair = f"{match[1]} {match[2]}"
    if not match[2] or match[2] in OF_SENTENCES:
        return match[1]
    named = lexicon.knows(pair) or match[2] in lexicon.category_words or lexicon.names_something(pair)
    return pair if named else match[1]


def _order(part: str, lexicon: Lexicon) -> tuple[bool, bool, bool, bool]:
    """Return what comes first: a part that names a category, one that asks, one in words of items' names, no praise."""
    words = topic.named_in(part)
    named = phrase(words)
    names_category = head(named, lexicon) is not None
    is_praise = all(word in VAGUE for word in words.split())
    return not names_category, not topic.asks(part), not lexicon.names_something(" ".join(named)), is_praise


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
        few = [word for word in part.split() if not (word in VAGUE or word in HEADS)]
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
