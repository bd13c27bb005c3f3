"""Messages that no rule explains as a whole: what of the catalog they name is heard all the same."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_vocabulary import NEW, SHOWN, VOCABULARY, Called, state

RULES = RuleInterpreter()


NAMED = replace(VOCABULARY, names=Called(headphones=40, pda=9, boss=4, action=12, figures=10, scanners=8))
MANY = replace(VOCABULARY, categories={name: (name.title(), 20) for name in ("headsets", "cables", "monitors")})


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("My boss still uses a PDA and wants a new one.", "pda"),
        ("A colleague broke his headphones and needs new ones.", "headphones"),
        ("my nephew collects action figures, let's see some", "action figures"),
        ("What have you got in scanners?", "scanners"),
        ("hi, a scanner that also handles usb would be great", "scanner"),
        ("Morning! The room next to ours needs a projector, any suggestions?", "projector"),
    ],
)
def test_a_first_message_asks_for_the_thing_that_it_names(say: str, topic: str) -> None:
    act = RULES.interpret(say, NEW, NAMED)
    assert (act.kind, act.topic) == ("ask", topic)


@pytest.mark.parametrize(
    ("say", "before"), [("2", NEW), ("hm", NEW), ("Can you also fix the wireless on the 4th floor?", SHOWN)]
)
def test_what_names_nothing_or_asks_for_other_work_finds_nothing(say: str, before: DialogueState) -> None:
    assert RULES.interpret(say, before, NAMED).kind not in {"ask", "critique"}


@pytest.mark.parametrize(
    ("say", "before", "expected"),
    [
        ("Please make sure it's rated for rackmount use.", SHOWN, [Feature("rackmount")]),
        ("wireless not needed", SHOWN, []),
        ("everyone here has a black one, so please no black", SHOWN, [Colour("black", wanted=False)]),
        ("black is no longer a must, it just can't be grey", state(Colour("black")), [Colour("grey", wanted=False)]),
        ("HP. We don't support other vendors.", SHOWN, [BrandIn(("HP",))]),
        ("Epson lamps aren't for me either", SHOWN, [BrandNotIn(("Epson",))]),
        ("Epson should go, too.", SHOWN, [BrandNotIn(("Epson",))]),
        ("ones that have nothing to do with bluetooth", SHOWN, [Feature("bluetooth", wanted=False)]),
        ("Leave off the ones with leather.", SHOWN, [Feature("leather", wanted=False)]),
        ("Epson lamps I can't use", SHOWN, [BrandNotIn(("Epson",))]),
        ("I've always bought Ubiquiti so stick with them.", SHOWN, [BrandIn(("Ubiquiti",))]),
        ("nothing at 30 or above please", SHOWN, [PriceMax(30, inclusive=False)]),
        ("I've set aside some 90 dollars.", SHOWN, [PriceMin(67.5), PriceMax(112.5)]),
        ("My limits are $24 at the bottom and $50 at the top.", SHOWN, [PriceMin(24), PriceMax(50)]),
        ("if there's usb in the description I'm not interested", SHOWN, [Feature("usb", wanted=False)]),
        ("one where leather isn't mentioned", SHOWN, [Feature("leather", wanted=False)]),
        ("don't give me wireless ones", SHOWN, [Feature("wireless", wanted=False)]),
        ("none of those old wireless ones pls", SHOWN, [Feature("wireless", wanted=False)]),
        ("HP or Canon, those are what IT supports.", SHOWN, [BrandIn(("HP", "Canon"))]),
        ("wireless or not makes no difference", state(Feature("wireless")), []),
    ],
)
def test_what_is_said_comes_into_force(say: str, before: DialogueState, expected: list[Constraint]) -> None:
    after = apply(before, RULES.interpret(say, before, VOCABULARY))
    assert {stated.constraint for stated in after.constraints} == set(expected)
    assert after.topic == before.topic


def test_nothing_else_is_a_question_for_more() -> None:
    assert RULES.interpret("Nothing else?", SHOWN, VOCABULARY).kind == "more"
    assert RULES.interpret("lol it's only Monday and I'm already tired", SHOWN, VOCABULARY).add == ()


def test_what_was_meant_is_the_thing_and_how_two_differ_a_comparison() -> None:
    assert RULES.interpret("sorry, I meant cables", SHOWN, MANY).topic == "cables"
    assert RULES.interpret("how is the first different from the second?", SHOWN, VOCABULARY).kind == "compare"


def test_a_price_can_be_beaten() -> None:
    act = RULES.interpret("Can you beat the price of the second?", SHOWN, VOCABULARY)
    second = SHOWN.slates[-1].items[1].price
    assert second is not None
    assert act.add == (PriceMax(second, inclusive=False),)
