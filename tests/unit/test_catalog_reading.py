"""Whole files, good and bad, in every format."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.catalog.formats import RowFile
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.errors import CatalogFileError, RowError
from recsys.model.catalog import Item

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ICECAT = SHARED / "data" / "icecat" / "products.jsonl.gz"


def read(path: Path, maps: Sequence[str] = ()) -> tuple[list[Item], list[str], list[str]]:
    with CatalogReading(path, [parse_map_option(text) for text in maps]) as reading:
        rows = list(reading)
        notes = reading.notes.sentences()
    items = [row for row in rows if isinstance(row, Item)]
    return items, [str(row) for row in rows if isinstance(row, RowError)], notes


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


ROWS = [{"id": "a", "title": "Desk"}, {"id": "b", "title": "Lamp", "price": 12}]
JSONL = "\n".join(json.dumps(row) for row in ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", json.dumps(ROWS)),
        ("pretty.json", json.dumps(ROWS, indent=2)),
        ("items.json", json.dumps({"_about": "examples", "total": 2, "items": ROWS}, indent=2)),
        ("products.json", json.dumps({"products": ROWS})),
        ("rows.jsonl", JSONL),
        ("rows.json", JSONL),
        ("header.jsonl", '{"_about": "prices are examples"}\n\n' + JSONL + "\r\n"),
        ("rows.jsonl.gz", gzip.compress(JSONL.encode(), mtime=0)),
        ("packed.json", gzip.compress(json.dumps(ROWS).encode(), mtime=0)),
        ("comma.csv", "id,title,price\na,Desk,\nb,Lamp,12\n"),
        ("semicolon.csv", "id;title;price\r\na;Desk;\r\n\r\nb;Lamp;12\r\n"),
        ("tab.tsv", "id\ttitle\tprice\na\tDesk\t\nb\tLamp\t12"),
        ("excel.csv", "\ufeffsep=;\nid;title;price\na;Desk\nb;Lamp;12"),
        ("comment.csv", '# our products\nID,"Title",Price\na,"Desk",\nb,Lamp,12\n'),
        ("wide.csv", "id\ttitle\tprice\na\tDesk\t\nb\tLamp\t12\n".encode("utf-16")),
    ],
)
def test_every_format_gives_the_same_items(tmp_path: Path, name: str, content: str | bytes) -> None:
    items, errors, notes = read(written(tmp_path, name, content))

    assert [(item.id, item.title, item.price) for item in items] == [("a", "Desk", None), ("b", "Lamp", 12.0)]
    assert errors == []
    assert notes == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", "", "empty.csv is empty."),
        ("blank.jsonl", " \n\n", "blank.jsonl is empty."),
        ("book.csv", b"PK\x03\x04rest", "book.csv is a workbook or a zip archive; save the sheet as CSV first."),
        ("image.csv", b"\x89PNG\0\0", "image.csv is not a text file; JSON, JSONL and CSV can be read."),
        ("text.json", "hello", "text.json is not JSON: it begins with 'hello'."),
        (
            "settings.json",
            '{\n"a": {"id": 1},\n"b": 2}',
            'settings.json holds neither a list nor an object with a list under "items" or "products".',
        ),
        ("broken.json", '[{"id": 1, "title": "a"},\n{"id" 2}]', "broken.json is not valid JSON at line 2"),
        ("short.json", '[\n{"id": 1, "title": "a"},\n', "short.json is not valid JSON at line 3"),
        ("cut.jsonl.gz", gzip.compress(JSONL.encode() * 50, mtime=0)[:-20], "cut.jsonl.gz is cut off or damaged"),
        ("bad.jsonl", "{oops\n[1]\n", "bad.jsonl has no readable row. Line 1: is not JSON"),
        ("deep.json", "[" * 100_000, "deep.json is nested too deeply to be a catalog."),
        ("header.csv", "id,title\n", "header.csv has no readable row. It holds no row."),
        ("foreign.csv", "number,text\n1,2\n", "No column looks like the id. Say which it is with --map id=COLUMN"),
    ],
)
def test_a_file_that_is_no_catalog_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(CatalogFileError) as refused:
        read(written(tmp_path, name, content))

    assert str(refused.value).startswith(sentence)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(CatalogFileError, match="There is no file"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(CatalogFileError, match="is a folder"):
        read(tmp_path)


def test_bad_lines_are_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "title": "Desk", "price": NaN}',
        '{"id": 2, "title": "Lamp"',
        "",
        "[1, 2]",
        '{"title": "No id"}',
        '{"id": 6, "title": "Chair", "price": "-3"}',
        '{"id": 7, "title": "Shelf", "price": ' + "9" * 5000 + "}",
        '{"id": 8, "title": ' + "[" * 100_000 + "}",
        '{"id": 9, "title": "Plant", "price": null}',
    ]

    items, errors, _ = read(written(tmp_path, "rows.jsonl", "\n".join(lines)))

    assert [item.id for item in items] == ["9"]
    assert [error.split(" (")[0] for error in errors] == [
        "Line 1: price is not a finite number",
        "Line 2: is not JSON",
        "Line 4: is not a JSON object",
        "Line 5: id is missing.",
        "Line 6: price is negative",
        "Line 7: is not JSON",
        "Line 8: is nested too deeply.",
    ]


def test_elements_of_a_list_have_their_line_and_number(tmp_path: Path) -> None:
    content = '[\n{"id": 1, "title": "Desk"},\n"no",\n{"id": 3,\n"title": "Lamp", "price": -1}]'

    items, errors, _ = read(written(tmp_path, "list.json", content))

    assert [item.id for item in items] == ["1"]
    assert errors == [
        'Line 3: item 2 is not an object ({"name": value, ...}).',
        "Line 4: item 3: price is negative (-1).",
    ]


def test_csv_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    content = (
        'id,title,description\na,Desk,"two\nlines, ""quoted"""\nb,,x\nc,Lamp,1,2\nd,Rug,ok\ne,Sofa,"open\nf,Bed,x\n'
    )

    items, errors, _ = read(written(tmp_path, "rows.csv", content))

    assert [(item.id, item.description) for item in items] == [("a", 'two lines, "quoted"'), ("d", "ok")]
    assert errors == [
        "Line 4: title is missing.",
        "Line 5: has 4 cells where the header has 3; a ',' in a text needs quotes.",
        "Line 7: opens a quote that is never closed, up to line 8.",
    ]


def test_a_hundred_kilobytes_of_description_are_cut_with_a_note(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.csv", f'id,title,description\na,Desk,"{"oak " * 25_000}"\n')

    items, errors, notes = read(path)

    assert errors == []
    assert len(items[0].description) <= 20_000
    assert notes == ["description is longer than 20,000 characters and was cut: once (line 2)."]


def test_a_later_row_of_the_same_id_wins_and_both_lines_are_named(tmp_path: Path) -> None:
    items, _, notes = read(written(tmp_path, "rows.csv", "id,title\na,Old\nb,Lamp\na,New\n"))

    assert [item.title for item in items] == ["Old", "Lamp", "New"]
    assert notes == ["an id occurs again and the later row counts: once (a in lines 2 and 4)."]


def test_windows_text_is_read_and_noted(tmp_path: Path) -> None:
    items, _, notes = read(written(tmp_path, "rows.csv", "id;title;price\na;Café;12 €\n".encode("cp1252")))

    assert (items[0].title, items[0].price, items[0].currency) == ("Café", 12.0, "EUR")
    assert notes == ["text that is not UTF-8 was read as Windows-1252: once (from line 2)."]


def test_currencies_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path, "rows.csv", "id;title;price\na;Desk;1.299,00 EUR\nb;Lamp;$12\nc;Rug;$1,299.00\nd;Bed;\n")
    with CatalogReading(path) as reading:
        items = [row for row in reading if isinstance(row, Item)]
        assert reading.currencies == {"EUR": 1, "USD": 2}
        assert reading.fraction() == 1.0

    assert [item.price for item in items] == [1299.0, 12.0, 1299.0, None]


@pytest.mark.parametrize("rows", [3_000])
def test_jsonl_is_streamed(tmp_path: Path, rows: int) -> None:
    path = written(tmp_path, "rows.jsonl", "".join(f'{{"id": {n}, "title": "Desk {n}"}}\n' for n in range(rows)) * 10)

    with RowFile(path) as file:
        next(file.rows())
        assert file.fraction() < 0.5


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from('\n";,\t'), max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_was_written_as_csv_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [f"id{delimiter}title{delimiter}brand"]
    lines += [delimiter.join((str(n), quoted("T" + a), quoted(b))) for n, (a, b) in enumerate(rows)]
    path = tmp_path_factory.mktemp("csv") / "rows.csv"
    path.write_bytes("\n".join(lines).encode())

    with RowFile(path) as file:
        found = [row.cells for row in file.rows() if not isinstance(row, RowError)]

    assert found == [{"id": str(n), "title": "T" + a, "brand": b} for n, (a, b) in enumerate(rows)]


def test_icecat_is_taken_whole() -> None:
    if not ICECAT.exists():
        pytest.skip(f"the Icecat products are not beside the project ({ICECAT.name})")

    items, errors, notes = read(
        ICECAT,
        [
            "brand=supplier",
            "description=short_description",
            "image_url=img_500x500",
            "attributes=attr_?_*",
        ],
    )

    assert errors == []
    assert notes == []
    assert len(items) == 19_406
    first = items[0]
    assert (first.id, first.brand, first.price) == ("3920564", "Xerox", 49.95)
    assert first.attributes["printing_colours"] == "Black"
    assert first.attributes["quantity_per_pack"] == 6.0
    assert all(not name.startswith("attr") for item in items for name in item.attributes)
