"""What Slack writes into texts reads as it does in Slack, and only once decoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.marks import as_asked, as_read


@pytest.mark.parametrize(
    ("text", "read", "asked"),
    [
        ("black &amp; decker", "black & decker", "black & decker"),
        ("a desk under &lt;100", "a desk under <100", "a desk under <100"),
        ("what &amp;lt; means", "what &lt; means", "what &lt; means"),
        ("typed &lt;@U0BEN|ben&gt;", "typed <@U0BEN|ben>", "typed <@U0BEN|ben>"),
        ("for <@U0BEN00001|ben>", "for @ben", "for"),
        ("for <@U0BEN00001>", "for @somebody", "for"),
        ("in <#C0GEAR|gear> or <#C0X>", "in #gear or #channel", "in   or"),
        ("<!subteam^S1|@sales> and <!subteam^S2>", "@sales and @group", "and"),
        ("<!here|@here> <!channel> mice", "@here @channel mice", "mice"),
        ("by <!date^1795450153^{date}|Nov 23> or <!date^1^{date}>", "by Nov 23 or", "by   or"),
        ("like <https://x.example/a?b=1&amp;c=2|this chair>", "like this chair", "like  this chair"),
        ("see <https://x.example/chair>", "see https://x.example/chair", "see"),
        ("see <http://x.example/chair|x.example/chair>", "see x.example/chair", "see"),
        ("a `https://x.example/desk?by=hp` mouse", "a `https://x.example/desk?by=hp` mouse", "a `  mouse"),
        ("ask <mailto:a@x.example|a@x.example>", "ask a@x.example", "ask"),
        ("call <tel:+123|+123> or <mailto:b@x.example>", "call +123 or b@x.example", "call   or"),
        ("<https://x.example|a &amp; b>", "a & b", "a & b"),
        ("typed <27 inch and >24", "typed <27 inch and >24", "typed <27 inch and >24"),
        ("two\n lines", "two lines", "two\n lines"),
        ("<https://x.example>", "https://x.example", "…"),
        ("mo\u00adu\u200bse \u202ecafe\u0301", "mo\u00adu\u200bse \u202ecafe\u0301", "mouse café"),
        ("mice" + "!" * 40, "mice" + "!" * 40, "mice!!!"),
        ("a &amp; b" + " &amp;" * 9, "a & b" + " &" * 9, "a & b &&&"),
        ("a \u2217NEW\u2217 \u02cdx\u02cd mouse", "a \u2217NEW\u2217 \u02cdx\u02cd mouse", "a *NEW* _x_ mouse"),
        (" ", "", ""),
        ("", "", ""),
    ],
)
def test_marks_read_as_they_are_shown_and_are_no_words_of_a_request(text: str, read: str, asked: str) -> None:
    assert as_read(text) == read
    assert as_asked(text) == asked


@given(st.lists(st.sampled_from(["<", ">", "@", "!", "|", "https://x", "&amp;", "&lt;", "a", " "])).map("".join))
def test_no_text_is_too_odd(text: str) -> None:
    assert "\n" not in as_read(text)
    assert bool(as_asked(text).strip()) or not text.strip()
