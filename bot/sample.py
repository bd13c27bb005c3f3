"""The sample catalog in a store, and a person with a history, so that there is something to try."""

import time
from importlib.resources import as_file, files

from recsys.catalog.reading import CatalogReading
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Profile
from recsys.ports import Store

SAMPLE_PROFILE = Profile(
    recent_views=(ItemId("apple-airpods-pro-2"), ItemId("sony-wh-1000xm5")),
    bought=(ItemId("logitech-mx-master-3s"),),
    preferred_categories=("Headphones", "Earbuds"),
    budget_hint="under $300",
    budget_max=300.0,
)


async def fill_with_sample(store: Store) -> int:
    """Import the sample catalog if the store has none; returns the number of items in the catalog."""
    if await store.catalog.count() == 0:
        with as_file(files("recsys.catalog.sample") / "products.jsonl") as path, CatalogReading(path) as reading:
            items = [row for row in reading if isinstance(row, Item)]
        async with store.catalog.begin_import() as importing:
            await importing.upsert(items)
            await importing.finish(prune=False)
    return await store.catalog.count()


async def give_sample_profile(store: Store, tenant: Tenant, user: UserId) -> None:
    """Give a person some views, a purchase and a budget, so that `/recommend` alone has something to go by."""
    await store.profiles.put(tenant, user, SAMPLE_PROFILE, time.time())
