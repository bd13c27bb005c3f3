"""Small catalogs for tests, and Hypothesis strategies for items and constraints that meet each other often."""

from hypothesis import strategies as st

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

DESK = (
    Item(ItemId("kb-1"), "Keychron Q1 Pro mechanical keyboard", "Keychron", "Keyboards", 199.0, in_stock=True),
    Item(
        ItemId("ms-1"),
        "Logitech MX Master 3S wireless mouse",
        "Logitech",
        "Mice",
        99.0,
        description="Quiet clicks, scrolls a thousand lines a second.",
        tags=("ergonomic", "usb-c"),
        attributes={"product_colour": "Graphite,Black", "bluetooth": True, "weight_g": 141.0},
    ),
    Item(ItemId("ms-2"), "Logitech MX Master 3S wireless mouse (White)", "Logitech", "Mice", 104.0, in_stock=False),
    Item(ItemId("ms-3"), "Anker vertical mouse", "Anker", "Mice", 25.99, attributes={"product_colour": "Black"}),
    Item(
        ItemId("hp-1"),
        "Sony WH-1000XM5 headphones",
        "Sony",
        "Headphones",
        348.0,
        description="Noise cancelling, thirty hours of battery.",
        attributes={"colour": "Silver", "bluetooth": True, "connector": "USB-C"},
    ),
    Item(ItemId("hp-2"), "Audio-Technica ATH-M50x studio headphones", "Audio-Technica", "Headphones", 149.0),
    Item(ItemId("cb-1"), "USB-C cable 2 m, braided", "", "", None, tags=("cable",)),
)

_NAMES = ("", "Sony", "SONY", "Straße", "HP ", "hp", "Dell")
_TEXTS = ("", "usb", "USB-C cable", "Black", "ΣΑΣ", "black,silver", "é", "17", "😀 mini", "\x00\x1f", "foldable")
_ATTRIBUTES = ("product_colour", "Color", "cable_colour", "weight_g", "memory", "usb", "is_foldable")
_NUMBERS = (0.0, 1.0, 17.0, 99.99, -3.5)

_names = st.sampled_from(_NAMES)
_texts = st.one_of(st.sampled_from(_TEXTS), st.text(max_size=5))
_numbers = st.sampled_from(_NUMBERS)
_ids = st.integers(0, 9).map(lambda number: ItemId(f"item-{number}"))
_values = st.one_of(_texts, _numbers, st.booleans(), st.just(float("nan")))

items = st.builds(
    Item,
    id=_ids,
    title=_texts,
    brand=_names,
    category=_names,
    price=st.one_of(st.none(), _numbers, st.just(float("nan"))),
    description=_texts,
    tags=st.lists(_texts, max_size=2).map(tuple),
    attributes=st.dictionaries(st.sampled_from(_ATTRIBUTES), _values, max_size=4),
    in_stock=st.sampled_from((None, True, False)),
)
catalogs = st.lists(items, max_size=8, unique_by=lambda item: item.id)

_some_names = st.lists(_names, max_size=3).map(tuple)

constraints: st.SearchStrategy[Constraint] = st.one_of(
    st.builds(PriceMin, _numbers, st.booleans()),
    st.builds(PriceMax, _numbers, st.booleans()),
    st.builds(BrandIn, _some_names),
    st.builds(BrandNotIn, _some_names),
    st.builds(CategoryIn, _some_names),
    st.builds(CategoryNotIn, _some_names),
    st.builds(Colour, _texts, st.booleans(), st.lists(_texts, max_size=2).map(tuple)),
    st.builds(Feature, _texts, st.booleans()),
    st.builds(AttributeIs, st.sampled_from(_ATTRIBUTES), st.sampled_from(("=", "<", "<=", ">", ">=")), _values),
    st.just(InStock()),
    st.builds(NotItems, st.lists(_ids, max_size=4).map(tuple)),
)
