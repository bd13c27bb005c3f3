"""Typing errors in the words the rules rely on, undone: "cheapr", "udner", "expensve"."""

import re
from collections.abc import Iterator

from recsys.conversation.interpret.lexicon import Lexicon, is_one_edit, one_edit
from recsys.conversation.interpret.words import CHAT, LEADING, VAGUE
from recsys.retrieval.english import is_ordinary


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = _words(
    """
    cheaper cheapest expensive price prices pricey budget brand brands colour another other others different
    similar compare comparison difference between around about roughly under below above without except exclude
    excluding instead maximum minimum second third first please recommend suggest something anything nothing
    everything details detail features specifications explain reason forget remove reset matter matters
    affordable dollars bucks bought ordered purchase already suggestions options products alternatives
    alternative prefer manufacturer least thanks thank should would could doesn't show start again looking black
    white silver orange yellow green purple wireless better limit spend possible
    """
)
_CLOSE = _words(
    """
    prince pride prime bland brandy band colon curved cover covers shoulder would cloud should world could must
    whiter blank slack whit lease feast thing breason treason season friction secondary thirst bread beloved
    older order ordered lower elbow aloud abound ground round found sound bound adobe limp limits black-out
    spent speed stars stat stark start shower shows slow snow shot shop shoe matters mattes matte mater butter
    letter latter detailed prices priced pricy resets presets preset budgets brands though through toner batter
    battery greens orders bough brought write wrote manufactured compared compares explains explained
    recommended suggested reasons thanked sliver showed master masters
    table tables block blocks charge charges charged station
    """
)
"""Right words that look like misspelt keywords."""
_FORMS: dict[str, list[str]] = {}
for _keyword in KEYWORDS:
    if len(_keyword) >= 5:
        for _form in one_edit(_keyword):
            _FORMS.setdefault(_form, []).append(_keyword)
_BEFORE_NUMBER = re.compile(r"(?<![\w$@%^.-])[a-z]{3,8}(?= \$?\d)")
_PREPOSITIONS = (
    "under",
    "below",
    "over",
    "above",
    "between",
    "around",
    "about",
    "than",
    "most",
    "least",
    "from",
    "maximum",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 6
"""Shorter words are one typing error away from too many others."""
_FREQUENT = 3
_TOKEN = re.compile(r"(?<![\w$@%^.-])[a-z]{5,14}(?![\w.-])")


def correct(text: str, lexicon: Lexicon) -> str:
    """Return the text with misspelt keywords mended; a word the catalog knows is never touched."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if (
            word in KEYWORDS
            or word in _CLOSE
            or word in CHAT
            or word in LEADING
            or word in VAGUE
            or word in lexicon.phrases
            or lexicon.brand(word)
            or is_ordinary(word)
        ):
            return word
        near = {known for form in one_edit(word) for known in _FORMS.get(form, ())}
        forms = {known for form in one_edit(word) for known in lexicon.category_forms.get(form, ())}
        # An ending more or less makes another word of it: "printed" is no printer.
        near |= {known for known in forms if known[:-1] != word[:-1] and not known.startswith(word[:-1])}
        found = {known for known in near if known[0] == word[0] and is_one_edit(word, known)}
        mended = found.pop() if len(found) == 1 else word
        return word if mended in {f"{word}s", word.removesuffix("s")} else mended

    return _BEFORE_NUMBER.sub(_preposition, _TOKEN.sub(mend, text))


def _preposition(match: re.Match[str]) -> str:
    word = match.group()
    if word in _PREPOSITIONS or word in LEADING or word in CHAT or word in _CLOSE:
        return word
    return next((known for known in _PREPOSITIONS if known[0] == word[0] and is_one_edit(word, known)), word)


def of_catalog(word: str, lexicon: Lexicon) -> str:
    """Return the most frequent word of the catalog's attributes that is one typing error away, else the word."""
    if len(word) < _LONG or lexicon.knows(word) or not word.isalpha() or is_ordinary(word):
        return word
    found = (
        known
        for known in near(word)
        # An ending more or less makes another word of it: "printed" is no printer.
        if lexicon.phrases.get(known, 0) >= _FREQUENT and known[:-1] != word[:-1] and not known.startswith(word)
    )
    return max(found, key=lexicon.phrases.__getitem__, default=word)


def near(word: str) -> Iterator[str]:
    """Yield what a letter too many, a letter too few or two swapped ones may have made this word of.

    A letter in place of another makes another word as often as a mistake: "change" is no "charge".
    """
    for index in range(1, len(word) + 1):
        head, tail = word[:index], word[index:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
