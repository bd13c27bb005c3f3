"""From a reading to the act: which of the things a message might do it does."""

import re
from dataclasses import replace

from recsys.conversation.interpret import acts, features, references, things, topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import HEADS, VAGUE
from recsys.conversation.wording import in_words, lifted_in_words
from recsys.model.constraints import Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState

_QUESTION_ON_ONE = re.compile(
    r"^(?:and |so |but )?(?:does|is|has|can|will|how|what|which|when|where|who|are|"
    r"do)\b[^.]*@\d\b(?!.*\b(?:similar|cheaper|but)\b)(?<!like @\d)"
)
_IS_IT = re.compile(r"^(?:and |so )?(?:is|does|has|can|will) @\d\b(?!.*\b(?:but|cheaper|good|worth|better)\b)")
_NEW_THING = re.compile(r"(?:^|\s)(?:an?|some|new)\s+(?!(?:[\w-]+\s+){1,3}ones?\b)(?!ones?\b)[a-z]")
_ASKS = re.compile(
    r"\b(?:need|want|looking|look for|search|find|show|recommend|suggest|buy|get|sell|which|shopping|give|"
    r"do you have|got any)\b"
)
_INSTEAD = re.compile(r"\b(?:instead|now|next|how about|what about|actually)\b")
_REFINES = re.compile(
    r"(?:^|\||[.,;] )\s*(?:(?:and|but|it is|they are|it should be|mainly|mostly|this is|i need (?:it|"
    r"them)|something|ones?|it will be|must be|should be)\s+)*((?:for|to use)\s+[a-z].+|"
    r"(?<=it is )an? (?:gift|present) .+)$"
)
_NEED_FOR = re.compile(r"\b(?:need|want) (?:it|them|this|one) for\b")
_ANYTHING = re.compile(
    r"\b(?:recommend|suggest|surprise|inspire|something|anything|whatever|what should i|what can you|any ideas?|"
    r"show me|what (?:do|would) you (?:have|recommend|suggest)|what is (?:good|new|popular))\b"
)
"""Asks without saying for what: the profile tells."""
_ANY_WORDS = frozenset({"surprise", "inspire", "whatever", "buy", "new"})
_ONES = re.compile(r"\bones?\b")
_LIKENESS = re.compile(r"(?:\blike|\bsimilar to|\bresembl\w+) @\d")
_OTHER_QUESTIONS: tuple[acts.Cue, ...] = ("compare", "purchase", "explain", "dislike")
_ITEM_CUES: tuple[tuple[acts.Cue, ActKind], ...] = (
    ("owned", "dislike"),
    ("compare", "compare"),
    ("explain", "explain"),
    ("dislike", "dislike"),
    ("purchase", "purchase"),
    ("details", "details"),
)


def decide(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    """Return the act. Never fails."""
    if reading.reset:
        return _reset(reading, lexicon)
    if not re.search(r"[a-z0-9@%^$]", reading.tagged):
        return DialogueAct("unclear")
    if acts.has("help", reading.tagged):
        return DialogueAct("help")
    if state.slates and (act := _on_items(reading, state)):
        return act
    if not (reading.add or reading.drop or reading.refers_to):
        if acts.is_small_talk(reading.tagged):
            return DialogueAct("thanks" if acts.is_thanks(reading.tagged) else "small_talk")
        if acts.is_out_of_scope(reading.tagged, topic.remainder(reading.rest), lexicon):
            return DialogueAct("out_of_scope")
    if not state.topic and not state.slates:
        return _first(reading, lexicon)
    return _follow_up(reading, state, lexicon)


def _on_items(reading: Reading, state: DialogueState) -> DialogueAct | None:
    """Return an act on items shown, if the message is one: it names them, or has nothing else to be about."""
    text, refers_to = reading.tagged, reading.refers_to
    said = bool(reading.add or reading.drop)
    if _IS_IT.search(text) and not acts.has("compare", text):
        return DialogueAct("details", refers_to=refers_to)
    if (
        refers_to
        and not said
        and _QUESTION_ON_ONE.search(text)
        and not any(acts.has(cue, text) for cue in _OTHER_QUESTIONS)
    ):
        return DialogueAct("details", refers_to=refers_to)
    if not said:
        for cue, kind in _ITEM_CUES:
            if acts.has(cue, text) and not (cue == "details" and _LIKENESS.search(text)):
                spoken = refers_to or references.pronoun(text, state)
                if cue == "compare" and len(spoken) < 2:
                    spoken = tuple(range(1, len(state.slates[-1].items) + 1))
                return DialogueAct(kind, refers_to=spoken)
    if acts.has("dislike", text) and (refers_to or not said):
        return _with_constraints("dislike", reading, topic_=None)
    if acts.has("like", text) and not said and not _says_more(reading):
        return DialogueAct("like", refers_to=refers_to or references.pronoun(text, state))
    return None


def _says_more(reading: Reading) -> bool:
    """Return whether "like the second, but ..." goes on with something that changes the request."""
    return bool(
        re.search(
            r"@\d\s*,?\s*(?:but|only|just|except|with|without|in)\b(?!\s+(?:different|other|similar))", reading.rest
        )
    )


def _reset(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    found = features.read(reading.rest, lexicon)
    return _with_constraints("reset", reading, topic_=topic.wanted(found.rest), more=found.found)


def _first(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    found = features.read(reading.rest, lexicon)
    wanted = topic.wanted(found.rest)
    wanted = "" if wanted in _ANY_WORDS else wanted
    if not wanted and not reading.add and not found.found:
        return DialogueAct("ask" if _ANYTHING.search(reading.tagged) else "unclear")
    return _with_constraints("ask", reading, topic_=wanted, more=_with_beside(found, lexicon))


def _renamed(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return the act of a message that names a thing: another one asks anew, the same one is said better."""
    found = features.read(reading.rest, lexicon)
    thing = None if reading.refers_to else things.named(found.rest, lexicon)
    if thing is None:
        return None
    if things.is_another(thing, reading.rest, state.topic, lexicon):
        # Bounds relative to what was shown say nothing of another thing.
        add = tuple(one for one in reading.add if not (isinstance(one, PriceMax | PriceMin) and reading.relative))
        anew = replace(reading, add=add, drop=())
        return _with_constraints("reset", anew, topic_=thing.words, more=_with_beside(found, lexicon))
    if things.is_wish(thing, state.topic, lexicon) and not (reading.add or reading.drop or found.found):
        return _with_constraints("critique", reading, topic_=f"{state.topic} {thing.words}")
    if things.is_same(thing, state.topic):
        more = _with_beside(found, lexicon)
        better = thing.words if " " in thing.words and thing.words != state.topic else None
        if reading.add or reading.drop or more or better:
            return _with_constraints("critique", reading, topic_=better, more=more)
    return None


def _with_beside(found: features.Features, lexicon: Lexicon) -> tuple[Feature, ...]:
    """Return the features found and those set off from the thing: "headphones for commuting, in-ear"."""
    cores = (features.core(part, lexicon, certain=True) for part in topic.beside(found.rest) if lexicon.knows(part))
    known = {feature.text for feature in found.found}
    return (*found.found, *(Feature(core) for core in dict.fromkeys(cores) if core and core not in known))


def _follow_up(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    if renamed := _renamed(reading, state, lexicon):
        return renamed
    asks = _ASKS.search(_NEED_FOR.sub(" ", reading.rest))
    refines = _REFINES.search(reading.rest) if not (reading.refers_to or asks) else None
    if refines and not acts.has("more", reading.tagged):
        return _with_constraints("critique", reading, topic_=f"{state.topic} {topic.plain(refines.group(1))}".strip())
    found = features.read(reading.rest, lexicon)
    left = topic.remainder(found.rest)
    if reading.drop and not reading.add and not found.found and not _is_new_thing(found.rest, left, state):
        return _with_constraints("relax", reading, topic_=None)
    if (
        not (reading.add or found.found or reading.drop)
        and acts.has("more", found.rest)
        and not topic.remainder(acts.without("more", found.rest))
    ):
        return DialogueAct("more")
    if not left:
        if reading.add or found.found:
            return _with_constraints("critique", reading, topic_=None, more=found.found)
        return _without_content(reading, state)
    return _with_left(left, reading, found, state, lexicon)


def _with_left(
    left: str, reading: Reading, found: features.Features, state: DialogueState, lexicon: Lexicon
) -> DialogueAct:
    """Place words that no rule took: a feature of the same thing, the same thing said anew, or another thing."""
    old, new = topic.stems(state.topic), topic.stems(left)
    if old & new and not (new - old and " " in left and lexicon.knows(left) and not _ASKS.search(found.rest)):
        refined = left if old < new else None
        return _with_constraints(
            "critique" if reading.add or found.found or refined else "more", reading, topic_=refined, more=found.found
        )
    if not reading.refers_to and not _is_feature(left, found.rest, lexicon):
        if _is_new_thing(found.rest, left, state) and not (reading.add and not _ASKS.search(found.rest)):
            return _with_constraints("reset", reading, topic_=topic.wanted(found.rest), more=found.found)
        if reading.add or found.found or reading.drop:
            return _with_constraints("critique", reading, topic_=None, more=found.found)
        return _without_content(reading, state)
    words = tuple(
        Feature(core)
        for segment in topic.segments(found.rest)
        if (core := features.core(segment, lexicon, certain=True))
    )
    if not (words or reading.add or found.found):
        return _without_content(reading, state)
    return _with_constraints("critique", reading, topic_=None, more=(*found.found, *words))


def _is_feature(left: str, rest: str, lexicon: Lexicon) -> bool:
    words = left.split()
    if words[-1] in HEADS or _ONES.search(rest):
        return True
    if left in lexicon.categories or left.rstrip("s") in lexicon.categories or _NEW_THING.search(rest):
        return False
    core = features.core(left, lexicon, certain=True)
    if len(words) > 3 or not core:
        return False
    if _ASKS.search(rest) or _INSTEAD.search(rest):
        return lexicon.knows(core) and not left.endswith("s")
    return lexicon.knows(core) or len(words) == 1


def _is_new_thing(rest: str, left: str, state: DialogueState) -> bool:
    if not left or topic.stems(left) & topic.stems(state.topic) or left in VAGUE:
        return False
    return bool(_NEW_THING.search(rest) or _ASKS.search(rest) or _INSTEAD.search(rest) or len(left.split()) <= 3)


def _without_content(reading: Reading, state: DialogueState) -> DialogueAct:
    if acts.has("more", reading.tagged):
        return DialogueAct("more")
    if reading.refers_to:
        return DialogueAct("details" if "?" in reading.tagged else "like", refers_to=reading.refers_to)
    if acts.has("like", reading.tagged) and state.slates:
        return DialogueAct("like", refers_to=references.pronoun(reading.tagged, state))
    return DialogueAct("unclear")


def _with_constraints(
    kind: ActKind, reading: Reading, *, topic_: str | None, more: tuple[Constraint, ...] = ()
) -> DialogueAct:
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
