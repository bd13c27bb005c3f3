"""What the catalog calls things."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from recsys.ports import CatalogVocabulary
from recsys.retrieval.columns import Columns
from recsys.retrieval.name_words import NameWords
from recsys.retrieval.retriever import Mask

VALUE_LENGTH_MAX = 60
DEFAULT_CURRENCY = "USD"

_BETWEEN_COLOURS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Words:
    """How often each word occurs in some rows. Brands and categories are as spelled, colours and values lower-case."""

    brands: Counter[str] = field(default_factory=Counter[str])
    categories: Counter[str] = field(default_factory=Counter[str])
    colours: Counter[str] = field(default_factory=Counter[str])
    values: Counter[str] = field(default_factory=Counter[str])
    numeric: Counter[str] = field(default_factory=Counter[str])
    names: NameWords = field(default_factory=NameWords)

    def changed(self, gone: "Words", new: "Words") -> "Words":
        """Return the counts without those of some rows and with those of others; the same object if they are equal."""
        if gone == new:
            return self
        return Words(
            _changed(self.brands, gone.brands, new.brands),
            _changed(self.categories, gone.categories, new.categories),
            _changed(self.colours, gone.colours, new.colours),
            _changed(self.values, gone.values, new.values),
            _changed(self.numeric, gone.numeric, new.numeric),
            self.names.changed(gone.names, new.names),
        )

    def vocabulary(self, currency: str | None, version: int) -> CatalogVocabulary:
        """Return these words as a vocabulary; of spellings that differ in case the most frequent one is kept."""
        return CatalogVocabulary(
            version=version,
            currency=currency or DEFAULT_CURRENCY,
            brands=_spelled(self.brands),
            categories=_spelled(self.categories),
            colours=self.colours,
            values=self.values,
            numeric=frozenset(self.numeric),
            names=self.names,
        )


def vocabulary_of(columns: Columns, version: int) -> CatalogVocabulary:
    """Return the words of all living rows."""
    return words_of(columns, columns.alive).vocabulary(columns.currency, version)


def words_of(columns: Columns, rows: Mask) -> Words:
    """Count the words of some rows."""
    words, start = Words(names=NameWords.of(columns, rows)), 0
    for segment in columns.segments:
        part = rows[start : start + len(segment)]
        start += len(segment)
        if not part.any():
            continue
        words.brands.update(segment.brands.counted(part))
        words.categories.update(segment.categories.counted(part))
        words.numeric.update(segment.attributes.numeric(part))
        for text, count in segment.attributes.colours(part).items():
            for word in set(_BETWEEN_COLOURS.split(text.lower())):
                if word and not word.isdigit():
                    words.colours[word] += count
        for texts in (segment.attributes.texts(part), segment.attributes.flags(part), segment.tags_counted(part)):
            for text, count in texts.items():
                if 0 < len(text) <= VALUE_LENGTH_MAX:
                    words.values[text.lower()] += count
    return words


def _changed(counts: Counter[str], gone: Counter[str], new: Counter[str]) -> Counter[str]:
    counts = counts.copy()
    counts.update(new)
    for word, count in gone.items():
        counts[word] -= count
        if not counts[word]:
            del counts[word]
    return counts


def _spelled(counts: Counter[str]) -> Mapping[str, tuple[str, int]]:
    spelled: dict[str, tuple[str, int]] = {}
    for spelling, count in sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])):
        known, before = spelled.get(spelling.lower(), (spelling, 0))
        spelled[spelling.lower()] = (known, before + count)
    return spelled
