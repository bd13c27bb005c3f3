"""Prompt files, their placeholders, and the code that fills them agree, or nothing starts."""

import pytest

from recsys.errors import PromptError
from recsys.prompts.load import load, parse

GOOD = "---\nplaceholders: name, place\n---\nHello {name} in {place}, {{literally}}.\n"


def test_a_prompt_is_filled() -> None:
    assert parse("greeting", GOOD).fill(name="Ada", place="{there}") == "Hello Ada in {there}, {literally}."


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Hello {name}", "no front matter"),
        ("---\nplaceholders: name\n---\nHello", "its text and its front matter differ .* [(]name[)]"),
        ("---\nplaceholders:\n---\nHello {name}", "[(]name[)]"),
        ("---\nplaceholders: name\n---\nHello {name", "single brace"),
    ],
)
def test_a_file_at_odds_with_itself_is_refused(source: str, words: str) -> None:
    with pytest.raises(PromptError, match=words):
        parse("greeting", source)


@pytest.mark.parametrize("values", [{"name": "Ada"}, {"name": "Ada", "place": "x", "time": "y"}])
def test_missing_and_unknown_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match=r"place|time"):
        parse("greeting", GOOD).fill(**values)


def test_code_and_file_must_agree() -> None:
    with pytest.raises(PromptError, match="picks"):
        load("rank_system", "candidates")
    with pytest.raises(PromptError, match=r"no prompt file nowhere\.md"):
        load("nowhere")


@pytest.mark.parametrize("name", ["rank_system", "rank_brief_system"])
def test_the_system_prompt_says_what_matters(name: str) -> None:
    text = load(name, "picks").fill(picks="3").lower()
    for idea in (
        "top 3",
        "json only",
        "recent views",
        "bought",
        "never",
        "preferred categories",
        "budget hint",
        "instruction",
    ):
        assert idea in text
