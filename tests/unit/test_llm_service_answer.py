"""Whatever types a model service sends: a text and counts come out, or one error."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.llm.service_answer import TOKENS_MAX, UNKNOWN, AnswerUnreadable, Usage, read_piece, read_whole

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "message", "delta", "content", "usage", "prompt_tokens"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(anything)
def test_any_answer_is_read_or_refused(sent: object) -> None:
    for read in (read_whole, read_piece):
        try:
            text, usage = read(sent)
        except AnswerUnreadable:
            continue
        assert isinstance(text, str)
        assert 0 <= usage.prompt_tokens <= TOKENS_MAX


def test_an_error_says_where_the_answer_is_wrong() -> None:
    with pytest.raises(AnswerUnreadable, match=r"in choices\.0\.message\.content: input should be a valid string"):
        read_whole({"choices": [{"message": {"content": ["a"]}}]})
    with pytest.raises(AnswerUnreadable, match="in the whole"):
        read_piece([1])


@pytest.mark.parametrize(
    ("usage", "prompt", "cached"),
    [
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": 60}}, 100, 60),
        ({"prompt_tokens": 100, "prompt_tokens_details": None}, 100, 0),
        ({"prompt_tokens": 100, "prompt_tokens_details": [60]}, 100, 0),
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": 600}}, 100, 100),
        ({"prompt_tokens": "100"}, 0, 0),
        ({"prompt_tokens": True}, 0, 0),
        ({"prompt_tokens": 1.5}, 0, 0),
        ({"prompt_tokens": -1}, 0, 0),
        ({"prompt_tokens": 10**30}, 0, 0),
        ({"prompt_tokens": 1e30}, 0, 0),
        ([100], 0, 0),
        ("100", 0, 0),
    ],
)
def test_what_is_no_count_is_unknown_and_costs_no_answer(usage: Any, prompt: int, cached: int) -> None:
    sent = {"choices": [{"message": {"content": "yes"}, "delta": {"content": "yes"}}], "usage": usage}
    for read in (read_whole, read_piece):
        text, cost = read(sent)
        assert (text, cost.prompt_tokens, cost.cached_tokens) == ("yes", prompt, cached)


def test_a_piece_that_says_nothing_adds_nothing() -> None:
    for sent in ({}, {"choices": None}, {"choices": [{"delta": None}]}, {"choices": [{"delta": {"content": None}}]}):
        assert read_piece(sent) == ("", UNKNOWN)
    assert read_whole({"choices": []}) == ("", Usage())
