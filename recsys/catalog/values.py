"""Cells and JSON values, read into what an item holds: truth, stock, tags, attributes, addresses."""

import json
import math
import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from recsys.catalog.texts import cut, plain_text, snake_case
from recsys.model.catalog import AttributeValue

TAGS_KEPT = 50
TAG_CHARS = 100
ATTRIBUTES_KEPT = 500
ATTRIBUTE_NAME_CHARS = 100
ATTRIBUTE_CHARS = 2_000
URL_CHARS = 2_000

_YES = frozenset({"true", "yes", "y", "on"})
_NO = frozenset({"false", "no", "n", "off"})
_IN_STOCK = _YES | frozenset(
    {"in stock", "instock", "available", "limited availability", "limitedavailability", "low stock", "in store only"}
    | {"instoreonly", "online only", "onlineonly", "t", "x", "✓", "1"}
)
_OUT_OF_STOCK = _NO | frozenset(
    {"out of stock", "outofstock", "sold out", "soldout", "unavailable", "not available", "discontinued", "none", "f"}
    | {"back order", "backorder", "backordered", "on backorder", "preorder", "pre order", "nicht verfügbar", "0"}
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_COUNT = re.compile(r"(-?\d+(?:\.\d+)?)(?:\s*(?:in stock|available|left|pcs|pieces|units|st))?")


def scalar_text(value: object) -> str:
    """Return the text of a scalar, of the first element of a list, or of an object's "name"; "" for nothing."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return str(int(value)) if not isinstance(value, float) or value.is_integer() else str(value)
        case list():
            parts = cast("list[object]", value)
            return scalar_text(parts[0]) if parts else ""
        case dict():
            named = cast("dict[str, object]", value)
            return scalar_text(next((named[key] for key in ("name", "title", "url", "src") if key in named), None))
        case _:
            return str(value)


def read_in_stock(value: object) -> bool | None:
    """Return whether it is in stock, None where it does not say. Raises ValueError for words nobody taught us."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value > 0
    text = scalar_text(value).strip()
    # schema.org writes an address: https://schema.org/InStock
    words = re.sub(r"[\s_-]+", " ", text.rsplit("/", 1)[-1]).strip().lower()
    if words in {"", "null", "unknown", "n/a", "a", "?"}:
        return None
    if words in _IN_STOCK or words in _OUT_OF_STOCK:
        return words in _IN_STOCK
    count = _COUNT.fullmatch(text.lower())
    if count is None:
        raise ValueError("in_stock is not understood and was left unknown")
    return float(count[1]) > 0


def read_tags(value: object) -> tuple[str, ...]:
    """Return tags from a list or from "a, b; c", each once whatever its case, at most `TAGS_KEPT`."""
    parsed = _parsed_json(value)
    parts = cast("list[object]", parsed) if isinstance(parsed, list) else re.split(r"[,;|\n]", scalar_text(parsed))
    tags: dict[str, str] = {}
    for part in parts:
        tag = cut(plain_text(scalar_text(part)), TAG_CHARS)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:TAGS_KEPT]


def read_category(value: object) -> tuple[str, ...]:
    """Return the path of a category, widest first: ["Audio", "Headphones"], "Audio > Headphones", "Headphones"."""
    if isinstance(value, list):
        parts = [scalar_text(part) for part in cast("list[object]", value)]
    else:
        parts = re.split(r"\s+(?:>|»|›)\s+", scalar_text(value))
    cleaned = (plain_text(part) for part in parts)
    return tuple(part for part in cleaned if part)


def read_url(value: object) -> str:
    """Return an http(s) address or "". Raises ValueError with a clause when there is something that is none."""
    text = _CONTROL.sub("", scalar_text(value)).strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise ValueError("is no http(s) address and was dropped")
    if len(text) > URL_CHARS:
        raise ValueError(f"is longer than {URL_CHARS:,} characters and was dropped")
    return text


_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufeff]")


def attribute_value(value: object, *, typed: bool) -> AttributeValue | None:
    """Return a value as an attribute, None for nothing worth keeping.

    `typed` says that the format has types of its own (JSON), so that "5400" was meant as text; in CSV it is a number.
    """
    match value:
        case bool():
            return value
        case int() | float():
            return float(value) if abs(value) < 1e15 and math.isfinite(value) else None
        case str():
            text = plain_text(value)
            return cut(text, ATTRIBUTE_CHARS) if typed else _untyped(text)
        case list():
            words = (scalar_text(part) for part in cast("list[object]", value))
            return cut(plain_text(", ".join(word for word in words if word)), ATTRIBUTE_CHARS)
        case _:
            return None


def _untyped(text: str) -> AttributeValue:
    if text.lower() in {"true", "yes"}:
        return True
    if text.lower() in {"false", "no"}:
        return False
    return float(text) if _NUMBER.fullmatch(text) else cut(text, ATTRIBUTE_CHARS)


def read_attributes(value: object, *, typed: bool) -> dict[str, AttributeValue]:
    """Return attributes from an object, a list of {"name", "value"}, or "k: v; k2: v2"; none from anything else."""
    parsed = _parsed_json(value)
    found: dict[str, AttributeValue] = {}
    for name, part in _named_parts(parsed):
        add_attribute(found, name, attribute_value(part, typed=typed and not isinstance(parsed, str)))
    return found


def add_attribute(attributes: dict[str, AttributeValue], name: str, value: AttributeValue | None) -> None:
    """Add one attribute under its snake_case name, unless it is empty or there is one of that name already.

    A flag gives way to a number or a text of the same name, which says more ("adjustable" and "adjustable: 130").
    """
    key = snake_case(name)[:ATTRIBUTE_NAME_CHARS]
    if not key or value is None or value == "" or len(attributes) >= ATTRIBUTES_KEPT:
        return
    known = attributes.get(key)
    if known is None or (isinstance(known, bool) and not isinstance(value, bool)):
        attributes[key] = value


def _named_parts(parsed: object) -> Iterator[tuple[str, object]]:
    match parsed:
        case dict():
            for name, part in cast("dict[str, object]", parsed).items():
                yield from _of_object(name, part)
        case list():
            for entry in cast("list[object]", parsed):
                if isinstance(entry, dict):
                    named = {str(key).lower(): part for key, part in cast("dict[object, object]", entry).items()}
                    yield scalar_text(named.get("name", named.get("key"))), named.get("value")
        case str():
            for part in re.split(r"[;|\n]", parsed):
                name, separator, text = part.partition(":" if ":" in part else "=")
                if separator:
                    yield name, text
        case _:
            return


def _of_object(name: str, part: object) -> Iterator[tuple[str, object]]:
    if not isinstance(part, dict):
        yield name, part
        return
    inner = cast("dict[str, object]", part)
    unit = inner.get("unit", inner.get("units"))
    if "value" in inner and (unit is None or isinstance(unit, str)):
        yield f"{name} {unit or ''}", inner["value"]
    else:
        yield from ((f"{name} {key}", inner[key]) for key in inner)


def _parsed_json(value: object) -> object:
    """JSON inside a cell is what many exports write for lists and objects."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def holds_attributes(value: object) -> bool:
    """Return whether a value holds several attributes rather than being one ("16:9" is one)."""
    return isinstance(value, dict | list) or (isinstance(value, str) and _NAMED.match(value) is not None)


def is_internal(column: str) -> bool:
    """Return whether a column's name speaks of ids, addresses, dates of editing and the like."""
    return _INTERNAL.search(snake_case(column)) is not None


def worth_an_attribute(value: object) -> bool:
    """Return whether a value that nobody mapped says something about the item: short, no address, no markup."""
    if not isinstance(value, str):
        return isinstance(value, bool | int | float)
    return len(value) <= 200 and "://" not in value and "<" not in value and not value.startswith("//")


_NAMED = re.compile(r"\s*[^\W\d][^:=;\n]*[:=]|\s*[\[{]")
_INTERNAL = re.compile(
    r"(^|_)(id|ids|uuid|guid|gtin\d*|ean\d*|upc|isbn|asin|mpn|sku|handle|slug|url|uri|link|href|image\d*|img|html|"
    r"created|updated|modified|published|created_at|updated_at|timestamp|hash|seo|meta|rank|position)(_|$)"
)
