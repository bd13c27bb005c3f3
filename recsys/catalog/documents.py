"""JSON documents, read element by element."""

import json
import re
from collections.abc import Iterator, Sequence

from recsys.errors import CatalogFileError

_BLANK = re.compile(r"[ \t\r\n]*")


def list_elements(text: str, name: str, keys: Sequence[str]) -> Iterator[tuple[int, object]]:
    """Yield (position, element) of the list that a JSON document is, or holds under one of the keys.

    Elements are parsed one by one, so that only one is held. Raises CatalogFileError, naming the line, where the
    document stops to be JSON; `name` is the file's.
    """
    decoder = json.JSONDecoder()
    try:
        at = _list_start(text, decoder, keys)
        if at < 0:
            keys = " or ".join(f'"{key}"' for key in keys[:2])
            raise CatalogFileError(f"{name} holds neither a list nor an object with a list under {keys}.")
        at = _skip(text, at + 1)
        while text[at : at + 1] != "]":
            element, end = decoder.raw_decode(text, at)
            yield at, element
            at = _skip(text, end)
            if text[at : at + 1] == ",":
                at = _skip(text, at + 1)
            elif text[at : at + 1] != "]":
                raise json.JSONDecodeError("Expecting ',' or ']'", text, at)
    except RecursionError as error:
        raise CatalogFileError(f"{name} is nested too deeply to be a catalog.") from error
    except json.JSONDecodeError as error:
        raise CatalogFileError(f"{name} is not valid JSON at line {error.lineno}: {error.msg}.") from error


def _list_start(text: str, decoder: json.JSONDecoder, keys: Sequence[str]) -> int:
    """Return where the list of rows begins, -1 if the document holds none."""
    at = _skip(text, 0)
    if text[at] == "[":
        return at
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':'", text, at)
        at = _skip(text, at + 1)
        if key in keys and text[at : at + 1] == "[":
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
    return -1


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
