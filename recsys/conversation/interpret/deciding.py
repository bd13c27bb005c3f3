"""From a reading to the act: which of the things a message might do it does."""

import re

from recsys.conversation.interpret import about_items, acts, following, stating, talk, topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.model.constraints import BrandIn
from recsys.model.dialogue import DialogueAct, DialogueState

_ANYTHING = re.compile(
    r"\b(?:recommend|suggest|surprise|inspire|something|anything|whatever|what should i|what can you|any ideas?|"
    r"show me|what (?:do|would) you (?:have|recommend|suggest)|what is (?:good|new|popular))\b"
)
"""Asks without saying for what: the profile tells."""
_ANY_WORDS = frozenset({"surprise", "inspire", "whatever", "buy", "new"})


def decide(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    """Return the act. Never fails."""
    if reading.reset:
        return _reset(reading, lexicon)
    if not re.search(r"[a-z0-9@%^$]", reading.tagged):
        return DialogueAct("unclear")
    if act := _of_the_bot(reading.tagged):
        return act
    if not reading.rest:  # the words of a chip, be its constraint lifted already, and nothing else
        act = stating.with_constraints("relax", reading, topic_=None)
    else:
        act = about_items.on_items(reading, state, lexicon) if state.slates else about_items.on_nothing(reading)
    if act:
        return act
    if act := _beside_shopping(reading, state, lexicon):
        return act
    if not state.topic and not state.slates:
        return _first(reading, lexicon)
    return following.follow_up(reading, state, lexicon)


def as_request(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    """Return the act of a message that is known to be about what is looked for, and not about the items shown."""
    return following.follow_up(reading, state, lexicon)


def _of_the_bot(text: str) -> DialogueAct | None:
    """Return the act of somebody who asks what the bot can do, or what it keeps of them."""
    if acts.has("help", text):
        return DialogueAct("help")
    return DialogueAct("help", about="oneself") if acts.has("of_oneself", text) else None


def _beside_shopping(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return the act of a message that says nothing of items: courtesy, and what no catalog answers."""
    if talk.is_errand(reading.tagged):
        return DialogueAct("out_of_scope")
    if _says_what(reading, lexicon) or reading.drop or reading.refers_to:
        return None
    if talk.is_small_talk(reading.tagged):
        return DialogueAct("thanks" if talk.is_thanks(reading.tagged) else "small_talk")
    asked = next(filter(topic.asks, topic.parts_of(reading.rest)), "")
    if not talk.is_out_of_scope(reading.tagged, topic.named_in(asked) or topic.remainder(reading.rest), lexicon):
        return None
    found = reading.found.found if state.slates else ()
    told_apart = any(lexicon.knows(one.text) for one in found)  # "not a financial one, it's for homework"
    return None if told_apart else DialogueAct("out_of_scope")


def _says_what(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether a message adds a constraint; a name that the catalog does not have may be one of a place."""
    return any(
        not isinstance(one, BrandIn) or any(lexicon.brand(name.lower()) for name in one.brands) for one in reading.add
    )


def _reset(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    words, more = stating.asked(reading.found, reading.told, lexicon)
    if not words:
        words, more = stating.implied(reading.told, more, lexicon)
    return stating.with_constraints("reset", reading, topic_=words, more=more)


def _first(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    words, more = stating.asked(reading.found, reading.told, lexicon)
    if not words and (reading.add or reading.drop or more or _ANYTHING.search(reading.tagged)):
        words, more = stating.implied(reading.told, more, lexicon)
    if (not words or words.isdigit() or words in _ANY_WORDS) and not reading.add and not more:
        return DialogueAct("ask" if _ANYTHING.search(reading.tagged) else "unclear")
    return stating.with_constraints("ask", reading, topic_=words, more=more)
