"""What items are called, word by word: how much of a request a name bears, in which order, and spelled how alike."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.retrieval.analysis import stem, words_of
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.retriever import Rows
from recsys.retrieval.texts import Texts

WORDS_MAX = 40
"""Of each name; a title that goes on after that is a description."""

_NO_WORD = np.uint32(0)
_SPACE = 32
_HASHES = 1 << 16
_Kind = TypeVar("_Kind", bound=np.generic)


class TitlesBuilder:
    """Takes items in the order of rows, becomes `Titles`."""

    def __init__(self) -> None:
        self._words = array("I")
        self._counts = array("q")
        self._spelled: list[str] = []

    def add(self, item: Item) -> None:
        """Take the next item: title, then brand and category."""
        title = words_of(item.title)[:WORDS_MAX]
        named = [*title, *words_of(f"{item.brand} {item.category}")[:WORDS_MAX]]
        self._words.extend([word_code(word) for word in named])
        self._counts.append(len(named))
        self._spelled.append(" ".join(title))

    def finish(self) -> "Titles":
        """Return the titles; nothing is added after that."""
        ends = np.cumsum(np.array(self._counts, dtype=np.int64), dtype=np.int64)
        return Titles(np.array(self._words, dtype=np.uint32), ends, Texts.of(self._spelled))


@dataclass(frozen=True, slots=True)
class Titles:
    """The names of some rows. `words` holds the code of each word's stem; row i's end at `ends[i]`.

    `spelled` is the title alone, lower-cased, its words parted by single spaces.
    """

    words: NDArray[np.uint32]
    ends: NDArray[np.int64]
    spelled: Texts

    def selected(self, rows: Rows) -> "Titles":
        """Return the titles of some rows, in their order."""
        words, ends = _selected(self.words, self.ends, rows)
        return Titles(words, ends, Texts(*_selected(self.spelled.joined, self.spelled.ends, rows)))

    @classmethod
    def joined(cls, parts: Sequence["Titles"]) -> "Titles":
        """Return the titles of several parts as one."""
        spelled = [part.spelled for part in parts]
        return cls(
            np.concatenate([part.words for part in parts]),
            _joined_ends([part.ends for part in parts]),
            Texts(np.concatenate([one.joined for one in spelled]), _joined_ends([one.ends for one in spelled])),
        )

    def word_table(self) -> NDArray[np.uint32]:
        """Return shape (rows, longest): the codes of the words in order, filled up with 0."""
        lengths = _lengths(self.ends)
        table = np.full((len(lengths), int(lengths.max(initial=1))), _NO_WORD)
        table[np.arange(table.shape[1]) < lengths[:, np.newaxis]] = self.words
        return table

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {"words": self.words, "ends": self.ends, **prefixed("spelled", self.spelled.arrays())}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Titles":
        """Return the titles that `arrays` came from."""
        return cls(arrays["words"], arrays["ends"], Texts.from_arrays(under("spelled", arrays)))


@lru_cache(maxsize=50_000)
def word_code(word: str) -> int:
    """Return the number of a word's stem, never 0. Two stems share one once in 4 billion."""
    return crc32(stem(word).encode("utf-8", "surrogatepass")) or 1


def alike(text: str, titles: Texts) -> NDArray[np.float64]:
    """Return 0..1 for each title: the cosine of its letter trigrams and the text's, which typing errors hardly change.

    Both are words parted by single spaces; a trigram may begin or end with a space, and never reaches over one.
    """
    count, wanted = len(titles.ends), _trigrams_of(text)
    if not len(wanted) or not count:
        return np.zeros(count)
    letters, begins = _between_spaces(titles)
    wide = letters.astype(np.int32)
    codes = wide[:-2] << 16 | wide[1:-1] << 8 | wide[2:]
    slot_of = np.zeros(_HASHES, dtype=np.int16)
    slot_of[_hashed(wanted)] = np.arange(len(wanted))
    slots = slot_of[_hashed(codes)]
    # One with a space in the middle, as where two titles meet, is not among those wanted.
    hits = np.flatnonzero(wanted[slots] == codes)
    found = np.zeros((count, len(wanted)), dtype=np.bool_)
    found[np.searchsorted(begins, hits, side="right") - 1, slots[hits]] = True
    # Each letter is in the middle of one.
    lengths = np.add.reduceat(letters != _SPACE, begins, dtype=np.intp)
    return np.add.reduce(found, axis=1, dtype=np.intp) / np.sqrt(np.maximum(lengths, 1) * len(wanted))


def _between_spaces(texts: Texts) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return all texts in one block, each between two spaces of its own, and where each begins, its space included."""
    begins = np.zeros_like(texts.ends)
    begins[1:] = texts.ends[:-1]
    shifts = 2 * np.arange(len(begins)) + 1
    block = np.full(len(texts.joined) + 2 * len(begins), _SPACE, dtype=np.uint8)
    block[np.arange(len(texts.joined)) + np.repeat(shifts, texts.ends - begins)] = texts.joined
    return block, begins + shifts - 1


def _trigrams_of(text: str) -> NDArray[np.int32]:
    """Return the different trigrams of a text between two spaces, ascending; none has a space in the middle."""
    letters = f" {text} ".encode("utf-8", "surrogatepass")
    middles = zip(letters, letters[1:], letters[2:], strict=False)
    codes = {left << 16 | middle << 8 | right for left, middle, right in middles if middle != _SPACE}
    return np.array(sorted(codes), dtype=np.int32)


def _hashed(trigrams: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return a place in a table for each trigram. Of two of a request that share one, the last is counted."""
    return (trigrams ^ trigrams >> 7) & (_HASHES - 1)


def _selected(values: NDArray[_Kind], ends: NDArray[np.int64], rows: Rows) -> tuple[NDArray[_Kind], NDArray[np.int64]]:
    """Return the runs of some rows, one after another, and where each ends."""
    stops = ends[rows]
    lengths = stops - np.where(rows > 0, ends[rows - 1], 0)
    new_ends = np.cumsum(lengths)
    total = int(new_ends[-1]) if len(new_ends) else 0
    return values[np.arange(total) + np.repeat(stops - new_ends, lengths)], new_ends


def _lengths(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    lengths = ends.copy()
    lengths[1:] -= ends[:-1]
    return lengths


def _joined_ends(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    shifted: list[NDArray[np.int64]] = []
    total = 0
    for ends in parts:
        shifted.append(ends + total)
        total += int(ends[-1]) if len(ends) else 0
    return np.concatenate(shifted)
