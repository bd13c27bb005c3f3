"""What is said half beside the point: interjections, what a part must not be, one thing left for another in passing."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import Colour, Constraint, Feature, PriceMin
from recsys.model.dialogue import DialogueAct, DialogueState
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY, Called
from tests.unit.test_interpret_wordings import Case, below, is_understood, no, only, upto

NAMED = replace(
    VOCABULARY,
    names=Called.by("headphones laptop monitor speaker printer usb card doll cable photo paper", times=5),
    values={**VOCABULARY.values, "vga": 9, "video out": 3},
)


def refused(text: str) -> Feature:
    return Feature(text, wanted=False)


FEATURES = [
    Case("the plug can't be stereo, there's hardly any space behind the desk", "critique", (refused("stereo"),)),
    Case("The output interface should not be RCA.", "critique", (refused("rca"),)),
    Case("Please don't give me ones with optical plugs", "critique", (refused("optical"),)),
    Case("don't want one with a tray that takes A3", "critique", (refused("a3"),)),
    Case("I'd like one with a tray that takes A3", "critique", (Feature("a3"),)),
    Case("Please don't show me ones that are attached with a clamp.", "critique", (refused("clamp"),)),
    Case("one that is attached with a clamp then", "critique", (Feature("clamp"),)),
    Case("A wireless headset won't work for me.", "critique", (refused("wireless"),)),
    Case("not one that is meant for a ceiling", "critique", (refused("ceiling"),)),
    Case("I am not looking for one that supports USB", "critique", (refused("usb"),)),
    Case("input type should be optical", "critique", (Feature("optical"),)),
    Case("For the light source, optical is a must.", "critique", (Feature("optical"),)),
    Case("no stereo plug on the first end, there's no room in the case", "critique", (refused("stereo"),)),
    Case("As for the color, anything but white will be fine.", "critique", (Colour("white", wanted=False),)),
    Case("It needs RCA on the other end, the amp is ancient.", "critique", (Feature("rca"),)),
    Case("It needs to have bluetooth for phones.", "critique", (Feature("bluetooth"),)),
    Case("Nor should there be RCA at the first end.", "critique", (refused("rca"),)),
    Case("Nor do I want plugs that are plated with leather.", "critique", (refused("leather"),)),
    Case("Grey is a colour I would rather not have.", "critique", (Colour("grey", wanted=False),)),
    Case("Gold is too flashy for me.", "critique", (Colour("gold", wanted=False),)),
    Case("Do any of these come with USB? That's the style I need.", "critique", (Feature("usb"),)),
    Case("Make sure that bluetooth is not one of the protocols.", "critique", (refused("bluetooth"),)),
    Case("oh, and I can't use stereo connectors on it", "critique", (refused("stereo"),)),
    Case("it'd stick out in black, so any colour but that", "critique", (Colour("black", wanted=False),)),
    Case("silver's a no-go as well", "critique", (Colour("silver", wanted=False),)),
    Case("no, wireless", "critique", (Feature("wireless"),)),
    Case("and 24 mp", "critique", topic="24 mp headset"),
    Case("Blue it must not be", "critique", (Colour("blue", wanted=False),)),
    Case("Grey's a bit dull, not that colour please", "critique", (Colour("grey", wanted=False),)),
]
BRANDS = [
    Case("Please limit it to Equip or Tripp Lite.", "critique", (only("Equip", "Tripp Lite"),)),
    Case("Just Philips or HP, please, no other makers.", "critique", (only("Philips", "HP"),)),
    Case("Something like the first from HP? No other makes thanks", "critique", (only("HP"),), refers_to=(1,)),
    Case("Sony only, no other makes", "critique", (only("Sony"),), state=ONLY_SONY),
    Case("On second thoughts HP can come off the list.", "critique", (no("HP"),)),
    Case("If it doesn't say HP or Lexmark on it, I don't want it.", "critique", (only("HP", "Lexmark"),)),
    Case("no wait, not Xerox, HP. just HP", "critique", (only("HP"),)),
    Case("Please do not include Canon in the results.", "critique", (no("Canon"),), state=ONLY_SONY),
    Case("let's switch to just Philips or HP", "critique", (only("Philips", "HP"),)),
    Case("let's switch to HP", "critique", (only("HP"),)),
    Case("Samsung is a no too.", "critique", (no("Samsung"),)),
    Case("neither HP nor Canon; no, on reflection, Canon is the only brand I want", "critique", (only("Canon"),)),
    Case("Who makes it no longer concerns me; any brand is welcome.", "relax", drop=("brand",), state=ONLY_SONY),
    Case("Since the brand hardly matters, feel free to include them all.", "relax", drop=("brand",), state=ONLY_SONY),
    Case("like the third but lighter on my wallet", "critique", (below(40.0),), refers_to=(3,)),
    Case("The second costs more than I had hoped, so something cheaper", "critique", (below(60.0),), refers_to=(2,)),
    Case("Let HP be the maker.", "critique", (only("HP"),)),
    Case("anything goes brand-wise", "relax", drop=("brand",), state=ONLY_SONY),
    Case("Take the Sony restriction away.", "relax", drop=(("brand", "Sony"),), state=ONLY_SONY),
    Case("I'd prefer it to cost no more than 80.", "critique", (upto(80.0),)),
    Case("it should cost no more than $75", "critique", (upto(75.0),)),
    Case("Let's call it nine to thirty dollars", "critique", (PriceMin(9.0), upto(30.0))),
]
ITEMS = [
    Case("tell me more about the last one of the three", "details", refers_to=(3,)),
    Case("why'd you pick the second one for me?", "explain", refers_to=(2,)),
    Case("aww that first one is cute, any more like it?", "like", refers_to=(1,)),
    Case("ah the last of these is great, more in that direction please", "like", refers_to=(3,)),
    Case("That first one has something going for it. Are there others along those lines?", "like", refers_to=(1,)),
    Case("It's the second that comes closest, so more of the same sort please", "like", refers_to=(2,)),
    Case("The second one's a good fit, do you know of any that are like that?", "like", refers_to=(2,)),
    Case("Not so keen on the middle one, what could I have in its place?", "dislike", refers_to=(2,)),
    Case("The first of these does not convince me; what else is there?", "dislike", refers_to=(1,)),
    Case("the third one now is sweet, gimme more of those", "like", refers_to=(3,)),
    Case("I have made up my mind, and it is the first that I will have.", "purchase", refers_to=(1,)),
    Case("It's been a long day at the office.", "small_talk"),
    Case("just curious, why'd you suggest that second one in the first place?", "explain", refers_to=(2,)),
    Case("Third one's a deal, ring it up", "purchase", refers_to=(3,)),
    Case("Which would you go for?", "compare", refers_to=(1, 2, 3)),
    Case("another two please", "more"),
    Case("Thanks a million, this beats walking round the shops.", "thanks"),
    Case("can you help me with my tax return?", "out_of_scope"),
    Case("could you find me a cheap flight to London for next Friday?", "out_of_scope"),
    Case("btw can you reset my VPN password?", "out_of_scope"),
    Case("Could you show me more headphones that resemble the first one?", "like", refers_to=(1,)),
]


@pytest.mark.parametrize("case", FEATURES + BRANDS + ITEMS, ids=lambda case: case.say)
def test_it_is_understood(case: Case) -> None:
    is_understood(case)


@pytest.mark.parametrize(
    ("say", "topic", "add"),
    [
        ("it's my daughter's birthday on saturday and i've got nothing 😬 she wants a doll", "doll", ()),
        ("we want some music in the kitchen so i'm looking for a speaker", "speaker", ()),
        ("I'm trying to find a cable with VGA video out", "cable", (Feature("video out"), Feature("vga"))),
        ("Movie nights at ours are missing one thing, and that's a speaker.", "speaker", ()),
        ("Which cables do you stock where the second connector is not optical?", "cables", (refused("optical"),)),
        ("hello, i search a printer who uses usb as its interface", "printer", (Feature("usb"),)),
        ("Would you show me some cables, provided that they are optical models?", "cables", (Feature("optical"),)),
        ("I want a cable, provided it is not one that supports HDMI.", "cable", (refused("hdmi"),)),
        ("got any paper from Brother or Canon? hmm, wait, leave Canon out", "paper", (only("Brother"),)),
        ("I ran out of paper, so I need a new photo paper.", "photo paper", ()),
        ("Somebody walked off with my monitor, which means I'm after another", "monitor", ()),
        ("I would like to know which monitors you stock.", "monitors", ()),
        ("Do me a favour and look up laptops from HP", "laptops", (only("HP"),)),
        ("I'm on the lookout for a monitor", "monitor", ()),
        ("I need a printer, but not one for ceiling use", "printer", (refused("ceiling"),)),
        ("I need a laptop but not one that is meant for a ceiling", "laptop", (refused("ceiling"),)),
    ],
)
def test_the_thing_is_told_from_what_stands_around_it(say: str, topic: str, add: tuple[Constraint, ...]) -> None:
    act = _read(say, NEW)
    assert (act.kind, act.topic, set(act.add)) == ("ask", topic, set(add))


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("Forget the headset for a sec, I need a monitor for less than 30 dollars", "monitor"),
        ("That's enough about headsets. I'd like a monitor for less than 30 dollars", "monitor"),
        ("Something different now: I'm after a monitor, below 30 dollars", "monitor"),
        ("And now a pressie for my niece: I want a doll for less than 30 dollars", "doll"),
        ("Let's set the headset aside. I need a monitor as well, below $30", "monitor"),
        ("Let's leave headsets. What I also need is a monitor under $30", "monitor"),
        ("Let us leave that aside; what I actually need is a monitor below $30", "monitor"),
        ("I'm after a monitor under $30", "monitor"),
    ],
)
def test_one_thing_is_left_for_another_in_passing(say: str, topic: str) -> None:
    act = _read(say, SHOWN)
    assert (act.kind, act.topic, act.add) == ("reset", topic, (below(30),))


@pytest.mark.parametrize("say", ["Ha, I swear that card waits until I'm in a hurry.", "it has to be a set"])
def test_what_is_said_of_the_thing_is_no_other_thing(say: str) -> None:
    assert _read(say, SHOWN).kind != "reset"


def test_what_is_taken_back_for_something_else_that_will_do_is_the_latest_wish() -> None:
    act = _read("Drop that, wired is fine too.", CAPPED)
    assert (act.kind, act.drop) == ("relax", (("feature", "wireless"),))


def test_what_somebody_was_told_takes_back_no_more_than_it_says() -> None:
    act = _read("ok scratch that, procurement just told me it's gotta be either HP or Canon", SHOWN)
    assert (act.kind, act.add) == ("critique", (only("HP", "Canon"),))


def test_a_picture_between_words_ends_the_sentence_but_not_the_name() -> None:
    assert _read("I need a 🖨 printer", NEW).topic == "printer"
    assert _read("we're out of paper again 🙄 nothing wireless tho", NEW).add == (refused("wireless"),)


def _read(say: str, state: DialogueState) -> DialogueAct:
    return RuleInterpreter().interpret(say, state, NAMED)
