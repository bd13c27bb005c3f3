"""Numbers in the words of a sentence or a catalog text, written as figures: "thirty-five hours" is "35 hours". Pure."""

import re

_SMALL_WRITTEN = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS_WRITTEN = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_SMALL_WRITTEN.split())} | {
    word: 10 * tens for tens, word in enumerate(_TENS_WRITTEN.split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000}
_WORD = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))
_RUN = re.compile(rf"(?<![\w-])(?:a (?=hundred|thousand))?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*(?![\w]|-in-)", re.I)
_WHICH = re.compile(r"\b(?:the|these|those|this|that|which|each|every|any|all|no|other|only|first|all in)\s$", re.I)
"""After one of these a small number tells which are meant, not how many there are: "of the three", "this one"."""
_NOT_COUNTED = re.compile(
    r"(?:\s(?:of|to|that|with|which|for|you|is|has|and|or|at|in|by|from)\b|\s*[^\w\s-]|\s*$)", re.I
)


def in_figures(text: str) -> str:
    """Return the text with figures for the numbers it says in words, but for those that tell which are meant."""
    return _RUN.sub(_figure, text)


def _figure(match: re.Match[str]) -> str:
    said = [word for word in re.findall(r"[a-z]+", match[0].lower()) if word not in {"a", "and"}]
    value = _value(said)
    if value is None or (value <= 5 and _WHICH.search(match.string[: match.start()])):
        return match[0]
    if said == ["one"] and _NOT_COUNTED.match(match.string, match.end()):
        return match[0]
    return str(value)


def _value(said: list[str]) -> int | None:
    """Return what number words in a row say, None where they say no one number ("twenty thirty")."""
    total = part = 0
    for word in said:
        if word == "thousand":
            total, part = total + max(part, 1) * _SCALES[word], 0
        elif word == "hundred":
            part = max(part, 1) * _SCALES[word]
        elif part % 100 and not (part % 10 == 0 and part % 100 >= 20 and _VALUES[word] < 10):
            return None
        else:
            part += _VALUES[word]
    return total + part
