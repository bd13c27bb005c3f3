"""Chips: saying what one says lifts just its constraint, whatever is in force beside it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.removing import removable, singles
from recsys.conversation.state import apply
from recsys.model.constraints import AttributeIs, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from tests.unit.test_interpret_vocabulary import VOCABULARY
from tests.unit.test_state import BRANDS, CONSTRAINTS

RULES = RuleInterpreter()
EURO = replace(VOCABULARY, currency="EUR")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12)
MANY = st.lists(
    st.one_of(
        CONSTRAINTS,
        st.builds(Feature, TEXTS, st.booleans()),
        st.builds(Colour, st.sampled_from(["black", "grey"]), st.booleans(), st.just(("blue",))),
        st.builds(AttributeIs, st.just("weight_g"), st.sampled_from(["<", "<=", ">", ">="]), st.integers(1, 900)),
        st.builds(BrandNotIn, BRANDS),
    ),
    min_size=1,
    max_size=8,
)


def having(constraints: list[Constraint], topic: str = "mouse") -> DialogueState:
    return apply(EMPTY_STATE, DialogueAct("ask", topic=topic, add=tuple(constraints)))


@settings(max_examples=120, deadline=None)
@given(MANY, st.sampled_from(["mouse", ""]), st.integers(0))
def test_a_chip_lifts_its_constraint_and_nothing_else(constraints: list[Constraint], topic: str, chosen: int) -> None:
    state = having(constraints, topic)
    chips = removable(state, "EUR")
    chip = chips[chosen % len(chips)]
    act = RULES.interpret(chip.say, state, EURO)
    left = [label for label, _ in singles(apply(state, act), "EUR")]
    assert act.kind == "relax", act
    assert left == [label for label, _ in singles(state, "EUR") if label != chip.label]
    assert apply(state, act).topic == state.topic


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("forget from €20", ["under €90", "not Sony", "not HP", "with USB-C"]),
        ("please drop the “under €90”", ["from €20", "not Sony", "not HP", "with USB-C"]),
        ("Remove NOT SONY!", ["from €20", "under €90", "not HP", "with USB-C"]),
        ("never mind with usb-c.", ["from €20", "under €90", "not Sony", "not HP"]),
    ],
)
def test_a_constraint_is_lifted_by_its_words_however_they_are_typed(said: str, left: list[str]) -> None:
    state = having([PriceMin(20), PriceMax(90, inclusive=False), BrandNotIn(("Sony", "HP")), Feature("usb-c")])
    relaxed = apply(state, RULES.interpret(said, state, EURO))
    assert [label for label, _ in singles(relaxed, "EUR")] == left


@settings(max_examples=60, deadline=None)
@given(MANY, st.integers(0))
def test_a_chip_tapped_again_changes_nothing(constraints: list[Constraint], chosen: int) -> None:
    state = having(constraints)
    chips = removable(state, "EUR")
    chip = chips[chosen % len(chips)]
    once = apply(state, RULES.interpret(chip.say, state, EURO))
    again = RULES.interpret(chip.say, once, EURO)
    assert (again.kind, again.add, again.topic) == ("relax", (), None)
    assert apply(once, again).constraints == once.constraints
