"""In one conversation people ask for headphones, then for a desk: what they name tells which it is."""

import pytest

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply, with_slate
from recsys.model.answer import Pick
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, Colour, Constraint, Feature, PriceMax
from recsys.model.dialogue import EMPTY_STATE, ActKind, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.ports import CatalogVocabulary

RULES = RuleInterpreter()
CATEGORIES = ("Headphones", "Earbuds", "Mice", "Keyboards", "Monitors", "Webcams", "Office Chairs", "Desks", "Laptops")
SHOP = CatalogVocabulary(
    version=1,
    currency="USD",
    brands={"sony": ("Sony", 5), "logitech": ("Logitech", 9)},
    categories={name.lower(): (name, 9) for name in CATEGORIES},
    colours={"black": 20, "white": 9},
    values={"in-ear": 9, "over-ear": 9, "wireless": 30, "noise cancelling": 9, "mechanical": 6, "ethernet": 4},
    numeric=frozenset({"weight_g"}),
)


def talking() -> DialogueState:
    """Headphones were asked for, under 300, and three were shown."""
    state = apply(EMPTY_STATE, DialogueAct("ask", "headphones for commuting", (PriceMax(300),)))
    items = [Item(ItemId(f"h{n}"), f"Headphones {n}", "Sony", "Headphones", 100.0 * n) for n in (1, 2, 3)]
    return with_slate(state, [Pick(item, "") for item in items])


def said(text: str, state: DialogueState) -> DialogueAct:
    return RULES.interpret(text, state, SHOP)


@pytest.mark.parametrize(
    ("text", "topic", "add"),
    [
        ("standing desk", "standing desk", ()),
        ("webcam for low light", "webcam for low light", ()),
        ("ergonomic chair under 400", "ergonomic chair", (PriceMax(400, inclusive=False),)),
        ("quiet keybord under 100 bucks", "quiet keyboard", (PriceMax(100, inclusive=False),)),
        ("show me monitors", "monitors", ()),
        ("any desk over 120 cm?", "desk over 120 cm", ()),
        ("cheap webcam", "webcam", ()),
        ("laptop stand", "laptop stand", ()),
        ("usb c hub w/ ethernet", "usb c hub", (Feature("ethernet"),)),
        ("WH-1000XM5", "wh-1000xm5", ()),
        ("MX Master 3S", "mx master 3s", ()),
        ("need a mic for meetings asap", "mic for meetings", ()),
    ],
)
def test_another_thing_is_asked_anew_and_nothing_of_the_old_one_holds(
    text: str, topic: str, add: tuple[Constraint, ...]
) -> None:
    act = said(text, talking())
    assert (act.kind, act.topic, act.add) == ("reset", topic, add)
    state = apply(talking(), act)
    assert tuple(stated.constraint for stated in state.constraints) == add
    assert state.topic == topic


@pytest.mark.parametrize(
    ("text", "topic", "add"),
    [
        ("in-ear headphones", "in-ear headphones", ()),
        ("noise cancelling headphones for my commute", "noise cancelling headphones for my commute", ()),
        ("sony headphones", "headphones for commuting", (BrandIn(("Sony",)),)),
        ("I want new headphones, preferably in-ear", "headphones for commuting", (Feature("in-ear"),)),
        ("better sound", "headphones for commuting better sound", ()),
    ],
)
def test_the_same_thing_said_again_is_said_better(text: str, topic: str, add: tuple[Constraint, ...]) -> None:
    act = said(text, talking())
    assert act.kind == "critique"
    state = apply(talking(), act)
    assert state.topic == topic
    assert tuple(stated.constraint for stated in state.constraints) == (PriceMax(300), *add)


@pytest.mark.parametrize(
    ("text", "kind", "add"),
    [
        ("wireless", "critique", (Feature("wireless"),)),
        ("noise cancelling", "critique", (Feature("noise cancelling"),)),
        ("over-ear please", "critique", (Feature("over-ear"),)),
        ("in white", "critique", (Colour("white"),)),
        ("I hate over-ear", "critique", (Feature("over-ear", wanted=False),)),
        ("others?", "more", ()),
        ("not these", "dislike", ()),
        ("too heavy", "dislike", ()),
        ("they are too big", "dislike", ()),
        ("is the second wireless?", "details", ()),
        ("how much is the first?", "details", ()),
    ],
)
def test_what_names_no_thing_is_about_the_present_one(text: str, kind: ActKind, add: tuple[Constraint, ...]) -> None:
    act = said(text, talking())
    assert (act.kind, act.topic, act.add) == (kind, None, add)


@pytest.mark.parametrize("text", ["recommend something for me", "what should I buy next?", "surprise me", "any ideas?"])
def test_a_request_for_anything_goes_by_the_profile(text: str) -> None:
    act = said(text, EMPTY_STATE)
    assert (act.kind, act.topic, act.add) == ("ask", None, ())


def test_a_first_message_keeps_what_stands_beside_the_thing() -> None:
    act = said("I need headphones for commuting, in-ear", EMPTY_STATE)
    assert (act.kind, act.topic, act.add) == ("ask", "headphones for commuting", (Feature("in-ear"),))
    denied = said("headphones (in-ear not wanted), 150 tops", EMPTY_STATE)
    assert Feature("in-ear") not in denied.add
