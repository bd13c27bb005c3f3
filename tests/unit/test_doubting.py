"""Features held against the catalog: talk is left out and said to be, real wishes stay."""

import pytest

from recsys.conversation.doubting import believable
from recsys.conversation.state import apply
from recsys.model.catalog import Item
from recsys.model.constraints import BrandNotIn, Colour, Constraint, Feature, PriceMax
from recsys.model.dialogue import EMPTY_STATE, DialogueAct
from recsys.model.ids import ItemId
from tests.unit.test_interpret_vocabulary import VOCABULARY
from tests.unit.test_state_relaxing import Shelf

SHELF = Shelf(
    (
        Item(ItemId("1"), "Grey backpack", "Bix", price=40.0, description="Waterproof, with neodymium buckle"),
        Item(
            ItemId("2"),
            "Green backpack",
            "Kiv",
            price=90.0,
            description="Bluetooth tracker, gold zips",
            attributes={"color": "green"},
        ),
        Item(ItemId("3"), "Conference phone", "Bix", price=30.0),
    )
)
CHEAP = PriceMax(50)


async def heard(*add: Constraint, topic: str | None = "backpack") -> tuple[list[Constraint], tuple[str, ...]]:
    act = DialogueAct("ask", topic=topic, add=add)
    before = EMPTY_STATE if topic else apply(EMPTY_STATE, DialogueAct("ask", topic="backpack"))
    believed, left_out = await believable(act, before, SHELF, VOCABULARY)
    return list(believed.add), left_out


async def test_everyday_words_that_nothing_of_the_kind_has_are_talk() -> None:
    assert await heard(CHEAP, Feature("conference")) == ([CHEAP], ("conference",))
    assert await heard(Feature("conference"), topic="backpack") == ([], ("conference",))


@pytest.mark.parametrize("feature", [Feature("waterproof"), Feature("conference", wanted=False), Feature("bluetooth")])
async def test_what_something_of_the_kind_has_stays_at_whatever_price(feature: Feature) -> None:
    assert await heard(CHEAP, feature) == ([CHEAP, feature], ())


async def test_a_feature_that_is_all_a_message_asks_for_is_taken_at_its_word() -> None:
    assert await heard(Feature("conference"), topic=None) == ([Feature("conference")], ())


async def test_of_a_phrase_that_nothing_has_the_part_counts_that_something_has() -> None:
    assert await heard(Feature("neodymium magnets"), topic=None) == ([Feature("neodymium")], ())
    limits = (CHEAP, BrandNotIn(("Kiv",)))
    assert await heard(*limits, Feature("neodymium magnets")) == ([*limits, Feature("neodymium")], ())


async def test_talk_is_left_out_where_nothing_is_found_without_it_either() -> None:
    assert await heard(PriceMax(1), Feature("conference")) == ([PriceMax(1)], ("conference",))


async def test_a_colour_that_nothing_of_the_kind_is_in_is_refused_of_its_parts() -> None:
    gold, green = Colour("gold", wanted=False), Colour("green", wanted=False)
    assert await heard(gold) == ([Feature("gold", wanted=False)], ())
    assert await heard(green) == ([green], ())
