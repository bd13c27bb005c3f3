"""Cursors, as every listing method has them."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.methods.method import Request
    from sandbox.model import Json

Item = TypeVar("Item")


def encoded(position: str) -> str:
    """Return a cursor that stands for a position."""
    return base64.b64encode(position.encode()).decode()


def decoded(cursor: str) -> str:
    """Return the position a cursor stands for; invalid_cursor."""
    try:
        return base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise SlackRefusalError("invalid_cursor") from None


def page(
    request: Request, items: Sequence[Item], *, default: int, error: str = "invalid_limit"
) -> tuple[list[Item], Json]:
    """Return the page asked for by `cursor` and `limit`, and the answer's response_metadata."""
    limit = request.number("limit", default, lowest=1, highest=1000, error=error)
    cursor = request.text("cursor")
    position = decoded(cursor) if cursor else "0"
    if not position.isdigit():
        raise SlackRefusalError("invalid_cursor")
    start = int(position)
    end = start + limit
    return list(items[start:end]), {"next_cursor": encoded(str(end)) if end < len(items) else ""}
