"""A catalog of any size for the benchmarks of cost: real products, repeated under new ids where there are too few.

The vectors are random: what a search costs does not depend on where they point, and embedding would take minutes.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import as_file, files
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.retrieval.embedding.minilm import DIMENSIONS, MODEL
from storage.open import open_store

BATCH = 1_000


async def fill(storage: str, count: int, catalog: Path | None) -> None:
    """Put `count` items and their vectors into a new database; one that has items already is left as it is."""
    async with open_store(storage) as store:
        if await store.catalog.count():
            return
        async with store.catalog.begin_import() as importing:
            items = islice(_repeated(catalog), count)
            while batch := list(islice(items, BATCH)):
                await importing.upsert(batch)
            await importing.finish(prune=False)
        generator = np.random.default_rng(7)
        last = None
        while rows := await store.catalog.unembedded(MODEL, BATCH, last):
            last = rows[-1][0].id
            vectors = generator.standard_normal((len(rows), DIMENSIONS), dtype=np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            await store.catalog.put_vectors(
                MODEL, [(item.id, content, vector) for (item, content), vector in zip(rows, vectors, strict=True)]
            )


def _repeated(catalog: Path | None) -> Iterator[Item]:
    products = list(_products(catalog))
    for number, item in enumerate(cycle(products)):
        yield item if number < len(products) else replace(item, id=ItemId(f"{item.id}-{number}"))


def _products(catalog: Path | None) -> Iterator[Item]:
    sample = files("recsys.catalog.sample") / "products.jsonl"
    with as_file(sample) as path, CatalogReading(catalog or path, ICECAT if catalog else ()) as reading:
        yield from (row for row in reading if isinstance(row, Item))


ICECAT = tuple(
    parse_map_option(option) for option in ("brand=supplier", "description=short_description", "attributes=attr_?_*")
)
