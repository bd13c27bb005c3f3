"""The sample catalog in a store, and a person with a history, so that there is something to try.

The catalog's vectors come with it (`python -m bot.sample` makes them anew): embedding it takes longer than anybody
wants to wait for a demo.
"""

import asyncio
import sys
import time
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from recsys.catalog.passages import content_hash, passage_text
from recsys.catalog.reading import CatalogReading
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Profile
from recsys.ports import Store

SAMPLE = files("recsys.catalog.sample")
VECTORS = "vectors.npz"
SAMPLE_PROFILE = Profile(
    recent_views=(ItemId("apple-airpods-pro-2"), ItemId("sony-wh-1000xm5")),
    bought=(ItemId("logitech-mx-master-3s"),),
    preferred_categories=("Headphones", "Earbuds"),
    budget_hint="under $300",
    budget_max=300.0,
)


def sample_items() -> list[Item]:
    """Return the sample catalog's items, in the order of the file."""
    with as_file(SAMPLE / "products.jsonl") as path, CatalogReading(path) as reading:
        return [row for row in reading if isinstance(row, Item)]


async def fill_with_sample(store: Store) -> int:
    """Import the sample catalog if the store has none; returns the number of items in the catalog."""
    if await store.catalog.count() == 0:
        items = sample_items()
        async with store.catalog.begin_import() as importing:
            await importing.upsert(items)
            await importing.finish(prune=False)
        await _put_vectors(store, {item.id: content_hash(passage_text(item)) for item in items})
    return await store.catalog.count()


async def give_sample_profile(store: Store, tenant: Tenant, user: UserId) -> None:
    """Give a person some views, a purchase and a budget, so that `/recommend` alone has something to go by."""
    await store.profiles.put(tenant, user, SAMPLE_PROFILE, time.time())


async def _put_vectors(store: Store, hashes: dict[ItemId, str]) -> None:
    """Store the vectors that were made of just these texts; what has changed since is embedded like any other item."""
    with (SAMPLE / VECTORS).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        rows = zip(kept["ids"], kept["hashes"], kept["vectors"].astype(np.float32), strict=True)
        fitting = [
            (ItemId(str(item)), str(text), vector / np.linalg.norm(vector))
            for item, text, vector in rows
            if hashes.get(ItemId(str(item))) == str(text)
        ]
        await store.catalog.put_vectors(str(kept["model"]), fitting)


async def _make_vectors() -> None:
    from recsys.retrieval.embedding.minilm import MiniLMEmbedder

    items = sample_items()
    texts = [passage_text(item) for item in items]
    embedder = MiniLMEmbedder(threads=2)
    vectors = await embedder.embed_passages(texts)
    await embedder.aclose()
    np.savez_compressed(
        Path(str(SAMPLE / VECTORS)),
        model=np.array(embedder.model),
        ids=np.array([item.id for item in items]),
        hashes=np.array([content_hash(text) for text in texts]),
        vectors=vectors.astype(np.float16),
    )
    sys.stdout.write(f"{len(items)} vectors of {embedder.model}\n")


if __name__ == "__main__":
    asyncio.run(_make_vectors())
