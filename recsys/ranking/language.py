"""Whether a request and what is said to it are in another language than English, as far as words tell. Pure."""

import re

from recsys.ranking.ground import Ground
from recsys.ranking.text import STOP_WORDS, words
from recsys.retrieval.english import is_ordinary

_SHARED = frozenset(("a", "an", "am", "as", "be", "do", "has", "in", "is", "it", "me", "no", "on", "or", "so", "us"))
"""Small words of English that are words of its neighbours too."""
_BEGINS = re.compile(
    r"\W*(?:it|this|they) (?:is|has|are|have|was|comes?|uses?|supports?|works?|lists?|includes?)\b", re.I
)
_UNITS_ABROAD = (
    ("hours", r"stunden?|std|heures?|horas?|or[ae]|uur|uren"),
    ("minutes", r"minuten|minutos?|minut[ie]"),
    ("days", r"tage?n?|jours?|d[ií]as?|giorn[io]|dagen?"),
    ("years", r"jahren?|jahre|ans?|années?|años?|anos?|ann[io]|jaar|jaren"),
    ("m", r"meter|mètres?|metros?|metr[io]"),
    ("g", r"gramm|grammes?|gramos?|gramas?|gramm[io]"),
    ("kg", r"kilogramm|kilos?|kilogrammes?|kilogram(?:os?|mi)"),
    ("inches", r"zoll|pouces?|pulgadas?|polegadas?|pollic[ei]"),
)
_ENGLISH = (STOP_WORDS | {"its", "it's", "was", "were"}) - _SHARED


def foreign(sentence: str, ground: Ground) -> bool:
    """Return whether both the request and the sentence are foreign: then its words cannot be held against the catalog.

    A request is foreign when it was read as such, or has no small word of English, and most of its words are neither
    English nor in any candidate; a sentence when it has no such small word and does not begin as English ones do.
    """
    if set(words(sentence)) & _ENGLISH or _BEGINS.match(sentence):
        return False
    if ground.request.language:
        return not ground.request.language.startswith("en")
    asked = set(words(f"{ground.request.said} {ground.request.topic}"))
    if asked & _ENGLISH:
        return False
    known = " ".join(
        f"{item.title} {item.category} {item.description}".lower()
        for item in (candidate.item for candidate in ground.request.candidates)
    )
    strange = [word for word in asked if word.isalpha() and word not in known and not is_ordinary(word)]
    return 2 * len(strange) > len(asked)


def unit_abroad(word: str) -> str:
    """Return the unit that a German, Dutch, French, Spanish, Italian or Portuguese word names, else ""."""
    return next((unit for unit, names in _UNITS_ABROAD if re.fullmatch(names, word.lower())), "")
