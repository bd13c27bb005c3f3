import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.retrieval.analysis import identifiers
from recsys.retrieval.units import with_units_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('27" monitor', "27 inch monitor"),
        ("27-inch monitor", "27 inch monitor"),
        ("27in monitor", "27 inch monitor"),
        ("27 inches", "27 inch"),
        ("6' x 9' rug", "6 foot x 9 foot rug"),
        ("100feet hose", "100 foot hose"),
        ("10 ft. cable", "10 foot cable"),
        ("3/4 in. pipe", "3/4 inch pipe"),
        ("1,5 l kettle", "1,5 litre kettle"),
        ("18v drill", "18 volt drill"),
        ("24x36", "24 x 36"),
        ("16gb", "16 gigabyte"),
        ("pack of 3 pcs", "pack of 3 pack"),
    ],
)
def test_a_unit_after_a_number_has_one_name(text: str, named: str) -> None:
    assert with_units_named(text) == named


@pytest.mark.parametrize("text", ["m12 drill", "wh-1000xm5", "36 indigo", "in the office", "2 of them", "802.11ac"])
def test_all_else_stays(text: str) -> None:
    assert with_units_named(text) == text


@given(st.text(alphabet="0123456789 inftx\"'.-/,", max_size=40))
def test_naming_units_twice_changes_nothing_more(text: str) -> None:
    once = with_units_named(text)
    assert with_units_named(once) == once


@pytest.mark.parametrize("part", ["x", "1", "1.", "a-", "1 x ", "1'", "1 -", " "])
def test_texts_of_any_length_are_read(part: str) -> None:
    # A pattern that went back over what it has read would take minutes here.
    text = part * 200_000
    assert with_units_named(text)
    assert len(list(identifiers(text))) <= 200_001
