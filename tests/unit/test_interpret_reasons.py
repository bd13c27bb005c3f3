"""What people say with a reason or a story beside it, and what it must be understood as."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import Colour, Feature, PriceMin
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, VOCABULARY, Called
from tests.unit.test_interpret_wordings import Case, below, is_understood, no, only, upto

NAMES = Called.by("action board figures headset jigsaw keyboard labels printer puzzles scanner trays", times=5)
NAMED = replace(VOCABULARY, names=NAMES)

FEATURES = [
    Case("I'd want a stereo plug on it.", "critique", (Feature("stereo"),)),
    Case("Since I travel a lot, USB would give me some peace of mind.", "critique", (Feature("usb"),)),
    Case("Our old box only takes optical, so optical is a must.", "critique", (Feature("optical"),)),
    Case("My old one had a ceiling mount and I'd miss it, so please look for that.", "critique", (Feature("ceiling"),)),
    Case("My wife has one with a stereo plug and I want that as well.", "critique", (Feature("stereo"),)),
    Case("I keep hearing good things about optical models, show me those.", "critique", (Feature("optical"),)),
    Case("Could we narrow this down to models with USB inside?", "critique", (Feature("usb"),)),
    Case("I'd feel better with 16 GB of memory.", "critique", (Feature("16 gb"),)),
    Case("USB is something I can't do without.", "critique", (Feature("usb"),)),
    Case("USB is a must-have for me.", "critique", (Feature("usb"),)),
    Case("An optical plug for my amplifier is important.", "critique", (Feature("optical"),)),
    Case("USB is what my computer has, so USB it is.", "critique", (Feature("usb"),)),
    Case("It'd be a shame without USB, so please include it.", "critique", (Feature("usb"),)),
    Case("We've agreed on USB here in the office.", "critique", (Feature("usb"),)),
    Case("On top of that I'd like USB.", "critique", (Feature("usb"),)),
    Case("I'd prefer not to see anything with Bluetooth.", "critique", (Feature("bluetooth", wanted=False),)),
    Case(
        "I was warned about wireless models. Can you take them out?", "critique", (Feature("wireless", wanted=False),)
    ),
    Case("Bad luck with optical plugs, so steer me away from those.", "critique", (Feature("optical", wanted=False),)),
    Case("I don't see the point of Bluetooth, leave it out.", "critique", (Feature("bluetooth", wanted=False),)),
    Case(
        "Bluetooth is a security risk here, so it can't have that.", "critique", (Feature("bluetooth", wanted=False),)
    ),
    Case("The ones with Bluetooth can go.", "critique", (Feature("bluetooth", wanted=False),)),
    Case("none made of leather, it makes me sweat", "critique", (Feature("leather", wanted=False),)),
    Case("a headset, no stereo, not more than 30", "critique", (Feature("stereo", wanted=False), upto(30))),
    Case("I'd rather steer clear of wireless headsets.", "critique", (Feature("wireless", wanted=False),)),
    Case("I can't wear wireless headsets.", "critique", (Feature("wireless", wanted=False),)),
    Case("What she does want is a stereo plug.", "critique", (Feature("stereo"),)),
    Case("Only products that say noise cancelling.", "critique", (Feature("noise cancelling"),)),
]
BRANDS = [
    Case("My company doesn't allow Sony, unfortunately.", "critique", (no("Sony"),)),
    Case("My last Sony fell apart, I'd rather try somebody else.", "critique", (no("Sony"),)),
    Case("The one at home is an HP and it drives me crazy. Please no HP again.", "critique", (no("HP"),)),
    Case("I would like to see options from companies other than HP.", "critique", (no("HP"),)),
    Case("I like the second, just not the brand.", "critique", (no("Canon"),), refers_to=(2,)),
    Case("I have a soft spot for Sony, so let's see only theirs.", "critique", (only("Sony"),)),
    Case("The second doesn't speak to me.", "dislike", refers_to=(2,)),
    Case("Sony has gone downhill, show me others.", "critique", (no("Sony"),)),
    Case("My friend had to return his Sony twice. Not for me.", "critique", (no("Sony"),)),
    Case("Sony would be ideal, others need not apply.", "critique", (only("Sony"),)),
    Case("Since I already have a Sony TV I'd like a Sony headset as well.", "critique", (only("Sony"),)),
    Case("Maybe I shouldn't have ruled out HP.", "relax", drop=(("brand", "HP"),), state=CAPPED),
    Case("My wife says the brand isn't worth fighting over.", "relax", drop=("brand",), state=CAPPED),
    Case("what about other brands? not this one", "critique", (no("Sony"),), state=ONLY_SONY),
    Case("And if I didn't insist on a particular brand?", "relax", drop=("brand",), state=ONLY_SONY),
    Case("Sony is a brand I want to avoid.", "critique", (no("Sony"),)),
    Case("My boss will only pay for Jabra.", "critique", (only("Jabra"),)),
    Case("My budget just shrank, I can't go over 45 now.", "critique", (upto(45),)),
]
OTHERS = [
    Case("I'm bored of black, give me another colour.", "critique", (Colour("black", wanted=False),)),
    Case("My manager approved 120 dollars, not a cent more.", "critique", (upto(120),)),
    Case("I'd rather pay more than 90 dollars, cheap ones break.", "critique", (PriceMin(90, inclusive=False),)),
    Case("These take up too much of my money", "critique", (below(40),)),
    Case("Do you know one that beats the price of the first?", "critique", (below(50),), refers_to=(1,)),
    Case("I take back my price limit.", "relax", drop=("price",), state=CAPPED),
    Case("You don't have to stick to my price range anymore.", "relax", drop=("price",), state=CAPPED),
    Case("You can show me other colours as well.", "relax", drop=("colour",), state=CAPPED),
    Case("the first one is good, give me more of that sort", "like", refers_to=(1,)),
    Case("never used one of these bots before", "small_talk"),
    Case("The 100 dollar limit can go.", "relax", drop=("price",), state=CAPPED),
    Case("Don't insist on wireless.", "relax", drop=(("feature", "wireless"),), state=CAPPED),
    Case("Someone gave me the third one for Christmas, so show me something else.", "own", refers_to=(3,)),
    Case("Are there more where those came from?", "more"),
    Case("Can I see another batch?", "more"),
]


@pytest.mark.parametrize("case", FEATURES + BRANDS + OTHERS, ids=lambda case: case.say)
def test_it_is_understood(case: Case) -> None:
    is_understood(case)


@pytest.mark.parametrize(
    ("say", "topic", "add"),
    [
        ("After years of service my scanner gave up. I'd like a wireless one", "scanner", (Feature("wireless"),)),
        ("The kids broke the keyboard again. A cheap wireless one will do.", "wireless keyboard", ()),
        ("Show me what you have in jigsaw puzzles.", "jigsaw puzzles", ()),
        ("I'd like a Sony scanner for less than $15, no other brands.", "scanner", (only("Sony"), below(15))),
        ("I need some (disposable) labels", "disposable labels", ()),
        ("I'm in desperate need of printer trays, A4.", "printer trays", (Feature("a4"),)),
        ("a keyboard with USB and stereo would be swell", "keyboard", (Feature("usb"), Feature("stereo"))),
    ],
)
def test_the_thing_is_told_from_the_story(say: str, topic: str, add: tuple[object, ...]) -> None:
    act = RuleInterpreter().interpret(say, NEW, NAMED)
    assert (act.kind, act.topic, set(act.add)) == ("ask", topic, set(add))


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("That settles the headset. Now I need a keyboard.", "keyboard"),
        ("Okay, new task. I need a scanner.", "scanner"),
    ],
)
def test_a_thing_that_is_settled_is_left(say: str, topic: str) -> None:
    act = RuleInterpreter().interpret(say, CAPPED, NAMED)
    assert (act.kind, act.topic) == ("reset", topic)
