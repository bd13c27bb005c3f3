"""What Slack's client makes of typed text, and Slack of an app's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import seeds, shapes
from sandbox.emoji import EMOJI, as_names, is_emoji_name
from sandbox.typing_in import posted_text, typed_text

APP = seeds.app_identity("Parrot")
PEOPLE = {person.id: person for person in (*seeds.PEOPLE, seeds.bot_user(APP))}
CHANNELS = {channel.id: channel for channel in seeds.channels(APP)}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@ana and @Parrot!", "<@U0ANA00001> and <@U0BOT00001>!"),
        ("@nobody ana@example.com", "@nobody ana@example.com"),
        ("#gear is not #1", "<#C0GEAR0001> is not #1"),
        ("@channel <!here>", "<!channel> <!here>"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("&lt; as it is", "&amp;lt; as it is"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&amp;c=2>."),
        ("<@U0BEN00001> stays", "<@U0BEN00001> stays"),
        ("👍🏽 ❤️ 1️⃣ 12", ":+1::skin-tone-4: :heart: :one: 12"),
    ],
)
def test_typed_text(typed: str, sent: str) -> None:
    assert typed_text(typed, PEOPLE, CHANNELS) == sent


@settings(deadline=None)
@given(st.text(max_size=50))
def test_typed_text_never_holds_markup_it_was_not_given(text: str) -> None:
    sent = typed_text(text.replace("@", "").replace("#", "").replace("!", ""), PEOPLE, CHANNELS)
    assert all(part.startswith("http") for part in sent.split("<")[1:])


@settings(deadline=None)
@given(st.text(max_size=50))
def test_posted_text_is_stored_the_same_when_posted_again(text: str) -> None:
    assert posted_text(posted_text(text)) == posted_text(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="<>&:"), max_size=50))
def test_rich_text_holds_the_whole_text(text: str) -> None:
    (section,) = shapes.rich_text(text, "id")["elements"]
    assert "".join(element["text"] for element in section["elements"]) == text


def test_emoji_names() -> None:
    assert all(as_names(character) == f":{name}:" for name, character in EMOJI.items())
    assert is_emoji_name("thumbsup::skin-tone-2")
    assert not is_emoji_name("eyes::skin-tone-2")
    assert not is_emoji_name("+1::skin-tone-7")
