"""`recbot profiles` from the command line to the database and back."""

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from bot.cli.main import main

Run = Callable[..., tuple[int, str, str]]

ITEMS = "id,title\nh1,Sony WH-1000XM5\nh2,Apple AirPods Pro 2\nk1,Keychron Q1 Pro\n"
ADA = {
    "user_id": "U1",
    "recent_views": ["Sony WH-1000XM5", "AirPods Pro 2", "Walkman"],
    "bought_last_month": ["k1"],
    "preferred_categories": ["Headphones"],
    "budget_hint": "100-300",
    "avoided_brands": ["HP"],
    "learning": False,
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `recbot ...` on a catalog of three items and return exit code, stdout and stderr."""
    monkeypatch.setenv("RECBOT_EMBEDDER", "none")

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["recbot", *arguments])
        code: int | str | None = 0
        try:
            main()
        except SystemExit as ending:
            code = ending.code
        assert isinstance(code, int)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    Path("items.csv").write_text(ITEMS)
    assert command("catalog", "import", "items.csv")[0] == 0
    return command


def test_import_show_and_export(run: Run) -> None:
    Path("p.json").write_text(json.dumps([ADA]))

    code, out, err = run("profiles", "import", "p.json", "--team", "T1")
    assert (code, out) == (0, "Profiles imported for team T1: 1.\n")
    assert err.splitlines() == [
        'Note: U1: "AirPods Pro 2" was taken as Apple AirPods Pro 2 (h2).',
        'Note: U1: "Walkman" is not in the catalog; it was left out.',
    ]

    code, out, _ = run("profiles", "show", "U1", "--team", "T1")
    assert code == 0
    assert [line.strip() for line in out.splitlines()] == [
        "Recent views:",
        "Sony WH-1000XM5",
        "Apple AirPods Pro 2",
        "Bought:",
        "Keychron Q1 Pro",
        "Preferred categories:",
        "Headphones",
        "Preferred brands:",
        "(nothing)",
        "Avoided:",
        "HP",
        "Budget:",
        "100-300 (from 100 up to 300)",
        "Switched off:",
        "learning",
    ]

    code, exported, _ = run("profiles", "export", "--team", "T1")
    assert code == 0
    assert json.loads(exported)["profiles"][0]["recent_views"] == ["h1", "h2"]

    Path("again.json").write_text(exported)
    assert run("profiles", "import", "again.json", "--team", "T2", "--enterprise", "E1")[0] == 0
    assert run("profiles", "export", "--team", "T2", "--enterprise", "E1")[1] == exported

    Path("older.json").write_text(json.dumps({"user_id": "U1", "budget_hint": "50"}))
    assert run("profiles", "import", "older.json", "--team", "T1")[0] == 0
    profile = json.loads(run("profiles", "export", "--team", "T1")[1])["profiles"][0]
    assert (profile["budget_max"], profile["avoided_brands"], profile["learning"]) == (50, ["HP"], False)


def test_everything_of_a_person_is_exported_and_forgotten(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("p.json").write_text(json.dumps([ADA, {**ADA, "user_id": "U2"}]))
    assert run("profiles", "import", "p.json", "--team", "T1")[0] == 0

    code, out, _ = run("profiles", "export", "--user", "U1", "--team", "T1")
    assert code == 0
    held = json.loads(out)
    assert [profile["user_id"] for profile in held["profiles"]] == ["U1"]
    assert {(each["kind"], each["item"]) for each in held["interactions"]} == {
        ("view", "h1"),
        ("view", "h2"),
        ("purchase", "k1"),
    }
    assert [(each["item"], each["kind"], each["weight"]) for each in held["opinions"]] == [("k1", "purchase", 0.8)]
    assert held["feedback"] == held["exchanges"] == []

    Path("handed_over.json").write_text(out)
    assert run("profiles", "import", "handed_over.json", "--team", "T2")[:2] == (
        0,
        "Profiles imported for team T2: 1.\n",
    )

    monkeypatch.setattr(sys, "stdin", StringIO("n\n"))
    assert run("profiles", "forget", "--user", "U1", "--team", "T1")[0] == 130
    assert run("profiles", "show", "U1", "--team", "T1")[0] == 0
    code, out, _ = run("profiles", "forget", "--user", "U1", "--team", "T1", "--yes")
    assert (code, out) == (0, "Forgotten: U1 in team T1, 5 rows deleted.\n")
    assert run("profiles", "show", "U1", "--team", "T1")[0] == 2
    assert run("profiles", "show", "U2", "--team", "T1")[0] == 0


def test_teams_are_apart(run: Run) -> None:
    Path("p.json").write_text(json.dumps(ADA))
    assert run("profiles", "import", "p.json")[1] == "Profiles imported for team local: 1.\n"

    code, out, err = run("profiles", "show", "U1", "--team", "T1")

    assert (code, out) == (2, "")
    assert "Nothing is known about U1 in team T1." in err


def test_bad_rows_are_named_and_the_rest_goes_in(run: Run) -> None:
    Path("p.jsonl").write_text(json.dumps(ADA) + '\n{"recent_views": []}\noops\n')

    code, out, err = run("profiles", "import", "p.jsonl")

    assert (code, out) == (1, "Profiles imported for team local: 1.\n")
    assert "Line 2: user_id is missing.\n" in err
    assert "Line 3: is not JSON" in err


def test_what_cannot_be_done_ends_in_a_sentence_and_two(run: Run) -> None:
    Path("bad.jsonl").write_text("{}\n{oops\n")

    assert run("profiles", "import", "bad.jsonl")[0] == 2
    code, _, err = run("profiles", "import", "nothing.json")
    assert (code, err) == (2, "recbot: There is no file nothing.json.\n")
    assert run("profiles", "export", "--enterprise", "E1")[0] == 2
