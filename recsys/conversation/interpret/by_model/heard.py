"""What a message verifiably says, to hold a model's reading against: its words, its numbers, the brands it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from recsys.conversation.interpret.by_model.said_numbers import numbers_in
from recsys.conversation.interpret.languages import bare, is_english, is_latin
from recsys.conversation.interpret.lexicon import Lexicon, is_one_edit
from recsys.ranking.kind import stem

_WORD = re.compile(r"[^\W_][\w.+&'-]*")
_SCALES = (1.0, 0.001, 0.1, 10.0, 100.0, 1000.0, 1 / 12, 12.0, 1 / 60, 60.0, 1.024, 2.54, 25.4)
"""How a number may differ from what was said when it is put in another unit: kilograms in grams, minutes in hours."""
_TOLERANCE = 0.01


@dataclass(frozen=True)
class Heard:
    """A message with what can be looked up in it."""

    text: str
    lexicon: Lexicon

    @cached_property
    def english(self) -> bool:
        """Whether its words can be compared with ours."""
        return is_english(self.text, self.lexicon)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(word.rstrip(".'-") for word in _WORD.findall(bare(self.text).lower()))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._words)

    @cached_property
    def _is_latin(self) -> bool:
        return all(is_latin(char) for char in bare(self.text))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number it says."""
        return numbers_in(bare(self.text))

    @cached_property
    def brands(self) -> frozenset[str]:
        """The catalog's brands that it may name, spelled as there, give or take one typing error."""
        return frozenset(brand for name in self._runs() if (brand := brand_of(name, self.lexicon)))

    def _runs(self) -> Iterator[str]:
        for start in range(len(self._words)):
            for end in range(start + 1, min(len(self._words), start + self.lexicon.brand_words) + 1):
                yield " ".join(self._words[start:end])

    def names(self, brand: str) -> bool:
        """Return whether it may name a brand of the catalog: in letters of another script anything may."""
        return brand in self.brands or not self._is_latin

    def spells(self, name: str) -> bool:
        """Return whether it holds a name, written with a capital, letter by letter."""
        return name[:1].isupper() and name in bare(self.text)

    def says(self, words: str) -> bool:
        """Return whether every word occurs in it, give or take an ending or one typing error."""
        return all(self._says_one(word) for word in _WORD.findall(words.lower()))

    def _says_one(self, word: str) -> bool:
        return stem(word) in self._stems or any(len(word) > 4 and is_one_edit(word, other) for other in self._words)

    def counts(self, amount: float) -> bool:
        """Return whether it says an amount, be it in another unit."""
        return any(abs(amount - said * scale) <= _TOLERANCE * abs(amount) for said in self.numbers for scale in _SCALES)


def brand_of(name: str, lexicon: Lexicon) -> str | None:
    """Return the catalog's spelling of a brand, give or take one typing error."""
    return lexicon.brand(name) or lexicon.brand_like(name)
