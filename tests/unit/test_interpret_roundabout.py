"""What people say in a roundabout way, in idioms and by what befell them, and what it must be understood as."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.constraints import Colour, Feature, PriceMin
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY, Called
from tests.unit.test_interpret_wordings import Case, above, below, is_understood, no, only, upto

NAMES = Called.by(
    "battery case dot extender headphones kit laptop maintenance matrix motherboard paper photo printer radio ribbon "
    "server switch video",
    times=5,
)
NAMED = replace(VOCABULARY, names=NAMES)

BRANDS = [
    Case("Is there an alternative to Sony?", "critique", (no("Sony"),)),
    Case("what do the rivals of Sony have to offer?", "critique", (no("Sony"),)),
    Case("I'm done with Sony, show me the competition.", "critique", (no("Sony"),)),
    Case("My Sony died within a week. Never again.", "critique", (no("Sony"),)),
    Case("any maker but Sony", "critique", (no("Sony"),)),
    Case("I've had it with Sony", "critique", (no("Sony"),)),
    Case("anything, Sony excepted", "critique", (no("Sony"),)),
    Case("Sony is of no interest", "critique", (no("Sony"),)),
    Case("Sony plugs won't fit", "critique", (no("Sony"),)),
    Case("HP and I are no longer friends", "critique", (no("HP"),)),
    Case("neither HP nor Sony", "critique", (no("HP", "Sony"),)),
    Case("exclude Sony, and everything white", "critique", (no("Sony"), Colour("white", wanted=False))),
    Case("No Sony or anything wireless", "critique", (no("Sony"), Feature("wireless", wanted=False))),
    Case("He only wants Hasbro headsets.", "critique", (only("Hasbro"),)),
    Case("it needn't be that make, any brand goes", "relax", drop=("brand",), state=ONLY_SONY),
    Case("I take back what I said about brands, all of them are welcome", "relax", drop=("brand",), state=ONLY_SONY),
    Case("Brand is no longer a concern.", "relax", drop=("brand",), state=ONLY_SONY),
]
PRICES = [
    Case("Actually I've fifty dollars in mind, give or take.", "critique", (PriceMin(37.5), upto(62.5))),
    Case("Let's call it roughly 80 bucks.", "critique", (PriceMin(60), upto(100))),
    Case("I have about $40 to spend.", "critique", (PriceMin(30), upto(50))),
    Case("I don't mind paying more than 15 dollars", "critique", (above(15),)),
    Case("comparable to the third but it shouldn't cost as much", "critique", (below(40),), refers_to=(3,)),
    Case("I'd go for the first, were it not for the price", "critique", (below(50),), refers_to=(1,)),
    Case("Shave something off the price of the third and we're talking", "critique", (below(40),), refers_to=(3,)),
    Case("It should cost $14 at minimum.", "critique", (PriceMin(14),)),
    Case("80 dollars at maximum", "critique", (upto(80),)),
    Case("the third would burn a hole in my pocket", "critique", (below(40),), refers_to=(3,)),
]
FEATURES = [
    Case("make sure it's a wireless headset", "critique", (Feature("wireless"),)),
    Case("there has to be a USB socket on the back", "critique", (Feature("usb"),)),
    Case("one that understands USB", "critique", (Feature("usb"),)),
    Case("it must not rely on Bluetooth", "critique", (Feature("bluetooth", wanted=False),)),
    Case("I won't need one that runs on Bluetooth", "critique", (Feature("bluetooth", wanted=False),)),
    Case("spare me the Bluetooth", "critique", (Feature("bluetooth", wanted=False),)),
    Case("not glossy either, it shows fingerprints", "critique", (Feature("glossy", wanted=False),)),
    Case("not glossy, that doesn't fit", "critique", (Feature("glossy", wanted=False),)),
    Case("the headset needs USB", "critique", (Feature("usb"),)),
    Case("avoid headsets with a stereo plug", "critique", (Feature("stereo", wanted=False),)),
    Case("please drop all the wireless ones", "critique", (Feature("wireless", wanted=False),)),
    Case("the third comes close, but I'd need a wireless one like that", "critique", (Feature("wireless"),), (), (3,)),
    Case("Looking at the back of the recorder, it has to be optical.", "critique", (Feature("optical"),)),
    Case("not a glossy one, it's for physics homework", "critique", (Feature("glossy", wanted=False),)),
    Case("it'll be used at home, so a wireless type", "critique", (Feature("wireless"),)),
    Case("offers that mention USB are of no use to me", "critique", (Feature("usb", wanted=False),)),
    Case("no USB nor do I need Bluetooth", "critique", (Feature("usb", wanted=False), Feature("bluetooth", False))),
]
COLOURS = [
    Case("then simply any shade other than black", "critique", (Colour("black", wanted=False),)),
    Case("a livelier tone than black, please", "critique", (Colour("black", wanted=False),)),
    Case("everyone has a black one, show me different colours", "critique", (Colour("black", wanted=False),)),
    Case("you can't go wrong with black, can you?", "critique", (Colour("black"),)),
    Case("the boss asks for red, can you believe it? Red, please", "critique", (Colour("red"),)),
    Case("black ones look best on my desk", "critique", (Colour("black"),)),
]
ITEMS = [
    Case("Number 2 looks uncomfortable. What else do you have?", "dislike", refers_to=(2,)),
    Case("take the third away, he'd never play with it", "dislike", refers_to=(3,)),
    Case("two is right up my alley, show me similar ones", "like", refers_to=(2,)),
    Case("the first one caught my eye, are there any relatives of it?", "like", refers_to=(1,)),
    Case("the third headset has been sitting in my drawer for years", "own", refers_to=(3,)),
    Case("put 1 and 2 next to each other for me, would you?", "compare", refers_to=(1, 2)),
    Case("fill me in on the first machine", "details", refers_to=(1,)),
    Case("dig a little deeper, I'm sure there are others", "more"),
    Case("can you come over and install it for me?", "out_of_scope"),
    Case("could you write my term paper on the Roman Empire?", "out_of_scope"),
    Case("will it snow in Denver tomorrow?", "out_of_scope"),
]


MORE = [
    Case("every colour except black is okay", "critique", (Colour("black", wanted=False),)),
    Case("could you take the HP machines out as well?", "critique", (no("HP"),)),
    Case("Sony, on the other hand, I can do without", "critique", (no("Sony"),)),
    Case("Sony had better stay off the list", "critique", (no("Sony"),)),
    Case("nothing from Sharp, please, my old one was a Sharp", "critique", (no("Sharp"),)),
    Case("the old one was a Sony, I'd like a change from that", "critique", (no("Sony"),)),
    Case("Sony is too flashy for me, drop it", "critique", (no("Sony"),)),
    Case("avoid any that take USB", "critique", (Feature("usb", wanted=False),)),
    Case("skip anything that works over USB", "critique", (Feature("usb", wanted=False),)),
    Case("I can't stand the look of the third", "dislike", refers_to=(3,)),
    Case("none of these ring a bell, others?", "dislike"),
    Case("the cheap ones break on me, so go above $29", "critique", (above(29),)),
    Case("I'll stop being picky about the brand", "relax", drop=("brand",), state=ONLY_SONY),
    Case("wow, that was fast. Nice work!", "small_talk"),
    Case("HP and I are done with each other, so leave that name out", "critique", (no("HP"),)),
    Case("anything, Sony aside", "critique", (no("Sony"),)),
    Case(
        "he finds black ones boring, it should be wireless", "critique", (Colour("black", False), Feature("wireless"))
    ),
    Case("red would look out of place here, so something else", "critique", (Colour("red", wanted=False),)),
    Case("none that says USB", "critique", (Feature("usb", wanted=False),)),
    Case("it must plug into USB", "critique", (Feature("usb"),)),
    Case("I use Bluetooth at home, so it must support that", "critique", (Feature("bluetooth"),)),
    Case("nearer to $40 apiece, please", "critique", (PriceMin(30), upto(50))),
    Case("reckon with 40 dollars, a bit more or less", "critique", (PriceMin(30), upto(50))),
    Case("is there one that costs less than all of these?", "critique", (below(40),), refers_to=(1, 2, 3)),
    Case("one like the second that won't cost us as much", "critique", (below(60),), refers_to=(2,)),
    Case("do not limit it to certain brands anymore", "relax", drop=("brand",), state=ONLY_SONY),
    Case("I like the second headset, show me similar ones", "like", refers_to=(2,)),
    Case("first headset: what are its technical data?", "details", refers_to=(1,)),
]


@pytest.mark.parametrize("case", BRANDS + PRICES + FEATURES + COLOURS + ITEMS + MORE, ids=lambda case: case.say)
def test_it_is_understood(case: Case) -> None:
    is_understood(case)


@pytest.mark.parametrize(
    ("say", "topic", "add"),
    [
        ("Headphones for a musician who is often on the bus?", "headphones for a musician who is often on the bus", ()),
        ("Two servers, one desk: time for a switch.", "switch", ()),
        ("I print my holiday snaps myself and have run out of photo paper.", "photo paper", ()),
        ("We are replacing our server and would like something wireless.", "server", (Feature("wireless"),)),
        ("I'm building a computer and it needs a motherboard with USB", "motherboard", (Feature("usb"),)),
        ("I miss listening to the news in the kitchen, so a radio it is.", "radio", ()),
        ("Our architecture office wants to buy a video extender", "video extender", ()),
        ("A maintenance kit is due; Xerox kits won't fit it.", "maintenance kit", (no("Xerox"),)),
        ("My old dot matrix printer needs a new ribbon.", "ribbon for dot matrix printer", ()),
        ("I lost my Sony charger. Can I get another one from Sony?", "charger", (only("Sony"),)),
        ("I'm looking for a plain, wireless headset", "plain wireless headset", ()),
        ("My budget for a laptop runs from 300 to 900 dollars", "laptop", (PriceMin(300), upto(900))),
    ],
)
def test_the_thing_is_told_from_the_story(say: str, topic: str, add: tuple[object, ...]) -> None:
    act = RuleInterpreter().interpret(say, NEW, NAMED)
    assert (act.kind, act.topic, set(act.add)) == ("ask", topic, set(add))


def test_a_whole_new_thing_leaves_the_one_that_was_asked_for() -> None:
    act = RuleInterpreter().interpret("I'd rather get a whole new laptop, just not a Sony", SHOWN, NAMED)
    assert (act.kind, act.topic, act.add) == ("reset", "laptop", (no("Sony"),))


def test_what_somebody_needs_is_another_thing_however_it_is_said() -> None:
    act = RuleInterpreter().interpret("A switch is what I need, one that's wireless", SHOWN, NAMED)
    assert (act.kind, act.topic, act.add) == ("reset", "switch", (Feature("wireless"),))


def test_what_a_topic_of_joints_only_leaves_is_no_failure() -> None:
    act = RuleInterpreter().interpret("in black", replace(CAPPED, topic="to for"), VOCABULARY)
    assert (act.kind, act.add) == ("critique", (Colour("black"),))
