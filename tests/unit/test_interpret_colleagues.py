"""How colleagues write in a chat: stories beside the request, half sentences, what nobody would call a feature."""

from dataclasses import replace

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply
from recsys.model.constraints import BrandIn, BrandNotIn, Colour, Constraint, Feature, InStock, PriceMax, PriceMin
from recsys.model.dialogue import ActKind, DialogueState
from tests.unit.test_interpret_vocabulary import NEW, SHOWN, VOCABULARY, Called, state

RULES = RuleInterpreter()


NAMES = Called.by(
    "usb stick patch cable locks crossover router compact photo printer",
    times=3,
)
NAMED = replace(VOCABULARY, names=NAMES)
"""The same catalog, that also calls its items by these words."""


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("We want to frame some holiday snaps so I need photo paper", "photo paper"),
        ("My dentist told me to get a sonic toothbrush", "sonic toothbrush"),
        ("I'd like to print holiday pictures, so a compact photo printer", "compact photo printer"),
        ("We are in the market for server rack cabinets. Please list suitable models.", "server rack cabinets"),
        ("We are sourcing uninterruptible power supplies", "uninterruptible power supplies"),
        ("we are short of power extension cables, pls show", "power extension cables"),
        ("Could you find me a service plan? Not from HP.", "service plan"),
        ("Our projector needs a new lamp.", "projector lamp"),
        ("my router is broken!! need one for less than 90 dollars", "router"),
        ("I lost my usb stick :( need another", "usb stick"),
        ("Bonjour, I search a video adapter", "video adapter"),
        ("usb hub over 50 dollars, the cheapo ones died", "usb hub"),
    ],
)
def test_the_thing_is_found_in_a_story(say: str, topic: str) -> None:
    act = RULES.interpret(say, NEW, NAMED)
    assert (act.kind, act.topic) == ("ask", topic)
    assert not any(isinstance(one, Feature) for one in act.add)


WIRED = state(Feature("wired"))


@pytest.mark.parametrize(
    ("say", "before", "expected"),
    [
        ("Black finishes are not permitted.", SHOWN, [Colour("black", wanted=False)]),
        ("HP not though", SHOWN, [BrandNotIn(("HP",))]),
        ("Canon neither", state(BrandNotIn(("Sony",))), [BrandNotIn(("Sony", "Canon"))]),
        ("please spare me HP", SHOWN, [BrandNotIn(("HP",))]),
        ("i got like 45 bucks to spend give or take", SHOWN, [PriceMin(33.75), PriceMax(56.25)]),
        ("under 180 works too", SHOWN, [PriceMax(180, inclusive=False)]),
        ("never mind the 100 dollars", state(PriceMax(100.0)), []),
        ("OK, budget is off the table then", state(PriceMax(100.0)), []),
        ("Realistically we'd be paying 80 give or take.", SHOWN, [PriceMin(60), PriceMax(100)]),
        ("wired is overkill for me, so without that", SHOWN, [Feature("wired", wanted=False)]),
        ("ddr3 is too little, don't show me that", SHOWN, [Feature("ddr3", wanted=False)]),
        ("turns out wired would be fine too", state(Feature("wired", wanted=False)), []),
        ("a wired one would be fine too, ignore what I said on that", state(Feature("wired", wanted=False)), []),
        ("doesn't have to be wired after all", WIRED, []),
        ("doesn't have to be leather after all", WIRED, [Feature("wired")]),
        ("do without wired", WIRED, []),
        ("and HDMI of course, the meeting room is ancient", SHOWN, [Feature("hdmi")]),
        ("The first seems good, but I need HDMI on it", SHOWN, [Feature("hdmi")]),
        ("only show me those that say leather", SHOWN, [Feature("leather")]),
        ("anything else in stock?", SHOWN, [InStock()]),
        ("do you carry Hama? i only want that", SHOWN, [BrandIn(("Hama",))]),
        ("Has Hama got one?", SHOWN, [BrandIn(("Hama",))]),
        ("could we do Realtek exclusively?", SHOWN, [BrandIn(("Realtek",))]),
        ("look beyond Sony", state(BrandIn(("Sony",))), []),
    ],
)
def test_what_is_said_comes_into_force(say: str, before: DialogueState, expected: list[Constraint]) -> None:
    after = apply(before, RULES.interpret(say, before, VOCABULARY))
    assert {stated.constraint for stated in after.constraints} == set(expected)
    assert after.topic == before.topic


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("C2G is sold out at our supplier so don't show it", [BrandNotIn(("C2G",))]),
        ("StarTech ones were all wrong length last time, remove please", [BrandNotIn(("StarTech.com",))]),
        ("Canon's paper curls, so not that make", [BrandNotIn(("Canon",))]),
        ("optical is ancient, drop anything with it", [Feature("optical", wanted=False)]),
        ("wireless keeps dropping out at my desk, so not that", [Feature("wireless", wanted=False)]),
        ("colleague swears by Tripp Lite. Show those and no other make", [BrandIn(("Tripp Lite",))]),
        ("My partner has BenQ and loves it. Only that please", [BrandIn(("Benq",))]),
        ("the company standard is Belkin, nothing else will pass", [BrandIn(("Belkin",))]),
        ("ViewSonic is what reception has, so solely that brand", [BrandIn(("Viewsonic",))]),
        ("Our security folks approved Lexar and nothing else, so those please", [BrandIn(("Lexar",))]),
        ("the blue is ugly, leave that kind out", [Colour("blue", wanted=False)]),
    ],
)
def test_a_clause_that_points_back_decides_over_what_it_points_to(say: str, expected: list[Constraint]) -> None:
    after = apply(SHOWN, RULES.interpret(say, SHOWN, VOCABULARY))
    assert [stated.constraint for stated in after.constraints] == expected
    assert after.topic == SHOWN.topic


@pytest.mark.parametrize(
    "say", ["the first is too big, drop it", "HP is nice, don't you think?", "not that, others please"]
)
def test_what_points_back_to_an_item_or_nowhere_excludes_nothing_else(say: str) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert not any(isinstance(one, Feature | Colour | BrandNotIn) for one in act.add), act
    assert apply(SHOWN, act).topic == SHOWN.topic


@pytest.mark.parametrize(
    ("say", "kind", "refers_to"),
    [
        ("First against third, which would you pick?", "compare", (1, 3)),
        ("pit 1 against 3 for me", "compare", (1, 3)),
        ("1 or 3? cant decide", "compare", (1, 3)),
        ("Can you compare one, two and three?", "compare", (1, 2, 3)),
        ("the 1st one I don't want", "dislike", (1,)),
        ("second it is, I'd like to pay for it", "purchase", (2,)),
        ("two and three look identical to me, what's different?", "compare", (2, 3)),
        ("and 1 is on the list because...?", "explain", (1,)),
        ("1 - why that?", "explain", (1,)),
        ("1 isn't my thing, something different please", "dislike", (1,)),
        ("ooh 2. more of that sort please", "like", (2,)),
        ("aha, the second is neat. what resembles it?", "like", (2,)),
        ("any others in stock?", "more", ()),
        ("You can say it to me in Spanish?", "out_of_scope", ()),
        ("how many calories are in a banana", "out_of_scope", ()),
        ("do you speak klingon?", "out_of_scope", ()),
        ("are you a real person?", "out_of_scope", ()),
    ],
)
def test_what_is_done_about_the_items_shown(say: str, kind: ActKind, refers_to: tuple[int, ...]) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, act.refers_to) == (kind, refers_to)


@pytest.mark.parametrize("say", ["crossover ones", "crossover type", "the crossover kind please"])
def test_a_word_of_titles_is_a_feature_too_where_no_attribute_says_it(say: str) -> None:
    patches = state(topic="patch cable")
    act = RULES.interpret(say, patches, NAMED)
    assert (act.kind, act.add, apply(patches, act).topic) == ("critique", (Feature("crossover"),), "patch cable")


def test_what_nobody_asks_for_and_no_item_is_called_is_no_new_topic() -> None:
    act = RULES.interpret("Our allocation runs from $900 to $1,500.", SHOWN, NAMED)
    assert apply(SHOWN, act).topic == SHOWN.topic
    assert act.add == (PriceMin(900), PriceMax(1500))


@pytest.mark.parametrize(
    ("say", "topic"),
    [
        ("gift for my dad who loves coffee, 60 bucks or so", "gift for my dad who loves coffee"),
        ("a present for my niece under 30", "present for my niece"),
    ],
)
def test_a_gift_is_asked_for_anew(say: str, topic: str) -> None:
    act = RULES.interpret(say, SHOWN, NAMED)
    assert (act.kind, act.topic) == ("reset", topic)


@pytest.mark.parametrize("say", ["usb 3", "we need 2 please", "minimum order is 2", "there are 2 of us"])
def test_a_digit_behind_a_word_of_its_own_is_no_item(say: str) -> None:
    assert RULES.interpret(say, SHOWN, VOCABULARY).refers_to == ()


def test_what_it_is_to_work_with_may_be_ones_own() -> None:
    act = RULES.interpret("and it should work with my keyboard", SHOWN, VOCABULARY)
    assert (act.kind, act.add) == ("critique", (Feature("keyboard"),))


@pytest.mark.parametrize(
    ("say", "limits"),
    [("under 15k", (PriceMax(15_000, inclusive=False),)), ("not 15k please", (Feature("15k", wanted=False),))],
)
def test_a_k_is_thousands_where_money_is_spoken_of(say: str, limits: tuple[Constraint, ...]) -> None:
    assert RULES.interpret(say, SHOWN, VOCABULARY).add == limits


def test_a_part_that_a_thing_lacks_is_not_the_thing() -> None:
    act = RULES.interpret("keyboard without bluetooth", NEW, VOCABULARY)
    assert (act.topic, act.add) == ("keyboard", (Feature("bluetooth", wanted=False),))
