"""Nothing foreign gets into a message with its markup alive."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.escape import link, mention, mrkdwn, plain

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
    assert html.unescape(mrkdwn(text)).replace("\u200b", "") == text.replace("\u200b", "")


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
