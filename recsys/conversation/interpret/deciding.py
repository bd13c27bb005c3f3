"""From a reading to the act: which of the things a message might do it does."""

import re
from dataclasses import replace

from recsys.conversation.interpret import acts, features, leftovers, references, things, topic
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import MORE_OF, QUALITIES
from recsys.conversation.wording import in_words, lifted_in_words
from recsys.model.constraints import Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState

_QUESTION_ON_ONE = re.compile(
    r"^(?:and |so |but )?(?:does|is|has|can|will|how|what|which|when|where|who|are|"
    r"do)\b[^.]*@\d\b(?!.*\b(?:similar|cheaper|but)\b)(?<!like @\d)"
)
_DOES_IT = re.compile(r"@\d\s*,?\s*(?:does|is|has|can|will|do) (?:it|that|this|they|that one)\b")
_WHY_SO = re.compile(r"^(?:but |and |so )?why (?:so|is|are|does|do (?:they|these|those))\b(?!.*\b(?:show|give|have)\b)")
_IS_IT = re.compile(r"^(?:and |so )?(?:is|does|has|can|will) @\d\b(?!.*\b(?:but|cheaper|good|worth|better)\b)")
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
_ON_NOTHING = re.compile(
    r"\b(?:compare|differences? between)\s+(?:(?:the )?(?:number |no\.? ?)?(?:1|2|3|one|two|three|first|second|"
    r"third)|them|these|those|all)\b|^(?:and |so )?which (?:one|of (?:them|these|those))\b"
)
_MORE_OF = re.compile(
    r"(?:(?:something|anything|some|a|an|bit|lot|much|little|even|way|slightly|need|needs|want|i|we|it|they|them|"
    r"should|"
    r"must|be|is|to|make|can|could|you|do|have|got|any|show|find|give|me|please|and|but|then|also|like|the|one|ones|"
    r"that|"
    r"which|are|with|@\d|[,|])\s*)*"
    rf"\b({'|'.join(MORE_OF)})(?:\s+(?:ones?|than|@\d|that|this|these|those|them|it|please|though|options?|models?))*"
)
_WHICH_IS = re.compile(
    r"^(?:and |so |but |okay )*which(?: one| of (?:them|these|those))? (?:is|are|would be|looks?) (?:the )?"
    r"(?:[a-z]+er|[a-z]+est|most|least|more|less)\b"
)
_LIKENESS = re.compile(r"(?:\blike|\bsimilar(?: [a-z]+)? to|\bresembl\w+) @\d")
_OTHER_QUESTIONS: tuple[acts.Cue, ...] = ("compare", "purchase", "explain", "dislike")
_ITEM_CUES: tuple[tuple[acts.Cue, ActKind], ...] = (
    ("owned", "own"),
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
    if act := _on_items(reading, state, lexicon) if state.slates else _on_nothing(reading):
        return act
    if not (reading.add or reading.drop or reading.refers_to):
        if acts.is_small_talk(reading.tagged):
            return DialogueAct("thanks" if acts.is_thanks(reading.tagged) else "small_talk")
        if acts.is_out_of_scope(reading.tagged, topic.remainder(reading.rest), lexicon):
            return DialogueAct("out_of_scope")
    if not state.topic and not state.slates:
        return _first(reading, lexicon)
    return _follow_up(reading, state, lexicon)


def _on_nothing(reading: Reading) -> DialogueAct | None:
    """Return an act on items, though none are shown: numbers in "between 1 and 2" are no prices then either."""
    return DialogueAct("compare") if _ON_NOTHING.search(reading.tagged) else None


def _on_items(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return an act on items shown, if the message is one: it names them, or has nothing else to be about."""
    text, refers_to = reading.tagged, reading.refers_to
    said = bool(reading.add or reading.drop) or _denies_feature(reading, lexicon)
    if refers_to and acts.has("owned", text):
        return _with_constraints("own", reading, topic_=None)
    if (_IS_IT.search(text) or _DOES_IT.search(text)) and not acts.has("compare", text):
        return DialogueAct("details", refers_to=refers_to)
    if _WHICH_IS.search(text):
        return DialogueAct("compare", refers_to=refers_to if len(refers_to) > 1 else _all_positions(state))
    if _WHY_SO.search(text):
        return DialogueAct("explain", refers_to=refers_to or references.pronoun(text, state))
    if not said and (act := _question(text, refers_to, state)):
        return act
    if acts.has("dislike", text) and (refers_to or not said):
        return _with_constraints("dislike", reading, topic_=None)
    if acts.has("like", text) and not said and not _says_more(reading, lexicon):
        return DialogueAct("like", refers_to=refers_to or references.pronoun(text, state))
    return None


def _question(text: str, refers_to: tuple[int, ...], state: DialogueState) -> DialogueAct | None:
    """Return what is asked or told about items shown, by the first cue that is in the text."""
    if refers_to and _QUESTION_ON_ONE.search(text) and not any(acts.has(cue, text) for cue in _OTHER_QUESTIONS):
        return DialogueAct("details", refers_to=refers_to)
    for cue, kind in _ITEM_CUES:
        if acts.has(cue, text) and not (cue == "details" and _LIKENESS.search(text)):
            spoken = refers_to or references.pronoun(text, state)
            if cue == "compare" and len(spoken) < 2:
                spoken = _all_positions(state)
            return DialogueAct(kind, refers_to=spoken)
    return None


def _all_positions(state: DialogueState) -> tuple[int, ...]:
    return tuple(range(1, len(state.slates[-1].items) + 1))


def _denies_feature(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether a feature is not wanted, rather than the things shown: "wireless is not for me"."""
    if reading.refers_to:
        return False
    return any(not one.wanted and one.text in lexicon.exact for one in features.read(reading.rest, lexicon).found)


def _says_more(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether "like the second, but ..." goes on with something that changes the request."""
    if re.search(
        r"@\d\s*,?\s*(?:but|only|just|except|with|without|in)\b(?!\s+(?:different|other|similar))", reading.rest
    ):
        return True
    found = features.read(reading.rest, lexicon).found
    return bool(reading.refers_to) and any(features.is_certain(feature.text, lexicon) for feature in found)


def _reset(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    words, more = _asked(features.read(reading.rest, lexicon), lexicon)
    return _with_constraints("reset", reading, topic_=words, more=more)


def _first(reading: Reading, lexicon: Lexicon) -> DialogueAct:
    words, more = _asked(features.read(reading.rest, lexicon), lexicon)
    if (not words or words.isdigit() or words in _ANY_WORDS) and not reading.add and not more:
        return DialogueAct("ask" if _ANYTHING.search(reading.tagged) else "unclear")
    return _with_constraints("ask", reading, topic_=words, more=more)


def _renamed(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return the act of a message that names a thing: another one asks anew, the same one is said better."""
    found = features.read(reading.rest, lexicon)
    thing = None if reading.refers_to else things.named(found.rest, lexicon)
    if thing is None:
        return None
    words, more = _asked(found, lexicon)
    if not state.topic and things.can_be_topic(thing, reading.rest) and not acts.has("more", reading.tagged):
        return _with_constraints("ask", reading, topic_=words, more=more)
    if things.is_another(thing, reading.rest, state.topic, lexicon):
        # Bounds relative to what was shown say nothing of another thing.
        add = tuple(one for one in reading.add if not (isinstance(one, PriceMax | PriceMin) and reading.relative))
        anew = replace(reading, add=add, drop=())
        if thing.goes_with:
            words = thing.words if thing.is_category else f"{thing.words} for {state.topic}"
        return _with_constraints("reset", anew, topic_=words, more=more)
    if things.is_quantity(thing, state.topic, lexicon):
        return _with_constraints("critique", reading, topic_=f"{thing.words} {state.topic}", more=more)
    if things.is_wish(thing, state.topic, lexicon) and not (reading.add or reading.drop or found.found):
        return _with_constraints("critique", reading, topic_=f"{state.topic} {thing.words}")
    if things.is_same(thing, state.topic):
        better = words if " " in words and words != state.topic else None
        if reading.add or reading.drop or more or better:
            return _with_constraints("critique", reading, topic_=better, more=more)
    return None


def _asked(found: features.Features, lexicon: Lexicon) -> tuple[str, tuple[Constraint, ...]]:
    """Return what is asked for, and the features: also those set off from it, "headphones for commuting, in-ear"."""
    words = things.wanted(found.rest, lexicon)
    parts = topic.beside(found.rest, words)
    cores = (features.core(part, lexicon, certain=True) for part in parts if lexicon.knows(part))
    known = {feature.text for feature in found.found}
    beside = tuple(Feature(core) for core in dict.fromkeys(cores) if core and core not in known)
    return things.with_properties(words, parts, lexicon) if words else "", (*found.found, *beside)


def _degree(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return the act of a message that wants more of a quality, of which the catalog knows no measure: "lighter"."""
    if reading.add or reading.drop:
        return None
    said = _MORE_OF.fullmatch(features.read(reading.rest, lexicon).rest.strip(" |,.?!"))
    if said is None:
        return None
    quality = MORE_OF[said.group(1)]
    words = state.topic if quality in state.topic.split() else f"{quality} {state.topic}".strip()
    return _with_constraints("critique" if reading.refers_to else "more", reading, topic_=words)


def _follow_up(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct:
    if act := _renamed(reading, state, lexicon) or _degree(reading, state, lexicon):
        return act
    asks = leftovers.ASKS.search(_NEED_FOR.sub(" ", reading.rest))
    refines = _REFINES.search(reading.rest) if not (reading.refers_to or asks) else None
    if refines and not acts.has("more", reading.tagged):
        return _with_constraints("critique", reading, topic_=f"{state.topic} {topic.plain(refines.group(1))}".strip())
    found = features.read(reading.rest, lexicon)
    left = topic.remainder(found.rest)
    if reading.drop and not reading.add and not found.found and not leftovers.is_new_thing(found.rest, left, state):
        return _with_constraints("relax", reading, topic_=None)
    if (
        not (reading.add or found.found or reading.drop)
        and acts.has("more", found.rest)
        and not topic.remainder(acts.without("more", found.rest))
    ):
        return DialogueAct("more")
    if not left:
        return _with_nothing_left(reading, found, state)
    return _with_left(left, reading, found, state, lexicon)


def _with_nothing_left(reading: Reading, found: features.Features, state: DialogueState) -> DialogueAct:
    """Return the act of a message of which the rules took every word that says something."""
    if reading.allowed and state.topic and not (reading.add or found.found or reading.drop):
        return _with_constraints("relax", reading, topic_=None)
    if reading.add or found.found:
        return _with_constraints("critique", reading, topic_=None, more=found.found)
    part = leftovers.WITH.match(found.rest) if state.topic and not reading.refers_to else None
    if part and (words := topic.plain(found.rest[part.end() :])):
        return _with_constraints("critique", reading, topic_=f"{state.topic} with {words}")
    return _without_content(reading, state)


def _with_left(
    left: str, reading: Reading, found: features.Features, state: DialogueState, lexicon: Lexicon
) -> DialogueAct:
    """Place words that no rule took: a feature of the same thing, the same thing said anew, or another thing."""
    old, new = topic.stems(state.topic), topic.stems(left)
    asks = leftovers.ASKS.search(found.rest)
    if old & new and not (new - old and " " in left and lexicon.knows(left) and not asks):
        refined = left if old < new else None
        return _with_constraints(
            "critique" if reading.add or found.found or refined else "more", reading, topic_=refined, more=found.found
        )
    if leftovers.is_unknown_part(left, found.rest, lexicon) and state.topic and not reading.refers_to:
        return _with_constraints("critique", reading, topic_=f"{state.topic} with {left}", more=found.found)
    if not reading.refers_to and not leftovers.is_feature(left, found.rest, lexicon):
        if leftovers.is_new_thing(found.rest, left, state) and not (
            reading.add and not leftovers.ASKS.search(found.rest)
        ):
            return _with_constraints("reset", reading, topic_=things.wanted(found.rest, lexicon), more=found.found)
        if reading.add or found.found or reading.drop:
            return _with_constraints("critique", reading, topic_=None, more=found.found)
        if left in QUALITIES and state.topic and not reading.refers_to:
            return _with_constraints("critique", reading, topic_=f"{left} {state.topic}")
        return _without_content(reading, state)
    segments = topic.segments(found.rest)
    words = tuple(
        Feature(core)
        for segment in segments
        if (core := features.core(segment, lexicon, certain=True)) and features.is_certain(core, lexicon)
    )
    if not (words or reading.add or found.found):
        return _without_content(reading, state)
    return _with_constraints("critique", reading, topic_=None, more=(*found.found, *words))


def _without_content(reading: Reading, state: DialogueState) -> DialogueAct:
    if acts.has("more", reading.tagged):
        return DialogueAct("more")
    if reading.refers_to:
        return DialogueAct("details", refers_to=reading.refers_to)
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
