"""Typing errors in a request, undone by the words of the catalog: "vaniteis" is "vanity", "showerdoor" "shower door".

Only a word that no item holds is ever touched, and no ordinary English one: "wife" is not "wide".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, log1p, sqrt

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recsys.retrieval.english import is_ordinary

LENGTH_MIN = 4
LENGTH_OF_TWO_ERRORS = 5
WORDS_COMPARED = 20_000
NEAREST = 8
NEAREST_KEPT = 4096
PART_LENGTH_MIN = 3

_ERROR_COST = 3.5
_FIRST_LETTER_COST = 1.5
_COMPANY = 1.5

_PIECE = re.compile(r"\d+|[^\W\d_]+")


def read_as(words: Sequence[str], readings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the words with their readings in place of those that have one, each once."""
    yield from dict.fromkeys(read for word in words for read in readings.get(word, (word,)))


@dataclass(frozen=True, slots=True)
class _Near:
    word: str
    errors: int
    score: float


class Speller:
    """Corrects words by the names of items (title, brand, category) in one snapshot.

    `known` tells whether any item holds a word, `together` how many hold all of several words.
    """

    def __init__(
        self,
        words_with_prefix: Callable[[str, int], Sequence[tuple[str, int]]],
        known: Callable[[str], bool],
        together: Callable[[Sequence[str]], int],
    ) -> None:
        self._words_with_prefix = words_with_prefix
        self._known = known
        self._together = together
        self._near = lru_cache(maxsize=NEAREST_KEPT)(self._found_near)

    def corrected(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return for each misspelt word what it is read as: one word, or the several that it runs together."""
        unknown = [word for word in words if not self._known(word)]
        company = [word for word in words if word not in unknown and len(word) >= LENGTH_MIN]
        readings = {word: self._reading(word, company) for word in unknown}
        return {word: reading for word, reading in readings.items() if reading and reading != (word,)}

    def _reading(self, word: str, company: Sequence[str]) -> tuple[str, ...]:
        pieces = _PIECE.findall(word)
        if len(pieces) > 1:
            # "18v", "gate0": what stands in it counts, and the whole for itself, it may be a model's number.
            return (word, *(piece for piece in pieces if (len(piece) > 1 or piece.isdigit()) and self._known(piece)))
        if len(word) < LENGTH_MIN or word.isdigit() or is_ordinary(word):
            return ()
        near = self._near(word)
        parted = self._parted(word)
        if parted and self._together(parted) and not any(one.errors <= 1 for one in near):
            return parted
        if near:
            best = max(near, key=lambda one: one.score + _COMPANY * log1p(self._company(one.word, company)))
            if best.errors <= 1 or not parted:
                return (best.word,)
        return parted

    def _found_near(self, word: str) -> Sequence[_Near]:
        return sorted(self._compared(word), key=lambda one: -one.score)[:NEAREST]

    def _compared(self, word: str) -> Iterator[_Near]:
        """Yield words of the catalog one error away, two for longer ones; one of the first two letters is right."""
        errors_max = 1 if len(word) < LENGTH_OF_TWO_ERRORS else 2
        for first in dict.fromkeys(word[:2]):
            counts = dict(self._words_with_prefix(first, WORDS_COMPARED))
            found = process.extract(word, counts.keys(), scorer=OSA.distance, score_cutoff=errors_max, limit=50)
            for known, errors, _ in found:
                if counts[known] >= 2 and not any(letter.isdigit() for letter in known):
                    cost = _ERROR_COST * errors + (_FIRST_LETTER_COST if known[0] != word[0] else 0.0)
                    yield _Near(known, int(errors), log(counts[known]) - cost)

    def _parted(self, word: str) -> tuple[str, ...]:
        """Return the two words that this one runs together, of all such pairs the one most items hold; () for none."""
        best, best_count = (), 0
        for at in range(PART_LENGTH_MIN, len(word) - PART_LENGTH_MIN + 1):
            parts = (word[:at], word[at:])
            if all(map(self._known, parts)) and (count := self._together(parts)) > best_count:
                best, best_count = parts, count
        return best

    def _company(self, word: str, company: Sequence[str]) -> float:
        """Return how often a word stands beside the others of the request, against how often it stands at all."""
        alone = self._together([word])
        return max((self._together([word, other]) / (sqrt(alone) + 1) for other in company), default=0.0)
