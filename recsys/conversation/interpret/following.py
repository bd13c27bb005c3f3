"""Messages that go on with what was asked for: changed, said better, or another thing asked for instead."""

import re
from dataclasses import replace

from recsys.conversation.interpret import (
    acts,
    features,
    leftovers,
    openings,
    references,
    stating,
    things,
    topic,
    wanted,
)
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import LEADING, MORE_OF, PRONOUNS, QUALITIES
from recsys.model.constraints import Feature, InStock, PriceMax, PriceMin
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ranking.kind import stem
from recsys.retrieval.english import is_ordinary

_REFINES = re.compile(
    r"(?:^|\||[.,;] )\s*(?:(?:and|but|it is|they are|meant|intended|used|it should be|mainly|mostly|only|just|this is|"
    r"i need (?:it|"
    r"them)|something|ones?|it will be|must be|should be)\s+)*((?:for(?! (?:this|that|these|those|once|now|me|"
    r"us)\b)(?![^|;]*\b(?:can|could|must|should|need|needs|want|wants|is|are|do|does) not\b)|"
    r"to use)\s+[a-z](?:(?! (?:so|but|and) (?:it|"
    r"they|i|we|must|should|has|needs?|no|not|nothing|please)\b| ?, ?(?:not|no|but|so|nothing)\b| ?, ?(?:[a-z0-9-]+ "
    r"){1,3}?(?:is|are|should|must|has|have)\b)[^|;])*|"
    r"(?<=it is )an? (?:gift|present) [^|;]+)(?=\||$| (?:so|but|and) | ?, ?(?:not|no|but|so|nothing)\b)"
)
_FOR_OWN = re.compile(r"(?<=\| )\s*for (?:my|our|his|her|their) [^|.,;!?]*")
"""Behind a wish that was taken out, what it is good for: "an Audio L socket for my old amplifier"."""
_SOMEWHERE = re.compile(r"\b(?:on|in|at|under|near|beside|inside|into|to) (?:my|our|his|her|their) [a-z ]+$")
"""Where a thing will be is no feature of it: "black ones look best on my desk"."""
_BRIEF_MAX = 3
"""Words: in a longer part, beside what is a constraint already, a word that the catalog has is there by chance."""
_ARTICLED = re.compile(
    r"(?:^|[|.,;!?])\s*(?:(?:and|so|but|now|then|also|just|only|maybe|how about|what about)\s+)*(?:an?|some)\s+"
    r"(?P<thing>[a-z][\w-]*(?: [a-z][\w-]*){0,3}?)(?:\s+(?:for|under|from|by|with|in|around|at))?\s*(?=[|.,;!?]|$)"
)
"""A part that only names something: "the desk can wait. A doll for 18 to 38 dollars?"."""
_NEED_FOR = re.compile(r"\b(?:need|want) (?:it|them|this|one) for\b")
_MORE_OF = re.compile(
    r"(?:(?:something|anything|some|a|an|bit|lot|much|little|even|way|slightly|need|needs|want|i|we|it|they|them|"
    r"should|"
    r"must|be|is|to|make|can|could|you|do|have|got|any|show|find|give|me|please|and|but|then|also|like|the|one|ones|"
    r"that|"
    r"which|are|with|@\d|[,|])\s*)*"
    rf"\b({'|'.join(MORE_OF)})(?:\s+(?:ones?|than|@\d|that|this|these|those|them|it|please|though|options?|models?))*"
)


def follow_up(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    """Return the act of a message in a conversation that is about something already."""
    if act := _renamed(reading, state, lexicon) or _degree(reading, state):
        return act
    asks = leftovers.ASKS.search(_NEED_FOR.sub(" ", reading.rest))
    refines = _REFINES.search(reading.rest) if not (reading.refers_to or asks) else None
    if refines and PRONOUNS.issuperset(topic.plain(refines.group(1)).split()[1:]):
        refines = None  # "for those"
    if refines and not acts.has("more", reading.tagged):
        around = f"{reading.rest[: refines.start()]} | {reading.rest[refines.end() :]}"
        more = features.read(around, lexicon).found
        purpose = f"{state.topic} {topic.plain(refines.group(1))}".strip()
        return stating.with_constraints("critique", reading, topic_=purpose, more=more)
    found = _features(reading, state)
    left = topic.remainder(found.rest)
    if left and not reading.refers_to and (thing := _said_alone(found.rest, state, lexicon)):
        return stating.with_constraints("reset", reading, topic_=thing, more=found.found)
    left = stating.as_known(left, found.rest, lexicon) if left else left
    if which := _told_apart(left, state.topic, lexicon):
        left, found = "", features.Features(" | ", (*found.found, which))
    if (stems := topic.stems(left)) and stems <= topic.stems(" ".join(feature.text for feature in found.found)):
        left = ""  # said twice: "do these have speakers? I need speakers"
    if reading.drop and not reading.add and not found.found and not leftovers.is_new_thing(found.rest, left, state):
        return stating.with_constraints("relax", reading, topic_=None)
    if (
        all(isinstance(one, InStock) for one in reading.add)
        and not (found.found or reading.drop)
        and acts.has("more", found.rest)
        and not topic.remainder(acts.without("more", found.rest))
    ):
        return stating.with_constraints("more", reading, topic_=None)
    if not left:
        return _with_nothing_left(reading, found, state)
    return _with_left(left, reading, found, state, lexicon)


def _said_alone(text: str, state: DialogueState, lexicon: Lexicon) -> str:
    """Return another thing that a part of a text says and nothing else, "" if none does."""
    for said in _ARTICLED.finditer(text):
        thing = said["thing"]
        if topic.stems(thing) & topic.stems(state.topic) or lexicon.knows(thing):
            continue
        if openings.is_thing(thing, lexicon) and leftovers.is_new_thing(f"a {thing}", thing, state):
            return thing
    return ""


def _renamed(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return the act of a message that names a thing: another one asks anew, the same one is said better."""
    found = _features(reading, state)
    thing = None if reading.refers_to else things.named(found.rest, lexicon)
    if thing is None:
        return None
    words, more = stating.asked(found, reading.told, lexicon)
    if not state.topic and things.can_be_topic(thing, reading.rest) and not acts.has("more", reading.tagged):
        return stating.with_constraints("ask", reading, topic_=words, more=more)
    is_remark = bool(reading.add or reading.drop or found.found) and things.is_strange(thing, reading.rest, lexicon)
    if not is_remark and things.is_another(thing, reading.rest, state.topic, lexicon):
        # Bounds relative to what was shown say nothing of another thing.
        add = tuple(one for one in reading.add if not (isinstance(one, PriceMax | PriceMin) and reading.relative))
        anew = replace(reading, add=add, drop=())
        if thing.goes_with:
            words = thing.words if thing.is_category else f"{thing.words} for {state.topic}"
        return stating.with_constraints("reset", anew, topic_=words, more=more)
    if things.is_quantity(thing, state.topic, lexicon):
        return stating.with_constraints("critique", reading, topic_=f"{thing.words} {state.topic}", more=more)
    if things.is_wish(thing, state.topic, lexicon) and not (reading.add or reading.drop or found.found):
        return stating.with_constraints("critique", reading, topic_=f"{state.topic} {thing.words}")
    if things.is_same(thing, state.topic):
        better = words if " " in words and words != state.topic else None
        if reading.add or reading.drop or more or better:
            return stating.with_constraints("critique", reading, topic_=better, more=more)
    return None


def _features(reading: Reading, state: DialogueState) -> features.Features:
    """Return the features, without the thing itself, which is none: "a cheaper cartridge would be nice"."""
    found = reading.found
    rest = _FOR_OWN.sub(" ", found.rest)
    head = stem(topic.phrase(state.topic)[-1]) if state.topic else ""
    kept = tuple(_without_thing(one, head) for one in found.found if not (one.wanted and stem(one.text) == head))
    return features.Features(rest, kept)


def _told_apart(left: str, present: str, lexicon: Lexicon) -> Feature | None:
    """Return what tells which of the present thing is wanted: "universal" of "a universal bag that fits all"."""
    words, thing = topic.phrase(left), set(map(stem, topic.phrase(present)))
    if not words or stem(words[-1]) not in thing:
        return None
    said = " ".join(word for word in words if stem(word) not in thing)
    text = features.core(said, lexicon, certain=True) if said else ""
    return Feature(text) if text and lexicon.knows(text) and not LEADING.issuperset(text.split()) else None


def _without_thing(feature: Feature, head: str) -> Feature:
    """Return a feature without the word of the thing that it is said of: "circle" of "circle labels"."""
    *words, last = feature.text.split()
    return replace(feature, text=" ".join(words)) if words and stem(last) == head else feature


def _degree(reading: Reading, state: DialogueState) -> DialogueAct | None:
    """Return the act of a message that wants more of a quality, of which the catalog knows no measure: "lighter"."""
    if reading.add or reading.drop:
        return None
    said = _MORE_OF.fullmatch(reading.found.rest.strip(" |,.?!"))
    if said is None:
        return None
    quality = MORE_OF[said.group(1)]
    words = state.topic if quality in state.topic.split() else f"{quality} {state.topic}".strip()
    return stating.with_constraints("critique" if reading.refers_to else "more", reading, topic_=words)


def _with_nothing_left(reading: Reading, found: features.Features, state: DialogueState) -> DialogueAct:
    """Return the act of a message of which the rules took every word that says something."""
    if (
        (reading.allowed or features.spares(reading.rest))
        and state.topic
        and not (reading.add or found.found or reading.drop)
    ):
        return stating.with_constraints("relax", reading, topic_=None)
    if reading.add or found.found:
        return stating.with_constraints("critique", reading, topic_=None, more=found.found)
    part = leftovers.WITH.match(found.rest) if state.topic and not reading.refers_to else None
    if part and (words := topic.plain(found.rest[part.end() :])):
        return stating.with_constraints("critique", reading, topic_=f"{state.topic} with {words}")
    return _without_content(reading, state)


def _with_left(
    left: str, reading: Reading, found: features.Features, state: DialogueState, lexicon: Lexicon
) -> DialogueAct:
    """Place words that no rule took: a feature of the same thing, the same thing said anew, or another thing."""
    old, new = topic.stems(state.topic), topic.stems(left)
    asks = leftovers.ASKS.search(found.rest)
    if old & new and not (new - old and " " in left and lexicon.knows(left) and not asks):
        refined = left if old < new else None
        return stating.with_constraints(
            "critique" if reading.add or found.found or refined else "more", reading, topic_=refined, more=found.found
        )
    if leftovers.is_unknown_part(left, found.rest, lexicon) and state.topic and not reading.refers_to:
        return stating.with_constraints("critique", reading, topic_=f"{state.topic} with {left}", more=found.found)
    if not reading.refers_to and not leftovers.is_feature(left, found.rest, lexicon):
        is_more = acts.has("more", found.rest) and not lexicon.knows(left)
        is_remark = bool(reading.add or reading.drop or found.found) and lexicon.names_nothing(left)
        if (
            leftovers.is_new_thing(found.rest, left, state)
            and not is_remark
            and not ((reading.add or is_more) and not leftovers.ASKS.search(leftovers.part_of(left, found.rest)))
        ):
            _, more = stating.asked(found, reading.told, lexicon)
            words = wanted.topic_of(found.rest, lexicon, reading.told)
            return stating.with_constraints("reset", reading, topic_=words, more=more)
        if reading.add or found.found or reading.drop:
            return stating.with_constraints("critique", reading, topic_=None, more=found.found)
        if (left in QUALITIES or leftovers.HOW_MUCH.fullmatch(left)) and state.topic and not reading.refers_to:
            return stating.with_constraints("critique", reading, topic_=f"{left} {leftovers.unmeasured(state.topic)}")
        return _without_content(reading, state)
    of_sort = leftovers.says_which(found.rest)
    something = bool(reading.add or found.found)
    said = tuple(
        Feature(core, wanted=not topic.denies(part))
        for part in topic.parts_of(found.rest)
        for segment in ([] if _SOMEWHERE.search(part) else topic.segments(part))
        for one in features.listed(stating.as_known(segment, part, lexicon))
        if (core := features.bare(one, lexicon, of_sort=of_sort))
        and not (something and is_ordinary(core) and len(part.split()) > _BRIEF_MAX)
    )
    if not (said or reading.add or found.found or (reading.drop and not reading.refers_to)):
        return _without_content(reading, state)
    act = stating.with_constraints("critique", reading, topic_=None, more=(*found.found, *said))
    return replace(act, unsure=tuple(one for one in said if one not in found.found))


def _without_content(reading: Reading, state: DialogueState) -> DialogueAct:
    if acts.has("more", reading.tagged):  # "they made fun of the last one, something else?" is a word on that one
        return DialogueAct("dislike" if reading.refers_to else "more", refers_to=reading.refers_to)
    if reading.refers_to:
        return DialogueAct("details", refers_to=reading.refers_to)
    if acts.has("like", reading.tagged) and state.slates:
        return DialogueAct("like", refers_to=references.pronoun(reading.tagged, state))
    return DialogueAct("unclear")
