"""Which fact a question is about: "weight" of "how heavy are they?", "battery life" of "what's the battery life?"."""

import re

from recsys.conversation.interpret.measures import noun
from recsys.ranking.kind import stem

_ADJECTIVES = {word: noun(word) for word in ("heavy", "light", "tall", "high", "wide", "deep")} | {
    "big": "size", "large": "size", "small": "size", "thick": "thickness", "thin": "thickness", "long": "length",
    "loud": "noise", "quiet": "noise", "noisy": "noise", "fast": "speed", "quick": "speed", "bright": "brightness",
    "old": "year", "new": "year", "expensive": "price", "cheap": "price", "much": "price", "pricey": "price",
}  # fmt: skip
"""What people ask "how ..." with, and the word by which catalogs name it."""
_HOW = re.compile(rf"\bhow ({'|'.join(_ADJECTIVES)})(?: (?:is|are|does|do|would)\b)")
_HOW_MANY = re.compile(r"\bhow (?:many|much) ((?:[a-z-]+ ){1,2}?)(?:does|do|has|have|is|are)\b")
_WHAT = re.compile(
    r"\b(?:what|how [a-z]+) (?:is|are) (?:the|their|its) ((?:[a-z-]+ ){0,2}?[a-z-]+?)"
    r"(?: (?:like|of (?:it|them|these|those|this one|that one|@\d.*)))?\s*[?.!]*$"
)
_WHAT_HAVE = re.compile(r"\bwhat ((?:[a-z-]+ ){1,2}?)(?:does|do|is|are|has|have) (?:it|they|these|those)\b")
_WHICH = re.compile(
    r"^(?:and |so |but |okay )*which(?: one| of (?:them|these|those))? (?:is|are|would be) (?:the )?([a-z]+)\b"
)
_LASTS = re.compile(
    r"\bhow long (?:does|do|will) (?:it|they|the battery|the batteries|@\d) last\b|\b(?:lasts?) the longest\b"
)
_ANYTHING = frozenset({"difference", "feature", "spec", "specification", "detail", "deal", "point", "best", "better"})
"""What a comparison as a whole tells."""
_WHETHER = re.compile(
    r"\b(?:(?P<be>is|are|will be) @\d|(?:does|do|will|can|has) @\d (?P<verb>have|has|got|include|come with|support|"
    r"work with|fit|run on|be|take)) "
    r"(?:(?:an?|the|any|its|also|really|actually|even) )*(?P<fact>[a-z0-9][\w.-]*(?: [\w.-]+){0,2}?)"
    r"(?: (?:too|as well|at all|or not|by any chance))?\s*\??$"
)
"""Asks for yes or no: "is @2 waterproof ?", "does @1 have a microphone ?"."""
_WHETHER_VERBS = {
    "have": "has", "got": "has", "include": "includes", "come with": "comes with", "support": "supports",
    "work with": "works with", "fit": "fits", "run on": "runs on", "be": "can be", "take": "takes",
}  # fmt: skip
_OPINIONS = frozenset(
    {"good", "nice", "worth", "okay", "fine", "decent", "cheaper", "like", "similar", "mine", "available"}
)


def asked_fact(text: str) -> str:
    """Return the words of the fact that a canonical question asks for, "" where it is about none or about all.

    Of a question for yes or no they begin with the verb: "is waterproof", "has microphone".
    """
    if _LASTS.search(text):
        return "battery"
    if match := _HOW.search(text):
        return _ADJECTIVES[match[1]]
    if match := _WHICH.search(text):
        return _compared(match[1])
    if (match := _WHETHER.search(text)) and not (_ANYTHING | _OPINIONS).intersection(match["fact"].split()):
        return f"{_WHETHER_VERBS.get(match['verb'], match['verb']) if match['verb'] else 'is'} {match['fact']}"
    for pattern in (_HOW_MANY, _WHAT_HAVE, _WHAT):
        if match := pattern.search(text):
            words = match[1].split()
            return "" if _ANYTHING.intersection(map(stem, words)) else " ".join(words)
    return ""


def _compared(word: str) -> str:
    """Return what a comparative or superlative is about: "weight" of "lightest"."""
    root = re.sub(r"(?:est|er)$", "", word)
    for form in (root, f"{root}e", root[:-1], f"{root[:-1]}y" if root.endswith("i") else root):
        if form in _ADJECTIVES:
            return _ADJECTIVES[form]
    named = noun(word)
    return named if named != stem(word) else ""
