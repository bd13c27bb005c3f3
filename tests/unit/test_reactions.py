"""Emoji become feedback, whatever hand they are drawn with."""

import pytest

from bot.reactions import Meaning, meaning, normalise


@pytest.mark.parametrize("tone", ["", *(f"::skin-tone-{n}" for n in range(2, 7))])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("+1", Meaning("up")),
        ("thumbsup", Meaning("up")),
        ("-1", Meaning("down")),
        ("thumbsdown", Meaning("down")),
    ],
)
def test_thumbs_in_every_tone_and_alias(name: str, tone: str, expected: Meaning) -> None:
    assert meaning(name + tone) == expected
    assert normalise(name + tone) in {f"+1{tone}", f"-1{tone}"}, "each tone is put and removed by itself"


@pytest.mark.parametrize(("name", "position"), [("one", 1), ("two", 2), ("three", 3)])
def test_numbers_choose_a_pick(name: str, position: int) -> None:
    assert meaning(name) == Meaning("pick", position)


@pytest.mark.parametrize("name", ["eyes", "four", "heart", "", "+1::skin-tone-9"])
def test_other_emoji_say_nothing(name: str) -> None:
    assert meaning(name) is None
