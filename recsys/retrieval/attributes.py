"""The attributes of some rows, turned around: for each name the rows that have it, and their values."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import flag_key, flag_words, is_colour_attribute, same_name
from recsys.model.catalog import AttributeValue
from recsys.model.constraints import AttributeIs
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.retriever import Mask
from recsys.retrieval.texts import Texts


@dataclass(frozen=True, slots=True)
class _ByName:
    """Entries of rows, name after name: those of name n lie from `ends[n]` up to `ends[n + 1]`."""

    rows: NDArray[np.int32]
    values: NDArray[Any]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, names: NDArray[np.intp], rows: "array[int]", values: NDArray[Any], count: int) -> "_ByName":
        """Return entries in the order of names, `count` of which there are."""
        order = np.argsort(names, kind="stable")
        return cls(np.array(rows, np.int32)[order], values[order], _ends(names, count))

    def where(self, name: int) -> slice:
        """Return where the entries of a name are."""
        return slice(int(self.ends[name]), int(self.ends[name + 1]))

    def arrays(self) -> Arrays:
        return {"rows": self.rows, "values": self.values, "ends": self.ends}


class AttributesBuilder:
    """Takes the attributes of each row, becomes `AttributeColumns`."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._rows = 0
        self._texts: dict[tuple[int, str], int] = {}
        self._text_rows, self._text_codes = array("i"), array("i")
        self._number_rows, self._number_names, self._numbers = array("i"), array("i"), array("d")
        self._flag_rows, self._flag_names, self._flags = array("i"), array("i"), array("b")

    def add(self, attributes: Mapping[str, AttributeValue]) -> None:
        """Take the attributes of the next row."""
        row, names, texts = self._rows, self._names, self._texts
        for text, value in attributes.items():
            name = names.setdefault(text, len(names))
            if isinstance(value, str):
                self._text_rows.append(row)
                self._text_codes.append(texts.setdefault((name, value), len(texts)))
            elif isinstance(value, bool):
                self._flag_rows.append(row)
                self._flag_names.append(name)
                self._flags.append(value)
            else:
                self._number_rows.append(row)
                self._number_names.append(name)
                self._numbers.append(value)
        self._rows += 1

    def finish(self) -> "AttributeColumns":
        """Return the columns; nothing is added after that."""
        count = len(self._names)
        name_of_text = np.array([name for name, _ in self._texts], np.intp)
        by_name = np.argsort(name_of_text, kind="stable")
        code = np.empty(len(by_name), np.int32)
        code[by_name] = np.arange(len(by_name), dtype=np.int32)
        texts = [text for _, text in self._texts]
        order: list[int] = by_name.tolist()
        codes = np.array(self._text_codes, np.intp)
        return AttributeColumns(
            rows=self._rows,
            names=tuple(self._names),
            texts=_ByName.of(name_of_text[codes], self._text_rows, code[codes], count),
            numbers=_ByName.of(
                np.array(self._number_names, np.intp), self._number_rows, np.array(self._numbers), count
            ),
            flags=_ByName.of(
                np.array(self._flag_names, np.intp), self._flag_rows, np.array(self._flags, np.bool_), count
            ),
            spellings=Texts.of([texts[place] for place in order]),
            spelling_ends=_ends(name_of_text, count),
        )


class AttributeColumns:
    """For each attribute the rows that have it. Memory follows the number of values, not items times names.

    The values of `texts` are places in `spellings`, which are in the order of names: those of name n lie from
    `spelling_ends[n]` up to `spelling_ends[n + 1]`.
    """

    def __init__(
        self,
        *,
        rows: int,
        names: Sequence[str],
        texts: _ByName,
        numbers: _ByName,
        flags: _ByName,
        spellings: Texts,
        spelling_ends: NDArray[np.int64],
    ) -> None:
        self._rows = rows
        self._names = {name: number for number, name in enumerate(names)}
        self._texts = texts
        self._numbers = numbers
        self._flags = flags
        self._spellings = spellings
        self._spelling_ends = spelling_ends

    def where(self, wanted: AttributeIs) -> Mask:
        """Return the mask of rows that meet the constraint."""
        mask = np.zeros(self._rows, dtype=np.bool_)
        name = self._names.get(wanted.name)
        if name is None:
            return mask
        if isinstance(wanted.value, str):
            if wanted.op == "=":
                key = same_name(wanted.value)
                mask[self._with_text(name, [same_name(text) == key for text in self._spelled(name)])] = True
        elif isinstance(wanted.value, bool):
            if wanted.op == "=":
                place = self._flags.where(name)
                mask[self._flags.rows[place][self._flags.values[place] == wanted.value]] = True
        else:
            place = self._numbers.where(name)
            mask[self._numbers.rows[place][_compared(self._numbers.values[place], wanted.op, wanted.value)]] = True
        return mask

    def coloured(self, colour: str) -> Mask:
        """Return the mask of rows with a colour attribute that contains the text, in any case of letters."""
        mask = np.zeros(self._rows, dtype=np.bool_)
        sought = colour.lower()
        for text, name in self._names.items():
            if is_colour_attribute(text):
                mask[self._with_text(name, [sought in value.lower() for value in self._spelled(name)])] = True
        return mask

    def flagged(self, feature: str) -> tuple[Mask, Mask]:
        """Return the rows with a yes-or-no attribute named by the feature that is true, and those with any."""
        true, told = np.zeros((2, self._rows), dtype=np.bool_)
        key = flag_key(feature)
        for text, name in self._names.items():
            place = self._flags.where(name)
            if place.start < place.stop and flag_key(text) == key:
                told[self._flags.rows[place]] = True
                true[self._flags.rows[place][self._flags.values[place]]] = True
        return true, told

    def colours(self, rows: Mask) -> Counter[str]:
        """Count the texts of colour attributes in some rows."""
        return self._counted(rows, of_colour=True)

    def texts(self, rows: Mask) -> Counter[str]:
        """Count the texts of all attributes but those of colour in some rows."""
        return self._counted(rows, of_colour=False)

    def flags(self, rows: Mask) -> Counter[str]:
        """Count what attributes that are true say of some rows ("foldable" for `is_foldable`)."""
        name_of = np.repeat(np.arange(len(self._names)), np.diff(self._flags.ends))
        true = rows[self._flags.rows] & self._flags.values
        counts: list[int] = np.bincount(name_of[true], minlength=len(self._names)).tolist()
        totals = Counter[str]()
        for name, count in zip(self._names, counts, strict=True):
            if count:
                totals[" ".join(flag_words(name))] += count
        return totals

    def numeric(self, rows: Mask) -> Counter[str]:
        """Count, for the names of attributes that hold numbers, those numbers in some rows."""
        name_of = np.repeat(np.arange(len(self._names)), np.diff(self._numbers.ends))
        counts = np.bincount(name_of[rows[self._numbers.rows]], minlength=len(self._names)).tolist()
        return Counter({name: count for name, count in zip(self._names, counts, strict=True) if count})

    def _spelled(self, name: int) -> list[str]:
        return self._spellings.part(int(self._spelling_ends[name]), int(self._spelling_ends[name + 1]))

    def _with_text(self, name: int, fits: Sequence[bool]) -> NDArray[np.int32]:
        """Return the rows whose text of this attribute fits; `fits` is in the order of its spellings."""
        place = self._texts.where(name)
        codes = self._texts.values[place] - self._spelling_ends[name]
        return self._texts.rows[place][np.array(fits, dtype=np.bool_)[codes]]

    def _counted(self, rows: Mask, *, of_colour: bool) -> Counter[str]:
        counts = np.bincount(self._texts.values[rows[self._texts.rows]], minlength=len(self._spellings))
        totals = Counter[str]()
        for text, count in self._present(counts, of_colour=of_colour):
            totals[text] += count
        return totals

    def _present(self, counts: NDArray[np.intp], *, of_colour: bool) -> Iterator[tuple[str, int]]:
        """Yield the texts that are counted at all, with their counts."""
        names = np.array([is_colour_attribute(name) == of_colour for name in self._names], dtype=np.bool_)
        wanted = np.repeat(names, np.diff(self._spelling_ends)) & (counts > 0)
        for place in np.flatnonzero(wanted).tolist():
            yield self._spellings.bytes_of(place).decode("utf-8", "surrogatepass"), int(counts[place])

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {
            "rows": np.array([self._rows]),
            "spelling_ends": self._spelling_ends,
            **prefixed("names", Texts.of(self._names).arrays()),
            **prefixed("spellings", self._spellings.arrays()),
            **prefixed("texts", self._texts.arrays()),
            **prefixed("numbers", self._numbers.arrays()),
            **prefixed("flags", self._flags.arrays()),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "AttributeColumns":
        """Return the columns that `arrays` came from."""
        names = Texts.from_arrays(under("names", arrays))
        return cls(
            rows=int(arrays["rows"][0]),
            names=names.part(0, len(names)),
            texts=_ByName(**under("texts", arrays)),
            numbers=_ByName(**under("numbers", arrays)),
            flags=_ByName(**under("flags", arrays)),
            spellings=Texts.from_arrays(under("spellings", arrays)),
            spelling_ends=arrays["spelling_ends"],
        )


def _ends(names: NDArray[np.intp], count: int) -> NDArray[np.int64]:
    """Return where entries end that are sorted by name, with a 0 before."""
    return np.concatenate(([0], np.cumsum(np.bincount(names, minlength=count)))).astype(np.int64)


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
