"""A question for one fact of what is shown: which fact it is about, and what the catalog says of it."""

import pytest

from recsys.conversation.interpret.asked_facts import asked_fact
from recsys.conversation.telling import tell
from recsys.model.catalog import Item
from recsys.model.dialogue import DialogueAct, DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ItemId
from recsys.ranking.listing_facts import told_of
from tests.unit.test_interpret_vocabulary import VOCABULARY

LIGHT = Item(
    ItemId("a"), "Air", price=90.0, attributes={"weight_g": 150, "battery_hours": 20, "noise_cancelling": True}
)
HEAVY = Item(ItemId("b"), "Rock", price=40.0, attributes={"weight_g": 400, "package_weight_g": 900})
UNSAID = Item(ItemId("c"), "Fog", price=60.0)
SHOWN = DialogueState(
    turns=1,
    topic="headphones",
    constraints=(),
    slates=(ShownSlate(0, tuple(ShownItem(item.id, item.price, "", item.title) for item in (LIGHT, HEAVY, UNSAID))),),
    shown=(LIGHT.id, HEAVY.id, UNSAID.id),
)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("how heavy are they ?", "weight"),
        ("and how much is it ?", "price"),
        ("what is the battery life like ?", "battery life"),
        ("how many ports do they have ?", "ports"),
        ("what is the weight of @1 ?", "weight"),
        ("what colours do they have", "colours"),
        ("which is the lightest ?", "weight"),
        ("how long does the battery last ?", "battery"),
        ("what is the difference ?", ""),
        ("which one is better ?", ""),
        ("compare them", ""),
        ("is @2 waterproof ?", "is waterproof"),
        ("does @1 have a microphone ?", "has microphone"),
        ("can @1 be folded ?", "can be folded"),
        ("does @3 work with windows 10 ?", "works with windows 10"),
        ("is @2 any good ?", ""),
    ],
)
def test_the_fact_is_told_from_the_question(question: str, fact: str) -> None:
    assert asked_fact(question) == fact


def test_a_fact_of_several_is_said_of_each_and_nothing_else_is() -> None:
    answer = tell(
        DialogueAct("compare", refers_to=(1, 2, 3), about="weight"), (LIGHT, HEAVY, UNSAID), SHOWN, VOCABULARY
    )
    assert answer.text == "Weight: the first 150 g, the second 400 g and the third (not given)."
    assert [row.name for row in answer.differences] == ["Weight"]


def test_a_fact_of_one_leads_its_details() -> None:
    answer = tell(DialogueAct("details", refers_to=(1,), about="price"), (LIGHT,), SHOWN, VOCABULARY)
    assert answer.text == "Price: $90."
    assert "Weight: 150 g" in answer.picks[0].reason


@pytest.mark.parametrize("about", ["depth", "noise"])  # noise cancelling is no noise
def test_what_the_catalog_does_not_tell_is_said(about: str) -> None:
    both = tell(DialogueAct("compare", refers_to=(1, 2), about=about), (LIGHT, HEAVY), SHOWN, VOCABULARY)
    one = tell(DialogueAct("details", refers_to=(1,), about=about), (LIGHT,), SHOWN, VOCABULARY)
    assert both.text.startswith(f"The catalog does not give the {about} of any of them.")
    assert one.text.startswith(f"The catalog does not give its {about}.")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("is foldable", "Foldable: yes."),
        ("can be folded", "Foldable: yes."),
        ("has bluetooth", "Connection: Bluetooth."),
        ("is black", "Colour: green."),
        ("has case", "The catalog says “It comes with a soft case”."),
    ],
)
def test_a_question_for_yes_or_no_is_answered_with_what_tells_it_and_nothing_else(about: str, said: str) -> None:
    item = Item(
        ItemId("d"),
        "Fold",
        description="Soft pads. It comes with a soft case.",
        attributes={"foldable": True, "connection": "Bluetooth", "colour": "green"},
    )
    answer = tell(DialogueAct("details", refers_to=(1,), about=about), (item,), SHOWN, VOCABULARY)
    assert (answer.text, [pick.reason for pick in answer.picks]) == (said, ["Fold"])


def test_what_the_catalog_does_not_tell_of_yes_or_no_is_said() -> None:
    answer = tell(DialogueAct("details", refers_to=(1,), about="is waterproof"), (LIGHT,), SHOWN, VOCABULARY)
    assert answer.text.startswith("The catalog does not tell whether it is waterproof.")


def test_packaging_and_what_is_not_asked_for_are_no_answer() -> None:
    assert [row.name for row in told_of("weight", (HEAVY,))] == ["Weight"]
    assert told_of("the", (HEAVY,)) == ()
