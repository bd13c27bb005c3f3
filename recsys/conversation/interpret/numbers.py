"""Numbers in words: "a hundred and fifty bucks" reads `150 bucks`."""

import re

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"fourty": 40, "ninty": 90, "couple": 2, "dozen": 12, "tenner": 10, "fiver": 5}
)
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_ANY = "|".join((*_VALUES, *_SCALES))
_RUN = re.compile(rf"\b(?:an? )?(?:(?:{_ANY}|\d++)(?:[ -](?:and )?(?:of )?(?={_ANY}))?)*(?:{_ANY})\b")
_ONE_SCALE = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|[1-9]) (and|to|or) "
    r"(two|three|four|five|six|seven|eight|nine|[1-9]) (hundred|thousand|grand)\b"
)
"""Two numbers that share a scale: "two to three hundred" is from 200 to 300."""
_WORDS = re.compile(r"[a-z]+|\d+")
_AFTER = re.compile(
    r"\s*-?(?:(?:to|or) (?:\d+|[a-z]+(?:[- ][a-z]+)?) ?-?)?(?:bucks?|dollars?|euros?|quid|usd|eur|grand|k\b)"
)
_BEFORE = re.compile(
    r"(?:under|below|over|above|than|most|least|around|about|roughly|maximum|minimum|to|spend|pay|budget|number|option|"
    r"pick|item|all|the|between|and|product|nr|no|of|or)\s$"
)
_SMALL = 13
"""Small numbers stay words unless their neighbours show that they count: "two-sided", "one of these"."""


def figures(text: str) -> str:
    """Write numbers in words as figures where they count something. `text` is lower-case."""
    return _RUN.sub(_figure, _ONE_SCALE.sub(_both_scaled, text))


def _both_scaled(match: re.Match[str]) -> str:
    low, joint, high, scale = match.groups()
    return f"{_total([low, scale])} {'to' if joint == 'or' else joint} {_total([high, scale])}"


def _figure(match: re.Match[str]) -> str:
    all_words = _WORDS.findall(match.group())
    for index, word in enumerate(all_words):
        if word == "and" and not _continues(all_words[:index], all_words[index + 1 :]):
            # "between twenty and forty" names two numbers, "a hundred and fifty" one.
            cut = match.group().rindex(" and ") if " and " in match.group() else len(match.group())
            left, right = match.group()[:cut], match.group()[cut + 5 :]
            return f"{_RUN.sub(_alone, left)} and {_RUN.sub(_alone, right)}"
    words = [word for word in all_words if word not in {"a", "an", "and", "of"}]
    if words == ["one"] or words in (["couple"], ["dozen"], ["grand"]):
        return match.group() if not (words == ["one"] and _AFTER.match(match.string, match.end())) else "1"
    total = _total(words)
    if total < _SMALL:
        before, after = match.string[: match.start()], match.string[match.end() :]
        if not (_BEFORE.search(before) or _AFTER.match(after)):
            return match.group()
    return str(total)


def _alone(match: re.Match[str]) -> str:
    return str(_total([word for word in _WORDS.findall(match.group()) if word not in {"a", "an", "and", "of"}]))


def _continues(left: list[str], right: list[str]) -> bool:
    scale = _SCALES.get(left[-1]) if left else None
    return scale is not None and _total([word for word in right if word != "and"]) < scale


def _total(words: list[str]) -> int:
    total, part = 0, 0
    for word in words:
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if _SCALES[word] == 1000:
                total, part = total + part, 0
        elif word.isdigit():
            part += int(word)
        else:
            value = _VALUES[word]
            # "one fifty" is 150, as prices are spoken.
            part = part * 100 + value if 0 < part < 10 and value >= 10 else part + value
    return total + part
