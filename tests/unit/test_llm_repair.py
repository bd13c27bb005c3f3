"""JSON out of what models really answer."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.llm.capabilities import Capabilities, after_refusal
from recsys.llm.repair import read_json

ANSWER = {"picks": [{"id": "A1", "reason": 'It has "30 hours" {of} battery.'}, {"id": "A2", "reason": "b"}]}
TEXT = json.dumps(ANSWER)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"Sure! Here are my picks:\n```json\n{TEXT}\n```\nEnjoy.",
        f"```\n{TEXT}",
        f"I thought [hard] about {{it}}. {TEXT} Is that fine?",
        TEXT.replace("}]", "},]"),
        "\ufeff" + json.dumps(ANSWER, indent=2),
    ],
)
def test_the_answer_is_found(text: str) -> None:
    assert read_json(text) == ANSWER


@pytest.mark.parametrize("text", ["", "No idea.", "{", "42", '"A1"', "null", "[]", "{}", "[" * 5000])
def test_where_there_is_none_there_is_none(text: str) -> None:
    assert read_json(text) is None


def test_a_cut_off_answer_keeps_its_complete_picks() -> None:
    cut = TEXT[: TEXT.index('"A2"') + 12]
    assert read_json(cut) == {"picks": ANSWER["picks"][:1]}


def test_a_list_alone_is_taken() -> None:
    assert read_json('My list: ["A2", "A1"]') == ["A2", "A1"]


@settings(max_examples=150)
@given(st.text() | st.text(alphabet='{}[]",:\\`A1 \n'))
def test_nothing_makes_it_raise(text: str) -> None:
    assert read_json(text) is None or isinstance(read_json(text), dict | list)


@settings(max_examples=100)
@given(st.integers(0, len(TEXT)), st.text(alphabet="abc .,:\n", max_size=20))
def test_any_cut_and_any_prose_before_it_leaves_only_true_picks(at: int, before: str) -> None:
    value = read_json(before + TEXT[:at])
    if value is not None:
        assert isinstance(value, dict)
        picks = value["picks"]
        assert isinstance(picks, list)
        assert picks == ANSWER["picks"][: len(picks)]


def test_lesser_requests_end() -> None:
    can: Capabilities | None = Capabilities()
    steps = 0
    while can is not None:
        can = after_refusal(can, "temperature? reasoning_effort? use max_completion_tokens")
        steps += 1
    assert steps == 6
