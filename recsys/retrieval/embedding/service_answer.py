"""What an embeddings service sent back, read into vectors. Pure; trusts nothing."""

import base64
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.ports import Vectors


class AnswerUnreadable(ValueError):
    """The answer is no list of embeddings, or one of another length than was asked for; the message is a clause."""


class NotNumbers(ValueError):
    """The answer has the right form, but a vector in it is zero, not finite or no vector; the message is a clause."""


def read_vectors(body: bytes, count: int) -> Vectors:
    """Return shape (count, dimensions), unit rows in the order of the texts.

    Vectors may come as base64 (float32, little-endian) or as numbers; their `index` decides the order, where there is
    one. Raises AnswerUnreadable or NotNumbers.
    """
    rows = [_vector(entry.get("embedding")) for entry in _in_order(_entries(body), count)]
    if len({row.size for row in rows}) != 1:
        raise AnswerUnreadable("its vectors differ in length")
    matrix = np.array(rows)
    with np.errstate(over="ignore"):  # an infinite length is refused below
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and lengths.all()):
        raise NotNumbers("a vector is zero or not finite")
    return (matrix / lengths).astype(np.float32)


def _entries(body: bytes) -> list[dict[str, Any]]:
    try:
        answer = json.loads(body)
        entries: list[dict[str, Any]] = answer["data"]
        dictionaries = [dict(entry) for entry in entries]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AnswerUnreadable("it is no list of embeddings") from error
    return dictionaries


def _in_order(entries: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    if len(entries) != count:
        raise AnswerUnreadable(f"it holds {len(entries)} vectors for {count} texts")
    placed = {str(entry.get("index", at)): entry for at, entry in enumerate(entries)}
    order = [str(at) for at in range(count)]
    if not placed.keys() >= set(order):
        raise AnswerUnreadable("its vectors are not numbered like the texts")
    return [placed[at] for at in order]


def _vector(embedding: object) -> NDArray[np.float64]:
    try:
        if isinstance(embedding, str):
            row = np.frombuffer(base64.b64decode(embedding, validate=True), "<f4").astype(np.float64)
        else:
            row = np.array(embedding, dtype=np.float64)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotNumbers("a vector is not made of numbers") from error
    if row.ndim != 1 or not row.size:
        raise NotNumbers("a vector is empty or nested")
    return row
