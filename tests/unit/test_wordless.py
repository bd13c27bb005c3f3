"""Which messages are emoji alone."""

import pytest

from bot.wordless import is_emoji_only


@pytest.mark.parametrize(
    "text",
    [
        ":joy:",
        "😂",
        "🙈🙉 !",
        ":party_parrot: :tada:",
        ":wave::skin-tone-3:",
        "👋🏽",
        "❤️‍🔥",
        "🏳️‍🌈",
        "👩‍💻",
        ":)",
        ";-)",
        "🎧…",
    ],
)
def test_emoji_say_nothing(text: str) -> None:
    assert is_emoji_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "...",
        "`",
        "```",
        "^",
        "°",
        ":+1:",
        "👍",
        ":one:",
        ":-1:",
        "👎🏽",
        "cheaper :joy:",
        "10:30:45",
        "🎧 please",
        "🎧?",
        "<@U0BEN>",
        "a",
    ],
)
def test_words_signs_and_emoji_with_a_meaning_do(text: str) -> None:
    assert not is_emoji_only(text)
