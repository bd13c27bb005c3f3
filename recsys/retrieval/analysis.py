"""How text becomes terms, the same for items and for queries.

Words are runs of letters and digits, lower-cased, without accents, English-stemmed (other languages pass nearly
untouched). An identifier (`WH-1000XM5`, `usb-c`, `802.11ac`) is written with punctuation or without; its squeezed
form (`wh1000xm5`) makes the spellings meet.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import tantivy

TERM_LENGTH_MAX = 40
QUERY_CHARACTERS_MAX = 2000
QUERY_TERMS_MAX = 40

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-./+#'][^\W_]+)+")
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


def identifier_analyzer() -> tantivy.TextAnalyzer:
    """Return the analyzer of a field whose words `identifiers` has prepared: parted by spaces, taken as they are."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


_ANALYZER = word_analyzer()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the term of one word, "" where it has none."""
    terms = _ANALYZER.analyze(word)
    return terms[0] if terms else ""


def query_words(text: str) -> list[str]:
    """Return the words of a query that say something, in order, each once, at most `QUERY_TERMS_MAX`.

    A query of asking words only ("the who") keeps them all.
    """
    words = list(dict.fromkeys(_WORD.findall(text[:QUERY_CHARACTERS_MAX].lower())))
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
    words = [word for word in words if word not in BINDING_WORDS]
    prefixes = tuple({word[:3] for word in words})
    found = {token for token in _WORD.findall(text.lower()) if token.startswith(prefixes)} if prefixes else set[str]()
    terms = {stem(token) for token in found}
    return tuple(word for word in words if stem(word) in terms)
