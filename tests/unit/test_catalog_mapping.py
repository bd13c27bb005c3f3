"""Which column becomes which field."""

from collections.abc import Mapping

import pytest

from recsys.catalog.mapping import ColumnPlan, Taken, flattened, parse_map_option, plan_columns
from recsys.errors import CatalogFileError

BASE = ("id", "title")


def plan(maps: list[str], columns: tuple[str, ...], *, typed: bool = True) -> ColumnPlan:
    return plan_columns([parse_map_option(text) for text in maps], (*BASE, *columns), typed=typed, sampled=1000)


def attributes(plan: ColumnPlan, row: Mapping[str, object]) -> object:
    dropped: list[str] = []
    return plan.cells(row, lambda kind, _: dropped.append(kind))["attributes"]


def test_canonical_names_win_over_synonyms_whatever_their_spelling() -> None:
    taken = plan([], ("Image URL", "brand", "Manufacturer", "MSRP", "In-Stock")).taken

    assert taken == (
        Taken("id", ("id",)),
        Taken("title", ("title",)),
        Taken("brand", ("brand",)),
        Taken("price", ("MSRP",), guessed=True),
        Taken("image_url", ("Image URL",)),
        Taken("in_stock", ("In-Stock",)),
    )


def test_an_asked_column_is_not_guessed_for_another_field() -> None:
    taken = plan(["tags=supplier"], ("supplier",)).taken

    assert taken[-1] == Taken("tags", ("supplier",))
    assert not any(each.field == "brand" for each in taken)


def test_a_field_falls_back_on_its_second_column_and_tags_add_up() -> None:
    both = plan(["description=long", "description=short", "tags=a", "tags=b"], ("long", "short", "a", "b"))

    cells = both.cells({"id": 1, "long": "", "short": "text", "a": "x, y", "b": ["z"]}, lambda _kind, _value: None)

    assert cells["description"] == "text"
    assert cells["tags"] == ["x", " y", "z"]


@pytest.mark.parametrize(
    ("pattern", "column", "name"),
    [
        ("attr_?_*", "attr_t_product_colour", "product_colour"),
        ("attr_*_*", "attr_t_product_colour", "product_colour"),
        ("spec.*", "spec.weight", "weight"),
        ("*", "weight", "weight"),
        ("*_cm", "width_cm", "width"),
        ("weight", "weight", "weight"),
    ],
)
def test_an_attribute_is_named_after_the_last_star(pattern: str, column: str, name: str) -> None:
    assert attributes(plan([f"attributes={pattern}"], (column, "other")), {column: "x", "id": 1, "brand": ""}) in (
        {name: "x"},
        {name: "x", "id": 1.0},
    )


def test_only_asked_attributes_are_taken() -> None:
    row = {"id": "1", "title": "Desk", "attr_a": 1, "colour": "red", "attributes": {"b": 2}}

    assert attributes(plan(["attributes=attr_*"], tuple(row)), row) == {"a": 1.0}


def test_objects_are_reached_into() -> None:
    row = {"id": "1", "title": "Desk", "spec": {"size": {"w": 3}, "colour": "red"}, "maker": {"name": "Vitra"}}
    nested = plan(["attributes=spec.*", "brand=maker.name"], tuple(flattened(row)))

    cells = nested.cells(row, lambda _kind, _value: None)

    assert cells["brand"] == "Vitra"
    assert cells["attributes"] == {"colour": "red", "size_w": 3.0}


def test_a_named_column_may_hold_one_attribute_or_several() -> None:
    row = {"id": "1", "specs": "Colour: red; Width: 3", "ratio": "16:9"}
    both = plan(["attributes=specs", "attributes=ratio"], ("specs", "ratio"), typed=False)

    assert attributes(both, row) == {"colour": "red", "width": 3.0, "ratio": "16:9"}


def test_without_asking_the_columns_that_say_something_are_attributes() -> None:
    row = {
        "id": "1",
        "title": "Desk",
        "Colour": "red",
        "Weight (g)": "1200",
        "Wireless": "yes",
        "EAN": "4006381333931",
        "cost": "7",
        "price": "9",
        "page": "https://shop.example",
        "html": "<b>x</b>",
        "updated_at": "2024-01-01",
        "empty": "",
        "essay": "word " * 100,
    }

    assert attributes(plan([], tuple(row), typed=False), row) == {"colour": "red", "weight_g": 1200.0, "wireless": True}


def test_a_flag_gives_way_to_what_says_more() -> None:
    row = {"id": "1", "b_arm": True, "n_arm": 130.0, "n_area": 8.5, "b_area": True}

    assert attributes(plan(["attributes=?_*"], tuple(row)), row) == {"arm": 130.0, "area": 8.5}


def test_attributes_that_cannot_be_read_are_dropped_with_a_note() -> None:
    notes: list[str] = []

    cells = plan([], ("attributes",)).cells(
        {"id": 1, "attributes": "nice and round"}, lambda kind, _: notes.append(kind)
    )

    assert cells["attributes"] == {}
    assert notes == ['attributes are not of the form "name: value; name: value" and were dropped']


def test_an_absent_column_is_refused_with_near_names() -> None:
    with pytest.raises(CatalogFileError) as refused:
        plan(["brand=suplier"], ("supplier", "price"))
    assert str(refused.value) == 'No column "suplier" in the first 1,000 rows. Near it: supplier.'

    with pytest.raises(CatalogFileError, match=r'No column "xyz_\*".*The columns are id, title, price\.'):
        plan(["attributes=xyz_*"], ("price",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("brand", '"brand" is not of the form field=column, for example brand=supplier.'),
        ("brnad=supplier", '"brnad" is no field of an item. Did you mean brand? The fields are id,'),
        ("title=na*", 'Only attributes take a wildcard; name one column for title instead of "na*".'),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        parse_map_option(text)

    assert str(refused.value).startswith(sentence)
