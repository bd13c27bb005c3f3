"""JSON out of what models really answer: prose around it, code fences, trailing commas, a cut-off end. Pure.

`read_json` never raises. It returns the best reading: the text as it is, a fenced block, the first value that parses
from a brace or bracket on, or that value with what a cut-off end left open closed and its unfinished member dropped.
"""

import json
import re
from collections.abc import Iterator

Json = dict[str, "Json"] | list["Json"] | str | float | bool | None

_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)(?:```|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LONGEST = 50_000
_STARTS_TRIED = 12
_CUTS_TRIED = 60


def read_json(text: str) -> dict[str, Json] | list[Json] | None:
    """Return the object or list in a text, None where there is none that can be read."""
    text = text[:_LONGEST].strip().removeprefix("\ufeff")
    for candidate in _candidates(text):
        if isinstance(value := _parsed(candidate), dict | list) and value:
            return value
    return None


def _candidates(text: str) -> Iterator[str]:
    yield text
    blocks = [match[1].strip() for match in _FENCE.finditer(text)]
    yield from blocks
    for source in (*blocks, text):
        starts = [match.start() for match in re.finditer(r"[{\[]", source)][:_STARTS_TRIED]
        for start in starts:
            yield from _values_from(source[start:])


def _values_from(text: str) -> Iterator[str]:
    """Yield what may be a whole value at the start of a text, then closed readings of a cut-off one."""
    open_brackets: list[str] = []
    cuts: list[tuple[int, str]] = []  # after these many characters a value was complete; these brackets were open
    in_string = escaped = False
    for position, char in enumerate(text):
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "{[":
            open_brackets.append("}" if char == "{" else "]")
        elif char in "}]":
            if not open_brackets or open_brackets.pop() != char:
                break
            cuts.append((position + 1, "".join(reversed(open_brackets))))
            if not open_brackets:
                yield text[: position + 1]
                return
    for length, closing in reversed(cuts[-_CUTS_TRIED:]):
        yield text[:length] + closing


def _parsed(text: str) -> Json:
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
