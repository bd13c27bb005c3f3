"""What a reading asks for, put into an act."""

import re

from recsys.conversation.interpret import features, topic, wanted
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import HEADS
from recsys.conversation.wording import in_words, lifted_in_words
from recsys.model.constraints import Constraint, Feature
from recsys.model.dialogue import ActKind, DialogueAct

_TELLS_APART = re.compile(r"[a-z]{3,}(?:less|able|ible|proof|resistant)")
"""Adjectives that are a matter of yes or no, whether or not the catalog's attributes have them: "snagless"."""


def asked(found: features.Features, told: str, lexicon: Lexicon) -> tuple[str, tuple[Constraint, ...]]:
    """Return what is asked for, and the features: also those set off from it, "headphones for commuting, in-ear"."""
    words = wanted.topic_of(found.rest, lexicon, told)
    parts = [part for part in topic.beside(found.rest, words) if part not in wanted.STANDING_IN]
    cores = (
        features.core(part, lexicon, certain=True)
        for part in parts
        if lexicon.knows(part) or _TELLS_APART.fullmatch(part) or _is_of_sort(part, lexicon)
    )
    known = {feature.text for feature in found.found}
    said = dict.fromkeys((*cores, wanted.property_after(words, lexicon)))
    beside = tuple(Feature(text) for text in said if text and text not in known)
    return wanted.with_properties(words, parts, lexicon) if words else "", (*found.found, *beside)


def _is_of_sort(part: str, lexicon: Lexicon) -> bool:
    """Return whether a part says of what sort something is, in a word of the catalog: "serial ports"."""
    *words, last = part.split()
    return bool(words) and last in HEADS and lexicon.knows(" ".join(words))


def with_constraints(
    kind: ActKind, reading: Reading, *, topic_: str | None, more: tuple[Constraint, ...] = ()
) -> DialogueAct:
    """Return the act with all constraints of a reading, and in words what was understood; `topic_` None keeps it."""
    add = (*reading.add, *more)
    said = [in_words(constraint) for constraint in add] + [lifted_in_words(drop) for drop in reading.drop]
    return DialogueAct(
        kind,
        topic=topic_,
        add=add,
        drop=reading.drop,
        refers_to=reading.refers_to,
        understood=", ".join(dict.fromkeys(said)),
    )
