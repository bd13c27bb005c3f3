"""Wishes with the object in front, as other languages put it; things that broke; refusals that a story decides."""

import pytest

from recsys.conversation.interpret import inverted
from recsys.conversation.interpret.lifting import Drop
from recsys.model.constraints import BrandNotIn, Colour, Constraint, Feature, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from tests.unit.test_interpret_asides import FEATURES, refused
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, SHOWN, VOCABULARY, state
from tests.unit.test_interpret_wordings import RULES, Case, above, is_understood, no, only


def after_refusing(brand: str) -> DialogueState:
    return state(BrandNotIn((brand,)))


NOT_WHITE = Colour("white", wanted=False)
OBJECT_FIRST = [
    Case("White colour it should not have", "critique", (NOT_WHITE,)),
    Case("White colour please not", "critique", (NOT_WHITE,)),
    Case("And optical plugs I don't want either.", "critique", (refused("optical"),)),
    Case("A connector which is stereo we do not need", "critique", (refused("stereo"),)),
    Case("the type cat6 I do not want", "critique", (refused("cat6"),)),
    Case("Please note that type cat6 should not be there", "critique", (refused("cat6"),)),
    Case("Canon and Sony I would rather not have", "critique", (no("Canon", "Sony"),)),
    Case("of the mark Canon I want nothing", "critique", (no("Canon"),)),
    Case("Canon is a maker I want to stay away from.", "critique", (no("Canon"),)),
    Case("Neither Canon nor Sony is acceptable.", "critique", (no("Canon", "Sony"),)),
    Case("The plug must optical be", "critique", (Feature("optical"),)),
    Case("it is necessary that the interface is optical", "critique", (Feature("optical"),)),
    Case("I need that the finish is matte", "critique", (Feature("matte"),)),
    Case("The finish must to be matte", "critique", (Feature("matte"),)),
    Case("the price must be less from 30 dollars", "critique", (PriceMax(30, inclusive=False),)),
    Case("Canon please to not offer", "critique", (no("Canon"),)),
    Case("Canon must you leave away", "critique", (no("Canon"),)),
    Case("Canon falls also off for me", "critique", (no("Canon"),)),
    Case("Canon and Sony both don't want", "critique", (no("Canon", "Sony"),)),
    Case("price more or less of 40 dollars", "critique", (PriceMin(30), PriceMax(50))),
]
STORIES = [
    Case("My colleague had a nightmare with Canon, so I'd like to give them a miss.", "critique", (no("Canon"),)),
    Case("One of them had rotten luck with Sony and Canon, so please drop both.", "critique", (no("Sony", "Canon"),)),
    Case("I slept on it and I'm still cross with Canon. Keep them off the list, please.", "critique", (no("Canon"),)),
    Case("He says his Canon came with dents, so I'd rather not have that one.", "critique", (no("Canon"),)),
    Case("I got a note, apparently optical is wrong for them, so leave those out.", "critique", (refused("optical"),)),
    Case("My camera is old and only reads USB, so it'd have to be that type.", "critique", (Feature("usb"),)),
    Case("The cheapo we had before started to smell, so please only above 45 dollars.", "critique", (above(45),)),
    Case("Leave out everything that costs 45 dollars or less.", "critique", (above(45),)),
    Case("The price should be higher than 45 dollars.", "critique", (above(45),)),
    Case("He doesn't trust the low end, so only stuff that costs more than $45 please", "critique", (above(45),)),
    Case("That's a tad steep for me. Anything under $45?", "critique", (PriceMax(45, inclusive=False),)),
    Case("Could we give Canon a miss this time?", "critique", (no("Canon"),)),
    Case("skip Canon please, that's exactly what they've just ruined", "critique", (no("Canon"),)),
    Case("connector 1 shouldn't be rca", "critique", (refused("rca"),)),
    Case("the sort where the second end is optical", "critique", (Feature("optical"),)),
    Case("She only uses matte because her customers ask for it", "critique", (Feature("matte"),)),
    Case("our network guy had trouble with USB before, so not one of those", "critique", (refused("usb"),)),
    Case("it must be quiet", "critique", (Feature("quiet"),)),
    Case("the second one, shame about the price tag", "critique", (PriceMax(60, inclusive=False),), refers_to=(2,)),
    Case("Let's not go below $45, I don't trust anything lower", "critique", (PriceMin(45),)),
    Case("I'd pass on Sony and on Canon, we've had no luck with either", "critique", (no("Sony", "Canon"),)),
    Case("If it's Sony or Canon I'm in, otherwise I'll pass", "critique", (only("Sony", "Canon"),)),
    Case(
        "Only Sony or Canon? The red ones aren't for me",
        "critique",
        (only("Sony", "Canon"), Colour("red", wanted=False)),
    ),
    Case("They have loads from Sony and Canon, so neither of those please.", "critique", (no("Sony", "Canon"),)),
    Case("Please refrain from showing Sony.", "critique", (no("Sony"),)),
    Case("Let's say no to Sony, and to Canon while we're at it", "critique", (no("Sony", "Canon"),)),
    Case("It must lack bluetooth.", "critique", (refused("bluetooth"),)),
    Case("Anything made of leather should be avoided.", "critique", (refused("leather"),)),
    Case("Leave optical ones off the list.", "critique", (refused("optical"),)),
    Case("an optical plug on the second end won't do", "critique", (refused("optical"),)),
    Case("if we could give the matte finish a miss as well, that'd be grand", "critique", (refused("matte"),)),
    Case("Those over-ear things never stay put on me, so no thanks to them", "critique", (refused("over-ear"),)),
    Case("my boss will only sign off on Sony or Canon, go figure", "critique", (only("Sony", "Canon"),)),
    Case("bump the minimum to $45", "critique", (PriceMin(45),)),
    Case(
        "please don't give me a red one, as I've got enough of those already.",
        "critique",
        (Colour("red", wanted=False),),
    ),
    Case("it must be one of the matte ones", "critique", (Feature("matte"),)),
]


@pytest.mark.parametrize("case", OBJECT_FIRST + STORIES, ids=lambda case: case.say)
def test_it_is_understood(case: Case) -> None:
    is_understood(case)


STRAIGHT = [case for case in FEATURES if not (case.say.startswith("Blue it") or " end" in case.say)]


@pytest.mark.parametrize("case", STRAIGHT, ids=lambda case: case.say)
def test_what_is_said_straight_stays_as_it_is(case: Case) -> None:
    plain = case.say.lower().replace("'", " ").replace(",", " ,").replace(".", " .")
    assert inverted.straight(plain) == plain.strip()


@pytest.mark.parametrize(
    ("say", "topic", "add"),
    [
        (
            "hey the speaker on my desk finally died lol. need a new one pls, it has to be wired",
            "speaker",
            Feature("wired"),
        ),
        ("Our projector broke in the middle of the all-hands. We need a new one, no Epson.", "projector", no("Epson")),
        ("It's for the little shop in our lobby, they asked me for a headset by Sony", "headset", only("Sony")),
        ("Trainee here! I was told to order a headset by Sony", "headset", only("Sony")),
        ("Dad's retiring and we're getting him a headset. He swore off Canon years ago.", "headset", no("Canon")),
        ("Find me a headset that does not carry the Canon name.", "headset", no("Canon")),
        ("it lacks me a headset, but Sony I do not want", "headset", no("Sony")),
    ],
)
def test_what_broke_or_was_asked_for_is_wanted(say: str, topic: str, add: Constraint) -> None:
    act = RULES.interpret(say, NEW, VOCABULARY)
    assert (act.topic, act.add) == (topic, (add,))


@pytest.mark.parametrize(
    ("say", "kind", "refers_to"),
    [
        ("third isn't for me, find me a diff one", "dislike", (3,)),
        ("last one's ugly, gimme somthing else", "dislike", (3,)),
        ("still dont like the one on top, can u change it", "dislike", (1,)),
        ("top one looks good, any more like it?", "like", (1,)),
        ("They made fun of the last of the three. Give me something different, please.", "dislike", (3,)),
        ("The first fails to convince me; what could take its place?", "dislike", (1,)),
        ("I'm sold on the first one's style. More in that line, please", "like", (1,)),
    ],
)
def test_items_are_pointed_at_without_an_article(say: str, kind: str, refers_to: tuple[int, ...]) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.refers_to) == (kind, refers_to)


@pytest.mark.parametrize(
    "say", ["What I need next is a keyboard.", "Okay, different item now: I'm shopping for a keyboard."]
)
def test_what_comes_next_is_another_thing(say: str) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.topic, act.add) == ("reset", "keyboard", ())


def test_what_broke_beside_another_thing_is_a_new_request() -> None:
    act = RULES.interpret("My keyboard is broken, so I need a new one.", SHOWN, VOCABULARY)
    assert (act.kind, act.topic) == ("reset", "keyboard")


@pytest.mark.parametrize(
    ("say", "drop"),
    [
        ("I no longer have a maximum price.", "price"),
        ("finance is paying, so forget about keeping the price down", "price"),
        ("My wife says it's worth it, so forget about what it costs", "price"),
        ("Honestly, the brand is neither here nor there now", "brand"),
        ("Wireless isn't a requirement anymore.", ("feature", "wireless")),
        ("wireless or no wireless, it makes no odds to me now", ("feature", "wireless")),
        ("the wireless bit isn't important, so don't let that hold you back", ("feature", "wireless")),
    ],
)
def test_limits_are_lifted_in_passing(say: str, drop: Drop) -> None:
    act = RULES.interpret(say, CAPPED, VOCABULARY)
    assert (act.drop, act.add) == ((drop,), ())


def test_the_same_goes_for_another_brand() -> None:
    act = RULES.interpret("Same goes for Canon, I'm sorry to say", after_refusing("Sony"), VOCABULARY)
    assert (act.kind, act.add) == ("critique", (no("Canon"),))


def test_a_brand_in_force_is_known_by_its_everyday_word() -> None:
    act = RULES.interpret("I've reconsidered: brother would be fine.", after_refusing("Brother"), VOCABULARY)
    assert (act.kind, act.drop) == ("relax", (("brand", "Brother"),))


def test_a_slot_that_is_named_is_all_that_a_condition_takes_with_it() -> None:
    act = RULES.interpret("Ok price can be any, I removed this condition", CAPPED, VOCABULARY)
    assert (act.kind, act.drop) == ("relax", ("price",))
