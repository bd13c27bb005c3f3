"""What people type in a hurry, each with what it changes: chat language, corrections, polarity by the clause."""

from dataclasses import replace

import pytest

from recsys.catalog.predicates import meets
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.state import apply, referred, with_slate
from recsys.conversation.telling import tell
from recsys.model.answer import Pick
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    PriceMax,
    PriceMin,
)
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ItemId
from tests.unit.test_interpret_vocabulary import CAPPED, NEW, ONLY_SONY, SHOWN, VOCABULARY, state

RULES = RuleInterpreter()
BELOW_SHOWN = PriceMax(40, inclusive=False)


def after(say: str, before: DialogueState = SHOWN) -> list[Constraint]:
    return [stated.constraint for stated in apply(before, RULES.interpret(say, before, VOCABULARY)).constraints]


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        ("ok so it should cost less than like seventy five dollars", [PriceMax(75, inclusive=False)]),
        ("min 20 max 60", [PriceMin(20), PriceMax(60)]),
        ("more than 20 and less than 45", [PriceMin(20, inclusive=False), PriceMax(45, inclusive=False)]),
        ("somewhere between two and three hundred", [PriceMin(200), PriceMax(300)]),
        ("under 2k", [PriceMax(2000, inclusive=False)]),
        ("not a penny over eighty pounds", [PriceMax(80)]),
        ("100 to 150 ish", [PriceMin(100), PriceMax(150)]),
        ("no wait not 100, 150 max", [PriceMax(150)]),
        ("thats way over what i can afford lol", [BELOW_SHOWN]),
        ("nah these cost too much", [BELOW_SHOWN]),
        ("got anything easier on the wallet", [BELOW_SHOWN]),
        ("pricier ones please, over 120", [PriceMin(120, inclusive=False)]),
        ("Dell? no thanks", [BrandNotIn(("DELL",))]),
        ("we aren't allowed to buy Epson", [BrandNotIn(("Epson",))]),
        ("take Epson out of the list", [BrandNotIn(("Epson",))]),
        ("C2G doesn't work for me", [BrandNotIn(("C2G",))]),
        ("nothing except Lexmark", [BrandIn(("Lexmark",))]),
        ("I trust Brother, show those", [BrandIn(("Brother",))]),
        ("samsung... no actually dell", [BrandIn(("DELL",))]),
        ("red, no sorry, blue", [Colour("blue")]),
        ("black or grey", [Colour("black", others=("grey",))]),
        ("my desk is all black so black please", [Colour("black")]),
        ("exclude anything with a clamp", [Feature("clamp", wanted=False)]),
        ("should be equipped with hdmi", [Feature("hdmi")]),
        ("no ddr3, i'm a student", [Feature("ddr3", wanted=False)]),
    ],
)
def test_what_is_said_comes_into_force(say: str, expected: list[Constraint]) -> None:
    assert set(after(say)) == set(expected)


@pytest.mark.parametrize(
    ("say", "before", "gone"),
    [
        ("colour and price dont matter", CAPPED, {PriceMax, Colour}),
        ("drop all the filters", CAPPED, {PriceMax, Colour, BrandNotIn, Feature}),
        ("i can live without wireless", CAPPED, {Feature}),
        ("scrap the 100 limit", CAPPED, {PriceMax}),
        ("the brand makes no difference", CAPPED, {BrandNotIn}),
        ("it doesnt have to be sony", ONLY_SONY, {BrandIn}),
        ("I'm open to other brands", ONLY_SONY, {BrandIn}),
    ],
)
def test_what_is_taken_back_goes_and_the_rest_stays(say: str, before: DialogueState, gone: set[type]) -> None:
    kept = [stated.constraint for stated in before.constraints if type(stated.constraint) not in gone]
    assert after(say, before) == kept


@pytest.mark.parametrize(
    "say", ["yep that makes sense", "tysm", "you rock", "👍", "ok let me think about it", "great stuff, thanks"]
)
def test_courtesy_changes_nothing(say: str) -> None:
    act = RULES.interpret(say, CAPPED, VOCABULARY)
    assert act.kind in {"small_talk", "thanks"}
    assert apply(CAPPED, act) == CAPPED


@pytest.mark.parametrize("say", ["forget me", "delete my data", "what do you know about me?", "show my saved items"])
@pytest.mark.parametrize("before", [NEW, SHOWN])
def test_what_is_kept_of_somebody_is_pointed_to_and_nothing_looked_for(say: str, before: DialogueState) -> None:
    act = RULES.interpret(say, before, VOCABULARY)
    assert (act.kind, act.about) == ("help", "oneself")
    assert apply(before, act) == before
    assert "Home tab" in tell(act, (), before, VOCABULARY).text


@pytest.mark.parametrize("say", ["cheaper", "any others?", "why the second?", "I bought the first", "compare them"])
def test_what_goes_on_with_nothing_asks_for_nothing(say: str) -> None:
    act = RULES.interpret(say, NEW, VOCABULARY)
    assert not act.topic
    assert "Nothing is shown here yet" in tell(act, (), NEW, VOCABULARY).text


@pytest.mark.parametrize(("say", "kind"), [("+1", "small_talk"), ("-1", "dislike"), ("10/10", "small_talk")])
def test_a_thumb_typed_is_a_thumb(say: str, kind: str) -> None:
    assert RULES.interpret(say, SHOWN, VOCABULARY).kind == kind


def test_another_thing_like_a_picture_is_another_thing() -> None:
    act = RULES.interpret("cables like this", SHOWN, VOCABULARY)
    assert (act.kind, act.topic) == ("reset", "cables")
    assert RULES.interpret("a headset like this", SHOWN, VOCABULARY).kind == "like"


@pytest.mark.parametrize("say", ["I own the second", "got #2 at home already", "the second one is what i've got now"])
def test_what_is_owned_is_remembered_as_bought_and_others_come(say: str) -> None:
    act = RULES.interpret(say, SHOWN, VOCABULARY)
    assert (act.kind, apply(SHOWN, act).bought) == ("own", (ItemId("b"),))
    assert referred(SHOWN, act) == (ItemId("b"),)


def test_start_over_alone_leaves_the_topic_and_every_constraint() -> None:
    fresh = apply(CAPPED, RULES.interpret("start over", CAPPED, VOCABULARY))
    assert (fresh.topic, fresh.constraints) == ("", ())


def test_a_topic_is_left_by_its_name() -> None:
    act = RULES.interpret("forget the headsets, show me keyboards", CAPPED, VOCABULARY)
    assert (act.kind, act.topic) == ("reset", "keyboards")


def test_a_category_is_denied_by_its_name_but_never_the_one_looked_for() -> None:
    assert after("no cables please", state(topic="adapter")) == [CategoryNotIn(("Cables",))]
    assert CategoryNotIn(("Cables",)) not in after("no cables please", state(topic="cables"))


def test_relative_wishes_are_about_the_numbers_shown() -> None:
    shown = with_slate(NEW, [_pick("a", weight_g=250), _pick("b", weight_g=300)])
    shown = replace(shown, topic="headset")
    assert after("something lighter", shown) == [AttributeIs("weight_g", "<", 250)]
    assert after("lighter than the second", shown) == [AttributeIs("weight_g", "<", 300)]
    assert after("something lighter", SHOWN) == []


def test_a_true_attribute_is_a_feature() -> None:
    folding = _pick("a", is_foldable=True, with_stand=False).item
    assert meets(folding, Feature("foldable"))
    assert not meets(folding, Feature("foldable", wanted=False))
    assert not meets(folding, Feature("stand"))


def test_either_of_two_colours_will_do_and_neither_when_denied() -> None:
    grey = _pick("a", colour="Grey").item
    assert meets(grey, Colour("black", others=("grey",)))
    assert not meets(grey, Colour("black", wanted=False, others=("grey",)))


@pytest.mark.parametrize(
    "piece", ["with a ", "set the a ", "it is ", "so and but ", "the a ", "one thing , ", "there is no "]
)
def test_no_words_over_and_over_are_read_for_ever(piece: str) -> None:
    words = (piece * 2_000)[:2_000]
    assert after(words) == after(words, NEW) == []


def test_a_row_of_brands_may_be_long() -> None:
    assert after(("dell and epson or canon, " * 80)[:2_000] + " only") == [BrandIn(("DELL", "Epson", "Canon"))]


def _pick(name: str, **attributes: bool | float | str) -> Pick:
    return Pick(Item(ItemId(name), "A headset", price=50.0, attributes=attributes), "")
