"""Prices in every shape that exports have."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.catalog.prices import CURRENCIES, Money, read_amount, read_currency, read_price

CENTS = st.integers(min_value=0, max_value=99_999_999)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("1.299,00 EUR", 1299.0, "EUR"),
        ("$1,299.00", 1299.0, "USD"),
        ("1 299,-", 1299.0, ""),
        ("1\u00a0299,50 €", 1299.5, "EUR"),
        ("EUR 12", 12.0, "EUR"),
        ("12.5 USD", 12.5, "USD"),
        ("1'299.00 CHF", 1299.0, "CHF"),
        ("CHF 1’299.–", 1299.0, "CHF"),
        ("Rs. 1,00,000", 100_000.0, "INR"),
        ("US$ 12", 12.0, "USD"),
        ("€1.299", 1299.0, "EUR"),
        ("1.299", 1.299, ""),
        ("1,299", 1299.0, ""),
        ("0,125", 0.125, ""),
        ("12,5", 12.5, ""),
        ("£12.", 12.0, "GBP"),
        ("1.000.000,50 €", 1_000_000.5, "EUR"),
        ("１２", 12.0, ""),
        ("1e3", 1000.0, ""),
        ("-0", 0.0, ""),
    ],
)
def test_reads_the_shapes_that_people_write(written: str, amount: float, currency: str) -> None:
    price = read_price(written)

    assert price is not None
    assert (price.amount, price.currency) == (amount, currency)


@pytest.mark.parametrize("nothing", [None, "", "  ", "-", "n/a", "N/A", "null", "on request", {}, {"amount": None}])
def test_no_price_is_no_error(nothing: object) -> None:
    assert read_price(nothing) is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (-3.5, "price is negative (-3.5)"),
        ("-3", "price is negative (-3)"),
        ("$-3.50", "price is negative ($-3.50)"),
        ("−3 €", "price is negative (-3 €)"),
        ("(12.00)", "price is negative ((12.00))"),
        (math.nan, "price is not a finite number (nan)"),
        ("NaN", "price is not a finite number (NaN)"),
        (math.inf, "price is not a finite number (inf)"),
        ("Infinity", "price is not a finite number (Infinity)"),
        ("1e400", "price is not a finite number (1e400)"),
        (10**400, "price is too large to be one (" + "1" + "0" * 38 + "…)"),
        ("twelve", "price is not a number (twelve)"),
        ("12 apples", "price is not a number (12 apples)"),
        ("10-20", "price is not a number (10-20)"),
        ("12 34", "price is not a number (12 34)"),
        ("1.2.3", "price is not a number (1.2.3)"),
        (True, "price is not a number (true or false)"),
        ([1], "price is not a number"),
    ],
)
def test_refuses_what_is_no_price_and_says_why(written: object, reason: str) -> None:
    with pytest.raises(ValueError, match="price") as refused:
        read_price(written)

    assert str(refused.value) == reason


def test_an_object_names_its_currency() -> None:
    assert read_price({"value": "12,50", "currency": "eur"}) == Money(12.5, "EUR")


def test_a_shared_sign_is_marked_as_such() -> None:
    assert read_price("$12") == Money(12.0, "USD", sign_only=True)
    assert read_price("US$12") == Money(12.0, "USD", sign_only=False)


@settings(max_examples=100, deadline=None)
@given(CENTS, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ",")]))
def test_any_grouping_gives_the_same_amount(cents: int, signs: tuple[str, str]) -> None:
    thousands, decimal = signs
    written = f"{cents // 100:,}".replace(",", thousands) + decimal + f"{cents % 100:02}"

    assert read_amount(written) == pytest.approx(cents / 100)


@settings(max_examples=100, deadline=None)
@given(CENTS, st.sampled_from(sorted(CURRENCIES)), st.booleans())
def test_a_code_before_or_behind_is_read(cents: int, code: str, before: bool) -> None:
    number = f"{cents / 100:.2f}"

    price = read_price(f"{code} {number}" if before else f"{number}{code}")

    assert price == Money(pytest.approx(cents / 100), code)  # pyright: ignore[reportArgumentType]  # compares as a float


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789.,-'€$ ekEUR()", max_size=20)))
def test_no_text_gives_anything_but_a_usable_price_nothing_or_a_reason(text: str) -> None:
    try:
        price = read_price(text)
    except ValueError as refused:
        assert str(refused).startswith("price ")  # noqa: PT017 - either outcome is fine, this is about its wording
        return
    assert price is None or (math.isfinite(price.amount) and 0 <= price.amount <= 1e12)


@settings(max_examples=100, deadline=None)
@given(st.floats(min_value=0, max_value=1e12))
def test_numbers_stay_what_they_are(number: float) -> None:
    assert read_price(number) == Money(number)


def test_currency_names() -> None:
    assert [read_currency(word) for word in ("eur", "€", "US$", "kr.", "apples", "")] == [
        "EUR",
        "EUR",
        "USD",
        "SEK",
        "",
        "",
    ]
