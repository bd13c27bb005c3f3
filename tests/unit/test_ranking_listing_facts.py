"""Attributes in a list, and what tells items apart: readable, short, nothing invented."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.catalog import AttributeValue, Item
from recsys.model.ids import ItemId
from recsys.ranking.listing_facts import DIFFERENCES_MAX, differences, spoken_attributes
from tests.unit.test_ranking import item


@pytest.mark.parametrize(
    ("name", "value", "spoken"),
    [
        ("weight_g", 1240.0, ("Weight", "1,240 g")),
        ("release_year", 2023.0, ("Release year", "2023")),
        ("battery_hours", 30.0, ("Battery life", "30 hours")),
        ("warranty_years", 1.0, ("Warranty", "1 year")),
        ("noise_cancelling", True, ("Noise cancelling", "yes")),
        ("headrest", False, ("Headrest", "no")),
        ("t_hdmi", "N", ("HDMI", "no")),
        ("processor", "apple m4", ("Processor", "Apple M4")),
        ("os", "macos", ("OS", "macOS")),
        ("resolution", "3840x2160", ("Resolution", "3840 x 2160")),
        ("product_colour", "Black,Silver", ("Product colour", "Black, Silver")),
        ("connection", "bluetooth and 2.4 ghz", ("Connection", "Bluetooth and 2.4 GHz")),
        ("max_load_kg", "136", ("Maximum load", "136 kg")),
        ("read_mb_s", 1050.0, ("Read", "1,050 MB/s")),
        ("field_of_view_deg", 78.0, ("Field of view", "78°")),
    ],
)
def test_an_attribute_is_written_as_people_write_it(name: str, value: AttributeValue, spoken: tuple[str, str]) -> None:
    assert spoken_attributes(Item(ItemId("x"), "X", attributes={name: value})) == [spoken]


def test_what_tells_something_comes_first_and_codes_are_left_out() -> None:
    shown = spoken_attributes(
        item(
            "x", country_of_origin="China", touchscreen=False, package_width_mm=480.0, ean="0884", note="", ram_gb=16.0
        )
    )
    assert shown == [("RAM", "16 GB"), ("Touchscreen", "no"), ("Country of origin", "China")]


LIGHT = item(
    "Fly", "Ada", 79.0, weight_g=147.0, battery_hours=50.0, noise_cancelling=False, colour="beige", wireless=True
)
QUIET = item(
    "Hush", "Bix", 99.0, weight_g=260.0, battery_hours=40.0, noise_cancelling=True, colour="black", wireless=True
)


def compared(*items: Item) -> dict[str, tuple[str, ...]]:
    return {row.name: row.values for row in differences(items)}


def test_differences_begin_with_price_and_leave_out_what_is_alike() -> None:
    rows = compared(LIGHT, QUIET)
    assert list(rows)[:2] == ["Price", "Brand"]
    assert rows["Noise cancelling"] == ("no", "yes")
    assert rows["Weight"] == ("147 g", "260 g")
    assert not {"Category", "Wireless", "In stock"} & set(rows)
    assert list(rows)[-1] == "Colour"


def test_what_an_item_lacks_is_empty_and_comes_after_what_all_have() -> None:
    chair = item("Sit", "Ada", None, "Chairs", in_stock=True, max_load_kg=136.0, colour="grey")
    rows = compared(LIGHT, chair)
    assert list(rows)[:4] == ["Price", "Category", "In stock", "Colour"]
    assert rows["Price"] == ("$79", "")
    assert rows["Maximum load"] == ("", "136 kg")


def test_no_differences_of_one_item_or_of_twins() -> None:
    assert differences([LIGHT]) == ()
    assert differences([]) == ()
    assert differences([LIGHT, replace(LIGHT, id=ItemId("other"), title="Other")]) == ()


values = st.text(max_size=30) | st.booleans() | st.floats(-1e6, 1e6, allow_nan=False)
names = st.sampled_from(
    ["weight_g", "colour", "release_year", "ean", "_", "", "os", "n_ports", "warranty_years", "package_size", "x_s"]
)
catalog_items = st.builds(
    Item,
    id=st.just(ItemId("x")),
    title=st.just("X"),
    brand=st.text(max_size=5),
    price=st.none() | st.floats(0, 1e5, allow_nan=False),
    attributes=st.dictionaries(names, values, max_size=6),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(catalog_items, max_size=4))
def test_whatever_a_catalog_holds_rows_are_whole(items: list[Item]) -> None:
    for one in items:
        for name, value in spoken_attributes(one):
            assert name.strip()
            assert value.strip()
            assert "\n" not in name + value
    rows = differences(items)
    assert len(rows) <= DIFFERENCES_MAX
    for row in rows:
        assert row.name
        assert len(row.values) == len(items)
        assert len(set(row.values)) > 1
