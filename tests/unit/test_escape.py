"""Nothing foreign gets into a message with its markup alive."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import bold, link, mention, mrkdwn, plain, written

HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["<!channel>", "<@U123>", "<https://x.example|y>", "@here", "&lt;", "&", "<", ">", "|", "a", "\n"]
        )
    ).map("".join),
)


@given(HOSTILE)
def test_mrkdwn_leaves_no_live_markup(text: str) -> None:
    escaped = mrkdwn(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert not re.search(r"&(?!amp;|lt;|gt;)", escaped)
    assert not re.search(r"@(channel|here|everyone)\b", escaped, re.IGNORECASE)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_what_a_person_reads_is_what_was_written(text: str) -> None:
    assert written(html.unescape(mrkdwn(text))) == written(text)


@pytest.mark.parametrize("name", ["WH_1000", "snake_case_name", "5*3", "10:30:45", "16:9", "a * b", "-20 °C", "C++"])
def test_a_name_without_live_marks_can_be_copied_as_it_is(name: str) -> None:
    assert mrkdwn(name) == name


@pytest.mark.parametrize("text", ["*NEW*", "_x_", "~x~", "`x`", "**x**", "a *b* c", "(*b*)", "*a _b_ c*", "x `y"])
def test_no_mark_is_left_that_could_open_anything(text: str) -> None:
    assert not re.search(r"`|(?<![^\W_])[*_~](?! |$)", mrkdwn(text))
    assert re.fullmatch(r"\*[^*]+\*", bold(mrkdwn(text)))


@pytest.mark.parametrize("text", [":tada:", ":+1::skin-tone-3:", "a:100:b", ":x::y:"])
def test_no_name_of_an_emoji_is_left(text: str) -> None:
    assert not re.search(r":[\w+'-]+:", mrkdwn(text))
    assert not re.search(r":[\w+'-]+:", plain(text))


@pytest.mark.parametrize("text", ["> 50 inch", "- 5 GHz", "* new", "a\n• b", "a\n  - b"])
def test_no_line_becomes_a_quotation_or_an_item_of_a_list(text: str) -> None:
    assert not re.search(r"^(?:&gt;|\s*[-*•]\s)", mrkdwn(text), re.MULTILINE)


@given(HOSTILE, st.integers(min_value=1, max_value=40))
def test_a_limit_holds_and_tears_no_entity(text: str, limit: int) -> None:
    escaped = mrkdwn(text, limit)
    assert len(escaped) <= limit
    assert not re.search(r"&(?!amp;|lt;|gt;)", escaped)


def test_a_cut_makes_no_word_that_calls_everybody() -> None:
    for cut in (mrkdwn("@channels", 9), plain("@channels", 9), plain("@everyones", 10), mrkdwn("@hereby", 7)):
        assert not re.search(r"@(channel|here|everyone)\b", cut)


@given(HOSTILE, HOSTILE)
def test_a_link_has_one_address_and_one_label(url: str, text: str) -> None:
    linked = link("https://shop.example/" + url, mrkdwn(text))
    if linked.startswith("<"):
        assert re.fullmatch(r"<https://shop\.example/[^<>|\s]*\|[^<>|\n]*>", linked)


def test_only_web_addresses_are_linked() -> None:
    assert link("javascript:alert(1)", mrkdwn("x")) == "x"
    assert link("https://shop.example/a b|c>", mrkdwn("x")) == "<https://shop.example/a%20b%7Cc%3E|x>"


def test_mentions_take_ids_only() -> None:
    assert mention("U123ABC") == "<@U123ABC>"
    assert "<" not in mention("U1> <!channel")


@given(HOSTILE)
def test_plain_text_holds_no_markup_either(text: str) -> None:
    assert not re.search(r"[<>\n]", plain(text))
