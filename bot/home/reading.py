"""Reads what a person's Home shows."""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.costs import Prices, cost_of
from bot.home.learned import learned
from bot.home.page import HomePage, Kept, ModelCost, PositionCount, Shelf, Shelved, TeamFigures, ThreadLink
from bot.marks import as_read
from recsys.model.catalog import Item
from recsys.model.delivery import DailyUsage
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Opinion, Profile, Thread
from recsys.ports import Store

SHOWN = 5
"""Items of a shelf, and threads, that are shown."""
OPINIONS_READ = 200
"""Opinions that what was learned is told from."""
EVERYTHING = sys.maxsize
FEEDBACK_DAYS = 30
DAY = 86_400


async def read_home(store: Store, tenant: Tenant, user: UserId, *, currency: str, kept: Kept, url: str) -> HomePage:
    """Return a person's Home, without the part for admins. `url` is the workspace's address, for links to threads."""
    profile = await store.profiles.get(tenant, user)
    opinions = await store.feedback.opinions(tenant, user, latest=EVERYTHING)
    shelves = await _shelves(store, tenant, user, profile, opinions)
    opinions = opinions[:OPINIONS_READ]
    known = {*(opinion.item for opinion in opinions), *(item for ids in shelves.values() for item in ids[:SHOWN])}
    items = await store.catalog.get(sorted(known))
    threads = await store.people.threads(tenant, user, latest=SHOWN)
    shown = {name: _shelf(ids, items, slice(SHOWN)) for name, ids in shelves.items()}
    return HomePage(
        profile=profile,
        currency=currency,
        kept=kept,
        learned=learned(opinions, items, profile, now=time.time()),
        saved=shown["saved"],
        bought=shown["bought"],
        liked=shown["liked"],
        disliked=shown["disliked"],
        threads=tuple(_link(thread, url) for thread in threads),
    )


async def read_shelf(store: Store, tenant: Tenant, user: UserId, name: str, part: slice) -> Shelf:
    """Return a part of one shelf, by its name in the page."""
    profile = await store.profiles.get(tenant, user)
    opinions = await store.feedback.opinions(tenant, user, latest=EVERYTHING)
    ids = (await _shelves(store, tenant, user, profile, opinions))[name]
    return _shelf(ids, await store.catalog.get(ids[part]), part)


async def with_figures(page: HomePage, store: Store, tenant: Tenant, *, model: str, prices: Prices | None) -> HomePage:
    """Return the Home with the part for admins; `model` is the configured one's name, "" for none."""
    now = time.time()
    month = datetime.fromtimestamp(now, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    usage = await store.conversations.usage(tenant, month.timestamp())
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for count in await store.feedback.impression_counts(tenant, now - FEEDBACK_DAYS * DAY):
        counts[count.position].update(shown=count.shown, liked=count.liked, disliked=count.disliked)
    figures = TeamFigures(
        items=await store.catalog.count(),
        changed_at=(await store.catalog.state()).changed_at,
        waiting=await store.inbox.waiting(),
        model=model,
        at=now,
        costs=_costs(usage),
        model_state=await store.conversations.model_state(tenant, month.timestamp()),
        dollars=None if prices is None else cost_of(usage, prices),
        feedback={position: PositionCount(**numbers) for position, numbers in counts.items()},
        feedback_days=FEEDBACK_DAYS,
    )
    return replace(page, team=figures)


def _rated(opinions: Sequence[Opinion], said: str, shared: str) -> list[ItemId]:
    """Return the items of these kinds of opinion: those that were meant by themselves come before those of a slate."""
    return [opinion.item for kind in (said, shared) for opinion in opinions if opinion.kind == kind]


async def _shelves(
    store: Store, tenant: Tenant, user: UserId, profile: Profile, opinions: Sequence[Opinion]
) -> dict[str, Sequence[ItemId]]:
    """Return all that is on each shelf."""
    return {
        "saved": await store.profiles.saved(tenant, user, latest=EVERYTHING),
        "bought": profile.bought,
        "liked": _rated(opinions, "pick", "up"),
        "disliked": _rated(opinions, "dismiss", "down"),
    }


def _shelf(ids: Sequence[ItemId], items: Mapping[ItemId, Item], part: slice) -> Shelf:
    """Return a part of a shelf, also what is not in the catalog any more; the number counts them all."""
    return Shelf(tuple(Shelved(item, items.get(item)) for item in ids[part]), len(ids))


def _link(thread: Thread, url: str) -> ThreadLink:
    channel, _, root = thread.conversation.partition(":")
    place = f"{url}archives/{channel}" + (f"/p{root.replace('.', '')}" if root else "")
    return ThreadLink(thread.topic or as_read(thread.said) or "Recommendations for you", place, thread.at)


def _costs(usage: Iterable[DailyUsage]) -> tuple[ModelCost, ...]:
    """Return the sums over days and people, the most used model first."""
    sums: dict[str, ModelCost] = {}
    for day in usage:
        cost = sums.get(day.model, ModelCost(day.model, 0, 0, 0, 0.0))
        sums[day.model] = ModelCost(
            day.model,
            cost.calls + day.calls,
            cost.tokens_in + day.prompt_tokens,
            cost.tokens_out + day.completion_tokens,
            cost.seconds + day.seconds,
        )
    return tuple(sorted(sums.values(), key=lambda cost: (-cost.calls, cost.model)))
