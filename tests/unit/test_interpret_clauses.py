"""The clause around a name decides whether it is wanted, before the name or after it; and what else a clause says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_vocabulary import BRANDS, SHOWN, VOCABULARY

RULES = RuleInterpreter()
ORDINARY = {"Sharp", "Brother", "ACT", "Equip"}
"""Brands that are words too, which some frames leave open."""

REJECTIONS = [
    "{} I don't want",
    "{} I'd rather not",
    "{}, I'd rather not",
    "{} is the one brand I won't buy",
    "{} I don't like, others are all good",
    "{} too, I don't want it",
    "{}? I don't trust them",
    "{} also I do not wish to have",
    "{} is also not what I want",
    "{}, which we never buy",
    "{} I refuse to buy",
    "{} products I could do without",
    "{} I have no use for",
    "from somebody else than {}, is there anything?",
    "any maker other than {}",
    "every brand except {} is okay",
]
ACCEPTANCES = [
    "{} I don't mind",
    "{}, I don't care about the looks",
    "{}, I don't want anything else",
    "{} I can't live without",
    "{} please, I don't have much time",
    "{}, I can't recommend it enough",
    "{}, never had a problem with them",
    "{} please, I don't want to wait",
    "{}, nobody makes better ones",
    "{} is what I'd like, only that",
    "why not {}",
    "nothing but {}",
    "no problem with {}",
]


def held(message: str, state: DialogueState = SHOWN) -> set[Constraint]:
    after = apply(state, RULES.interpret(message, state, VOCABULARY))
    assert after.topic == SHOWN.topic
    return {stated.constraint for stated in after.constraints}


@given(st.sampled_from(sorted({*BRANDS} - ORDINARY)), st.sampled_from(REJECTIONS), st.sampled_from(ACCEPTANCES))
def test_a_brand_is_wanted_or_not_by_its_clause(brand: str, rejection: str, acceptance: str) -> None:
    assert held(rejection.format(brand)) == {BrandNotIn((brand,))}
    assert held(acceptance.format(brand)) == {BrandIn((brand,))}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("no HP, Canon please", {BrandIn(("Canon",))}),
        ("not only HP", set[Constraint]()),
        ("HP please, I don't need wireless", {BrandIn(("HP",)), Feature("wireless", wanted=False)}),
        ("the wireless ones I don't need", {Feature("wireless", wanted=False)}),
        ("parallel not needed, leave those out", {Feature("parallel", wanted=False)}),
        ("glossy is also not what I want", {Feature("glossy", wanted=False)}),
        ("wireless not needed", set[Constraint]()),
        ("black I don't like", {Colour("black", wanted=False)}),
        ("why not a black one", {Colour("black")}),
        ("the second is good but I need it in stereo", {Feature("stereo")}),
        ("it has to be posible today", set[Constraint]()),
        ("make that Belkin", {BrandIn(("Belkin",))}),
        ("we always use Colgate at home so I'd like only that", {BrandIn(("Colgate",))}),
        ("I really can't pay 20 dollars or more", {PriceMax(20.0, inclusive=False)}),
        ("80 dollars or around there", {PriceMin(60.0), PriceMax(100.0)}),
        ("13 would be more like it", {PriceMin(9.75), PriceMax(16.25)}),
    ],
)
def test_what_a_clause_says(message: str, expected: set[Constraint]) -> None:
    assert held(message) == expected


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("apart from these?", "more"),
        ("anything besides these", "more"),
        ("the third is nice, can I know more?", "details"),
    ],
)
def test_what_is_asked_of_the_items_shown(message: str, kind: str) -> None:
    assert RULES.interpret(message, SHOWN, VOCABULARY).kind == kind


@pytest.mark.parametrize(
    "message",
    [
        "why not the Epson?",
        "but why not the Epson",
        "why not Epson?",
        "why no Epson?",
        "how come there are no Epson ones?",
        "why is there nothing from Epson?",
        "why did you leave out Epson?",
        "why didn't you show Epson?",
        "why can't you show Epson?",
        "why not black?",
        "why not under 40?",
        "why isn't the second one wireless?",
    ],
)
def test_why_something_was_left_out_is_a_question_and_no_wish(message: str) -> None:
    act = RULES.interpret(message, SHOWN, VOCABULARY)
    assert (act.kind, act.add, act.drop) == ("explain", (), ())


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("why not show me Epson?", {BrandIn(("Epson",))}),
        ("why don't we try a black one?", {Colour("black")}),
        ("why not something cheaper?", {PriceMax(40.0, inclusive=False)}),
    ],
)
def test_why_not_do_it_proposes_it(message: str, expected: set[Constraint]) -> None:
    assert held(message) == expected


def test_a_brand_forgotten_by_half_its_name_is_lifted() -> None:
    state = apply(SHOWN, RULES.interpret("only Konica Minolta", SHOWN, VOCABULARY))
    assert held("ok forget konica, every brand is fine with me", state) == set()


def test_the_only_thing_of_a_story_is_what_is_wanted() -> None:
    act = RULES.interpret("My printer died yesterday, I need to get a new one.", DialogueState(), VOCABULARY)
    assert (act.kind, act.topic) == ("ask", "printer")
