"""How text becomes terms, the same for items and for queries.

Words are runs of letters and digits, lower-cased, without accents, English-stemmed (other languages pass nearly
untouched). Units have one name each, apart from their number (`recsys.retrieval.units`). An identifier (`WH-1000XM5`,
`usb-c`, `802.11ac`) is written with punctuation or without; its squeezed form (`wh1000xm5`) makes the spellings meet.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import tantivy

from recsys.retrieval.units import with_units_named

TERM_LENGTH_MAX = 40
SHARED_BEGINNING = 2
"""Letters that a word and its inflections have in common, whatever the stemmer makes of them."""
QUERY_CHARACTERS_MAX = 2000
QUERY_TERMS_MAX = 40

_WORD = re.compile(r"[^\W_]+")
# From the beginning of a word only, and without going back: time grows with the text, whatever it is.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-./+#'][^\W_]++)++")
_IDENTIFIER_LENGTH_MIN = 3

# Words that ask and say nothing of the thing. In product texts they are rare, so BM25 would take them for telling ones.
_ASKING_WORDS = (
    "am any anything are be been can could did do does get give got had has have hello hi i is it its just like looking"
    " me my need our please recommend recommendation recommendations show so some someone something suggest suggestion"
    " suggestions thanks that the their them then there these they this those us want wants was we were what when which"
    " who will would you your"
)
ASKING_WORDS = frozenset(_ASKING_WORDS.split())

# Words that bind others. They count in a search, little, as BM25 has it ("4 in."); as evidence they would look silly.
_BINDING_WORDS = "a about an and as at but by for from if in into of off on or over than to too under up with without"
BINDING_WORDS = frozenset(_BINDING_WORDS.split())


def word_analyzer() -> tantivy.TextAnalyzer:
    """Return the analyzer of words: what makes "Cables" and "cable" one term."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(TERM_LENGTH_MAX))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def spelling_analyzer() -> tantivy.TextAnalyzer:
    """Return the analyzer of words as they are written, in lower case: what a misspelt word is compared with."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(TERM_LENGTH_MAX))
        .filter(tantivy.Filter.lowercase())
        .build()
    )


def identifier_analyzer() -> tantivy.TextAnalyzer:
    """Return the analyzer of a field whose words `identifiers` has prepared: parted by spaces, taken as they are."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


_ANALYZER = word_analyzer()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the term of one word, "" where it has none."""
    terms = _ANALYZER.analyze(word)
    return terms[0] if terms else ""


def words_of(text: str) -> list[str]:
    """Return all words of a text in order, lower-cased, units by their names."""
    return _WORD.findall(with_units_named(text.lower()))


def query_words(text: str) -> list[str]:
    """Return the words of a query that say something, in order, each once, at most `QUERY_TERMS_MAX`.

    A query of asking words only ("the who") keeps them all.
    """
    words = list(dict.fromkeys(words_of(text[:QUERY_CHARACTERS_MAX])))
    telling = [word for word in words if word not in ASKING_WORDS]
    return (telling or words)[:QUERY_TERMS_MAX]


def identifiers(text: str) -> Iterator[str]:
    """Yield the squeezed form of each compound, and every word with a digit in it, lower-cased."""
    lowered = text.lower()
    for compound in _COMPOUND.findall(lowered):
        squeezed = re.sub(r"[\W_]+", "", compound)
        if _IDENTIFIER_LENGTH_MIN <= len(squeezed) <= TERM_LENGTH_MAX:
            yield squeezed
    for word in _WORD.findall(lowered):
        if _IDENTIFIER_LENGTH_MIN <= len(word) <= TERM_LENGTH_MAX and not word.isalpha():
            yield word


def joined_pairs(words: Sequence[str]) -> Iterator[str]:
    """Yield neighbouring words written as one: "head phones" asks for "headphones", "wh 1000xm5" for "wh1000xm5"."""
    for left, right in pairwise(words):
        if len(left) + len(right) <= TERM_LENGTH_MAX:
            yield left + right


def matched_words(words: Sequence[str], text: str) -> tuple[str, ...]:
    """Return those query words that a text contains, in any inflection, in the query's order."""
    lowered = text.lower()
    return tuple(word for word in words if word not in BINDING_WORDS and _holds(lowered, word))


def _holds(text: str, word: str) -> bool:
    term, beginning = _sought(word)
    at = text.find(beginning)
    while at >= 0:
        token = _WORD.match(text, at)
        if token and not (at and text[at - 1].isalnum()) and stem(token[0]) == term:
            return True
        at = text.find(beginning, at + 1)
    return False


@lru_cache(maxsize=20_000)
def _sought(word: str) -> tuple[str, str]:
    """Return a word's term, and the beginning that all inflections share: most texts do not hold it."""
    term = stem(word)
    alike = term[:SHARED_BEGINNING] == word[:SHARED_BEGINNING]
    return term, word[: max(len(term) - 1, SHARED_BEGINNING)] if alike else term
