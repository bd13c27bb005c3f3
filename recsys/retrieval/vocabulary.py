"""What the catalog calls things."""

import re
from collections import Counter
from collections.abc import Mapping

from recsys.ports import CatalogVocabulary
from recsys.retrieval.columns import Columns

VALUE_LENGTH_MAX = 60
DEFAULT_CURRENCY = "USD"

_BETWEEN_COLOURS = re.compile(r"[^\w]+|_")


def vocabulary_of(columns: Columns, version: int) -> CatalogVocabulary:
    """Return the words of a catalog; of several spellings that differ in case the most frequent one is kept."""
    colours = Counter[str]()
    for text, count in columns.attributes.colours().items():
        for word in set(_BETWEEN_COLOURS.split(text.lower())):
            if word and not word.isdigit():
                colours[word] += count
    values = Counter[str]()
    for texts in (columns.attributes.texts(), columns.tags):
        for text, count in texts.items():
            if len(text) <= VALUE_LENGTH_MAX:
                values[text.lower()] += count
    return CatalogVocabulary(
        version=version,
        currency=next((code for code, _ in columns.currencies.most_common(1)), DEFAULT_CURRENCY),
        brands=_spelled(columns.brands.spellings),
        categories=_spelled(columns.categories.spellings),
        colours=colours,
        values=values,
        numeric=columns.attributes.numeric(),
    )


def _spelled(counts: Counter[str]) -> Mapping[str, tuple[str, int]]:
    spelled: dict[str, tuple[str, int]] = {}
    for spelling, count in counts.most_common():
        if spelling:
            known, before = spelled.get(spelling.lower(), (spelling, 0))
            spelled[spelling.lower()] = (known, before + count)
    return spelled
