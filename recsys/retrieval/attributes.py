"""The attributes of a catalog, turned around: for each name the rows that have it, and their values."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import is_colour_attribute, same_name
from recsys.model.catalog import AttributeValue
from recsys.model.constraints import AttributeIs
from recsys.retrieval.retriever import Mask


@dataclass(slots=True)
class _Growing:
    """One name while it is read: rows and values, of numbers, booleans and texts apart. Texts are numbered."""

    number_rows: "array[int]" = field(default_factory=lambda: array("i"))
    numbers: "array[float]" = field(default_factory=lambda: array("d"))
    flag_rows: "array[int]" = field(default_factory=lambda: array("i"))
    flags: "array[int]" = field(default_factory=lambda: array("b"))
    text_rows: "array[int]" = field(default_factory=lambda: array("i"))
    text_codes: "array[int]" = field(default_factory=lambda: array("i"))
    texts: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, row: int, value: AttributeValue) -> None:
        if isinstance(value, str):
            self.text_rows.append(row)
            self.text_codes.append(self.texts.setdefault(value, len(self.texts)))
        elif isinstance(value, bool):
            self.flag_rows.append(row)
            self.flags.append(value)
        else:
            self.number_rows.append(row)
            self.numbers.append(value)


@dataclass(frozen=True, slots=True)
class _Column:
    number_rows: NDArray[np.int32]
    numbers: NDArray[np.float64]
    flag_rows: NDArray[np.int32]
    flags: NDArray[np.bool_]
    text_rows: NDArray[np.int32]
    text_codes: NDArray[np.int32]
    texts: tuple[str, ...]

    def rows_where(self, wanted: AttributeIs) -> NDArray[np.int32]:
        value = wanted.value
        if isinstance(value, str):
            if wanted.op != "=":
                return self.text_rows[:0]
            same = np.array([same_name(text) == same_name(value) for text in self.texts], dtype=np.bool_)
            return self.text_rows[same[self.text_codes]]
        if isinstance(value, bool):
            return self.flag_rows[self.flags == value] if wanted.op == "=" else self.flag_rows[:0]
        return self.number_rows[_compared(self.numbers, wanted.op, float(value))]


class AttributesBuilder:
    """Takes the attributes of each row, becomes `AttributeColumns`."""

    def __init__(self) -> None:
        self._names: dict[str, _Growing] = {}
        self._rows = 0

    def add(self, attributes: Mapping[str, AttributeValue]) -> None:
        """Take the attributes of the next row."""
        for name, value in attributes.items():
            growing = self._names.get(name)
            if growing is None:
                growing = self._names[name] = _Growing()
            growing.add(self._rows, value)
        self._rows += 1

    def finish(self) -> "AttributeColumns":
        """Return the columns; nothing is added after that."""
        return AttributeColumns(self._rows, {name: _frozen(growing) for name, growing in self._names.items()})


class AttributeColumns:
    """For each attribute the rows that have it. Memory follows the number of values, not items times names."""

    def __init__(self, rows: int, columns: Mapping[str, _Column]) -> None:
        self._rows = rows
        self._columns = columns

    def where(self, wanted: AttributeIs) -> Mask:
        """Return the mask of rows that meet the constraint."""
        mask = np.zeros(self._rows, dtype=np.bool_)
        column = self._columns.get(wanted.name)
        if column is not None:
            mask[column.rows_where(wanted)] = True
        return mask

    def coloured(self, colour: str) -> Mask:
        """Return the mask of rows with a colour attribute that contains the text, in any case of letters."""
        mask = np.zeros(self._rows, dtype=np.bool_)
        sought = colour.lower()
        for column in self._of_colour():
            fits = np.array([sought in text.lower() for text in column.texts], dtype=np.bool_)
            mask[column.text_rows[fits[column.text_codes]]] = True
        return mask

    def colours(self) -> Counter[str]:
        """Count the texts of all colour attributes."""
        return self._counted(self._of_colour())

    def texts(self) -> Counter[str]:
        """Count the texts of all attributes but those of colour."""
        return self._counted(column for name, column in self._columns.items() if not is_colour_attribute(name))

    def numeric(self) -> frozenset[str]:
        """Return the names of attributes that hold numbers."""
        return frozenset(name for name, column in self._columns.items() if len(column.numbers))

    def _of_colour(self) -> Iterator[_Column]:
        return (column for name, column in self._columns.items() if is_colour_attribute(name) and column.texts)

    @staticmethod
    def _counted(columns: Iterator[_Column]) -> Counter[str]:
        counts = Counter[str]()
        for column in columns:
            for text, count in zip(column.texts, np.bincount(column.text_codes).tolist(), strict=False):
                counts[text] += count
        return counts


def _frozen(growing: _Growing) -> _Column:
    return _Column(
        np.array(growing.number_rows, dtype=np.int32),
        np.array(growing.numbers, dtype=np.float64),
        np.array(growing.flag_rows, dtype=np.int32),
        np.array(growing.flags, dtype=np.bool_),
        np.array(growing.text_rows, dtype=np.int32),
        np.array(growing.text_codes, dtype=np.int32),
        tuple(growing.texts),
    )


def _compared(numbers: NDArray[np.float64], op: str, value: float) -> Mask:
    match op:
        case "=":
            return numbers == value
        case "<":
            return numbers < value
        case "<=":
            return numbers <= value
        case ">":
            return numbers > value
        case _:
            return numbers >= value
