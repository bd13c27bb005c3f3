"""From what holds of a model's reading, and what the rules are sure of, to the act."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import topic
from recsys.conversation.interpret.by_model.answer import ModelReading
from recsys.conversation.interpret.by_model.verified import Verified
from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.wording import in_words, lifted_in_words
from recsys.model.constraints import AttributeIs, Constraint, Feature, PriceMax, PriceMin, slot_of
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.I)
_TALK: frozenset[ActKind] = frozenset({"thanks", "small_talk", "help", "out_of_scope"})
_ON_ITEMS: frozenset[ActKind] = frozenset({"details", "compare", "explain", "purchase"})
_NAMES_THEM: frozenset[ActKind] = frozenset({"details", "purchase", "own"})
"""For which "all that were shown" is no good guess."""
_OPINIONS: frozenset[ActKind] = frozenset({"like", "dislike", "own"})
_TOPIC_MAX = 120


@dataclass(frozen=True, slots=True)
class Sure:
    """What the rules are sure of in a message: nothing where it is not in English.

    `relative` says that the prices in `add` are relative to what was shown.
    """

    add: tuple[Constraint, ...] = ()
    drop: tuple[Drop, ...] = ()
    refers_to: tuple[int, ...] = ()
    reset: bool = False
    relative: bool = False


def act_of(said: ModelReading, held: Verified, sure: Sure, state: DialogueState) -> DialogueAct | None:
    """Return the act, or None where too little of the reading holds to go by. What the rules are sure of wins."""
    add, drop = _merged(sure, held)
    refers_to = sure.refers_to or held.refers_to
    language = said.language.lower() if _LANGUAGE.fullmatch(said.language) else ""
    if said.act == "unclear" or (said.act in _TALK | _ON_ITEMS and (sure.add or sure.drop or sure.reset)):
        return None
    if said.act in _TALK:
        return DialogueAct(said.act, source="model", language=language)
    if said.act in _ON_ITEMS:
        if not state.slates or (said.act in _NAMES_THEM and not refers_to):
            return None
        return DialogueAct(said.act, refers_to=refers_to, source="model", language=language)
    if not (held.topic or held.wishes or add or drop or refers_to or sure.reset or said.act in {"more", *_OPINIONS}):
        return None
    lifts = bool(drop and not add)
    kind, topic_ = _kind(said.act, held.topic, state, changes=bool(add or drop), lifts=lifts, reset=sure.reset)
    if kind in {"more", *_OPINIONS} and (not state.slates or (kind in _NAMES_THEM and not refers_to)):
        return None
    if kind == "reset":
        topic_, drop = topic_ or "", ()
        add = _said_of_anything(add, held, sure)
    if held.wishes:
        topic_ = " ".join((state.topic if topic_ is None else topic_, *held.wishes)).strip()
    return DialogueAct(
        kind,
        topic=None if topic_ is None else topic_[:_TOPIC_MAX],
        add=add,
        drop=drop,
        refers_to=refers_to,
        understood=", ".join((*(in_words(one) for one in add), *(lifted_in_words(one) for one in drop))),
        source="model",
        language=language,
    )


def _merged(sure: Sure, held: Verified) -> tuple[tuple[Constraint, ...], tuple[Drop, ...]]:
    """Add what a model understood beyond the rules: in slots of which they are sure of nothing, and more features."""
    slots = {slot_of(one) for one in sure.add} - {"feature", "attribute"}
    texts = {one.text for one in sure.add if isinstance(one, Feature)}
    names = {one.name for one in sure.add if isinstance(one, AttributeIs)}
    more = (
        one
        for one in held.add
        if slot_of(one) not in slots
        and not (isinstance(one, Feature) and one.text in texts)
        and not (isinstance(one, AttributeIs) and one.name in names)
    )
    return (*sure.add, *more), tuple(dict.fromkeys((*sure.drop, *held.drop)))


def _kind(
    said: ActKind, named: str, state: DialogueState, *, changes: bool, lifts: bool, reset: bool
) -> tuple[ActKind, str | None]:
    """Return the kind and the topic, None to keep it: what has nothing in common with the present thing is new."""
    if reset:
        return "reset", named
    if not (state.topic or state.slates):
        return "ask", named or None
    if said in _OPINIONS or (said == "more" and not changes):
        return said, None
    if named and state.topic and not topic.stems(named) & topic.stems(state.topic):
        if said in {"ask", "reset"}:
            return "reset", named
        named = f"{state.topic} {named}"
    return ("relax" if lifts and not named else "critique"), named or None


def _said_of_anything(add: tuple[Constraint, ...], held: Verified, sure: Sure) -> tuple[Constraint, ...]:
    """Leave out the limits that compare with what was shown: they say nothing of another thing."""
    compared = {one for one in sure.add if sure.relative and isinstance(one, PriceMax | PriceMin)} | held.relative
    return tuple(one for one in add if one not in compared)
