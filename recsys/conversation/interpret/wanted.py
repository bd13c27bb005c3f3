"""What a text asks for, as a topic: the part of it that names a thing, with its purpose and what else tells which."""

import re

from recsys.conversation.interpret import openings, topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import HEADS, OF_SENTENCES, VAGUE
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import stem
from recsys.retrieval.english import is_ordinary

_OWNED = re.compile(
    r"\b(?:my|our|his|her|their) (?:(?:old|last|current|previous|first|ancient|trusty) )*(?!boss|wife|son|daughter|"
    r"husband|mum|mom|dad)([a-z][\w-]+)(?: ([a-z][\w-]+))?"
)
_PERSONAL = re.compile(r"\b(?:my|our|me|us|mine|ours)\b")
_AS_ONE = re.compile(r"^(?:an?|some|another) ")
_LOST = re.compile(
    r"\b(?:lost|broke|dropped|killed|cracked|fried|ruined|forgot|destroyed|snapped) (?:the|my|our|his|her|their|an?) "
    r"(?P<thing>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?(?: (?:of|for) (?:my|our|the|an?) [a-z][\w-]*)?)(?=\s*(?:$|[|"
    r",.;!?]|on|in|at|"
    r"and|again|yesterday|last)\b|\s*[|,.;!?])"
)
_TOLD_OF = re.compile(
    r"\b(?:(?:i|we|he|she|they|my [a-z]+|our [a-z]+) (?:also |really |always )?(?:collects?|loves?|likes?|needs?|uses?|"
    r"wants?|have|has|own|"
    r"owns)|(?:broke|lost|dropped|killed|ruined|destroyed|fried|cracked)|(?:idea|clue|sure|nothing|little|"
    r"much) about|(?:have|sell|carry|stock|offer)) (?:(?:the|my|our|his|her|their|an?|old) )*"
    r"(?P<thing>[a-z].*?)(?: (?:again|yesterday|last|today|all|very|so)\b.*)?$"
)
"""What people tell of before they ask for one of the kind."""
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
    said = set(topic.named_in(part).split())
    # A fuller name in the request is what is meant: "I ran out of toner, so I need a new toner cartridge".
    part = next((one for one in told if topic.asks(one) and said < set(topic.named_in(one).split())), part)
    if _PERSONAL.search(part) and not topic.asks(part):  # "patient data on my screen: a privacy filter, please"
        part = next(
            (one for one in told if _AS_ONE.match(one) and openings.is_thing(_AS_ONE.sub("", one), lexicon)), part
        )
    words = topic.named_in(part)
    if not head(topic.phrase(words), lexicon):  # what names a category is no story
        words = openings.thing_of(words, lexicon)
    if topic.is_of_ones(part):
        thing = _category_word(f"{beside} {text}", lexicon) or _thing_beside(part, f"{text} | {beside}", lexicon)
        words = words if thing in words else f"{words} {thing}"
    story = ""
    if STANDING_IN.issuperset(words.split()):
        story = part if _IS_STORY.match(part) else beside
    elif _IS_STORY.match(part) and not topic.asks(part):
        story = part
    words = _owned(story, lexicon) or words
    purposes = [purpose for purpose in topic.purposes(text) if purpose not in part]
    return " ".join((words, *purposes))


def told_of(story: str, lexicon: Lexicon) -> str:
    """Return the thing that a story is about, "" for none: "projector lamp" of "our projector lamp burned out"."""
    for part in topic.parts_of(story):
        words = openings.thing_of(topic.named_in(part), lexicon)
        if lexicon.names_something(" ".join(topic.phrase(words))):
            return words
    return _owned(story, lexicon)


def lost_in(story: str, lexicon: Lexicon) -> str:
    """Return the thing of theirs that people tell they have no more, "" for none: "my scanner gave up"."""
    return _owned(story, lexicon) if topic.tells_of_loss(story) else ""


def _owned(story: str, lexicon: Lexicon) -> str:
    """Return the first thing of theirs that people tell of: "scanner" of "our old scanner packed up"."""
    lost = _LOST.search(story)
    if lost and lexicon.names_something(" ".join(topic.phrase(lost["thing"]))):
        return lost["thing"]
    owned = list(_OWNED.finditer(story))
    if not owned:
        return ""
    match = next((one for one in owned if lexicon.knows(one[1]) or one[1] in lexicon.category_words), owned[0])
    pair = f"{match[1]} {match[2]}"
    if not match[2] or match[2] in OF_SENTENCES:
        return match[1]
    named = lexicon.knows(pair) or match[2] in lexicon.category_words or lexicon.names_something(pair)
    return pair if named else match[1]


def _order(part: str, lexicon: Lexicon) -> tuple[bool, bool, bool, bool, bool]:
    """Return what comes first: no frame, what names a category, what asks, words of items' names, no praise."""
    words = topic.named_in(part)
    named = topic.phrase(words)
    names_category = head(named, lexicon) is not None
    is_praise = all(word in VAGUE for word in words.split())
    is_frame = topic.is_frame(part)
    return is_frame, not names_category, not topic.asks(part), not lexicon.names_something(" ".join(named)), is_praise


def head(named: list[str], lexicon: Lexicon) -> str | None:
    """Return the stem of the word that names a category; words that the catalog knows may stand after it."""
    for word in reversed(named):
        if stem(word) in lexicon.category_heads:
            return stem(word)
        if not (lexicon.knows(word) or word in VAGUE or word[0].isdigit() or word == "inch"):
            return None
    return None


def _thing_beside(part: str, text: str, lexicon: Lexicon) -> str:
    """Return what the other parts of a text name: "action figures" of "I collect action figures. Any Batman ones?"."""
    for other in topic.parts_of(text):
        told = _TOLD_OF.search(other)
        named = topic.phrase(told["thing"]) if told and other != part else []
        if named and lexicon.names_something(" ".join(named)):
            return " ".join(named)
    return ""


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
        if len(few) == 1 and is_ordinary(few[0]) and lexicon.names_nothing(few[0]):
            continue  # "however"
        words = f"{part} {words}" if len(few) == 1 or _QUANTITY.fullmatch(part) else f"{words} {part}"
    return words


def _is_talk(words: list[str]) -> bool:
    return len(words) > 1 and not (_QUANTITY.match(" ".join(words)) or is_adjective(" ".join(words)))
