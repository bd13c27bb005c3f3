"""Which items are the thing asked for, and what is said where only some of the picks are, or none is left."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.wiring import build_turn_service
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.model.catalog import Item
from recsys.model.constraints import PriceMax, PriceMin
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import LOCAL_TENANT, ItemId, UserId
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.kind import is_called
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

TITLES = {
    "Acme Webcam W100": 10.0, "Bolt Webcam W200": 12.0, "Cato webcam 640 x 480 pixels USB": 14.0,
    "Dorn Webcam Stand Black": 28.0, "Epo Webcam Cover": 23.0, "Fin patch cable 2 m": 6.0, "Gil Descaler": 9.0,
    "Hob Projector Lamp": 40.0, "Ivo Projector Mount": 50.0, "Jad data projector": 300.0, "Kim remote control": 5.0,
    "Lux Webcam W900": 90.0,
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def turns() -> AsyncIterator[TurnService]:
    """A catalog without categories, found by words alone."""
    async with open_store("memory:") as store:
        items = [
            Item(
                ItemId(title), title, title.split()[0], price=price, description="For the webcam or projector at work."
            )
            for title, price in TITLES.items()
        ]
        items += [
            Item(
                ItemId(f"p{n}"),
                f"Sil filter P{n}",
                "Sil",
                price=20.0 + n,
                attributes={"use": "privacy", "colour": "black"},
            )
            for n in range(4)
        ]
        items.append(
            Item(ItemId("g"), "Gol lampshade G1", "Gol", price=30.0, attributes={"use": "glare", "colour": "gold"})
        )
        async with store.catalog.begin_import() as staging:
            await staging.upsert(items)
            await staging.finish(prune=False)
        generator = HybridGenerator(store.catalog, None)
        await generator.refresh()
        yield build_turn_service(store, TopicalGenerator(generator), BuiltinRanker())
        await generator.close()


async def talk(turns: TurnService, *said: str) -> TurnResult:
    *before, last = said
    state = (await talk(turns, *before)).state if before else EMPTY_STATE
    return await turns.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), last, state))


def titles(result: TurnResult) -> set[str]:
    return {pick.item.title for pick in result.answer.picks}


@pytest.mark.parametrize(
    ("title", "name", "called"),
    [
        ("V7 Standard Mouse USB", "mouse", True),
        ("HP Wireless mouse RF Wireless Optical 800 DPI", "mouse", True),
        ("HP 530 Notebook PC", "notebook", True),
        ("Philips Webcam SPC620NC/00", "webcam", True),
        ("Store n Go - USB-Stick - 64 GB", "stick", True),
        ("Kensington Mouse Wrist Pillow", "mouse", False),
        ("Origin Laptop Internal Battery", "laptop", False),
        ("StarTech.com Monitor VGA Video Cable - HD15", "monitor", False),
        ("StarTech.com ExpressCard Laptop USB 2.0 Adapter Card", "laptop", False),
        ("Integral 2GB LAPTOP RAM MODULE DDR2", "laptop", False),
        ("Rubber Feet for PC Cases", "case", False),
        ("OKI 43381722 printer drum Original", "printer", False),
    ],
)
def test_a_title_may_bear_a_name_and_call_something_else(title: str, name: str, called: bool) -> None:
    assert is_called(Item(ItemId("1"), title), frozenset({name})) is called


def test_a_category_and_without_one_a_tag_call_an_item() -> None:
    name = frozenset({"laptop"})
    assert is_called(Item(ItemId("1"), "Zenbook 14", category="Laptops & Tablets"), name)
    assert not is_called(Item(ItemId("1"), "Peak 20", category="Laptop Bags", tags=("laptop",)), name)
    assert is_called(Item(ItemId("1"), "Zenbook 14", tags=("laptop",)), name)


@pytest.mark.asyncio(loop_scope="module")
async def test_only_the_thing_is_shown_as_it(turns: TurnService) -> None:
    found = await talk(turns, "webcam under 15")
    assert titles(found) == {"Acme Webcam W100", "Bolt Webcam W200", "Cato webcam 640 x 480 pixels USB"}
    assert found.answer.text == "Three picks for “webcam”, under $15:"


@pytest.mark.asyncio(loop_scope="module")
async def test_where_few_are_the_thing_they_come_first_and_are_counted(turns: TurnService) -> None:
    found = await talk(turns, "projector")
    assert found.answer.picks[0].item.title == "Jad data projector"
    assert found.answer.text.startswith("One pick for “projector”, and what else comes near")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("ask", ["others?", "more like the first", "I own the second"])
async def test_when_all_were_shown_that_was_everything(turns: TurnService, ask: str) -> None:
    found = await talk(turns, "webcam under 15", ask)
    assert found.answer.kind == "no_result"
    assert "That was everything I have for “webcam”, under $15." in found.answer.text
    assert [offer.label for offer in found.answer.relaxations] == ["Raise the limit to $90"]


@pytest.mark.asyncio(loop_scope="module")
async def test_what_only_bears_the_name_is_not_shown_as_another(turns: TurnService) -> None:
    found = await talk(turns, "webcam under 50", "others?")
    assert titles(found) == {"Dorn Webcam Stand Black", "Epo Webcam Cover"}
    assert found.answer.text == "I found no “webcam”, under $50, not shown yet; these come nearest:"


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_shown_does_not_come_again_to_an_owner(turns: TurnService) -> None:
    first = await talk(turns, "webcam")
    found = await talk(turns, "webcam", "I own the second")
    assert not titles(first) & titles(found)
    assert found.answer.text.startswith("Noted, I will not suggest it again. One other for “webcam”")


@pytest.mark.asyncio(loop_scope="module")
async def test_a_measure_that_may_be_less_is_no_name(turns: TurnService) -> None:
    found = await talk(turns, "patch cable 2 m or shorter")
    assert found.answer.text.startswith("One pick for “patch cable 2 m or shorter”")


@pytest.mark.asyncio(loop_scope="module")
async def test_the_latest_of_contradictory_prices_holds_and_it_is_said(turns: TurnService) -> None:
    found = await talk(turns, "webcam over 25", "under 11")
    assert [stated.constraint for stated in found.state.constraints] == [PriceMax(11.0, inclusive=False)]
    assert found.answer.text.startswith("I let go of “over $25”. ")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        (("webcam", "cheaper", "more expensive"), [PriceMin]),
        (("webcam", "more expensive", "cheaper"), [PriceMax]),
        (("webcam under 15", "more expensive"), [PriceMax, PriceMin]),
    ],
)
async def test_an_opposite_relative_price_takes_the_earlier_one_back(
    turns: TurnService, said: tuple[str, ...], bounds: list[type]
) -> None:
    found = await talk(turns, *said)
    assert [type(stated.constraint) for stated in found.state.constraints] == bounds


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("ask", ["why the third?", "tell me more about the third"])
async def test_a_position_that_was_not_shown_is_asked_back(turns: TurnService, ask: str) -> None:
    state = (await talk(turns, "webcam under 13", "not the third")).state
    found = await turns.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), ask, two(state)))
    assert found.answer.text == "I showed two. Say “the first” or “the second”."


def two(state: DialogueState) -> DialogueState:
    """Return the state as if the latest slate had two items."""
    latest = state.slates[-1]
    return replace(state, slates=(replace(latest, items=latest.items[:2]),))


@pytest.mark.asyncio(loop_scope="module")
async def test_lifting_what_bites_leads_to_a_slate(turns: TurnService) -> None:
    end = await talk(turns, "privacy filter", "gold")
    assert end.answer.kind == "no_result"
    for say in (*(offer.say for offer in end.answer.relaxations), "it does not have to have privacy"):
        out = await turns.answer(TurnRequest(LOCAL_TENANT, UserId("ana"), say, end.state))
        assert out.answer.kind == "slate", say
