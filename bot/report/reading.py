"""Reads what a report shows, from one team's own events."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from bot.costs import Prices, cost_of
from recsys.model.catalog import Item
from recsys.model.delivery import DailyUsage
from recsys.model.ids import ItemId, Tenant
from recsys.model.person import ComparedPick, ImpressionCount
from recsys.ports import Store

DAY = 86_400
CATEGORIES_SHOWN = 10
PART = 1_000
"""Items that are read at a time."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was shown, and how many of these times it was liked or disliked."""

    shown: int
    liked: int
    disliked: int

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> "Tally":
        """Return the sums."""
        known = list(tallies)
        return cls(*(sum(getattr(one, name) for one in known) for name in ("shown", "liked", "disliked")))


@dataclass(frozen=True, slots=True)
class Report:
    """What a page shows of the time from `since` to `until` (days, ISO).

    `by_day` has every day in between; `by_group` the categories shown most (brands, where items have none), most first.
    `items_shown` are different items, of `items` in the catalog. `tokens` are sums by model, in and out; `dollars` is
    what they cost together, None where prices are not set.
    """

    since: str
    until: str
    by_position: Mapping[int, Tally]
    by_group: Mapping[str, Tally]
    grouped_by: str
    by_day: Mapping[str, Tally]
    items_shown: int
    items: int
    compared: Sequence[ComparedPick]
    tokens: Mapping[str, tuple[int, int]]
    calls: Mapping[str, int]
    dollars: float | None = None

    @property
    def total(self) -> Tally:
        """Return the sums over all days."""
        return Tally.sum(self.by_day.values())


async def read_report(store: Store, tenant: Tenant, *, now: float, days: int, prices: Prices | None = None) -> Report:
    """Return what happened in a team in the last days, today included."""
    today = int(now // DAY)
    first = today - days + 1
    counts = await store.feedback.impression_counts(tenant, first * DAY, by_day=True)
    usage = await store.conversations.usage(tenant, first * DAY)
    shown = sorted({count.item for count in counts})
    items = dict[ItemId, Item]()
    for start in range(0, len(shown), PART):
        items |= await store.catalog.get(shown[start : start + PART])
    grouped_by = "category" if any(item.category for item in items.values()) else "brand"
    by_group = _tallies((_group(items.get(count.item), grouped_by), count) for count in counts)
    largest = sorted(by_group, key=lambda name: (-by_group[name].shown, name))[:CATEGORIES_SHOWN]
    by_day = _tallies((_iso(count.day), count) for count in counts)
    return Report(
        since=_iso(first),
        until=_iso(today),
        by_position=dict(sorted(_tallies((count.position, count) for count in counts).items())),
        by_group={name: by_group[name] for name in largest},
        grouped_by=grouped_by,
        by_day={(name := _iso(day)): by_day.get(name, Tally(0, 0, 0)) for day in range(first, today + 1)},
        items_shown=len(shown),
        items=await store.catalog.count(),
        compared=await store.feedback.compared(tenant, first * DAY),
        tokens=_tokens(usage),
        calls=dict(_calls(usage)),
        dollars=None if prices is None else cost_of(usage, prices),
    )


def _group(item: Item | None, grouped_by: str) -> str:
    if item is None:
        return "no longer in the catalog"
    return (item.category if grouped_by == "category" else item.brand) or f"no {grouped_by}"


def _tallies(keyed: Iterable[tuple[Key, ImpressionCount]]) -> dict[Key, Tally]:
    groups: defaultdict[Key, list[Tally]] = defaultdict(list)
    for key, count in keyed:
        groups[key].append(Tally(count.shown, count.liked, count.disliked))
    return {key: Tally.sum(tallies) for key, tallies in groups.items()}


def _tokens(usage: Sequence[DailyUsage]) -> Mapping[str, tuple[int, int]]:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day in usage:
        sums[day.model][0] += day.prompt_tokens
        sums[day.model][1] += day.completion_tokens
    return {model: (told, said) for model, (told, said) in sorted(sums.items())}


def _calls(usage: Sequence[DailyUsage]) -> Counter[str]:
    calls = Counter[str]()
    for day in usage:
        calls[day.model] += day.calls
    return calls


def _iso(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).date().isoformat()
