"""Where the rules' reading of a message is open to doubt, and what a message may mean then."""

import re
from collections.abc import Mapping

from recsys.conversation.interpret import acts, references, topic
from recsys.conversation.interpret.by_meaning.sentences import REQUEST, Group
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.model.constraints import BrandIn, BrandNotIn, Feature
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState

_WORD = re.compile(r"[a-z]{2,}|[@%]\d")
_WORDS_MIN = 2
_AS_SENTENCES_SAY: Mapping[ActKind, str] = {
    "ask": REQUEST, "reset": REQUEST, "critique": REQUEST, "small_talk": "courtesy", "thanks": "courtesy",
}  # fmt: skip


def is_open_to_doubt(reading: Reading, act: DialogueAct, state: DialogueState) -> bool:
    """Return whether a message is held against the sentences: not at first, and not where limits are all it says."""
    if not state.slates or act.kind == "help" or len(_WORD.findall(reading.tagged)) < _WORDS_MIN:
        return False
    if any(isinstance(one, tuple) for one in reading.drop):
        return False  # it names what is in force, and says that it need not be
    return bool(reading.refers_to or topic.remainder(reading.rest) or not says_limit(reading, state))


def says_limit(reading: Reading, state: DialogueState) -> bool:
    """Return whether a message says a limit. Who speaks again of a brand that is excluded may allow it."""
    return bool(reading.add) and not reading.relative and not excluded_brands(reading, state)


def thresholds(reading: Reading, act: DialogueAct, state: DialogueState, lexicon: Lexicon) -> tuple[float, float]:
    """Return how probable another act must be, and how improbable at most what the rules read, for it to count."""
    if says_limit(reading, state):
        return 0.6, 0.06  # a limit is no matter of how somebody words it
    if excluded_brands(reading, state):
        return 0.4, 0.4
    if act.kind == "details" and not acts.has("details", reading.tagged):
        return 0.2, 0.2  # read for want of anything else
    return (0.35, 0.5) if _is_groundless(reading, act, lexicon) else (0.4, 0.12)


def _is_groundless(reading: Reading, act: DialogueAct, lexicon: Lexicon) -> bool:
    """Return whether an act changes the request by words only that the catalog does not have."""
    if act.kind not in {"critique", "reset"} or reading.add or reading.drop:
        return False
    known = any(isinstance(one, Feature) and lexicon.knows(one.text) for one in act.add)
    return not known and (not act.topic or lexicon.names_nothing(act.topic))


def act_as_read(reading: Reading, act: DialogueAct) -> str:
    """Return the rules' act as the groups of sentences call it."""
    if act.kind == "critique" and reading.relative:
        return "cheaper"
    return _AS_SENTENCES_SAY.get(act.kind, act.kind)


def excluded_brands(reading: Reading, state: DialogueState) -> tuple[str, ...]:
    """Return the brands named, where nothing else is said and one of them is excluded so far; else none."""
    if not all(isinstance(one, BrandIn | BrandNotIn) for one in reading.add):
        return ()
    named = [brand for one in reading.add if isinstance(one, BrandIn | BrandNotIn) for brand in one.brands]
    stated = (entry.constraint for entry in state.constraints)
    excluded = {brand for one in stated if isinstance(one, BrandNotIn) for brand in one.brands}
    return tuple(brand for brand in dict.fromkeys(named) if brand in excluded)


def spoken_of(reading: Reading, state: DialogueState) -> tuple[int, ...]:
    """Return the positions of the items that a message speaks of, be it as "it"."""
    return reading.refers_to or references.pronoun(reading.tagged, state)


def can_mean(group: Group, reading: Reading, state: DialogueState) -> bool:
    """Return whether a message speaks of just what the sentences of a group speak of. It always can be a request."""
    if not group.plain:
        return True
    if "{brand}" in group.plain:
        return bool(excluded_brands(reading, state))
    if "{items}" in group.plain:
        return len(spoken_of(reading, state)) > 1
    if "{item}" in group.plain:
        return bool(spoken_of(reading, state))
    return not reading.refers_to or group.act in {"courtesy", "out_of_scope", "compare"}
