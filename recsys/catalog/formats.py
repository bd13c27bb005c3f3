"""Files to rows: JSON, JSONL and CSV, plain or compressed by gzip, whatever their names say.

JSONL and CSV are streamed. Of a JSON document the text is held, its elements are read one by one.
"""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Self, cast

from recsys.catalog.documents import list_elements
from recsys.catalog.texts import shown_value
from recsys.errors import CatalogFileError, RowError

Format = Literal["json", "jsonl", "csv"]

_HEAD = 65_536
LIST_KEYS = ("items", "products", "catalog", "profiles", "users")
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as the file has it. `line` counts from 1, `place` ("item 3: ") says more where lines say little."""

    line: int
    cells: dict[str, object]
    place: str = ""


class RowFile(AbstractContextManager["RowFile"]):
    """One file of rows, open. Raises CatalogFileError when it cannot be read as such."""

    def __init__(self, path: Path) -> None:
        """Open the file and look at its beginning."""
        self.path = path
        self.substitutions = 0
        """How many lines were not UTF-8 and were read as Windows-1252."""
        self.first_substitution = 0
        """The first such line, from 1."""
        self._raw, self._stream = _opened(path)
        try:
            self._size = max(1, path.stat().st_size)
            self._encoding: str
            self.format: Format
            self._encoding, self.format = self._look()
        except BaseException:
            self._raw.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    @property
    def typed(self) -> bool:
        """Whether the format itself tells numbers from text."""
        return self.format != "csv"

    def fraction(self) -> float:
        """Return which part of the file has been read, 0 to 1."""
        return 1.0 if self._raw.closed else min(1.0, self._raw.tell() / self._size)

    def rows(self) -> Iterator[RawRow | RowError]:
        """Yield the rows, once. A line that cannot be read is yielded as an error and the rest goes on."""
        match self.format:
            case "csv":
                yield from _csv_rows(self._checked_lines(), self.path.name)
            case "jsonl":
                yield from _jsonl_rows(self._checked_lines())
            case "json":
                yield from _json_rows(self.text(), self.path.name)

    def text(self) -> str:
        """Return the whole file, instead of its rows."""
        return "".join(self._checked_lines())

    def _look(self) -> tuple[str, Format]:
        name = self.path.name
        try:
            head = self._stream.peek(_HEAD)[:_HEAD]
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise CatalogFileError(f"{name} is cut off or damaged; compress it again.") from error
        wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if head.startswith(b"PK\x03\x04"):
            raise CatalogFileError(f"{name} is a workbook or a zip archive; save the sheet as CSV first.")
        if not wide and b"\0" in head:
            raise CatalogFileError(f"{name} is not a text file; JSON, JSONL and CSV can be read.")
        text = head.decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip()
        if not text:
            raise CatalogFileError(f"{name} is empty.")
        return ("utf-16" if wide else "utf-8"), _format_of(text, name.lower().removesuffix(".gz"))

    def _checked_lines(self) -> Iterator[str]:
        try:
            yield from self._lines()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise CatalogFileError(f"{self.path.name} is cut off or damaged; compress it again.") from error
        except OSError as error:
            raise CatalogFileError(f"{self.path.name} cannot be read: {error.strerror or error}.") from error

    def _lines(self) -> Iterator[str]:
        """Lines with their ends, so that line ends inside quoted cells survive."""
        if self._encoding == "utf-16":
            text = io.TextIOWrapper(self._stream, encoding="utf-16", errors="replace", newline="")
            try:
                yield from text
            finally:
                text.detach()
            return
        for number, line in enumerate(self._stream, 1):
            content = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            try:
                yield content.decode()
            except UnicodeDecodeError:
                self.substitutions += 1
                self.first_substitution = self.first_substitution or number
                yield content.decode("cp1252", errors="replace")


def _opened(path: Path) -> tuple[BinaryIO, io.BufferedReader]:
    try:
        raw = path.open("rb")
    except FileNotFoundError as error:
        raise CatalogFileError(f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise CatalogFileError(f"{path} is a folder; name a file in it.") from error
    except OSError as error:
        raise CatalogFileError(f"{path} cannot be opened: {error.strerror or error}.") from error
    if raw.peek(2)[:2] == b"\x1f\x8b":
        return raw, io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=raw)), _HEAD)
    return raw, raw


def _format_of(text: str, name: str) -> Format:
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if text[0] == "[":
        return "json"
    if text[0] == "{":
        return "json" if _is_document(text) else "jsonl"
    if name.endswith(".json"):
        raise CatalogFileError(f"{name} is not JSON: it begins with {shown_value(text, 20)!r}.")
    return "csv"


def _is_document(text: str) -> bool:
    """Tell a document that begins with { from JSONL, whose first line is a whole row."""
    line = text.split("\n", 1)[0]
    try:
        first: object = json.loads(line)
    except (ValueError, RecursionError):
        return True
    return isinstance(first, dict) and any(
        isinstance(cast("dict[str, object]", first).get(key), list) for key in LIST_KEYS
    )


def _is_comment(row: dict[str, object]) -> bool:
    return "_about" in row


def _jsonl_rows(lines: Iterator[str]) -> Iterator[RawRow | RowError]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row: object = json.loads(line)
        except RecursionError:
            yield RowError(number, "is nested too deeply")
            continue
        except ValueError as error:
            yield RowError(number, f"is not JSON ({_complaint(error)})")
            continue
        if isinstance(row, dict):
            cells = cast("dict[str, object]", row)
            if not _is_comment(cells):
                yield RawRow(number, cells)
        else:
            yield RowError(number, 'is not a JSON object ({"name": value, ...})')


def _complaint(error: ValueError) -> str:
    return f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)


def _json_rows(text: str, name: str) -> Iterator[RawRow | RowError]:
    line, counted = 1, 0
    for number, (at, element) in enumerate(list_elements(text, name, LIST_KEYS), 1):
        line += text.count("\n", counted, at)
        counted = at
        if isinstance(element, dict):
            cells = cast("dict[str, object]", element)
            if not _is_comment(cells):
                yield RawRow(line, cells, f"item {number}: ")
        else:
            yield RowError(line, f'item {number} is not an object ({{"name": value, ...}})')


def _csv_rows(lines: Iterator[str], name: str) -> Iterator[RawRow | RowError]:
    header_line, header, delimiter = _csv_header(lines, name)
    columns = _column_names(header)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = header_line + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RowError(line, _csv_complaint(str(error), header_line + reader.line_num))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            yield RowError(
                line,
                f"has {len(cells)} cells where the header has {len(columns)}; a {delimiter!r} in a text needs quotes",
            )
            continue
        yield RawRow(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column})


def _csv_header(lines: Iterator[str], name: str) -> tuple[int, list[str], str]:
    """Return the line on which the header ends, its cells, and the delimiter."""
    told = ""
    for number, line in enumerate(lines, 1):
        stripped = line.strip("\r\n")
        if not stripped.strip(" \t,;|") or stripped.startswith("#"):
            continue
        if spreadsheet := re.fullmatch(r"sep=(.)", stripped, re.IGNORECASE):
            told = spreadsheet[1]
            continue
        delimiter = told or max(_DELIMITERS, key=lambda sign: len(next(csv.reader([stripped], delimiter=sign))))
        try:
            cells = next(csv.reader([stripped], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise CatalogFileError(f"{name} has no readable header in line {number} ({error}).") from error
        return number, cells, delimiter
    raise CatalogFileError(f"{name} is empty.")


def _column_names(header: list[str]) -> list[str]:
    """Names of columns; empty where a column is to be left out: it has no name, or one that came before."""
    names: list[str] = []
    for cell in header:
        name = cell.strip()
        names.append("" if name in names else name)
    return names


def _csv_complaint(message: str, last_line: int) -> str:
    if "unexpected end of data" in message:
        return f"opens a quote that is never closed, up to line {last_line}"
    if "field larger" in message:
        return f"has a cell of more than {csv.field_size_limit():,} characters; a quote is probably not closed"
    return f"is not valid CSV up to line {last_line} ({message}); a quote inside a quoted cell is written twice"
