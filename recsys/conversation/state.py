"""The dialogue state: pure functions from one state to the next."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from recsys.conversation.wording import in_words
from recsys.model.answer import Pick
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
    Slot,
    Stated,
    slot_of,
)
from recsys.model.dialogue import (
    SHOWN_KEPT,
    SLATES_KEPT,
    DialogueAct,
    DialogueState,
    ShownItem,
    ShownSlate,
)
from recsys.model.ids import ItemId

CONSTRAINTS_KEPT = 40
"""Far more than anybody states; the oldest give way, so that no talk grows without bound."""
_NAMED_KEPT = SHOWN_KEPT


def apply(state: DialogueState, act: DialogueAct) -> DialogueState:
    """Return the state after an act was understood and before it is answered; `turns` is left to the answer.

    First everything is dropped that the act drops, then what it adds is put in force: last write wins in each slot,
    exclusions of brands and features add up. Ids that the act refers to become liked, rejected or bought.
    """
    if act.kind == "reset":
        state = replace(state, topic="", constraints=(), shown=(), liked=())
    constraints = _without_alternatives(_dropped(state.constraints, act.drop), act.topic or "")
    for constraint in act.add:
        constraints = _stated(constraints, Stated(constraint, state.turns, in_words(constraint)))
    topic = _agreeing(state.topic if act.topic is None else act.topic, act.add)
    state = replace(
        state,
        topic=topic,
        constraints=constraints[-CONSTRAINTS_KEPT:],
    )
    return _with_opinions(state, act)


def with_slate(state: DialogueState, picks: Sequence[Pick]) -> DialogueState:
    """Return the state after a turn that was answered with a slate: the turn is counted, its items are remembered."""
    items = tuple(_as_shown(pick.item) for pick in picks)
    before = tuple(_without_measures(slate) for slate in state.slates) if items else state.slates
    return replace(
        state,
        turns=state.turns + 1,
        slates=(*before, ShownSlate(state.turns, items))[-SLATES_KEPT:] if items else state.slates,
        shown=_added(state.shown, (item.item for item in items)),
    )


def gone_back(state: DialogueState, then: DialogueState) -> DialogueState:
    """Return the state for what is said of an earlier answer; `then` is the state after that one.

    Within one topic all that was said since holds on, and it is that answer's items which are spoken of. Else the talk
    goes back to what that answer was about, with its limits. What was bought or not liked since stays so.
    """
    if then.topic != state.topic:
        rejected, bought = _added(then.rejected, state.rejected), _added(then.bought, state.bought)
        return replace(then, turns=state.turns, rejected=rejected, bought=bought)
    if not then.slates or state.slates[-1:] == then.slates[-1:]:
        return state
    spoken_of = then.slates[-1]
    others = tuple(_without_measures(slate) for slate in state.slates if slate.turn != spoken_of.turn)
    return replace(state, slates=(*others, spoken_of)[-SLATES_KEPT:])


def _as_shown(item: Item) -> ShownItem:
    measures = tuple(
        (name, float(value))
        for name, value in item.attributes.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    )
    return ShownItem(item.id, item.price, item.brand, item.title, measures)


def _without_measures(slate: ShownSlate) -> ShownSlate:
    return replace(slate, items=tuple(replace(item, measures=()) for item in slate.items))


def active_constraints(
    state: DialogueState, act: DialogueAct, *, bought: Iterable[ItemId] = (), disliked: Iterable[ItemId] = ()
) -> tuple[Constraint, ...]:
    """Return all that holds for the answer to an act: what was stated, and the items that must not come (again).

    `bought` and `disliked` are the person's, beyond this conversation. With "more", "like", "own" and a "dislike" of
    all, nothing that was shown on this topic comes again.
    """
    barred = [*state.bought, *state.rejected, *bought, *disliked]
    if act.kind in {"more", "like", "own"} or (act.kind == "dislike" and not act.refers_to):
        barred += state.shown
    stated = tuple(entry.constraint for entry in state.constraints)
    return (*stated, NotItems(tuple(dict.fromkeys(barred)))) if barred else stated


def referred(state: DialogueState, act: DialogueAct) -> tuple[ItemId, ...]:
    """Return the items an act refers to in the latest slate; positions that it does not have are left out."""
    if not state.slates:
        return ()
    shown = state.slates[-1].items
    return tuple(shown[position - 1].item for position in act.refers_to if 0 < position <= len(shown))


def _with_opinions(state: DialogueState, act: DialogueAct) -> DialogueState:
    items = referred(state, act)
    match act.kind:
        case "dislike":
            rejected = items or (tuple(item.item for item in state.slates[-1].items) if state.slates else ())
            liked = tuple(item for item in state.liked if item not in rejected)
            return replace(state, rejected=_added(state.rejected, rejected), liked=liked)
        case "like" | "critique":
            return replace(state, liked=_added(state.liked, items))
        case "purchase" | "own":
            return replace(state, bought=_added(state.bought, items))
        case _:
            return state


def _added(known: tuple[ItemId, ...], new: Iterable[ItemId]) -> tuple[ItemId, ...]:
    """Return both, each once, the new ones last, the latest that are kept."""
    fresh = tuple(dict.fromkeys(new))
    return (*(item for item in known if item not in fresh), *fresh)[-_NAMED_KEPT:]


def _dropped(constraints: tuple[Stated, ...], drops: Sequence[Slot | tuple[Slot, str]]) -> tuple[Stated, ...]:
    for drop in drops:
        if isinstance(drop, str):
            constraints = tuple(stated for stated in constraints if slot_of(stated.constraint) != drop)
        else:
            slot, value = drop
            constraints = tuple(
                rest for stated in constraints if (rest := _without_value(stated, slot, value.lower())) is not None
            )
    return constraints


def _without_value(stated: Stated, slot: Slot, value: str) -> Stated | None:
    """Return what remains of a constraint when one value of its slot is lifted, None when nothing does."""
    constraint = stated.constraint
    if slot_of(constraint) != slot:
        return stated
    match constraint:
        case BrandIn(names) | BrandNotIn(names) | CategoryIn(names) | CategoryNotIn(names):
            rest = tuple(name for name in names if name.lower() != value)
            if rest == names:
                return stated
            return replace(stated, constraint=type(constraint)(rest)) if rest else None
        case Colour(name, wanted, others):
            left = tuple(colour for colour in (name, *others) if colour.lower() != value)
            return replace(stated, constraint=Colour(left[0], wanted, left[1:])) if left else None
        case Feature(name):
            return None if name.lower() == value else stated
        case AttributeIs(name, op):  # by name, or one of two bounds: "weight_g <"
            return None if value in {name.lower(), f"{name.lower()} {op[0]}"} else stated
        case PriceMin() | PriceMax():
            bound = {"min", "from", "minimum"} if isinstance(constraint, PriceMin) else {"max", "up to", "maximum"}
            return None if value in bound else stated
        case InStock() | NotItems():
            return None
        case _:
            assert_never(constraint)


def _stated(constraints: tuple[Stated, ...], new: Stated) -> tuple[Stated, ...]:
    """Put one constraint in force: what it replaces goes, what it adds to is merged with it."""
    constraint = new.constraint
    replaced: Callable[[Constraint], bool]
    match constraint:
        case PriceMin() | PriceMax():
            replaced = lambda old: (  # noqa: E731 - one short test for each kind
                isinstance(old, PriceMin | PriceMax)
                and (type(old) is type(constraint) or are_contradictory(old, constraint))
            )
        case BrandIn():
            replaced = lambda old: slot_of(old) == "brand"  # noqa: E731
        case CategoryIn():
            replaced = lambda old: slot_of(old) == "category"  # noqa: E731
        case BrandNotIn() | CategoryNotIn() | NotItems():
            new = replace(new, constraint=_merged(constraints, constraint))
            replaced = lambda old: slot_of(old) == slot_of(constraint)  # noqa: E731
        case Colour():
            replaced = lambda old: isinstance(old, Colour)  # noqa: E731
        case Feature(text, wanted):
            replaced = lambda old: (  # noqa: E731
                isinstance(old, Feature)
                and (old.text == text or (wanted and old.wanted and are_alternatives(old.text, text)))
            )
        case AttributeIs(name, op):
            replaced = lambda old: isinstance(old, AttributeIs) and (old.name, old.op[0]) == (name, op[0])  # noqa: E731
        case InStock():
            replaced = lambda old: isinstance(old, InStock)  # noqa: E731
        case _:
            assert_never(constraint)
    return (*(stated for stated in constraints if not replaced(stated.constraint)), new)


def are_contradictory(one: PriceMin | PriceMax, other: PriceMin | PriceMax) -> bool:
    """Return whether no price is within both bounds: "over 25" and "under 1"."""
    low, high = (one, other) if isinstance(one, PriceMin) else (other, one)
    if type(low) is type(high):
        return False
    return low.value > high.value or (low.value == high.value and not (low.inclusive and high.inclusive))


def overruled(before: DialogueState, act: DialogueAct) -> tuple[PriceMin | PriceMax, ...]:
    """Return the price limits that contradict what an act says and therefore hold no longer."""
    new = [one for one in act.add if isinstance(one, PriceMin | PriceMax)]
    old = [stated.constraint for stated in _dropped(before.constraints, act.drop)]
    return tuple(
        one for one in old if isinstance(one, PriceMin | PriceMax) and any(are_contradictory(one, two) for two in new)
    )


def are_alternatives(one: str, other: str) -> bool:
    """Return whether no thing is both: of the same form, with another word or number in it.

    "in-ear" and "over-ear", "16 gb" and "32 gb"; not "in-ear" and "wireless".
    """
    (first, second), sides = _halves(one), _halves(other)
    return bool(second) and second == sides[1] and first != sides[0]


def _halves(text: str) -> tuple[str, str]:
    if match := re.fullmatch(r"([a-z]+)-([a-z]{2,})|(\d+(?:\.\d+)?) ?([a-z]+)", text):
        left, right, number, unit = match.groups()
        return (left, right) if right else (number, unit)
    return text, ""


def _agreeing(topic: str, add: Sequence[Constraint]) -> str:
    """Return a topic without the words that new constraints contradict: "gaming chair", then "no gaming"."""
    words = topic.split()
    for constraint in add:
        if isinstance(constraint, Feature):
            words = [
                word
                for word in words
                if not (are_alternatives(word, constraint.text) if constraint.wanted else word == constraint.text)
            ]
    return " ".join(words) or topic


def _without_alternatives(constraints: tuple[Stated, ...], topic: str) -> tuple[Stated, ...]:
    """Return what a new topic does not contradict: "in-ear" does not outlast "over-ear headphones"."""
    words = topic.split()
    return tuple(
        stated
        for stated in constraints
        if not (
            isinstance(stated.constraint, Feature)
            and stated.constraint.wanted
            and any(are_alternatives(word, stated.constraint.text) for word in words)
        )
    )


def _merged(
    constraints: tuple[Stated, ...], new: BrandNotIn | CategoryNotIn | NotItems
) -> BrandNotIn | CategoryNotIn | NotItems:
    olds = [stated.constraint for stated in constraints if type(stated.constraint) is type(new)]
    match new:
        case BrandNotIn(names):
            old_names = [name for old in olds if isinstance(old, BrandNotIn) for name in old.brands]
            return BrandNotIn(tuple(dict.fromkeys((*old_names, *names))))
        case CategoryNotIn(names):
            old_names = [name for old in olds if isinstance(old, CategoryNotIn) for name in old.categories]
            return CategoryNotIn(tuple(dict.fromkeys((*old_names, *names))))
        case NotItems(ids):
            old_ids = [item for old in olds if isinstance(old, NotItems) for item in old.ids]
            return NotItems(tuple(dict.fromkeys((*old_ids, *ids)))[-_NAMED_KEPT:])
        case _:
            assert_never(new)
