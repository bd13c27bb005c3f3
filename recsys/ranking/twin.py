"""A reason in another language, held against the same reason in English. Pure.

The checks of `claims.py` read English. So whoever reasons in another language says the same in English too: that twin
is checked word by word, and what is shown must have its numbers, and no name that the twin has not.
"""

import math
import re
from collections.abc import Iterator
from typing import Final

from recsys.ranking.attribute_names import UNITS
from recsys.ranking.claims import Ground, unsupported
from recsys.ranking.ground import NUMBER
from recsys.ranking.text import count_word, words

_LATIN: Final = "A-Za-zÀ-ÖØ-öø-ɏ"
_OTHER: Final = rf"[^\W\d_{_LATIN}]"
_OTHER_SCRIPT: Final = re.compile(_OTHER)
_SEAM: Final = re.compile(rf"(?<=[{_LATIN}\d])(?={_OTHER})|(?<={_OTHER})(?=[{_LATIN}\d])")
"""Between a name or a number and a word of another script: some of these write no spaces."""
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and signs of double width, as Japanese and Chinese write them, to plain ones."""
_DIGIT: Final = re.compile(r"\d")
_FIGURES: Final = re.compile(r"\d+(?:[.,'’]\d+| \d{3}(?!\d))*")
_NOTATIONS: Final = ((",", "."), (".'’ ", ","))
"""What parts thousands and what begins the decimals: as in English, and as elsewhere."""
_SIGN_BEHIND: Final = re.compile(rf"({NUMBER.pattern})\s?([$€£])")
_COUNTS: Final = {float(count): count_word(count) for count in range(2, 6)}
_NAME: Final = re.compile(rf"(?<![{_LATIN}])[{_LATIN}][{_LATIN}\d]*")
_BEGINNING: Final = re.compile(r"(?:^|[.!?:])[\s\"“”„«»()¡¿]*$")
_CAPITAL_NOUNS: Final = ("", "de", "lb")
"""Languages that write every noun with a capital; one that is not known may be such."""
_ENDED: Final = 3
"""Letters that a name must have to take an ending: "Sonyn", "Bluetoothilla"."""


def restates(sentence: str, twin: str, ground: Ground) -> bool:
    """Return whether a foreign sentence has the numbers and names of its twin, and no unit or brand of its own."""
    plain = _DIGIT.sub(lambda digit: str(int(digit[0])), sentence.translate(_WIDE))
    told = _in_figures_of(twin, plain)
    if told is None or any(_new_names(plain, twin, ground.request.language)):
        return False
    return not unsupported(_SEAM.sub(" ", _SIGN_BEHIND.sub(r"\2\1", told)), ground)


def _in_figures_of(twin: str, sentence: str) -> str | None:
    """Return the sentence with its numbers written as in the twin; None where they are not the same ones.

    What the twin counts in words ("of the three") may be said in figures: it is left out then.
    """
    written = {float(figures.replace(",", "")): figures for figures in NUMBER.findall(twin)}
    counted = {value: "" for value, word in _COUNTS.items() if word in words(twin)}
    spelled = counted | written
    said: set[float] = set()

    def spell(figures: re.Match[str]) -> str:
        value = next((value for value in _readings(figures[0]) if value in spelled), math.nan)
        said.add(value)
        return spelled.get(value, "")

    told = _FIGURES.sub(spell, sentence)
    return told if written.keys() <= said <= spelled.keys() else None


def _readings(figures: str) -> Iterator[float]:
    """Yield what figures may mean: "1.500" is one and a half in English, elsewhere fifteen hundred."""
    for thousands, decimal in _NOTATIONS:
        if re.fullmatch(rf"\d+(?:[{thousands}]\d{{3}})*(?:[{decimal}]\d+)?", figures):
            yield float(re.sub(f"[{thousands}]", "", figures).replace(decimal, "."))


def _new_names(sentence: str, twin: str, language: str) -> Iterator[str]:
    """Find names that the twin has not.

    In another script every Latin word is one, else what has a capital that neither a beginning nor the language gives.
    """
    named = _NAME.findall(twin)
    known = {name.lower() for name in named} | UNITS.keys()
    ended = tuple(name.lower() for name in named if len(name) >= _ENDED and not name.islower())
    nouns = language.partition("-")[0] in _CAPITAL_NOUNS
    for match in _NAME.finditer(sentence):
        name = match[0]
        begins = nouns or _BEGINNING.search(sentence[: match.start()])
        capital = any(char.isupper() or char.isdigit() for char in (name[1:] if begins else name))
        is_name = capital or _OTHER_SCRIPT.search(sentence)
        if is_name and name.lower() not in known and not name.lower().startswith(ended):
            yield name
