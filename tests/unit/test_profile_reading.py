"""Profile files in every shape."""

import json
from pathlib import Path

import pytest

from recsys.errors import ProfileFileError, RowError
from recsys.profile.reading import StatedProfile, read_profiles

ADA = {
    "recent_views": ["Sony WH-1000XM5", "AirPods Pro 2"],
    "bought_last_month": ["Keychron Q1 Pro"],
    "preferred_categories": ["Headphones", "Keyboards"],
    "budget_hint": "under $300",
}
CSV = (
    "user;recent_views;purchases;preferred_categories;budget_hint\n"
    "U1;Sony WH-1000XM5|AirPods Pro 2;Keychron Q1 Pro;Headphones, Keyboards;under $300\n"
)


def read(tmp_path: Path, name: str, content: str) -> list[StatedProfile | RowError]:
    path = tmp_path / name
    path.write_text(content)
    return list(read_profiles(path))


def one(tmp_path: Path, row: dict[str, object]) -> StatedProfile | RowError:
    (profile,) = read(tmp_path, "one.jsonl", json.dumps(row))
    return profile


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", json.dumps([{"user_id": "U1", **ADA}])),
        ("single.json", json.dumps({"user_id": "U1", **ADA}, indent=1)),
        ("profiles.json", json.dumps({"_about": "x", "profiles": [{"user": "U1", **ADA}]}, indent=1)),
        ("by_user.json", json.dumps({"U1": ADA}, indent=1)),
        ("by_user_in_a_line.json", json.dumps({"U1": ADA})),
        ("users.json", json.dumps({"users": {"U1": ADA}}, indent=1)),
        ("rows.jsonl", json.dumps({"id": "U1", **ADA})),
        ("rows.csv", CSV),
    ],
)
def test_every_shape_states_the_same(tmp_path: Path, name: str, content: str) -> None:
    (profile,) = read(tmp_path, name, content)

    assert isinstance(profile, StatedProfile)
    assert profile.user == "U1"
    assert profile.recent_views == ("Sony WH-1000XM5", "AirPods Pro 2")
    assert profile.bought == ("Keychron Q1 Pro",)
    assert profile.preferred_categories == ("Headphones", "Keyboards")
    assert (profile.budget_hint, profile.budget_min, profile.budget_max) == ("under $300", None, 300)
    assert profile.unknown == ()


@pytest.mark.parametrize(
    ("budget", "read_as"),
    [
        (150, ("150", None, 150)),
        ("mid-range", ("mid-range", None, None)),
        ("100-300", ("100-300", 100, 300)),
        ({"min": 50, "max": 200}, ("50-200", 50, 200)),
        ({"max": "1.299,00"}, ("under 1299", None, 1299)),
        ({"min": 50, "max": None}, ("over 50", 50, None)),
        (None, ("", None, None)),
    ],
)
def test_budgets(tmp_path: Path, budget: object, read_as: tuple[str, float | None, float | None]) -> None:
    profile = one(tmp_path, {"user_id": "U1", "budget_hint": budget})

    assert isinstance(profile, StatedProfile)
    assert (profile.budget_hint, profile.budget_min, profile.budget_max) == read_as


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"recent_views": []}, "Line 1: user_id is missing."),
        ({"user_id": "", "recent_views": []}, "Line 1: user_id is missing."),
        ({"user_id": "U" * 201}, "Line 1: user_id is longer than 200 characters."),
        ({"user_id": "U1", "budget_hint": -5}, "Line 1: budget is negative (-5)."),
        ({"user_id": "U1", "budget_hint": float("nan")}, "Line 1: budget is not a finite number (nan)."),
        ({"user_id": "U1", "budget_hint": {"min": 9, "max": 3}}, "Line 1: budget goes from 9 down to 3."),
        ({"user_id": "U1", "budget_hint": [1]}, "Line 1: budget_hint is neither words nor an amount."),
        ({"user_id": "U1", "budget_min": 9, "budget_max": 3}, "Line 1: budget goes from 9 down to 3."),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: dict[str, object], sentence: str) -> None:
    assert str(one(tmp_path, row)) == sentence


def test_unknown_fields_are_told(tmp_path: Path) -> None:
    profile = one(tmp_path, {"user_id": "U1", "shoe_size": 42})

    assert isinstance(profile, StatedProfile)
    assert profile.unknown == ("shoe_size",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "p.json is empty."),
        ("[{]", "p.json is not valid JSON at line 1"),
        ("[" * 100_000, "p.json is nested too deeply to hold profiles."),
        ("hello", "p.json is not JSON"),
    ],
    ids=["empty", "broken", "deep", "words"],
)
def test_a_file_without_profiles_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(ProfileFileError) as refused:
        read(tmp_path, "p.json", content)

    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(("switch", "read_as"), [(False, False), ("off", False), ("Yes", True), (1, True), ("", None)])
def test_a_switch_is_read_however_it_is_written(tmp_path: Path, switch: object, read_as: bool | None) -> None:
    profile = one(tmp_path, {"user_id": "U1", "learning": switch, "avoided_brands": "HP, Dell"})

    assert isinstance(profile, StatedProfile)
    assert (profile.learning, profile.surprises) == (read_as, None)
    assert (profile.avoided_brands, profile.preferred_brands) == (("HP", "Dell"), None)


def test_a_switch_that_is_neither_on_nor_off_is_refused(tmp_path: Path) -> None:
    error = one(tmp_path, {"user_id": "U1", "learning": "perhaps"})

    assert isinstance(error, RowError)
    assert 'a switch is neither true nor false: "perhaps"' in str(error)
