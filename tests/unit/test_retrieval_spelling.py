from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.retrieval.spelling import Speller

NAMES = [
    *["bathroom vanity"] * 5,
    *["shower door"] * 4,
    *["garage door controller"] * 3,
    *["roller blind"] * 3,
    *["stereo amplifier"] * 9,
    *["camping stove"] * 2,
    *["gas welder"] * 3,
    *["drill m12"] * 2,
    "unicorn",
]


def speller(names: Sequence[str] = NAMES) -> Speller:
    held = [set(name.split()) for name in names]

    def words_with_prefix(prefix: str, at_most: int) -> list[tuple[str, int]]:
        words = sorted({word for name in held for word in name if word.startswith(prefix)})
        return [(word, together([word])) for word in words][:at_most]

    def together(words: Sequence[str]) -> int:
        return sum(name.issuperset(words) for name in held)

    return Speller(words_with_prefix, lambda word: together([word]) > 0, together)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("vaniteis", ()),  # three errors
        ("vanitiy", ("vanity",)),
        ("vainty", ("vanity",)),
        ("hsower", ("shower",)),
        ("conroller", ("controller",)),
        ("showerdoor", ("shower", "door")),
        ("amplifeirs", ("amplifier",)),
        ("m12x", ("m12x",)),
        ("zzzzzz", ()),
        ("dor", ()),
        ("12345", ()),
    ],
)
def test_reads(said: str, read: tuple[str, ...]) -> None:
    readings = speller().corrected([said])
    assert readings.get(said, ()) == (read if read != (said,) else ())


def test_words_that_items_hold_are_never_touched() -> None:
    assert speller().corrected(["stove", "unicorn", "gas"]) == {}


def test_a_word_of_one_item_is_no_correction() -> None:
    assert speller().corrected(["unicron"]) == {}


def test_of_two_near_words_the_one_in_company_is_meant() -> None:
    names = ["steel pan"] * 3 + ["steep roof"] * 3
    assert speller(names).corrected(["stee", "roof"]) == {"stee": ("steep",)}
    assert speller(names).corrected(["stee", "pan"]) == {"stee": ("steel",)}


def test_a_number_run_together_with_its_word_is_parted_and_kept() -> None:
    assert speller().corrected(["12door"]) == {"12door": ("12door", "door")}


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words_can_be_corrected(words: list[str]) -> None:
    for said, read in speller().corrected(words).items():
        assert said in words
        assert read
        assert all(read)
