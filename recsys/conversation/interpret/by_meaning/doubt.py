"""Where the rules' reading of a message is open to doubt, and what a message may mean then."""

import re

from recsys.conversation.interpret import acts, references
from recsys.conversation.interpret.by_meaning.sentences import Group
from recsys.conversation.interpret.explained import is_explained
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.model.constraints import BrandIn, BrandNotIn, Feature
from recsys.model.dialogue import DialogueAct, DialogueState

_UNEXPLAINED, _ANOTHER_TOPIC, _KNOWN_FEATURE = 0.05, 0.1, 0.15
"""The better the rules' reason for their reading, the more it takes to doubt it: "what you've got up your sleeve"."""
_WORD = re.compile(r"[a-z]{2,}|[@%]\d")
_NUMBER = re.compile(r"(?<![@%\w])\d")
_WORDS_MIN = 2
_OPINIONS = frozenset({"like", "dislike"})
"""Rules hear what is denied. The vectors of "to my taste" and "not at all to my taste" are much the same."""


def doubt(text: str, reading: Reading, act: DialogueAct, state: DialogueState, lexicon: Lexicon) -> float | None:
    """Return how much nearer a message must come to another act than to a request or to what the rules read.

    None where the rules decide alone. They do so with the first request, with an opinion, and with whatever says a
    number, a limit, a colour or a brand, unless that was excluded: who speaks of it again may allow it.
    """
    says_enough = len(_WORD.findall(reading.tagged)) >= _WORDS_MIN and not _NUMBER.search(reading.tagged)
    if not (says_enough and state.slates) or reading.reset or act.kind in _OPINIONS:
        return None
    if reading.add:
        return _UNEXPLAINED if excluded_brands(reading, state) and not reading.drop else None
    if any(isinstance(one, tuple) for one in reading.drop):
        return None  # it names what is in force, and says that it need not be
    by_default = act.kind == "details" and not acts.has("details", reading.tagged)
    if by_default or not is_explained(text, reading, act, state, lexicon):
        return _UNEXPLAINED
    if act.kind == "critique" and not reading.drop:
        known = all(isinstance(one, Feature) and lexicon.knows(one.text) for one in act.add)
        return _KNOWN_FEATURE if known else _UNEXPLAINED
    return _ANOTHER_TOPIC if act.kind == "reset" else None


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
    if reading.add or "{brand}" in group.plain:
        return "{brand}" in group.plain and bool(excluded_brands(reading, state))
    if "{items}" in group.plain:
        return len(spoken_of(reading, state)) > 1
    if "{item}" in group.plain:
        return bool(spoken_of(reading, state))
    return not reading.refers_to
