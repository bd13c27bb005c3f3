"""Messages about the items shown: questions, opinions and choices."""

import re
from dataclasses import replace

from recsys.conversation.interpret import acts, features, polarity, references, stating, things, topic
from recsys.conversation.interpret.asked_facts import asked_fact
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading
from recsys.conversation.interpret.words import FACTS, HEADS, PARTS
from recsys.model.answer import SLATE_SIZE
from recsys.model.constraints import Colour
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ItemId

_QUESTION_ON_ONE = re.compile(
    r"^(?:and |so |but )?(?:does|is|has|can|will|how|what|which|when|where|who|are|"
    r"do)\b[^.]*@\d\b(?!.*\b(?:similar|cheaper|but)\b)(?<!like @\d)"
)
_DOES_IT = re.compile(r"@\d\s*,?\s*(?:does|is|has|can|will|do) (?:it|that|this|they|that one)\b")
_WHY_SO = re.compile(r"^(?:but |and |so )?why (?:so|is|are|does|do (?:they|these|those))\b(?!.*\b(?:show|give|have)\b)")
_WHY_NOT = re.compile(
    r"^(?:(?:and|but|so|okay|well|hm+|,) )*(?:why|how come)\b(?:"
    r" (?:not the|(?:(?:is|are|was|were) there )?(?:no|none|nothing))\b[^.,;!?|]*\??$|"
    rf"[^.,;!?|]*(?:\b(?:not|no|none|nothing|never|without)\b|{polarity.AGAINST})[^.,;!?|]*\?$)"
)
"""Asks why something was left out, and wishes for nothing: "why not the %0?", "how come there are no %0 ones"."""
_IS_IT = re.compile(r"^(?:and |so )?(?:is|does|has|can|will) @\d\b(?!.*\b(?:but|cheaper|good|worth|better)\b)")
_ABOUT_IT = re.compile(
    r"^(?:and |so |but )?(?:is|does|has|can|will) (?:it|this one|that one)\b(?!.*\b(?:cheaper|too|available in|"
    r"come in)\b).*\?$"
)
_HOW_IS_IT = re.compile(
    r"^(?:and |so |but |okay |, )*(?:(?:how (?:[a-z]+ )?(?:is|are|does|do)|how (?:many|much) (?:[a-z]+ ){1,2}(?:does|"
    r"do|has|have)|what (?:[a-z]+ )?(?:is|are|does|do)) (?:it|they|these|those|that one|this one)\b"
    r"(?! (?:differ|compare|work|cheap|fare|stack|measure|called|for|that|so)\b)"
    rf"|(?:how [a-z]+|what) (?:is|are) (?:the|their|its) (?:[a-z-]+ )??(?:{'|'.join(sorted(PARTS | FACTS))})\b)"
    r"[^|$%^]*$"
)
"""Asks for a fact of the things shown: "how heavy is it?", "what are the dimensions?"."""
_WHICH_IS = re.compile(
    r"^(?:and |so |but |okay )*which(?: one| of (?:them|these|those))? (?:is|are|would be|looks?) (?:the )?"
    r"(?:[a-z]+er|[a-z]+est|most|least|more|less)\b"
)
_LIKE_THIS = re.compile(r" (?:like|similar to) (?:this|that|these|those|it)\b(?: one)?")
_LIKENESS = re.compile(
    r"(?:\blike|\bsimilar(?: [a-z]+)? to|\bresembl\w+|\b(?:vein|style|line|mould|spirit|lines) (?:of|as)|"
    r"\b(?:comparable to|siblings of|more of)) @\d|\b(?:like|resembling|similar to) (?:that|this|it|those|them)\b"
)
_ON_NOTHING = re.compile(
    r"\b(?:compare|differences? between)\s+(?:(?:the )?(?:number |no\.? ?)?(?:1|2|3|one|two|three|first|second|"
    r"third)|them|these|those|all)\b|^(?:and |so )?which (?:one|of (?:them|these|those))\b"
)
_GOES_ON = re.compile(
    r"(?:(?:and|but|so|okay|please|show(?: me)?|give me|any|some|something|anything|a (?:bit|little)|much|even|way|got|"
    r"do you have|have you|the|,) )*(?:cheaper|pricier|more expensive|less expensive|smaller|bigger|larger|lighter|"
    r"newer|better|others?|another one|more(?: like (?:this|that|it))?|similar)"
    r"(?: (?:ones?|options?|items?|products?|please|models?))*\s*[?.!]*"
)
"""Goes on with what was shown before, and names nothing: "cheaper", "any others?"."""
_AS_IF_SHOWN = DialogueState(
    slates=(ShownSlate(0, tuple(ShownItem(ItemId(str(at)), None, "", "") for at in range(SLATE_SIZE))),)
)
_OTHER_QUESTIONS: tuple[acts.Cue, ...] = ("compare", "purchase", "explain", "dislike")
_ITEM_CUES: tuple[tuple[acts.Cue, ActKind], ...] = (
    ("owned", "own"),
    ("compare", "compare"),
    ("explain", "explain"),
    ("dislike", "dislike"),
    ("purchase", "purchase"),
    ("details", "details"),
)


def on_items(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    """Return an act on items shown, if the message is one: it names them, or has nothing else to be about.

    An act on a position that the slate does not have is on none: which one is meant is asked then.
    """
    act = _on_items(reading, state, lexicon)
    if act and references.are_missing(reading.tagged, state):
        return DialogueAct("details")
    asks_colour = any(isinstance(one, Colour) for one in reading.add)
    return replace(act, about="colour") if act and act.kind == "details" and asks_colour else act


def _on_items(reading: Reading, state: DialogueState, lexicon: Lexicon) -> DialogueAct | None:
    text, refers_to = reading.tagged, reading.refers_to
    if _WHY_NOT.search(text) and not reading.relative:
        return DialogueAct("explain", refers_to=refers_to)
    said = bool(reading.add or reading.drop) or _denies_feature(reading, lexicon)
    if act := _had(reading) or _asked(text, refers_to, state, said=said):
        return act
    if not said and (act := _question(text, refers_to, state)):
        return act
    if acts.has("dislike", text) and (refers_to or not said):
        return stating.with_constraints("dislike", reading, topic_=None)
    if said or not acts.has("like", text) or _says_more(reading, lexicon) or _likens(reading, state, lexicon):
        return None
    return DialogueAct("like", refers_to=refers_to or references.pronoun(text, state))


def _had(reading: Reading) -> DialogueAct | None:
    """Return the act of somebody who buys an item shown, or has it already."""
    if reading.refers_to and acts.has("basket", reading.tagged):
        return DialogueAct("purchase", refers_to=reading.refers_to)
    if reading.refers_to and acts.has("owned", reading.tagged):
        return stating.with_constraints("own", reading, topic_=None)
    return None


def _asked(text: str, refers_to: tuple[int, ...], state: DialogueState, *, said: bool) -> DialogueAct | None:
    """Return what is asked of the items shown, where the form of the question tells."""
    it = () if said else references.pronoun(text, state)
    if spoken := _asked_about(text, refers_to, it):
        return DialogueAct("details", refers_to=spoken, about=asked_fact(text))
    asks_fact = bool(_HOW_IS_IT.search(text)) and not (said or refers_to)
    if asks_fact and it:
        return DialogueAct("details", refers_to=it, about=asked_fact(text))
    if asks_fact or _WHICH_IS.search(text):
        positions = refers_to if len(refers_to) > 1 else _all_positions(state)
        return DialogueAct("compare", refers_to=positions, about=asked_fact(text))
    if _WHY_SO.search(text):
        return DialogueAct("explain", refers_to=refers_to or references.pronoun(text, state))
    return None


def _asked_about(text: str, refers_to: tuple[int, ...], it: tuple[int, ...]) -> tuple[int, ...]:
    """Return the items that a question is about: "is the second foldable?", "is it stable?"."""
    if (_IS_IT.search(text) or _DOES_IT.search(text)) and not acts.has("compare", text):
        return refers_to
    return it if _ABOUT_IT.search(text) else ()


def on_nothing(reading: Reading) -> DialogueAct | None:
    """Return an act on items, though none are shown: numbers in "between 1 and 2" are no prices then either."""
    if _ON_NOTHING.search(reading.tagged):
        return DialogueAct("compare")
    tagged = references.tag(reading.tagged, _AS_IF_SHOWN)
    pointed = "@" in tagged and any(acts.has(cue, tagged) for cue, _ in _ITEM_CUES)
    return DialogueAct("details") if pointed or _GOES_ON.fullmatch(reading.tagged) else None


def _question(text: str, refers_to: tuple[int, ...], state: DialogueState) -> DialogueAct | None:
    """Return what is asked or told about items shown, by the first cue that is in the text."""
    if refers_to and _QUESTION_ON_ONE.search(text) and not any(acts.has(cue, text) for cue in _OTHER_QUESTIONS):
        return DialogueAct("details", refers_to=refers_to, about=asked_fact(text))
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
    return any(not one.wanted and features.is_certain(one.text, lexicon) for one in reading.found.found)


def _likens(reading: Reading, state: DialogueState, lexicon: Lexicon) -> bool:
    """Return whether another thing is named and likened to what was shown, or to a picture: "a webcam like this"."""
    likened = None if reading.refers_to else _LIKE_THIS.search(reading.rest)
    named = things.named(reading.rest[: likened.start()], lexicon) if likened else None
    if named is None or named.head in HEADS or topic.stems(named.words) & topic.stems(state.topic):
        return False
    return named.is_category or lexicon.names_something(named.words)


def _says_more(reading: Reading, lexicon: Lexicon) -> bool:
    """Return whether "like the second, but ..." goes on with something that changes the request."""
    if re.search(
        r"(?:@\d|\|)\s*,?\s*(?:but|only|just|except|with|without|in)\b(?!\s+(?:different|other|similar))", reading.rest
    ):
        return True
    found = reading.found.found
    return any(features.is_certain(feature.text, lexicon) for feature in found)
