"""Frames of sentences rather than sentences: whatever stands in their slots, each is read the same way."""

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY

RULES = RuleInterpreter()
CHEAPER = [PriceMax(40, inclusive=False)]


def after(say: str, before: DialogueState = SHOWN) -> list[Constraint]:
    return [stated.constraint for stated in apply(before, RULES.interpret(say, before, VOCABULARY)).constraints]


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("cheapest 30, most expensive 90", [PriceMin(30), PriceMax(90)]),
        ("60 at the low end and 95 at the high end", [PriceMin(60), PriceMax(95)]),
        ("above 50 and below 100", [PriceMin(50, inclusive=False), PriceMax(100, inclusive=False)]),
        ("50 < price < 90", [PriceMin(50), PriceMax(90)]),
        ("between 50 n 75", [PriceMin(50), PriceMax(75)]),
        ("anything over 75 is a no", [PriceMax(75)]),
        ("100 plus please", [PriceMin(100)]),
        ("80 bucks, plus or minus", [PriceMin(60), PriceMax(100)]),
        ("45 at the outside", [PriceMax(45)]),
        ("undr 70 preferably", [PriceMax(70, inclusive=False)]),
        ("I'm happy to pay more than 130", [PriceMin(130, inclusive=False)]),
        ("I'd like to remain under the 100 dollar mark", [PriceMax(100, inclusive=False)]),
        ("under a tenner", [PriceMax(10, inclusive=False)]),
        ("75's my limit", [PriceMax(75)]),
        ("what can I get for 65", [PriceMax(65)]),
        ("raise the minimum to 90", [PriceMin(90)]),
    ],
)
def test_limits_in_numbers(say: str, expected: list[Constraint]) -> None:
    assert after(say) == expected


@pytest.mark.parametrize(
    "say",
    [
        "jeez these are dear",
        "no way am I paying that",
        "not at these prices",
        "those prices make my eyes water",
        "something more reasonably priced",
        "kinder to my bank account",
        "bring it down a bit",
        "these all cost an arm and a leg",
        "cheaperrr",
    ],
)
def test_complaints_about_a_price_ask_for_less(say: str) -> None:
    assert after(say) == CHEAPER


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("i had a canon once, never again", [BrandNotIn(("Canon",))]),
        ("my boss hates dell so not that", [BrandNotIn(("DELL",))]),
        ("Epson has disappointed me", [BrandNotIn(("Epson",))]),
        ("we had leaks with Lexmark, so please skip them", [BrandNotIn(("Lexmark",))]),
        ("Philips can stay out of this", [BrandNotIn(("Philips",))]),
        ("I don't want a Canon or an Epson", [BrandNotIn(("Canon", "Epson"))]),
        ("forget HP, Canon only", [BrandIn(("Canon",))]),
        ("I'm a Samsung fan, show me those", [BrandIn(("Samsung",))]),
        ("I'd go for a Samsung", [BrandIn(("Samsung",))]),
        ("Samsung breaks all the time, avoid", [BrandNotIn(("Samsung",))]),
        ("get rid of the Dells", [BrandNotIn(("DELL",))]),
        ("leave Dell aside please", [BrandNotIn(("DELL",))]),
        ("we have an agreement with DELL so it needs to be theirs", [BrandIn(("DELL",))]),
    ],
)
def test_brands_are_judged_by_their_clause(say: str, expected: list[Constraint]) -> None:
    assert after(say) == expected


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("glossy ones give me headaches, so not glossy", [Feature("glossy", wanted=False)]),
        ("I always lose the dongle so bluetooth please", [Feature("bluetooth")]),
        ("black goes better with my desk", [Colour("black")]),
        ("the cheap ones always break, show me stuff above 140", [PriceMin(140, inclusive=False)]),
        ("I sit here ten hours a day, under 90 please", [PriceMax(90, inclusive=False)]),
        ("under 90 because I need hdmi too", [PriceMax(90, inclusive=False), Feature("hdmi")]),
        ("70 to 90 would be spot on", [PriceMin(70), PriceMax(90)]),
    ],
)
def test_what_people_tell_is_no_feature(say: str, expected: list[Constraint]) -> None:
    assert after(say) == expected


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("needs hdmi and stereo", [Feature("hdmi"), Feature("stereo")]),
        ("over-ear and wireless", [Feature("over-ear"), Feature("wireless")]),
        ("line-interactive would be preferable", [Feature("line-interactive")]),
        ("of the over-ear kind", [Feature("over-ear")]),
        ("are any of them wireless? that's what I want", [Feature("wireless")]),
        ("do these have bluetooth? I need bluetooth", [Feature("bluetooth")]),
        ("don't want bluetooth", [Feature("bluetooth", wanted=False)]),
        ("bluetoth please", [Feature("bluetooth")]),
        ("hdmi is not needed", []),
    ],
)
def test_features_in_many_frames(say: str, expected: list[Constraint]) -> None:
    assert after(say) == expected


@pytest.mark.parametrize(
    ("say", "before", "kind"),
    [
        ("budget is out the window", CAPPED, PriceMax),
        ("remove the 100 cap", CAPPED, PriceMax),
        ("lets not worry bout price", CAPPED, PriceMax),
        ("the sky's the limit", CAPPED, PriceMax),
        ("price limit no longer applies", CAPPED, PriceMax),
        ("never mind what it costs", CAPPED, PriceMax),
        ("colour doesn't bother me", CAPPED, Colour),
        ("I'd be ok with a different make", ONLY_SONY, BrandIn),
        ("take the price limit off", CAPPED, PriceMax),
        ("colour? whatever", CAPPED, Colour),
        ("open to any make really", ONLY_SONY, BrandIn),
        ("don't limit it to Sony", ONLY_SONY, BrandIn),
        ("Sony or not, I don't care", ONLY_SONY, BrandIn),
        ("it could be another brand too", ONLY_SONY, BrandIn),
    ],
)
def test_what_is_lifted(say: str, before: DialogueState, kind: type) -> None:
    kept = [stated.constraint for stated in before.constraints if type(stated.constraint) is not kind]
    assert after(say, before) == kept


def test_a_limit_that_is_taken_back_for_another_leaves_the_rest() -> None:
    act = RULES.interpret("scratch that, I can only do 90", CAPPED, VOCABULARY)
    assert (act.kind, act.add) == ("critique", (PriceMax(90),))
    assert RULES.interpret("scratch that, I need a keyboard", CAPPED, VOCABULARY).kind == "reset"


@pytest.mark.parametrize(
    ("say", "kind", "refers_to"),
    [
        ("what sets the first and third apart", "compare", (1, 3)),
        ("compare the cheapest and the dearest", "compare", (3, 2)),
        ("not feeling the second tbh", "dislike", (2,)),
        ("the second looks cheap and nasty, something else?", "dislike", (2,)),
        ("I'd never buy the second", "dislike", (2,)),
        ("2 it is, order it", "purchase", (2,)),
        ("go ahead with the second", "purchase", (2,)),
        ("show me things in the same vein as the 2nd", "like", (2,)),
        ("any alternatives you could suggest?", "more", ()),
        ("not bad, but let me see some more first", "more", ()),
        ("how did you end up with these", "explain", ()),
        ("how do I reset my windows password", "out_of_scope", ()),
        ("what's 15% of 240", "out_of_scope", ()),
    ],
)
def test_acts_on_what_was_shown(say: str, kind: str, refers_to: tuple[int, ...]) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.refers_to) == (kind, refers_to)
    assert apply(SHOWN, act).constraints == SHOWN.constraints


@pytest.mark.parametrize(
    ("say", "topic", "add"),
    [
        ("Dear Sir/Madam, kindly quote for network switches", "network switches", []),
        ("do you reckon you've got any silver docking stations", "docking stations", [Colour("silver")]),
        ("our old scanner packed up and we need a replacement, Epson ideally", "scanner", [BrandIn(("Epson",))]),
        ("a scanner... or wait, maybe a printer? no, scanner, under 150", "scanner", [PriceMax(150, inclusive=False)]),
        ("memory module ddr4, not kingston", "memory module ddr4",
         [BrandNotIn(("Kingston Technology",)), Feature("ddr4")]),
    ],
)  # fmt: skip
def test_first_messages(say: str, topic: str, add: list[Constraint]) -> None:
    act = RULES.interpret(say, NEW, VOCABULARY)
    assert (act.kind, act.topic, list(act.add)) == ("ask", topic, add)
