"""Messages of all shapes, as very different people type them in one direct message, on the sample catalog's words."""

from importlib.resources import as_file, files

import pytest

from recsys.catalog.reading import CatalogReading
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply, with_slate
from recsys.model.answer import Pick
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    PriceMax,
)
from recsys.model.dialogue import EMPTY_STATE, ActKind, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.ports import CatalogVocabulary
from recsys.retrieval.columns import ColumnsBuilder
from recsys.retrieval.vocabulary import vocabulary_of

RULES = RuleInterpreter()


def _sample() -> CatalogVocabulary:
    with as_file(files("recsys.catalog.sample") / "products.jsonl") as path, CatalogReading(path) as reading:
        builder = ColumnsBuilder()
        builder.add([row for row in reading if isinstance(row, Item)])
    return vocabulary_of(builder.finish(), version=1)


SAMPLE = _sample()


def below(value: float) -> PriceMax:
    return PriceMax(value, inclusive=False)


def said(text: str, state: DialogueState) -> DialogueAct:
    return RULES.interpret(text, state, SAMPLE)


def shown(state: DialogueState) -> DialogueState:
    """Three items were shown: a Sony for 100, a Bose for 200, a Logitech for 300."""
    brands = ("Sony", "Bose", "Logitech")
    items = [
        Item(ItemId(f"i{state.turns}{n}"), f"{brand} Item {n}", brand, price=100.0 * n)
        for n, brand in enumerate(brands, 1)
    ]
    return with_slate(state, [Pick(item, "") for item in items])


LOOKING = shown(apply(EMPTY_STATE, DialogueAct("ask", "wireless headphones", (PriceMax(350),))))


@pytest.mark.parametrize(
    ("text", "topic", "add"),
    [
        ("mouse for left handed people", "mouse for left-handed people", ()),
        ("a gift for my boss who loves coffee, under 200", "gift for my boss who loves coffee", (below(200),)),
        ("best value 4k monitor", "4k monitor", ()),
        (
            "something to carry a 15 inch laptop, not a backpack from Targus",
            "something to carry a 15 inch laptop",
            (BrandNotIn(("Targus",)),),
        ),
        ("printer that does duplex, black and white is fine", "printer", (Feature("duplex"),)),
        ("any desk over 120 cm?", "desk over 120 cm", ()),
        ("need a mic for meetings asap", "mic for meetings", ()),
        (
            "headphones: over-ear, anc, < 250, no bose",
            "anc headphones",
            (below(250), BrandNotIn(("Bose",)), Feature("over-ear")),
        ),
        ("Suche einen leisen Tastatur", "suche einen leisen tastatur", ()),
        ("cheap webcam", "webcam", ()),
        ("under 50", "", (below(50),)),
        ("laptop stand", "laptop stand", ()),
        ('27" monitor', "27 inch monitor", ()),
        ("moniter 27 inch", "monitor 27 inch", ()),
        ("hedphones w/ usb c, 80 bucks max", "headphones", (PriceMax(80), Feature("usb-c"))),
        ("over ear headphones", "over-ear headphones", ()),
        ("table lamp", "table lamp", ()),
        ("headphones under 200 for running", "headphones for running", (below(200),)),
        ("headphones, for the office", "headphones for the office", ()),
        ("i search a keyboard for the office", "keyboard for the office", ()),
        (
            "my back is killing me and I think my chair is to blame, could you suggest a good ergonomic one?",
            "ergonomic chair",
            (),
        ),
        (
            "docking station with at least 3 displays",
            "docking station",
            (AttributeIs("displays_max", ">=", 3.0),),
        ),
        ("laptop under 1.5 kg", "laptop", (AttributeIs("weight_g", "<", 1500.0),)),
        ("external ssd, 2 TB, usb-c, encrypted", "encrypted 2 tb external ssd", (Feature("usb-c"),)),
    ],
)
def test_first_messages(text: str, topic: str, add: tuple[Constraint, ...]) -> None:
    act = said(text, EMPTY_STATE)
    assert (act.kind, act.topic, set(act.add)) == ("ask", topic, set(add))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the best one", "unclear"),
        ("2", "unclear"),
        ("no", "unclear"),
        ("yes", "small_talk"),
        ("ok", "small_talk"),
        ("thx", "thanks"),
        ("k thx", "thanks"),
    ],
)
def test_first_messages_that_ask_for_nothing(text: str, kind: ActKind) -> None:
    act = said(text, EMPTY_STATE)
    assert (act.kind, act.add, act.topic or "") == (kind, (), "")


@pytest.mark.parametrize(
    ("text", "kind", "add", "refers_to"),
    [
        ("not these", "dislike", (), ()),
        ("none of them", "dislike", (), ()),
        ("none of these work for me", "dislike", (), ()),
        ("nope", "dislike", (), ()),
        ("nah these r ugly", "dislike", (), ()),
        ("too heavy", "dislike", (), ()),
        ("too expensive", "critique", (below(100),), ()),
        ("I don't like Logitech", "critique", (BrandNotIn(("Logitech",)),), ()),
        ("I hate over-ear", "critique", (Feature("over-ear", wanted=False),), ()),
        ("show me more like the first", "like", (), (1,)),
        ("similar to the second but cheaper", "critique", (below(200),), (2,)),
        ("what's the difference between 1 and 3", "compare", (), (1, 3)),
        ("which one has the longest battery?", "compare", (), (1, 2, 3)),
        ("the best one", "compare", (), (1, 2, 3)),
        ("is the second wireless?", "details", (), (2,)),
        ("how much is the first?", "details", (), (1,)),
        ("tell me about no. 2", "details", (), (2,)),
        ("2", "details", (), (2,)),
        ("the cheapest of the three", "details", (), (1,)),
        ("actually under 200", "critique", (below(200),), ()),
        ("make it 250", "critique", (PriceMax(250),), ()),
        ("in stock only", "critique", (InStock(),), ()),
        ("at least 30 hours of battery", "critique", (AttributeIs("battery_hours", ">=", 30.0),), ()),
        ("not heavier than 250 g", "critique", (AttributeIs("weight_g", "<=", 250.0),), ()),
        ("16gb", "critique", (Feature("16 gb"),), ()),
        ("cheapest on-ear one", "critique", (Feature("on-ear"),), ()),
        ("The last one looks nice, but do you have it with a microphone?", "critique", (Feature("microphone"),), (3,)),
        ("hi", "small_talk", (), ()),
        ("yes", "small_talk", (), ()),
        ("thx", "thanks", (), ()),
    ],
)
def test_answers_to_a_slate_keep_the_topic(
    text: str, kind: ActKind, add: tuple[Constraint, ...], refers_to: tuple[int, ...]
) -> None:
    act = said(text, LOOKING)
    assert (act.kind, set(act.add), act.refers_to) == (kind, set(add), refers_to)
    assert act.topic is None


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("lighter", "more", "lightweight wireless headphones"),
        ("do you have one that's faster", "more", "fast wireless headphones"),
        ("smth smaller pls", "more", "compact wireless headphones"),
        ("they should be small", "critique", "small wireless headphones"),
        ("long battery life", "critique", "wireless headphones long battery life"),
        ("with a really thick headband", "critique", "wireless headphones with thick headband"),
        ("for running", "critique", "wireless headphones for running"),
    ],
)
def test_a_matter_of_degree_is_a_wish_and_no_constraint(text: str, kind: ActKind, topic: str) -> None:
    act = said(text, LOOKING)
    assert (act.kind, act.topic, act.add) == (kind, topic, ())


@pytest.mark.parametrize(
    ("text", "topic", "add"),
    [
        ("and notebooks, A5, dotted", "notebooks", (Feature("a5"), Feature("dotted"))),
        ("fine. coffee machine for about 20 people", "coffee machine for about 20 people", ()),
        ("power bank that's allowed on planes", "power bank that is allowed on planes", ()),
        ("e-reader instead", "e-reader", ()),
        ('k thx. now a monitor, 144hz+, 27"', "27 inch monitor", (AttributeIs("refresh_hz", ">=", 144.0),)),
        (
            "what about a standing desk then, wide, at least 160 cm",
            "standing desk",
            (AttributeIs("width_cm", ">=", 160.0),),
        ),
        ("and a mouse that fits to it, not more then 60 euro", "mouse", (PriceMax(60),)),
        ("case for it?", "case for wireless headphones", ()),
        ("something for listening to music on the train", "something for listening to music on the train", ()),
        ("cheaper keyboards", "keyboards", ()),
        ("MX Master 3S", "mx master 3s", ()),
        ("cancel that", "", ()),
        ("forget it", "", ()),
        ("start over", "", ()),
    ],
)
def test_what_else_is_asked_for_in_the_same_conversation(text: str, topic: str, add: tuple[Constraint, ...]) -> None:
    act = said(text, LOOKING)
    assert (act.kind, act.topic, set(act.add)) == ("reset", topic, set(add))


@pytest.mark.parametrize(
    ("text", "kind", "in_force"),
    [
        ("never mind the price", "relax", ()),
        ("any color is fine", "relax", (PriceMax(350),)),
        ("black and white is fine", "relax", (PriceMax(350),)),
        ("out of stock is fine", "relax", (PriceMax(350),)),
    ],
)
def test_what_is_lifted_or_merely_allowed(text: str, kind: ActKind, in_force: tuple[Constraint, ...]) -> None:
    act = said(text, LOOKING)
    assert act.kind == kind
    assert tuple(stated.constraint for stated in apply(LOOKING, act).constraints) == in_force


def test_with_nothing_shown_there_is_nothing_to_compare() -> None:
    before = apply(EMPTY_STATE, DialogueAct("ask", "docking station"))
    act = said("what's the difference between 1 and 2?", before)
    assert (act.kind, act.add) == ("compare", ())


Talk = tuple[tuple[str, ActKind, str, tuple[str, ...]], ...]
"""What is said, what it does, and the topic and the constraints in force afterwards."""
TALKS: dict[str, Talk] = {
    "a hurried manager": (
        ("need headset for teams calls, budget 150", "ask", "headset for teams calls", ("up to $150",)),
        ("must be wireless", "critique", "headset for teams calls", ("up to $150", "wireless")),
        ("is the first noise cancelling?", "details", "headset for teams calls", ("up to $150", "wireless")),
        ("not jabra", "critique", "headset for teams calls", ("up to $150", "wireless", "not Jabra")),
        ("ok what about webcams", "reset", "webcams", ()),
        ("cheapest 4k one", "critique", "webcams", ("with 4K",)),
        ("I'll take the first", "purchase", "webcams", ("with 4K",)),
        ("thanks!", "thanks", "webcams", ("with 4K",)),
    ),
    "a careful engineer": (
        ("docking station with at least 3 displays", "ask", "docking station", ("at least 3 displays",)),
        ("without DisplayLink", "critique", "docking station", ("at least 3 displays", "without displaylink")),
        ("which one has more ports?", "compare", "docking station", ("at least 3 displays", "without displaylink")),
        ("external ssd, 2 TB, usb-c", "reset", "2 tb external ssd", ("with USB-C",)),
        ("at least 1000 MB/s", "critique", "2 tb external ssd", ("with USB-C", "read at least 1,000 MB/s")),
        ("never mind the read speed", "relax", "2 tb external ssd", ("with USB-C",)),
        ("why the first?", "explain", "2 tb external ssd", ("with USB-C",)),
    ),
    "a traveller": (
        ("backpack for a weekend trip", "ask", "backpack for a weekend trip", ()),
        ("waterproof", "critique", "backpack for a weekend trip", ("waterproof",)),
        ("smaller", "more", "compact backpack for a weekend trip", ("waterproof",)),
        ("power bank that's allowed on planes", "reset", "power bank that is allowed on planes", ()),
        ("more than 20000 mah", "critique", "power bank that is allowed on planes", ("capacity over 20,000 mAh",)),
        ("earbuds, in-ear", "reset", "earbuds", ("in-ear",)),
        ("actually open-ear", "critique", "earbuds", ("open-ear",)),
    ),
    "somebody who changes their mind": (
        ("wireless earbuds", "ask", "wireless earbuds", ()),
        ("wireless earbuds for running", "critique", "wireless earbuds for running", ()),
        ("no wait, over ear headphones", "reset", "over-ear headphones", ()),
        ("not bose", "critique", "over-ear headphones", ("not Bose",)),
        ("bose is ok actually", "relax", "over-ear headphones", ()),
        ("max 200", "critique", "over-ear headphones", ("up to $200",)),
        ("make it 300", "critique", "over-ear headphones", ("up to $300",)),
        ("any colour but black", "critique", "over-ear headphones", ("up to $300", "not black")),
        ("never mind the colour", "relax", "over-ear headphones", ("up to $300",)),
    ),
    "one word at a time": (
        ("laptop", "ask", "laptop", ()),
        ("apple", "critique", "laptop", ("Apple",)),
        ("<1500", "critique", "laptop", ("Apple", "under $1,500")),
        ("16gb", "critique", "laptop", ("Apple", "under $1,500", "with 16 GB")),
        ("2", "details", "laptop", ("Apple", "under $1,500", "with 16 GB")),
        ("32gb", "critique", "laptop", ("Apple", "under $1,500", "with 32 GB")),
        ("cancel that", "reset", "", ()),
        ("ipad", "ask", "ipad", ()),
    ),
    "at the printer": (
        ("printer", "ask", "printer", ()),
        ("laser", "critique", "printer", ("with laser",)),
        ("black and white is fine", "relax", "printer", ("with laser",)),
        ("brother or hp", "critique", "printer", ("with laser", "Brother or HP")),
        ("toner for it?", "reset", "toner for printer", ()),
        ("label printer", "critique", "label printer", ()),
        ("not dymo", "critique", "label printer", ("not DYMO",)),
        ("compare them", "compare", "label printer", ("not DYMO",)),
    ),
    "procurement": (
        (
            "Please list monitors of at least 27 inches, max. 400 EUR",
            "ask",
            "monitors",
            ("up to $400", "screen at least 27 inches"),
        ),
        ("which is the lightest?", "compare", "monitors", ("up to $400", "screen at least 27 inches")),
        ("nvm. tablet for my kid", "reset", "tablet for my kid", ()),
        ("10 inch", "critique", "10 inch tablet for my kid", ()),
        ("why so expensive?", "explain", "10 inch tablet for my kid", ()),
    ),
    "a programmer": (
        ("laptops for programming", "ask", "laptops for programming", ()),
        ("32 gb ram or more", "critique", "laptops for programming", ("memory at least 32 GB",)),
        ("linux friendly", "critique", "laptops for programming", ("memory at least 32 GB", "with Linux")),
        ("never mind the memory", "relax", "laptops for programming", ("with Linux",)),
        ("lighter than 1.4 kg", "critique", "laptops for programming", ("with Linux", "weight under 1,400 g")),
        (
            "hmm the 2nd one, does it have a webcam?",
            "details",
            "laptops for programming",
            ("with Linux", "weight under 1,400 g"),
        ),
        ("now a bag for it", "reset", "bag for laptops for programming", ()),
        ("gaming chair", "reset", "gaming chair", ()),
        ("not gaming, just office", "critique", "chair", ("not gaming", "with office")),
    ),
    "saying it again": (
        ("I need headphones for commuting, in-ear", "ask", "headphones for commuting", ("in-ear",)),
        ("in-ear headphones", "critique", "in-ear headphones", ("in-ear",)),
        ("over-ear headphones", "critique", "over-ear headphones", ()),
        ("wireless headphones under 200, not Sony", "critique", "wireless headphones", ("under $200", "not Sony")),
        ("standing desk", "reset", "standing desk", ()),
        ("sony headphones", "reset", "headphones", ("Sony",)),
    ),
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_whole_conversations(talk: Talk) -> None:
    state = EMPTY_STATE
    for text, kind, topic, words in talk:
        act = said(text, state)
        state = apply(state, act)
        found = (act.kind, state.topic, tuple(stated.words for stated in state.constraints))
        assert found == (kind, topic, words), text
        if act.kind in {"ask", "critique", "relax", "reset", "more", "like", "dislike"}:
            state = shown(state)


def test_what_a_message_names_is_told_by_what_it_is_not() -> None:
    """What the catalog knows as a word for a thing's kind stays a feature, whatever stands before it."""
    for text, feature in (
        ("tactile", "tactile"),
        ("and bluetooth", "bluetooth"),
        ("noise cancelling please", "noise cancelling"),
    ):
        act = said(text, LOOKING)
        assert (act.kind, act.topic, act.add) == ("critique", None, (Feature(feature),))
    act = said("in white or black, from Sony", LOOKING)
    assert act.topic is None
    assert {type(one) for one in act.add} == {Colour, BrandIn}


@pytest.mark.parametrize(
    "text",
    ["3" * 60, "appreciate thanks " * 40 + "x", "2, " * 300, "well okay " * 200 + "%", "are the " * 250, "usb-c" * 400],
)
@pytest.mark.parametrize("before", [EMPTY_STATE, LOOKING])
def test_no_message_takes_for_ever(text: str, before: DialogueState) -> None:
    assert said(text, before).source == "rules"
