"""An import: all rows of a reading into the catalog at once, or nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from recsys.errors import RowError
from recsys.model.catalog import ImportCounts, Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore

BATCH = 500
ERRORS_KEPT = 20


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a reading.

    `counts` is None when nothing was changed; `refusal` then says why, in a sentence. `errors` are the first
    `ERRORS_KEPT` of `refused` bad rows. `currencies` counts the priced rows of each currency.
    """

    read: int
    refused: int
    errors: tuple[RowError, ...]
    currencies: Mapping[str, int]
    counts: ImportCounts | None = None
    refusal: str = ""


@dataclass(slots=True)
class Tally:
    """Counts rows as they pass."""

    read: int = 0
    refused: int = 0
    errors: list[RowError] = field(default_factory=list[RowError])
    currencies: Counter[str] = field(default_factory=Counter[str])

    def items(self, rows: Iterable[Item | RowError]) -> list[Item]:
        """Return the good ones among the rows, counting all."""
        items: list[Item] = []
        for row in rows:
            self.read += 1
            if isinstance(row, RowError):
                self.refused += 1
                if len(self.errors) < ERRORS_KEPT:
                    self.errors.append(row)
            else:
                items.append(row)
                if row.price is not None:
                    self.currencies[row.currency] += 1
        return items

    def report(self, counts: ImportCounts | None = None, refusal: str = "") -> ImportReport:
        """Return what was counted, with how it ended."""
        currencies = MappingProxyType(dict(self.currencies.most_common()))
        return ImportReport(self.read, self.refused, tuple(self.errors), currencies, counts, refusal)


def check_catalog(rows: Iterable[Item | RowError], *, progress: Callable[[int], None] | None = None) -> ImportReport:
    """Read all rows and report, without a database. `progress` gets the number of rows read."""
    tally = Tally()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        tally.items(batch)
        if progress:
            progress(tally.read)
    return tally.report()


async def import_catalog(
    rows: Iterable[Item | RowError],
    store: CatalogStore,
    *,
    prune: bool = False,
    strict: bool = False,
    may_empty: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Put all good rows into the catalog, visible at once; `prune` removes what the rows do not name.

    Nothing changes when no row is good, when `strict` and any is bad, or when `prune` would remove more than half of
    the catalog and not `may_empty`: an export that broke off must not cost a catalog. Rows are read in a thread,
    `BATCH` at a time; `progress` gets the number read. Raises what reading raises (CatalogFileError), and StorageError.
    """
    tally = Tally()
    before = await store.count() if prune else 0
    vanishing = await _all_ids(store) if prune else set[ItemId]()
    remaining = iter(rows)
    async with store.begin_import() as staging:
        while batch := await asyncio.to_thread(lambda: list(islice(remaining, BATCH))):
            items = tally.items(batch)
            vanishing.difference_update(item.id for item in items)
            if items:
                await staging.upsert(items)
            if progress:
                progress(tally.read)
        refusal = _refusal(tally, strict=strict)
        if not refusal and len(vanishing) * 2 > before and not may_empty:
            refusal = (
                f"Pruning would remove {len(vanishing):,} of the catalog's {before:,} items, so nothing was changed. "
                "If the file is complete, add --yes."
            )
        if refusal:
            return tally.report(refusal=refusal)
        return tally.report(counts=await staging.finish(prune=prune))


def _refusal(tally: Tally, *, strict: bool) -> str:
    if tally.read == tally.refused:
        return "No row could be taken, so nothing was changed."
    if strict and tally.refused:
        return f"{tally.refused:,} of {tally.read:,} rows cannot be taken and --strict is set, so nothing was changed."
    return ""


async def _all_ids(store: CatalogStore) -> set[ItemId]:
    ids: set[ItemId] = set()
    async for batch in store.scan():
        ids.update(item.id for item in batch)
    return ids
