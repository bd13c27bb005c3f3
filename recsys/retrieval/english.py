"""Ordinary English words: those that the vocabulary of BERT holds in one piece, some 20,000 frequent ones.

They tell a typing error ("hedphones") and a name ("Belkin") from a word that a catalog merely does not have ("wife").
"""

from functools import cache
from importlib import resources

LENGTH_MIN = 4
"""Shorter pieces of the vocabulary are as often syllables and abbreviations."""


def is_ordinary(word: str) -> bool:
    """Return whether a word (lower case, at least four letters) is ordinary English. Names of places are, too."""
    return word in _ordinary_words()


@cache
def _ordinary_words() -> frozenset[str]:
    text = (resources.files("recsys.retrieval.embedding") / "vocab.txt").read_text("utf-8")
    return frozenset(piece for piece in text.split("\n") if len(piece) >= LENGTH_MIN and piece.isalpha())
