"""Between items and their rows."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from recsys.catalog.passages import content_hash, passage_text
from recsys.errors import StorageError
from recsys.model.catalog import Item

DECODED_AT_ONCE = 250
"""Rows whose JSON is parsed in one go: few enough not to hold the interpreter long."""


def to_row(item: Item) -> dict[str, object]:
    """Return the columns of an item, but for its version."""
    plain = {
        "id": item.id,
        "title": item.title,
        "brand": item.brand,
        "category": item.category,
        "price": item.price,
        "currency": item.currency,
        "description": item.description,
        "url": item.url,
        "image_url": item.image_url,
        "in_stock": None if item.in_stock is None else int(item.in_stock),
        "tags": json.dumps(item.tags, ensure_ascii=False),
    }
    # Attributes in another order are the same item.
    whole = json.dumps((plain, sorted(item.attributes.items())), ensure_ascii=False)
    return {
        **plain,
        "attributes": json.dumps(dict(item.attributes), ensure_ascii=False),
        "content_hash": content_hash(passage_text(item)),
        "digest": blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
    }


def to_items(rows: Sequence[Iterable[Any]]) -> list[Item]:
    """Return the items of rows that begin with the first twelve columns of the table `items`, in its order."""
    items: list[Item] = []
    for start in range(0, len(rows), DECODED_AT_ONCE):
        items += _decode(rows[start : start + DECODED_AT_ONCE])
    return items


def _decode(rows: Sequence[Iterable[Any]]) -> Iterator[Item]:
    # Column by column, which is faster than row by row and name by name.
    ids, titles, brands, categories, prices, currencies, descriptions, tags, attributes, urls, images, stocks, *_ = zip(
        *rows, strict=True
    )
    # One document for many rows: it parses faster, and equal attribute names become one object.
    try:
        tag_lists: list[list[str]] = json.loads(f"[{','.join(tags)}]")
        attribute_maps: list[dict[str, Any]] = json.loads(f"[{','.join(attributes)}]")
    except ValueError as error:
        raise StorageError("The stored catalog cannot be read; import it again.") from error
    return map(
        Item,
        ids,
        titles,
        brands,
        categories,
        prices,
        currencies,
        descriptions,
        map(tuple, tag_lists),
        attribute_maps,
        urls,
        images,
        (None if stock is None else bool(stock) for stock in stocks),
    )
