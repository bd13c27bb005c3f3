"""Imports are all or nothing, and an empty export costs no catalog."""

from collections.abc import AsyncIterator, Iterator

import pytest

from recsys.catalog.importing import ERRORS_KEPT, check_catalog, import_catalog
from recsys.catalog.statistics import collect_statistics, price_bands
from recsys.errors import CatalogFileError, RowError
from recsys.model.catalog import ImportCounts, Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore
from storage.open import open_store


def items(count: int, *, title: str = "Desk", start: int = 0) -> list[Item | RowError]:
    return [Item(id=ItemId(str(n)), title=f"{title} {n}", price=float(n)) for n in range(start, start + count)]


@pytest.fixture
async def catalog() -> AsyncIterator[CatalogStore]:
    async with open_store("memory:") as store:
        yield store.catalog


async def test_good_rows_go_in_and_bad_ones_are_reported(catalog: CatalogStore) -> None:
    seen: list[int] = []

    report = await import_catalog([*items(1200), RowError(1201, "id is missing")], catalog, progress=seen.append)

    assert report.counts == ImportCounts(added=1200, changed=0, unchanged=0, removed=0)
    assert (report.read, report.refused) == (1201, 1)
    assert [str(error) for error in report.errors] == ["Line 1201: id is missing."]
    assert report.currencies == {"USD": 1200}
    assert seen == [500, 1000, 1201]
    assert await catalog.count() == 1200


async def test_strict_changes_nothing(catalog: CatalogStore) -> None:
    await import_catalog(items(3), catalog)
    version = (await catalog.state()).version

    report = await import_catalog([*items(9, title="Lamp"), RowError(10, "id is missing")], catalog, strict=True)

    assert report.counts is None
    assert report.refusal == "1 of 10 rows cannot be taken and --strict is set, so nothing was changed."
    assert (await catalog.state()).version == version
    assert (await catalog.get([ItemId("0")]))[ItemId("0")].title == "Desk 0"


async def test_a_file_that_breaks_off_changes_nothing(catalog: CatalogStore) -> None:
    def rows() -> Iterator[Item | RowError]:
        yield from items(700)
        raise CatalogFileError("broken.json is not valid JSON at line 701.")

    with pytest.raises(CatalogFileError):
        await import_catalog(rows(), catalog)

    assert await catalog.count() == 0


async def test_no_good_row_never_prunes(catalog: CatalogStore) -> None:
    await import_catalog(items(1), catalog)

    report = await import_catalog([RowError(1, "id is missing")], catalog, prune=True, may_empty=True)

    assert report.refusal == "No row could be taken, so nothing was changed."
    assert await catalog.count() == 1


async def test_prune_removes_what_vanished(catalog: CatalogStore) -> None:
    await import_catalog(items(10), catalog)

    report = await import_catalog(items(5), catalog, prune=True)

    assert report.counts == ImportCounts(added=0, changed=0, unchanged=5, removed=5)


async def test_prune_of_more_than_half_wants_a_yes(catalog: CatalogStore) -> None:
    await import_catalog(items(10), catalog)

    report = await import_catalog(items(4), catalog, prune=True)

    assert report.counts is None
    assert report.refusal == (
        "Pruning would remove 6 of the catalog's 10 items, so nothing was changed. If the file is complete, add --yes."
    )
    assert await catalog.count() == 10

    report = await import_catalog(items(4), catalog, prune=True, may_empty=True)

    assert report.counts is not None
    assert report.counts.removed == 6


async def test_only_the_first_errors_are_kept() -> None:
    report = check_catalog([RowError(n, "id is missing") for n in range(1, 2001)])

    assert report.refused == 2000
    assert [error.line for error in report.errors] == list(range(1, ERRORS_KEPT + 1))


async def test_statistics(catalog: CatalogStore) -> None:
    lamp = Item(ItemId("l"), "Lamp", brand="Ikea", category="Light", price=12, currency="EUR", in_stock=False)
    await import_catalog([*items(3), lamp, Item(ItemId("x"), "Rug", attributes={"colour": "red"})], catalog)

    statistics = await collect_statistics(catalog, "no model")

    assert statistics.items == 5
    assert statistics.brands == {"": 4, "Ikea": 1}
    assert statistics.prices == {"USD": [0.0, 1.0, 2.0], "EUR": [12.0]}
    assert (statistics.without_price, statistics.out_of_stock, statistics.with_vector) == (1, 1, 0)
    assert statistics.attributes == {"colour": 1}


def test_price_bands_hold_every_price_once() -> None:
    prices = [0.0, 0.99, 1.0, 3.0, 49.0, 50.0, 1e6, 7.0, 70.0, 700.0, 7e3, 7e4]

    bands = price_bands(prices, most=4)

    assert sum(count for _, _, count in bands) == len(prices)
    assert len(bands) == 4
    assert all(sum(low <= price < high for price in prices) == count for low, high, count in bands)
    assert price_bands([]) == []
