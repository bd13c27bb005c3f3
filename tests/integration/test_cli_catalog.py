"""`recbot catalog` from the command line to the database and back."""

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli.main import main
from bot.cli.progress import progress_shown

Run = Callable[..., tuple[int, str, str]]

GOOD = """\
id,title,brand,category,price,colour
1,Desk,Vitra,Furniture,1200,oak
2,Lamp,Ikea,Light,$12.50,
3,Rug,,Textiles,,red
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `recbot catalog ...` and return its exit code, stdout and stderr."""
    monkeypatch.setenv("RECBOT_EMBEDDER", "none")
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["recbot", "catalog", *arguments])
        code: int | str | None = 0
        try:
            main()
        except SystemExit as ending:
            code = ending.code
        assert isinstance(code, int)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


def written(name: str, content: str) -> str:
    Path(name).write_text(content)
    return name


def test_an_import_and_what_it_says(run: Run) -> None:
    code, out, err = run("import", written("items.csv", GOOD))

    assert code == 0
    assert out == "3 of 3 rows taken: 3 added, 0 changed, 0 unchanged, 0 removed.\n"
    assert err.splitlines() == [
        "items.csv: id, title, brand, category, price, further attributes from the other columns.",
        "Reading items.csv: 3 rows.",
    ]


def test_a_second_import_updates_and_prunes(run: Run) -> None:
    run("import", written("items.csv", GOOD))

    code, out, _ = run("import", "--prune", written("new.csv", "id,title\n1,Desk\n3,Carpet\n"))

    assert (code, out) == (0, "2 of 2 rows taken: 0 added, 2 changed, 0 unchanged, 1 removed.\n")


def test_bad_rows_are_named_at_most_twenty(run: Run) -> None:
    rows = "".join(f"{n},Item {n},-{n}\n" for n in range(1, 26))

    code, out, err = run("import", written("items.csv", f"id,title,price\n{rows}26,Desk,9\n"))

    assert code == 1
    assert out.startswith("1 of 26 rows taken: 1 added")
    assert err.count("price is negative") == 20
    assert "Line 2: price is negative (-1).\n" in err
    assert "... and 5 more rows that cannot be taken.\n" in err


def test_strict_changes_nothing(run: Run) -> None:
    code, out, err = run("import", "--strict", written("items.csv", GOOD + ",No id,,,,\n"))

    assert (code, out) == (2, "")
    assert "Line 5: id is missing.\n" in err
    assert err.endswith("1 of 4 rows cannot be taken and --strict is set, so nothing was changed.\n")
    assert "The catalog is empty." in run("stats")[1]


def test_pruning_most_of_the_catalog_wants_a_yes(run: Run) -> None:
    run("import", written("items.csv", GOOD))
    one = written("one.csv", "id,title\n1,Desk\n")

    code, _, err = run("import", "--prune", one)
    assert code == 2
    assert "Pruning would remove 2 of the catalog's 3 items, so nothing was changed." in err

    code, out, _ = run("import", "--prune", "--yes", one)
    assert code == 0
    assert "2 removed" in out


def test_several_files_are_one_import(run: Run) -> None:
    code, out, err = run(
        "import", written("a.csv", "id,title\n1,Desk\n"), written("b.jsonl", '{"id": 2, "title": "Lamp"}\n{"id": 3}\n')
    )

    assert code == 1
    assert out.startswith("2 of 3 rows taken: 2 added")
    assert "Line 2: title is missing (b.jsonl).\n" in err


def test_foreign_columns_are_mapped_and_told(run: Run) -> None:
    rows = [{"nr": 1, "name": "Desk", "supplier": "Vitra", "attr_t_colour": "oak", "attr_n_width": 200}]
    path = written("items.json", json.dumps(rows))

    code, out, err = run("check", path, "--map", "id=nr", "--map", "brand=supplier", "--map", "attributes=attr_?_*")

    assert (code, out) == (0, "1 of 1 rows can be taken.\n")
    assert err.startswith(
        "items.json: id from nr, title from name (recognised), brand from supplier, attributes from attr_?_*.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "nothing.csv"), "recbot: There is no file nothing.csv."),
        (
            ("import", "items.csv", "--map", "brand=bramd"),
            'recbot: No column "bramd" in the first 3 rows. Near it: brand.',
        ),
        (("import", "items.csv", "--map", "brand"), "is not of the form field=column"),
        (("import", "items.csv", "--currency", "acorns"), '"acorns" is no ISO 4217 code such as USD or EUR.'),
        (("import",), "Missing argument 'FILE...'"),
    ],
    ids=["no file", "no column", "no mapping", "no currency", "nothing"],
)
def test_what_cannot_be_done_ends_in_a_sentence_and_two(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    written("items.csv", GOOD)

    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


def test_check_does_not_touch_the_database(run: Run) -> None:
    assert run("check", written("items.csv", GOOD))[0] == 0
    assert run("check", written("some.csv", GOOD + ",No id,,,,\n"))[0] == 1
    assert run("check", written("none.csv", "id,title\n,Desk\n"))[0] == 2
    assert sorted(path.name for path in Path().iterdir()) == ["items.csv", "none.csv", "some.csv"]


def test_mixed_currencies_are_warned_of(run: Run) -> None:
    code, _, err = run("check", written("items.csv", 'id,title,price\n1,Desk,"1.299,00 EUR"\n2,Lamp,$12\n3,Rug,$7\n'))

    assert code == 0
    assert "Note: Prices are in several currencies (2 in USD, 1 in EUR)" in err


def test_stats_draw_the_catalog(run: Run) -> None:
    run("import", written("items.csv", GOOD))

    code, out, _ = run("stats")

    assert code == 0
    for text in (
        "3  items",
        "1  without a price",
        "Furniture",
        "Vitra",
        "Prices in USD",
        "12.50 to 1,200.00",
        "colour",
    ):
        assert text in out


def test_an_import_makes_the_vectors_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECBOT_EMBEDDER", "minilm")

    _, _, err = run("import", written("items.csv", GOOD))
    assert "Embedding: 3 items" in err
    _, _, err = run("import", written("new.csv", GOOD.replace("Lamp", "Bright lamp")))
    assert "Embedding: 1 items" in err

    _, out, _ = run("stats")
    assert "3  with a vector" in out
    assert "0  without a vector" in out


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.progress.SECONDS_BETWEEN_LINES", 0.0)
    for terminal in (True, False):
        shown = StringIO()
        with progress_shown("Reading", "rows", Console(file=shown, force_terminal=terminal, width=100)) as advance:
            advance(0.25, 100)
            advance(1.0, 400)

        assert "Reading: 400 rows." in shown.getvalue()
        assert ("\x1b[" in shown.getvalue()) is terminal
        assert ("Reading: 25%, 100 rows" in shown.getvalue()) is not terminal
