import pytest

from recsys.conversation.telling import read_otherwise


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a Vanitiy in oak", "I read “vanitiy” as “vanity”. "),
        ("showerdoor", "I read “showerdoor” as “shower door”. "),
        ("cheaper", ""),
        ("18v drill", ""),
    ],
)
def test_a_word_of_this_message_that_was_taken_for_another_is_told(said: str, told: str) -> None:
    readings = {"vanitiy": ("vanity",), "showerdoor": ("shower", "door"), "18v": ("18v", "18")}
    assert read_otherwise(said, readings) == told
