"""A catalog file, read into items."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import chain, islice
from pathlib import Path
from typing import Self

from recsys.catalog.formats import RawRow, RowFile
from recsys.catalog.mapping import ColumnPlan, MapOption, flattened, plan_columns
from recsys.catalog.row import Notes, read_item
from recsys.catalog.texts import shown_value
from recsys.errors import CatalogFileError, RowError
from recsys.model.catalog import Item

SAMPLE_ROWS = 1000
"""Columns are looked for in so many rows at the start of a file."""


class CatalogReading(AbstractContextManager["CatalogReading"], Iterable[Item | RowError]):
    """One catalog file, open: its plan is known at once, its rows are read while iterating, once.

    `plan` says which field comes from which column. While iterating, `notes` collects what was changed or left out
    and `currencies` counts the priced items of each currency. Raises CatalogFileError when the file as a whole cannot
    be read, at opening or, for what only shows later (a cut-off archive), while iterating.
    """

    plan: ColumnPlan

    def __init__(self, path: Path, options: Sequence[MapOption] = (), *, currency: str = "USD") -> None:
        """Open the file; `options` map columns, `currency` (ISO 4217) holds where the file names none."""
        self.path = path
        self.notes = Notes()
        self.currencies: Counter[str] = Counter()
        self._currency = currency
        self._lines: dict[str, int] = {}
        self._file = RowFile(path)
        try:
            self._rows = self._file.rows()
            self._sample = list(islice(self._rows, SAMPLE_ROWS))
            self.plan = self._plan(options)
        except BaseException:
            self._file.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.__exit__(None, None, None)

    def fraction(self) -> float:
        """Return which part of the file has been read, 0 to 1."""
        return self._file.fraction()

    def __iter__(self) -> Iterator[Item | RowError]:
        """Yield an item or an error for every row, in the order of the file."""
        sample, self._sample = self._sample, []
        for row in chain(sample, self._rows):
            yield row if isinstance(row, RowError) else self._item(row)
        if self._file.substitutions:
            first = f"from line {self._file.first_substitution}"
            self.notes.add("text that is not UTF-8 was read as Windows-1252", first, self._file.substitutions)

    def _plan(self, options: Sequence[MapOption]) -> ColumnPlan:
        rows = [row for row in self._sample if isinstance(row, RawRow)]
        if not rows:
            first = next((str(row) for row in self._sample if isinstance(row, RowError)), "It holds no row.")
            raise CatalogFileError(f"{self.path.name} has no readable row. {first}")
        nested = any("." in option.column for option in options)
        columns = dict.fromkeys(chain.from_iterable(flattened(row.cells) if nested else row.cells for row in rows))
        return plan_columns(options, columns, typed=self._file.typed, sampled=len(rows))

    def _item(self, row: RawRow) -> Item | RowError:
        where = f"line {row.line}"
        cells = self.plan.cells(row.cells, lambda kind, value: self.notes.add(kind, f"{where}: {shown_value(value)}"))
        try:
            item = read_item(cells, currency=self._currency, notes=self.notes, where=where)
        except ValueError as error:
            return RowError(row.line, f"{row.place}{error}")
        earlier = self._lines.get(item.id)
        if earlier is not None:
            self.notes.add(
                "an id occurs again and the later row counts", f"{item.id} in lines {earlier} and {row.line}"
            )
        self._lines[item.id] = row.line
        if item.price is not None:
            self.currencies[item.currency] += 1
        return item
