"""Budgets in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.profile.budget import parse_budget


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("150", (None, 150)),
        ("$150", (None, 150)),
        ("budget: 80", (None, 80)),
        ("under $150", (None, 150)),
        ("Up to 1.5k", (None, 1500)),
        ("max. 150 EUR", (None, 150)),
        ("150 max", (None, 150)),
        ("$1,000 or less", (None, 1000)),
        ("<= 99.99", (None, 99.99)),
        ("no more than 1.299,00 €", (None, 1299)),
        ("up to €1.500", (None, 1500)),
        ("not over 90", (None, 90)),
        ("100-300", (100, 300)),
        ("$100–$300", (100, 300)),
        ("between 100 and 300 euros", (100, 300)),
        ("from 100 to 300", (100, 300)),
        ("300-100", (100, 300)),
        ("1-2k", (1000, 2000)),
        ("€1.000-2.000", (1000, 2000)),
        ("over 50 but under 100", (50, 100)),
        ("200+", (200, None)),
        ("at least $1,200", (1200, None)),
        ("from 100", (100, None)),
        ("around 100", (80, 120)),
        ("a 27 inch monitor under 300 for 2 desks", (None, 300)),
        ("mid-range", (None, None)),
        ("cheap", (None, None)),
        ("", (None, None)),
        ("$$$", (None, None)),
        ("27 inch", (None, None)),
        ("between 24 and 27 inch", (None, None)),
        ("over 80 keys", (None, None)),
        ("under 2 kg", (None, None)),
        ("at most 12 GB", (None, None)),
        ("WH-1000XM5", (None, None)),
        ("10-15%", (None, None)),
    ],
)
def test_budget(said: str, bounds: tuple[float | None, float | None]) -> None:
    assert parse_budget(said) == bounds


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 99_999),
    st.integers(1, 99_999),
    st.sampled_from(["{}-{}", "${} - ${}", "from {} to {}", "{} to {} EUR"]),
)
def test_a_range_is_ordered_however_it_is_said(one: int, other: int, form: str) -> None:
    assert parse_budget(form.format(one, other)) == (min(one, other), max(one, other))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="0123456789k$€.,-+ <>", max_size=25))
def test_any_text_gives_ordered_bounds_or_none(said: str) -> None:
    low, high = parse_budget(said)

    assert low is None or high is None or 0 <= low <= high
