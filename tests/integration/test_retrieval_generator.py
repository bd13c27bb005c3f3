import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recsys.catalog.predicates import meets_all
from recsys.errors import StorageError
from recsys.model.answer import CandidateRequest, CandidateSet
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, BrandNotIn, Constraint, Feature, InStock, NotItems, PriceMax
from recsys.model.ids import ItemId
from recsys.model.taste import Offered
from recsys.ports import CatalogStore
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from recsys.retrieval.keyword import KeywordReader, KeywordRetriever
from recsys.retrieval.registry import RETRIEVERS, OverItems
from storage.open import open_store
from tests.fakes.catalog_items import DESK, catalogs, constraints
from tests.fakes.word_embedder import WordEmbedder


@pytest.fixture
async def catalog() -> AsyncIterator[CatalogStore]:
    async with open_store("memory:") as store:
        await put(store.catalog, DESK)
        yield store.catalog


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


async def put(catalog: CatalogStore, items: Sequence[Item], *, prune: bool = False) -> None:
    async with catalog.begin_import() as importing:
        await importing.upsert(items)
        await importing.finish(prune=prune)


def ids(found: CandidateSet) -> list[str]:
    return [candidate.item.id for candidate in found.candidates]


async def test_keyword_and_dense_are_fused_and_say_why(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    await embed_missing(catalog, embedder)
    found = await HybridGenerator(catalog, embedder).generate(CandidateRequest("a wireless mouse"))
    best = found.candidates[0]
    assert best.item.id in {"ms-1", "ms-2"}
    assert best.evidence.ranks.keys() == {"keyword", "dense"}
    assert best.evidence.matched == ("wireless", "mouse")
    assert best.evidence.similarity is not None
    assert 0.2 < best.evidence.similarity <= 1
    assert [candidate.score for candidate in found.candidates] == sorted(
        (candidate.score for candidate in found.candidates), reverse=True
    )
    assert (found.passing, found.total) == (7, 7)


async def test_without_an_embedder_keyword_serves_alone(catalog: CatalogStore) -> None:
    found = await HybridGenerator(catalog, None).generate(CandidateRequest("studio headphones"))
    assert ids(found) == ["hp-2", "hp-1"]
    assert found.candidates[0].evidence.ranks == {"keyword": 1}
    assert found.candidates[0].evidence.similarity is None


async def test_constraints_hold_and_are_counted(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    wanted = (PriceMax(150.0), BrandNotIn(("Anker",)), InStock())
    found = await generator.generate(CandidateRequest("mouse", wanted))
    assert set(ids(found)) == {"ms-1", "hp-2"}
    assert found.passing == 2
    assert await generator.passing(wanted) == 2
    nothing = await generator.generate(CandidateRequest("mouse", (BrandIn(("Nobody",)),)))
    assert (nothing.candidates, nothing.passing, nothing.total) == ((), 0, 7)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(catalogs, st.lists(constraints, max_size=3), st.sampled_from(("", "usb cable", "black mini", "Σας", '"(')))
async def test_every_candidate_meets_every_constraint(items: list[Item], wanted: list[Constraint], text: str) -> None:
    async with open_store("memory:") as store:
        await put(store.catalog, items)
        embedder = WordEmbedder()
        await embed_missing(store.catalog, embedder)
        found = await HybridGenerator(store.catalog, embedder).generate(CandidateRequest(text, tuple(wanted)))
        meeting = {item.id for item in items if meets_all(item, wanted)}
        assert set(ids(found)) <= meeting
        assert len(ids(found)) == len(set(ids(found)))
        assert found.passing == len(meeting)
        if meeting:
            assert found.candidates, "dense search or the neutral order always have something"


async def test_a_finished_import_is_seen_by_the_next_request(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    generator = HybridGenerator(catalog, embedder)
    cheap = CandidateRequest("mouse", (PriceMax(50.0),))
    assert ids(await generator.generate(cheap)) == ["ms-3"]
    await put(catalog, [replace(DESK[1], price=49.0)])
    assert set(ids(await generator.generate(cheap))) == {"ms-3", "ms-1"}
    await put(catalog, DESK[:1], prune=True)
    assert (await generator.generate(cheap)).total == 1
    assert (await generator.vocabulary()).brands.keys() == {"keychron"}


async def test_what_another_process_changed_is_not_remembered_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    async with open_store(url) as store, open_store(url) as other:
        await put(store.catalog, DESK)
        generator = HybridGenerator(store.catalog, None)
        mice = CandidateRequest("mouse", (PriceMax(50.0),))
        assert ids(await generator.generate(mice)) == ids(await generator.generate(mice)) == ["ms-3"]
        before = next(item for item in DESK if item.id == "ms-3")
        await put(other.catalog, [replace(before, url="https://shop.example/new", price=49.0)])
        (seen,) = (await generator.generate(mice)).candidates
        assert (seen.item.url, seen.item.price) == ("https://shop.example/new", 49.0)
        await put(other.catalog, [replace(before, price=51.0)])
        assert not (await generator.generate(mice)).candidates
        await generator.close()


async def test_an_index_that_fell_behind_shows_items_as_they_are_now(
    catalog: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> None:
        raise StorageError("no change can be read")

    generator = HybridGenerator(catalog, None)
    mice = CandidateRequest("mouse", (PriceMax(50.0),))
    assert ids(await generator.generate(mice)) == ["ms-3"]
    monkeypatch.setattr(type(catalog), "changes_since", refused)
    await put(catalog, [replace(item, price=51.0) for item in DESK if item.id == "ms-3"])
    assert not (await generator.generate(mice)).candidates


async def test_an_import_under_way_is_not_seen(catalog: CatalogStore) -> None:
    generator = HybridGenerator(catalog, None)
    async with catalog.begin_import() as importing:
        await importing.upsert([Item(ItemId("new"), "Trackball mouse")])
        assert "new" not in ids(await generator.generate(CandidateRequest("trackball")))
        await importing.finish(prune=False)
    assert ids(await generator.generate(CandidateRequest("trackball")))[0] == "new"


class ReaderCounter:
    """Registered in place of the keyword retriever's reader, to count how often the catalog is read."""

    def __init__(self) -> None:
        self.begun = 0
        self.has_begun = asyncio.Event()

    def __call__(self, directory: Path | None) -> KeywordReader:
        self.begun += 1
        self.has_begun.set()
        return KeywordReader(directory)


async def test_concurrent_requests_share_one_rebuild(catalog: CatalogStore) -> None:
    counter = ReaderCounter()
    generator = HybridGenerator(catalog, None, (OverItems("counter", 1.0, counter, KeywordRetriever.load),))
    counts = await asyncio.gather(*(generator.passing(()) for _ in range(20)))
    assert counts == [7] * 20
    assert counter.begun == 1
    await generator.passing(())
    assert counter.begun == 1


async def test_a_cancelled_request_does_not_take_the_rebuild_with_it(catalog: CatalogStore) -> None:
    counter = ReaderCounter()
    generator = HybridGenerator(catalog, None, (OverItems("counter", 1.0, counter, KeywordRetriever.load),))
    cancelled, patient = asyncio.create_task(generator.passing(())), asyncio.create_task(generator.passing(()))
    await counter.has_begun.wait()
    cancelled.cancel()
    assert await patient == 7
    assert counter.begun == 1


async def test_vectors_are_taken_over_and_vanish_with_the_model(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    generator = HybridGenerator(catalog, embedder)
    request = CandidateRequest("mouse")
    assert "dense" not in (await generator.generate(request)).candidates[0].evidence.ranks
    assert embedder.queries == [], "without vectors the query needs none"
    await embed_missing(catalog, embedder)
    await generator.refresh()
    assert "dense" in (await generator.generate(request)).candidates[0].evidence.ranks
    other = HybridGenerator(catalog, WordEmbedder("another model"))
    assert "dense" not in (await other.generate(request)).candidates[0].evidence.ranks


async def test_a_query_is_embedded_once(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    for limit in (5, 10):
        await generator.generate(CandidateRequest("mouse", limit=limit))
    assert embedder.queries == ["mouse"]


async def test_a_failing_embedder_leaves_keyword_search(
    catalog: CatalogStore, embedder: WordEmbedder, caplog: pytest.LogCaptureFixture
) -> None:
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    embedder.broken = True
    assert ids(await generator.generate(CandidateRequest("studio headphones"))) == ["hp-2", "hp-1"]
    assert "Keyword search serves alone" in caplog.text
    embedder.broken = False
    assert "dense" in (await generator.generate(CandidateRequest("headphones"))).candidates[0].evidence.ranks


async def test_near_pulls_and_does_not_filter(catalog: CatalogStore, embedder: WordEmbedder) -> None:
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    found = await generator.generate(CandidateRequest("", near=(ItemId("ms-1"),)))
    assert ids(found)[0] == "ms-2"
    assert "ms-1" not in ids(found)
    assert len(found.candidates) == 6
    assert found.candidates[0].evidence.ranks == {"near": 1}


async def test_near_works_on_words_alone(catalog: CatalogStore) -> None:
    wanted = (NotItems((ItemId("ms-1"),)),)
    found = await HybridGenerator(catalog, None).generate(CandidateRequest("", wanted, near=(ItemId("ms-1"),)))
    assert ids(found)[0] == "ms-2"


async def test_an_empty_request_gets_a_spread_of_what_can_be_bought(
    catalog: CatalogStore, embedder: WordEmbedder
) -> None:
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    for text in ("", "  ", "?!", "\N{PARTY POPPER}"):
        found = await generator.generate(CandidateRequest(text))
        assert {candidate.item.category for candidate in found.candidates[:3]} == {"Keyboards", "Mice", "Headphones"}
        assert ids(found)[-1] == "ms-2", "out of stock comes last"
        assert all(candidate.score == 0 and not candidate.evidence.ranks for candidate in found.candidates)


async def test_variants_take_one_place_before_others_had_theirs(catalog: CatalogStore) -> None:
    colours = ("red", "blue", "green", "black")
    lamps = [Item(ItemId(f"lamp-{colour}"), f"Glow desk lamp {colour}", "Glow") for colour in colours]
    await put(catalog, [*lamps, Item(ItemId("other"), "Another desk lamp of a longer name", "Glow")])
    found = await HybridGenerator(catalog, None).generate(CandidateRequest("desk lamp", limit=3))
    assert ids(found)[1] == "other"
    assert len(found.candidates) == 3


async def test_a_limit_is_kept_and_an_empty_catalog_is_fine() -> None:
    async with open_store("memory:") as store:
        generator = HybridGenerator(store.catalog, WordEmbedder())
        assert await generator.generate(CandidateRequest("mouse")) == CandidateSet((), 0, 0)
        assert await generator.passing((Feature("usb"),)) == 0
        await put(store.catalog, [Item(ItemId(f"{n:03}"), f"mouse number {n}") for n in range(300)])
        assert len((await generator.generate(CandidateRequest("mouse", limit=25))).candidates) == 25
        assert len((await generator.generate(CandidateRequest("mouse", limit=280))).candidates) == 280


def test_every_registered_retriever_has_a_name_of_its_own() -> None:
    names = [source.name for source in RETRIEVERS]
    assert len(names) == len(set(names))
    assert all(source.weight > 0 for source in RETRIEVERS)


async def test_prices_in_another_currency_are_under_no_limit_which_the_log_says_once(
    catalog: CatalogStore, caplog: pytest.LogCaptureFixture
) -> None:
    generator = HybridGenerator(catalog, None)
    imported = Item(ItemId("ms-4"), "A mouse from afar", price=20.0, currency="EUR")
    for price in (20.0, 21.0):
        await put(catalog, [replace(imported, price=price)])
        assert "ms-4" in ids(await generator.generate(CandidateRequest("mouse")))
        assert ids(await generator.generate(CandidateRequest("mouse", (PriceMax(100.0),)))) == ["ms-3", "ms-1"]
    assert caplog.text.count("Prices are in USD and EUR") == 1


class OneBrand:
    """Leans to one brand, and away from what is dear."""

    def lifts(self, offers: Sequence[Offered]) -> NDArray[np.floating[Any]]:
        return np.array([0.25 * (one.brand == "Liked" and (one.price or 0) < 100) for one in offers])


async def test_what_somebody_leans_to_becomes_a_candidate_and_scores_as_before(catalog: CatalogStore) -> None:
    plain = [
        Item(ItemId(f"p{number:02}"), "Trackball", brand=f"Brand {number}", category="Balls") for number in range(12)
    ]
    liked = [
        replace(plain[0], id=ItemId(f"z{number}"), title=title, brand="Liked", price=50.0 + 60 * number)
        for number, title in enumerate(("A stand with a trackball", "A case for some trackball"))
    ]
    await put(catalog, [*plain, *liked])
    generator = HybridGenerator(catalog, None)
    request = CandidateRequest("trackball", limit=5)
    before = await generator.generate(request)
    leant = await generator.generate(replace(request, leaning=OneBrand()))
    assert not {"z0", "z1"} & set(ids(before))
    assert "z0" in ids(leant)
    assert "z1" not in ids(leant)
    assert ids(leant)[:3] == ids(before)[:3]
    assert [one.score for one in leant.candidates] == sorted((one.score for one in leant.candidates), reverse=True)
