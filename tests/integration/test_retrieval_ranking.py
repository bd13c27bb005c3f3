"""What comes first, and why: typing errors, joined words, units, brands, variants, missing vectors."""

from collections.abc import AsyncIterator, Sequence

import pytest

from recsys.model.answer import CandidateRequest, CandidateSet
from recsys.model.catalog import AttributeValue, Item
from recsys.model.constraints import BrandIn
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store
from tests.fakes.word_embedder import WordEmbedder


@pytest.fixture
async def catalog() -> AsyncIterator[CatalogStore]:
    async with open_store("memory:") as store:
        yield store.catalog


async def found_for(catalog: CatalogStore, request: CandidateRequest | str) -> CandidateSet:
    wanted = CandidateRequest(request) if isinstance(request, str) else request
    return await HybridGenerator(catalog, None).generate(wanted)


async def put(catalog: CatalogStore, items: Sequence[Item]) -> None:
    async with catalog.begin_import() as importing:
        await importing.upsert(items)
        await importing.finish(prune=False)


def named(*titles: str, brand: str = "", **attributes: AttributeValue) -> list[Item]:
    return [Item(ItemId(title), title, brand, attributes=attributes) for title in titles]


def ids(found: CandidateSet) -> list[str]:
    return [candidate.item.id for candidate in found.candidates]


VANITIES = named("Bathroom vanity 24 in. white", 'Bathroom vanity 36" oak', "Shower door", "Shower curtain", "Door mat")


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("bathrom vanitiy", 'Bathroom vanity 36" oak'),
        ("showerdoor", "Shower door"),
        ("door matt", "Door mat"),
        ("vanity 36 inches", 'Bathroom vanity 36" oak'),
        ("24-inch vanity", "Bathroom vanity 24 in. white"),
        ("36in vanity", 'Bathroom vanity 36" oak'),
    ],
)
async def test_is_found_first(catalog: CatalogStore, said: str, first: str) -> None:
    await put(catalog, VANITIES)
    assert ids(await found_for(catalog, said))[0] == first


async def test_what_a_word_was_taken_for_is_told(catalog: CatalogStore) -> None:
    await put(catalog, VANITIES)
    found = await found_for(catalog, "oak vanitiy")
    assert found.readings == {"vanitiy": ("vanity",)}
    assert found.candidates[0].evidence.matched == ("oak", "vanity")
    assert (await found_for(catalog, "oak vanity")).readings == {}


async def test_words_side_by_side_tell_a_thing_from_its_parts(catalog: CatalogStore) -> None:
    await put(catalog, named("Lamp for a standing piano near the desk", "Standing desk, oak", "Desk organiser"))
    assert ids(await found_for(catalog, "standing desk"))[0] == "Standing desk, oak"


async def test_the_attributes_that_hold_a_word_are_evidence(catalog: CatalogStore) -> None:
    await put(catalog, named("Desk lamp", material="Brushed steel", foldable=True, mount="clamp", height_cm=40.0))
    (candidate,) = (await found_for(catalog, "foldable steel lamp")).candidates
    assert candidate.evidence.attributes == ("material", "foldable")


async def test_a_slate_is_not_of_one_brand_unless_that_was_asked_for(catalog: CatalogStore) -> None:
    await put(catalog, named("Aria headphones", "Nova headphones", "Vega headphones", brand="Sona"))
    await put(catalog, named("Lyra headphones", brand="Bosa"))
    for said, brands in (("headphones", {"Sona", "Bosa"}), ("sona headphones", {"Sona"})):
        found = await found_for(catalog, said)
        assert {candidate.item.brand for candidate in found.candidates[:3]} == brands
    asked = CandidateRequest("headphones", (BrandIn(("Sona",)),))
    assert {candidate.item.brand for candidate in (await found_for(catalog, asked)).candidates} == {"Sona"}


async def test_the_best_of_several_variants_knows_the_others(catalog: CatalogStore) -> None:
    await put(catalog, named("Glow desk lamp red", "Glow desk lamp blue", "Glow desk lamp (2 pack)", brand="Glow"))
    first, *others = (await found_for(catalog, "blue desk lamp")).candidates
    assert first.item.id == "Glow desk lamp blue"
    assert set(first.variants) == {other.item.id for other in others}
    assert all(other.variants == () for other in others)


async def test_a_new_item_competes_before_its_vector_is_there(catalog: CatalogStore) -> None:
    await put(catalog, VANITIES)
    embedder = WordEmbedder()
    await embed_missing(catalog, embedder)
    generator = HybridGenerator(catalog, embedder)
    await put(catalog, named("Bathroom vanity 36 in. walnut"))
    found = await generator.generate(CandidateRequest("walnut bathroom vanity"))
    assert ids(found)[0] == "Bathroom vanity 36 in. walnut"
    assert found.candidates[0].evidence.similarity is None
    assert found.candidates[1].evidence.similarity is not None


@pytest.mark.parametrize("said", ["наушники", "ヘッドホン", "سماعات", "kopfhörer", "casque écouteurs"])
async def test_other_scripts_are_words_too(catalog: CatalogStore, said: str) -> None:
    await put(catalog, named("Desk", "наушники", "ヘッドホン", "سماعات", "Kopfhörer", "Casque écouteurs"))
    assert ids(await found_for(catalog, said))[0].lower() == said


async def test_a_long_request_finds_what_its_words_are_about(catalog: CatalogStore) -> None:
    await put(catalog, VANITIES)
    said = (
        "hi there, we are redoing the small washroom next to the kitchen and what i would really like is some kind of"
        " vanity in oak that is about 36 inches wide, do you have anything"
    )
    assert ids(await found_for(catalog, said))[0] == 'Bathroom vanity 36" oak'
