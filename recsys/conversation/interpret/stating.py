"""What a reading asks for, put into an act."""

import re
from collections.abc import Iterator

from recsys.conversation.interpret import features, topic, wanted
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import HEADS, OF_SENTENCES, PARTS, VAGUE
from recsys.conversation.wording import in_words, lifted_in_words
from recsys.model.constraints import Constraint, Feature
from recsys.model.dialogue import ActKind, DialogueAct

_SAYS_LITTLE = HEADS | PARTS | VAGUE
_AS_ONE = re.compile(r"an? ([a-z][\w-]*(?: [a-z][\w-]*)?)")
_SOMEWHERE = re.compile(r"[a-z] (?:at|on|for|to|from|of|about|behind|under|near) [a-z]")
_TELLS_APART = re.compile(r"[a-z]{3,}(?:less|able|ible|proof|resistant)")
"""Adjectives that are a matter of yes or no, whether or not the catalog's attributes have them: "snagless"."""


def asked(found: features.Features, told: str, lexicon: Lexicon) -> tuple[str, tuple[Constraint, ...]]:
    """Return what is asked for, and the features: also those set off from it, "headphones for commuting, in-ear"."""
    words = wanted.topic_of(found.rest, lexicon, told)
    beside = [
        part
        for part in topic.beside(topic.from_request(found.rest, words), words)
        if part not in wanted.STANDING_IN and not (words and words in part)
    ]
    parts = [one for part in beside for one in _each(as_known(part, found.rest, lexicon), lexicon)]
    cores = (
        features.core(part, lexicon, certain=True, intact=True)
        for part in parts
        if lexicon.knows(part) or _TELLS_APART.fullmatch(part) or _is_of_sort(part, lexicon)
    )
    known = {feature.text for feature in found.found}
    said = dict.fromkeys((*cores, wanted.property_after(words, lexicon)))
    said |= dict.fromkeys(_named_after(found.rest, words, lexicon))
    more = tuple(Feature(text) for text in said if text and text not in known)
    return wanted.with_properties(words, parts, lexicon) if words else "", (*found.found, *more)


def implied(told: str, features_: tuple[Constraint, ...], lexicon: Lexicon) -> tuple[str, tuple[Constraint, ...]]:
    """Return what is asked for where nothing names it outright, and the features without it.

    It is a feature said like one ("can you do me a laser printer"), else what a story is about ("lost my adapter").
    """
    if features_ and (lost := wanted.lost_in(told, lexicon)):
        return lost, features_
    for feature in features_:
        if isinstance(feature, Feature) and feature.wanted and lexicon.names_something(feature.text):
            return feature.text, tuple(one for one in features_ if one != feature)
    return wanted.told_of(told, lexicon), features_


def _named_after(text: str, words: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a thing is to be, said as one: "UPS battery, a sealed cartridge"."""
    for part in topic.parts_of(text):
        match = _AS_ONE.fullmatch(part)
        if (
            match
            and match[1] not in words
            and (last := match[1].split()[-1]) not in _SAYS_LITTLE
            and lexicon.knows(last)
        ):
            yield features.core(match[1], lexicon, certain=True)


def as_known(part: str, text: str, lexicon: Lexicon) -> str:
    """Return a part with the words around it that the catalog has it with: "next business day", "scratch resistant"."""
    around = re.search(rf"(?:(?P<before>[\w-]+) )?{re.escape(part)}(?: (?P<after>[\w-]+))?", text)
    if around is None:
        return part
    before, after = (around["before"] or "", around["after"] or "")
    longer = (" ".join(filter(None, words)) for words in ((before, part, after), (before, part), (part, after)))
    return next((one for one in longer if one != part and one in lexicon.phrases), part)


def _each(part: str, lexicon: Lexicon) -> list[str]:
    """Return what an enumeration names, where the catalog has a word for each: "dye-based and in a blister pack"."""
    if not OF_SENTENCES.isdisjoint(part.split()) or _SOMEWHERE.search(part):
        return [part]
    listed = [features.core(one, lexicon, certain=False) for one in features.listed(part)]
    return listed if len(listed) > 1 and all(listed) else [part]


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
