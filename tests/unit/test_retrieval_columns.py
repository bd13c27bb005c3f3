from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.catalog.predicates import meets_all
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, Constraint, Feature, NotItems, PriceMax
from recsys.model.ids import ItemId
from recsys.retrieval.columns import Columns, ColumnsBuilder
from recsys.retrieval.neutral import neutral_order
from recsys.retrieval.vocabulary import vocabulary_of
from tests.fakes.catalog_items import DESK, catalogs, constraints


def columns_of(items: Sequence[Item]) -> Columns:
    builder = ColumnsBuilder()
    builder.add(items[:3])
    builder.add(items[3:])
    return builder.finish()


currencies = st.lists(st.sampled_from(("USD", "EUR")), min_size=8, max_size=8)


@settings(max_examples=400, deadline=None)
@given(catalogs, currencies, constraints, constraints)
def test_masks_say_what_predicates_say(
    catalog: list[Item], currencies: list[str], one: Constraint, other: Constraint
) -> None:
    items = [replace(item, currency=currency) for item, currency in zip(catalog, currencies, strict=False)]
    columns = columns_of(items)
    for wanted in ((one,), (one, other)):
        meeting = [meets_all(item, wanted, columns.currency) for item in items]
        assert columns.mask(wanted).tolist() == meeting
        assert columns.mask(wanted).tolist() == meeting, "when asked again"


def test_a_price_limit_is_in_the_currency_of_most_prices() -> None:
    prices = (("a", 10.0, "USD"), ("b", 20.0, "EUR"), ("c", 30.0, "EUR"), ("d", None, "USD"), ("e", None, "USD"))
    columns = columns_of([Item(ItemId(id_), "x", price=price, currency=code) for id_, price, code in prices])
    assert columns.currencies == ("EUR", "USD")
    assert columns.mask((PriceMax(25.0),)).tolist() == [False, True, False, False, False]
    assert vocabulary_of(columns, 1).currency == "EUR"


def test_a_feature_does_not_reach_from_one_text_into_the_next() -> None:
    columns = columns_of([Item(ItemId("a"), "usb", description="cable"), Item(ItemId("b"), "usb cable")])
    assert columns.mask((Feature("usbcable"),)).tolist() == [False, False]
    assert columns.mask((Feature("usb cable"),)).tolist() == [False, True]


def test_a_mask_is_the_callers_own() -> None:
    columns = columns_of(DESK)
    wanted = (Feature("mouse"),)
    columns.mask(wanted)[:] = False
    assert columns.mask(wanted).any()


def test_unknown_names_pass_nothing_or_everything() -> None:
    columns = columns_of(DESK)
    assert not columns.mask((BrandIn(("Nobody",)),)).any()
    assert columns.mask((NotItems((ItemId("nothing"),)),)).all()


def test_an_empty_catalog_has_empty_masks() -> None:
    columns = columns_of([])
    assert columns.mask((PriceMax(5.0), Feature("usb"))).shape == (0,)
    assert neutral_order(columns).shape == (0,)


def test_vocabulary() -> None:
    vocabulary = vocabulary_of(columns_of(DESK), version=7)
    assert vocabulary.version == 7
    assert vocabulary.currency == "USD"
    assert vocabulary.brands["logitech"] == ("Logitech", 2)
    assert "" not in vocabulary.brands
    assert vocabulary.categories["mice"] == ("Mice", 3)
    assert dict(vocabulary.colours) == {"graphite": 1, "black": 2, "silver": 1}
    assert vocabulary.values["usb-c"] == 2, "a tag and an attribute's value"
    assert "silver" not in vocabulary.values
    assert vocabulary.values["bluetooth"] == 2, "the name of an attribute that is true"
    assert vocabulary.numeric == {"weight_g"}


def test_brands_that_differ_in_case_are_one() -> None:
    items = [Item(ItemId(str(number)), "x", brand=brand) for number, brand in enumerate(("HP", "hp", "HP"))]
    assert dict(vocabulary_of(columns_of(items), 1).brands) == {"hp": ("HP", 3)}


def test_neutral_order_begins_with_what_can_be_bought_and_spreads_over_categories() -> None:
    items = [
        Item(ItemId("gone"), "Gone", category="Mice", price=1.0, in_stock=False),
        Item(ItemId("unpriced"), "No price", category="Lamps"),
        *(Item(ItemId(f"mouse-{number}"), "Mouse", category="Mice", price=9.0) for number in range(4)),
        *(Item(ItemId(f"desk-{number}"), "Desk", category="Desks", price=90.0) for number in range(4)),
    ]
    rows: list[int] = neutral_order(columns_of(items)).tolist()
    order = [items[row] for row in rows]
    assert {item.category for item in order[:2]} == {"Mice", "Desks"}
    assert {item.category for item in order[2:4]} == {"Mice", "Desks"}
    assert [item.id for item in order[-2:]] == ["unpriced", "gone"]
