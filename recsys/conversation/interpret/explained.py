"""Whether the rules explained the whole message. What they did not is what a model, where there is one, is asked for.

They did not where they gave up, where the message is or may be in another language, and where something is left that
may matter: words that went into no constraint and no topic, a denial or a number among them; a phrase taken for a
feature or for the name of a thing that the catalog has no word for.
"""

import re

from recsys.conversation.interpret import acts, talk, topic
from recsys.conversation.interpret.languages import has_words, is_english, may_be_foreign
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.things import CATEGORIES_MIN
from recsys.conversation.interpret.words import AROUND_FEATURE, HEADS, LEADING, PARTS, PRONOUNS, TALK, VAGUE
from recsys.model.constraints import Constraint, Feature
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState
from recsys.ranking.kind import stem

CHANGES_THE_REQUEST: frozenset[ActKind] = frozenset({"ask", "critique", "relax", "reset", "more", "like", "dislike"})
_OPINIONS: frozenset[ActKind] = frozenset({"like", "dislike"})
_SAYS_LITTLE = LEADING | AROUND_FEATURE | HEADS | PARTS | PRONOUNS | TALK | VAGUE
_DENIES = frozenset({"not", "no", "never", "without", "except", "nor", "unless"})
_SUBJECTS = frozenset({"i", "he", "she", "we", "they", "you"})
"""They make a sentence of what was taken for the name of a thing."""
_WORD = re.compile(r"[a-z0-9][\w.+'-]*")
_LEFT_MAX = 1
"""So many words may be left over: there is hardly a message without one that says nothing."""
_FEATURE_WORDS = 2
_NAME_WORDS = 3
"""What is longer, and unknown to the catalog, is more likely a sentence than a feature or the name of a thing."""


def is_explained(text: str, reading: Reading, act: DialogueAct, state: DialogueState, lexicon: Lexicon) -> bool:
    """Return whether an act that the rules decided on says all that a message does. `reading` is its reading."""
    if not (has_words(text) and reading.rest):
        return True
    if act.kind == "unclear" or not is_english(text, lexicon):
        return False
    if act.kind == "out_of_scope":
        return talk.is_out_of_scope(reading.tagged, "", lexicon)  # by its own words, not because the rest is unknown
    if act.kind not in CHANGES_THE_REQUEST:
        return True
    if may_be_foreign(text, (act.topic or "", *(one.text for one in act.add if isinstance(one, Feature))), lexicon):
        return False
    found = reading.found
    sure = {*reading.add, *(one for one in found.found if _is_sure(one, lexicon))}
    if any(one not in sure and not (isinstance(one, Feature) and _is_had(one, lexicon)) for one in act.add):
        return False
    return _is_known(act.topic or "", lexicon) and not _is_left_over(f"{found.rest} | {reading.told}", act, state)


def certain(reading: Reading, lexicon: Lexicon) -> tuple[Constraint, ...]:
    """Return the constraints of an English message that its words leave no doubt about, whatever a model says."""
    found = reading.found.found
    return (*reading.add, *(feature for feature in found if lexicon.knows(feature.text)))


def _is_had(feature: Feature, lexicon: Lexicon) -> bool:
    return lexicon.knows(feature.text) or lexicon.names_something(feature.text)


def _is_sure(feature: Feature, lexicon: Lexicon) -> bool:
    """Return whether a phrase that is said as a feature is one, and not half a sentence."""
    words = feature.text.split()
    return lexicon.knows(feature.text) or (len(words) <= _FEATURE_WORDS and not any(word in LEADING for word in words))


def _is_known(asked: str, lexicon: Lexicon) -> bool:
    """Return whether a topic names something that the catalog has a word for, as far as its categories tell."""
    words = _WORD.findall(asked)
    if _SUBJECTS.intersection(words):
        return False
    if (
        not words
        or len(lexicon.categories) < CATEGORIES_MIN
        or any(stem(word) in lexicon.category_heads for word in words)
    ):
        return True
    named = [word for word in words if word.isalpha() and (lexicon.knows(word) or lexicon.brand(word))]
    return bool(named) and len(words) <= _NAME_WORDS


def _is_left_over(rest: str, act: DialogueAct, state: DialogueState) -> bool:
    """Return whether words went into nothing that may matter: more than one, a number, or what is denied."""
    if act.kind in ("more", "like", "dislike"):
        rest = acts.without(act.kind, rest)
    said = (act.topic or "", state.topic, *(one.text for one in act.add if isinstance(one, Feature)))
    taken = {stem(word) for text in said for word in _WORD.findall(text)}
    left: list[str] = []
    for part in topic.parts_of(rest):
        words = _WORD.findall(part)
        telling = [word for word in words if not (word in _SAYS_LITTLE or stem(word) in taken)]
        if telling and _DENIES.intersection(words):
            return True
        left += telling
    few = 0 if act.kind in _OPINIONS else _LEFT_MAX
    return len(left) > few or any(word[0].isdigit() for word in left)
