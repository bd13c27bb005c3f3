"""The scoring of scripted conversations, on products made for it."""

import json
from pathlib import Path

import pytest

from benchmarks.session_scoring import Predicate, ProductTexts, absolute

PRODUCTS = ProductTexts.of(
    {
        "1": {
            "id": "1",
            "title": "Acme Cable",
            "short_description": "Snagless",
            "supplier": "Acme",
            "price": 12.5,
            "attr_t_product_colour": "Black,Silver",
            "attr_t_jacket": "LSZH",
            "attr_n_snag_count": 3.0,
        },
        "2": {"id": "2", "title": "No price", "short_description": None, "supplier": "Other"},
    }
)


@pytest.mark.parametrize(
    ("predicate", "holds"),
    [
        ({"field": "price", "op": "<", "value": 12.6}, True),
        ({"field": "price", "op": ">=", "value": 12.6}, False),
        ({"field": "price", "op": "<=", "value": 12.5}, True),
        ({"field": "price", "op": ">", "value": 12.5}, False),
        ({"field": "price", "op": "between", "value": [12, 13]}, True),
        ({"field": "brand", "op": "in", "value": ["Acme"]}, True),
        ({"field": "brand", "op": "not_in", "value": ["Acme"]}, False),
        ({"field": "color", "op": "contains", "value": "silver"}, True),
        ({"field": "color", "op": "not_contains", "value": "black"}, False),
        ({"field": "text", "op": "contains", "value": "lszh"}, True),
        ({"field": "text", "op": "contains", "value": "jacket"}, False),
        ({"field": "text", "op": "not_contains", "value": "snagless"}, False),
    ],
)
def test_predicates_read_the_raw_fields(predicate: Predicate, *, holds: bool) -> None:
    assert PRODUCTS.meets("1", [predicate]) is holds


def test_missing_values_and_unknown_products() -> None:
    assert not PRODUCTS.meets("2", [{"field": "price", "op": ">", "value": 0}])
    assert PRODUCTS.meets("2", [{"field": "color", "op": "not_contains", "value": "black"}])
    assert not PRODUCTS.meets("3", [])


def test_relative_prices_are_taken_from_what_was_shown() -> None:
    shown = {0: [30.0, None, 20.0]}
    cheaper: Predicate = {"field": "price", "op": "<", "ref": {"turn": 0, "agg": "min"}}
    assert absolute([cheaper], shown) == [{"field": "price", "op": "<", "value": 20.0}]
    third: Predicate = {"field": "price", "op": "<", "ref": {"turn": 0, "agg": "item", "position": 3}}
    assert absolute([third], shown) == [{"field": "price", "op": "<", "value": 20.0}]
    dearer: Predicate = {"field": "price", "op": ">", "ref": {"turn": 0, "agg": "max"}}
    assert absolute([dearer], shown) == [{"field": "price", "op": ">", "value": 30.0}]
    missing: Predicate = {"field": "price", "op": "<", "ref": {"turn": 0, "agg": "item", "position": 2}}
    assert absolute([missing], shown) is None
    assert absolute([cheaper], {}) is None


SESSIONS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "sessions" / "dev.jsonl"


def test_the_shared_conversations_speak_of_known_fields_only() -> None:
    if not SESSIONS.exists():
        pytest.skip("The scripted conversations are not beside this checkout.")
    for line in SESSIONS.read_text("utf-8").splitlines():
        for turn in json.loads(line)["turns"]:
            resolved = absolute(turn["active"], {index: [9.0, 9.0, 9.0] for index in range(10)})
            assert resolved is not None
            assert PRODUCTS.meets("1", resolved) in {True, False}
