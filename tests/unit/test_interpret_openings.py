"""How a request begins: who wants it, what it is for and what befell the old one are no part of what is asked for."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Feature, PriceMax, PriceMin
from tests.unit.test_interpret_vocabulary import NEW, SHOWN, VOCABULARY, Called

RULES = RuleInterpreter()
NAMES = Called.by(
    "accessories adapter backpack cable card case coffee coax extender firewire hdmi headphones lamp laptop "
    "laser machine memory monitor mount mouse power printer projector rack radio scanner tapes usb video wall "
    "webcam",
    times=5,
)
NAMED = replace(VOCABULARY, names=NAMES)


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("The lads in the workshop are begging for a radio.", "radio"),
        ("dashcam ate another memory card", "memory card"),
        ("Video extender needed at circa $150.", "video extender"),
        ("black coax cable needed for the conference room, thx", "coax cable for the conference room"),
        ("my mum wants a radio, nothing fancy", "radio"),
        ("Our office is looking for a monitor.", "monitor"),
        ("Would you happen to have headphones?", "headphones"),
        ("could y'all rustle up a webcam?", "webcam"),
        ("I was wondering whether you might carry a wall mount", "wall mount"),
        ("can u help me out w/ a laser printer", "laser printer"),
        ("let me have a look at rack accessories", "rack accessories"),
        ("I could use a coffee machine", "coffee machine"),
        ("less than thirty dollars for a scanner, exams coming up", "scanner"),
        ("a gift for my boss: wireless mouse", "wireless mouse"),
        ("for the meeting room - hdmi cable", "hdmi cable for the meeting room"),
        ("lamp for my projector burned out. any brand as long as it's not Sony", "lamp for my projector"),
        ("Good morning, our coffee machine broke down and everybody mourns. What do you suggest?", "coffee machine"),
        ("My son wants a grey backpack for school", "backpack for school"),
        ("a firewire cable for digitising my old tapes", "firewire cable for digitising my old tapes"),
        ("I want an HP scanner, but without a lid", "scanner"),
        ("something to carry a laptop", "something to carry a laptop"),
        ("I lost the power adapter of my laptop, do you have a new one?", "power adapter of my laptop"),
        ("Patient data on my screen, nosy visitors behind me: a wall mount, please", "wall mount"),
        ("which headphones do you have? mine died last night", "headphones"),
        ("Night shift, forgot to shave, guests at dawn. Do you carry wall mounts that aren't Sony?", "wall mounts"),
    ],
)
def test_the_thing_is_told_from_how_it_is_asked_for(say: str, topic: str) -> None:
    act = RULES.interpret(say, NEW, NAMED)
    assert (act.kind, act.topic) == ("ask", topic)
    assert not any(isinstance(one, Feature) and one.text in topic for one in act.add)


def test_a_greeting_names_no_thing() -> None:
    assert not RULES.interpret("Greetings from Portugal!", NEW, NAMED).topic


def test_a_first_message_leaves_nothing_behind() -> None:
    act = RULES.interpret("my niece is mad about scanners. nothing by Sony, she has enough of these", NEW, NAMED)
    assert (act.kind, act.add) == ("ask", (BrandNotIn(("Sony",)),))


@pytest.mark.parametrize(
    ("say", "add"),
    [
        ("leave out the Sony ones", [BrandNotIn(("Sony",))]),
        ("just the Sony ones", [BrandIn(("Sony",))]),
        ("Just Sony for me.", [BrandIn(("Sony",))]),
        ("Sony always fails me", [BrandNotIn(("Sony",))]),
        ("9 bucks at the low end, 35 tops", [PriceMin(9.0), PriceMax(35.0)]),
        ("My limits are 15 dollars at the bottom and 48 at the top.", [PriceMin(15.0), PriceMax(48.0)]),
        ("I can't expense anything of 11 dollars and up", [PriceMax(11.0, inclusive=False)]),
        ("the ones at 28 dollars and below are rubbish", [PriceMin(28.0, inclusive=False)]),
        ("does it come in red by any chance, id only want that", [Colour("red")]),
        ("if it isn't too much trouble, nothing over 50", [PriceMax(50.0)]),
        ("I would distrust anything that is not above $50", [PriceMin(50.0, inclusive=False)]),
        ("we had zips fail on Sony, so steer clear of them", [BrandNotIn(("Sony",))]),
        ("It doesn't enter in our shelf if it is wired, so no wired", [Feature("wired", wanted=False)]),
        ("The plug at the back is USB, so it must have that.", [Feature("usb")]),
        ("We cannot have wired ones, so kindly take those away.", [Feature("wired", wanted=False)]),
        ("our lobby walls are red, so please nothing over 50", [PriceMax(50.0)]),
        ("I'm not paying 50 dollars or more for them", [PriceMax(50.0, inclusive=False)]),
        ("Those are above what my manager approved, nothing over 50", [PriceMax(50.0)]),
    ],
)
def test_it_is_understood(say: str, add: list[object]) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, list(act.add)) == ("critique", add)


@pytest.mark.parametrize("say", ["how heavy is it?", "what's the battery life like", "how many ports do they have"])
def test_a_question_about_what_is_shown_is_answered_and_changes_nothing(say: str) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.add, act.refers_to) == ("compare", (), (1, 2, 3))


@pytest.mark.parametrize(
    ("say", "kind"),
    [
        ("first one's mine, add it to my cart", "purchase"),
        ("the first of these has been lying in my drawer for years", "own"),
        ("the first does nothing for me", "dislike"),
        ("first one, you recommend it because of what?", "explain"),
    ],
)
def test_the_item_meant_is_told_and_what_is_said_of_it(say: str, kind: str) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.refers_to) == (kind, (1,))


def test_a_word_is_not_refused_by_the_letters_in_it() -> None:
    act = RULES.interpret("firewire cable, enough layout", NEW, NAMED)
    assert not [one for one in act.add if isinstance(one, Feature) and not one.wanted]
