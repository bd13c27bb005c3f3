"""What the words may be that no rule took: a feature, a part that the catalog has no word for, or another thing."""

import re

from recsys.conversation.interpret import features, topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import HEADS, PARTS, PRONOUNS, VAGUE
from recsys.model.dialogue import DialogueState

_NEW_THING = re.compile(r"(?:^|\s)(?:an?|some|new)\s+(?!(?:[\w-]+\s+){1,3}ones?\b)(?!ones?\b)[a-z]")
ASKS = re.compile(
    r"\b(?:need|want|looking|look for|search|find|show|recommend|suggest|buy|get|sell|which|shopping|give|"
    r"do you (?:have|carry|stock|sell|keep)|got any|(?:am|are) after(?= (?:an?|some|new|another)\b)|"
    r"interested in(?= (?:an?|some|new|another)\b))\b"
)
_INSTEAD = re.compile(
    r"\b(?:instead|(?:something|anything) (?:else|different)|now|next|how about|what about|actually)\b"
)
WITH = re.compile(
    r"^[\s|,]*(?:(?:and|but|also|it should be|it|they|ones?|something|anything|models?)\s+)*(?:with|having|has|have)\b"
)
_OF_IT = re.compile(r"\b(?:it|that|this|they|these|those|one) (?:(?:has|have|needs?|ought) to|must|should) be an? ")
"""Tells what the thing is to be, which is no other thing: "it has to be a set"."""
_OF_A_PART = re.compile(r"(?:(?:and|but|so) )*(?:for|on|in|at|as for|regarding|concerning) the\b")
"""Tells of which part of the thing something is said: "for the light source, LED is a must"."""
_WORD = re.compile(r"[a-z]+")
_BARE_MAX, _BESIDE_MAX = 3, 2
"""The name of another thing may stand alone: a few words, and hardly any beside them."""
_SORT = re.compile(r"\b(?:ones?|types?|kinds?|sorts?|versions?|variants?|models?|styles?)\b")

HOW_MUCH = re.compile(
    r"\d+(?:\.\d+)? ?(?:[gtm]b|[ckm]?m|ft|k?[wgv]|m?ah|m?l|[mg]?hz|mp|inch|watts?|volts?|ports?|pins?|pieces?|metres?|"
    r"meters?|feet)"
)
"""A measure tells of the thing, also where no attribute has it."""
_INSIDE = frozenset({"built-in", "inbuilt", "integrated"})
_ONE_THAT = re.compile(r"(?<=[a-z]) , (?:an? )?ones? +(?=\||that\b|which\b|with\b)")
"""Goes on with the thing named: "a memory card, one that is shockproof"."""


def is_unknown_part(left: str, rest: str, lexicon: Lexicon) -> bool:
    """Return whether a thing is wanted with something that the catalog has no word for: a wish, not a constraint."""
    core = features.core(left, lexicon, certain=True)
    return " " in left and bool(WITH.match(rest)) and not lexicon.knows(core)


def is_feature(left: str, rest: str, lexicon: Lexicon) -> bool:
    """Return whether what is left of a text is a feature of the thing that is looked for."""
    words = left.split()
    if (
        words[0] in _INSIDE
        or words[-1] in HEADS
        or (len(words) > 1 and words[-1] in PARTS)
        or _SORT.search(_ONE_THAT.sub(" ", rest))
    ):
        return True
    if left in lexicon.categories or left.rstrip("s") in lexicon.categories or _NEW_THING.search(rest):
        return False
    core = features.core(left, lexicon, certain=True)
    if len(words) > 3 or not core:
        return False
    if ASKS.search(rest) or _INSTEAD.search(rest):
        return lexicon.knows(core) and not re.search(r"[^s]s$", left)
    return lexicon.knows(core) or len(words) == 1


def unmeasured(words: str) -> str:
    """Return a topic without the measure that it begins with: another one takes its place."""
    measure = HOW_MUCH.match(words)
    return words[measure.end() :].strip() or words if measure else words


def part_of(left: str, rest: str) -> str:
    """Return the part of a text in which some words are left over."""
    return next((part for part in topic.parts_of(rest) if left in part), rest)


def says_which(rest: str) -> bool:
    """Return whether a text tells which of the things is wanted: "crossover ones", "the slim type"."""
    return bool(_SORT.search(rest))


def is_new_thing(rest: str, left: str, state: DialogueState) -> bool:
    """Return whether what is left of a text is another thing than the one that is looked for."""
    if PRONOUNS.intersection(left.split()) or HOW_MUCH.fullmatch(left):
        return False
    if not left or topic.stems(left) & topic.stems(state.topic) or left in VAGUE:
        return False
    part = part_of(left, rest)
    if _OF_IT.search(part) or _OF_A_PART.match(part):
        return False
    if _NEW_THING.search(rest) or ASKS.search(part) or _INSTEAD.search(rest):
        return True
    words = left.split()
    return len(words) <= _BARE_MAX and len(_WORD.findall(part)) - len(_WORD.findall(left)) <= _BESIDE_MAX
