"""The numbers that a message says, in figures and words of several languages, and which messages are English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.conversation.interpret.by_model.said_numbers import numbers_in
from recsys.conversation.interpret.languages import has_words, is_english
from tests.unit.test_interpret_vocabulary import LEXICON


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("under 150", 150),
        ("$1,299.99", 1299.99),
        ("unter 1.500 Euro", 1500),
        ("19,90 €", 19.9),
        ("1 500 kr", 1500),
        ("1.5k", 1500),
        ("5 mil pesos", 5000),
        ("２００ドル", 200),
        ("١٥٠ دولار", 150),
        ("१५० रुपये", 150),
        ("1,000円", 1000),
        ("1万5千円", 15000),
        ("三千円以下", 3000),
        ("二百五十", 250),
        ("a hundred and fifty bucks", 150),
        ("one fifty", 150),
        ("zweihundertfünfundzwanzig", 225),
        ("dreißig", 30),
        ("honderdvijftig", 150),
        ("ciento cincuenta", 150),
        ("treinta y cinco", 35),
        ("mille cinq cents", 1500),
        ("quatre-vingt-dix", 90),
        ("soixante-dix", 70),
        ("duecentocinquanta", 250),
        ("cento e vinte", 120),
    ],
)
def test_it_is_said(text: str, number: float) -> None:
    assert number in numbers_in(text)


@pytest.mark.parametrize("text", ["", "cheaper", "der zweite", "an der Wand", "mehr Ruhe", "もっと安い", "half of it"])
def test_nothing_is_said(text: str) -> None:
    assert not numbers_in(text)


@pytest.mark.parametrize(
    ("text", "number"), [("under 150", 50), ("1500", 150), ("fifteen", 50), ("zwanzig", 2), ("三千", 300), ("A10", 100)]
)
def test_another_number_is_not_said(text: str, number: float) -> None:
    assert number not in numbers_in(text)


@given(st.integers(0, 999_999), st.sampled_from(["{}", "{:,}", "{} €", "bis {}!"]))
def test_every_amount_in_figures_is_said(amount: int, form: str) -> None:
    assert amount in numbers_in(form.format(amount))


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert all(number >= 0 for number in numbers_in(text))
    assert is_english(text, LEXICON) or has_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "wireless headphones",
        "the second but cheaper",
        "a 27 inch monitor",
        "2",
        "👍",
        "no",
        "a Café table for the office",
    ],
)
def test_it_is_english(text: str) -> None:
    assert is_english(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "Ich suche Kopfhörer",
        "billiger bitte",
        "kein Sony",
        "más barato",
        "busco auriculares para correr",
        "moins cher",
        "je cherche un casque",
        "cerco una tastiera",
        "ik zoek een muis",
        "наушники",
        "ヘッドホン",
        "أريد سماعات",
        "더 싼 거",
    ],
)
def test_it_is_another_language(text: str) -> None:
    assert not is_english(text, LEXICON)
