import pytest

from recsys.catalog.predicates import meets, meets_all
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
)
from recsys.model.ids import ItemId

MOUSE = Item(
    ItemId("m"),
    "MX Master 3S",
    brand="Logitech",
    category="Mice",
    price=99.0,
    description="Quiet clicks.",
    tags=("Ergonomic",),
    attributes={"product_colour": "Black,Graphite", "cable_colour": "Red", "weight_g": 141.0, "bluetooth": True},
)
BARE = Item(ItemId("b"), "Nameless")

MET: list[tuple[Item, Constraint]] = [
    (MOUSE, PriceMin(99.0)),
    (MOUSE, PriceMax(99.0)),
    (MOUSE, PriceMin(98.0, inclusive=False)),
    (MOUSE, BrandIn(("sony", "LOGITECH"))),
    (MOUSE, BrandNotIn(("Sony",))),
    (BARE, BrandNotIn(("Sony", ""))),
    (MOUSE, CategoryIn(("mice",))),
    (BARE, CategoryNotIn(("Mice",))),
    (MOUSE, Colour("graphite")),
    (MOUSE, Colour("red", wanted=False)),
    (BARE, Colour("black", wanted=False)),
    (MOUSE, Feature("quiet")),
    (MOUSE, Feature("ergonomic")),
    (MOUSE, Feature("graphite")),
    (MOUSE, Feature("laser", wanted=False)),
    (MOUSE, AttributeIs("weight_g", "=", 141)),
    (MOUSE, AttributeIs("weight_g", "<", 150.0)),
    (MOUSE, AttributeIs("bluetooth", "=", value=True)),
    (MOUSE, AttributeIs("cable_colour", "=", "red")),
    (MOUSE, InStock()),
    (MOUSE, NotItems((ItemId("b"),))),
]

NOT_MET: list[tuple[Item, Constraint]] = [
    (MOUSE, PriceMin(99.0, inclusive=False)),
    (MOUSE, PriceMax(99.0, inclusive=False)),
    (BARE, PriceMax(1000.0)),
    (BARE, PriceMin(0.0)),
    (Item(ItemId("n"), "Broken price", price=float("nan")), PriceMin(0.0)),
    (BARE, BrandIn(("Sony", ""))),
    (MOUSE, BrandNotIn(("logitech",))),
    (BARE, CategoryIn(("",))),
    (MOUSE, CategoryNotIn(("MICE",))),
    (MOUSE, Colour("red")),
    (BARE, Colour("black")),
    (MOUSE, Feature("weight")),
    (MOUSE, Feature("quiet", wanted=False)),
    (MOUSE, AttributeIs("weight_g", ">", 141.0)),
    (MOUSE, AttributeIs("weight_g", "=", "141")),
    (MOUSE, AttributeIs("bluetooth", "=", 1.0)),
    (MOUSE, AttributeIs("bluetooth", ">=", value=True)),
    (MOUSE, AttributeIs("cable_colour", "<", "zinc")),
    (BARE, AttributeIs("weight_g", "<", 150.0)),
    (Item(ItemId("o"), "Sold out", in_stock=False), InStock()),
    (MOUSE, NotItems((ItemId("m"),))),
]


@pytest.mark.parametrize(("item", "constraint"), MET, ids=lambda value: str(value)[:60])
def test_is_met(item: Item, constraint: Constraint) -> None:
    assert meets(item, constraint)


@pytest.mark.parametrize(("item", "constraint"), NOT_MET, ids=lambda value: str(value)[:60])
def test_is_not_met(item: Item, constraint: Constraint) -> None:
    assert not meets(item, constraint)


def test_a_price_in_another_currency_meets_no_bound() -> None:
    assert meets_all(MOUSE, (PriceMax(100.0),), "USD")
    assert not meets(MOUSE, PriceMax(100.0), "EUR")
    assert not meets(MOUSE, PriceMin(1.0), "EUR")
    assert meets(MOUSE, InStock(), "EUR")


def test_all_must_be_met() -> None:
    assert meets_all(MOUSE, ())
    assert meets_all(MOUSE, (PriceMax(100.0), BrandIn(("Logitech",))))
    assert not meets_all(MOUSE, (PriceMax(100.0), BrandIn(("Sony",))))


def test_a_yes_or_no_attribute_counts_for_more_than_what_a_text_mentions() -> None:
    loud = Item(ItemId("1"), "Mouse", description="As quiet as a drum.", attributes={"quiet": False})
    assert not meets(loud, Feature("quiet"))
    assert not meets(loud, Feature("quiet", wanted=False)), "it may still say so where it should not"
    assert meets(Item(ItemId("2"), "Mouse", attributes={"is_quiet": True}), Feature("quiet"))


@pytest.mark.parametrize(
    "description",
    [
        "There is no USB-C.",
        "It has neither USB-C nor speakers.",
        "Neither speakers nor USB-C.",
        "Charges without USB-C",
    ],
)
def test_what_a_description_denies_is_no_feature(description: str) -> None:
    screen = Item(ItemId("1"), "Screen", description=description)
    assert not meets(screen, Feature("usb-c"))
    assert meets(screen, Feature("usb-c", wanted=False))


def test_what_is_not_only_so_is_so() -> None:
    assert meets(Item(ItemId("1"), "Screen", description="Not only USB-C but HDMI too."), Feature("usb-c"))
