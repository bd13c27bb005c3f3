"""The catalog's vectors while services fail and models change, over a real database and a real server."""

import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from recsys.errors import EmbeddingError, StorageError
from recsys.model.answer import CandidateRequest
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore, Embedder
from recsys.retrieval.embedding.openai_service import OpenAIEmbedder
from recsys.retrieval.embedding.queries import QueryVectors
from recsys.retrieval.embedding.served_model import ServedModel
from recsys.retrieval.embedding.sync import PART, embed_missing
from recsys.retrieval.embedding.upkeep import VectorUpkeep, serving_embedder
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store
from tests.fakes.openai_server import Body, OpenAIServer, Reply, embeddings, refusal
from tests.fakes.word_embedder import WordEmbedder

COUNT = 2 * PART + 1
OLD, NEW = WordEmbedder("old"), WordEmbedder("new", dimensions=32)


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[CatalogStore]:
    async with open_store(f"sqlite:///{tmp_path}/catalog.db") as store:
        async with store.catalog.begin_import() as importing:
            await importing.upsert([Item(ItemId(f"{n:03}"), f"thing {n}") for n in range(COUNT)])
            await importing.finish(prune=False)
        yield store.catalog


def earlier(name: str) -> Embedder | None:
    return {"old": OLD, "new": NEW}.get(name)


async def embed_some(catalog: CatalogStore, embedder: Embedder, count: int) -> None:
    chosen = await catalog.unembedded(embedder.model, count)
    vectors = await embedder.embed_passages([item.title for item, _ in chosen])
    await catalog.put_vectors(
        embedder.model, [(item.id, text, vector) for (item, text), vector in zip(chosen, vectors, strict=True)]
    )


@pytest.mark.parametrize(
    ("old", "new", "serving"),
    [(0, 0, NEW), (COUNT, 0, OLD), (COUNT, COUNT - 1, OLD), (COUNT, COUNT, NEW), (5, 5, NEW), (5, 6, NEW)],
)
async def test_the_model_with_most_vectors_serves(catalog: CatalogStore, old: int, new: int, serving: Embedder) -> None:
    await embed_some(catalog, OLD, old)
    await embed_some(catalog, NEW, new)
    assert await serving_embedder(catalog, NEW, earlier) is serving


async def test_a_model_that_nothing_serves_any_more_is_passed_over(catalog: CatalogStore) -> None:
    await embed_some(catalog, WordEmbedder("gone"), COUNT)
    await embed_some(catalog, OLD, 5)
    assert await serving_embedder(catalog, NEW, earlier) is OLD


async def test_the_new_model_serves_when_its_vectors_are_complete_and_the_old_ones_go(catalog: CatalogStore) -> None:
    await embed_missing(catalog, OLD)
    served = list[Embedder]()
    during = list[Sequence[Embedder]]()
    upkeep = VectorUpkeep(catalog, NEW, served.append)

    def note(_done: int, _total: int) -> None:
        during.append(tuple(served))

    assert await upkeep.complete(note) == COUNT
    assert not any(during), "not before all are there"
    assert served == [NEW]
    assert await catalog.vector_models() == {"new": COUNT}


async def test_later_items_are_embedded_as_well(catalog: CatalogStore) -> None:
    upkeep = VectorUpkeep(catalog, NEW, list[Embedder]().append)
    assert [await upkeep.complete() for _ in range(3)] == [COUNT, 0, 0]
    async with catalog.begin_import() as importing:
        await importing.upsert([Item(ItemId("000"), "another thing"), Item(ItemId("new"), "a new thing")])
        await importing.finish(prune=False)
    assert [await upkeep.complete() for _ in range(3)] == [2, 0, 0]


async def test_searches_go_by_the_old_model_until_the_new_one_is_complete(catalog: CatalogStore) -> None:
    old, new = WordEmbedder("old"), WordEmbedder("new", dimensions=32)
    await embed_missing(catalog, old)
    generator = HybridGenerator(catalog, await serving_embedder(catalog, new, {"old": old}.get))
    upkeep = VectorUpkeep(catalog, new, generator.serve)
    await generator.refresh()
    await embed_some(catalog, new, PART)
    before = await generator.generate(CandidateRequest("thing 7"))
    assert ("thing 7" in old.queries, new.queries) == (True, [])
    await upkeep.complete()
    await generator.refresh()
    after = await generator.generate(CandidateRequest("thing 7"))
    assert "thing 7" in new.queries
    for found in (before, after):
        assert found.candidates[0].item.title == "thing 7"
        assert "dense" in found.candidates[0].evidence.ranks
    await generator.close()


async def test_an_embedder_that_fails_keeps_the_old_vectors_serving(catalog: CatalogStore) -> None:
    await embed_missing(catalog, OLD)
    broken = WordEmbedder("new")
    broken.broken = True
    served = list[Embedder]()
    with pytest.raises(EmbeddingError):
        await VectorUpkeep(catalog, broken, served.append).complete()
    assert served == []
    assert (await catalog.vector_models())["old"] == COUNT


async def test_what_a_failing_service_did_not_take_goes_in_later(catalog: CatalogStore) -> None:
    def fails_after_some(body: Body) -> Reply | None:
        return refusal(429, "quota", "insufficient_quota") if len(server.requests) > 6 else None

    async with OpenAIServer([Reply()], rule=fails_after_some) as server:
        embedder = OpenAIEmbedder(ServedModel.of("m"), base_url=server.base_url, api_key="", max_retries=0)
        with pytest.raises(EmbeddingError, match="quota"):
            await embed_missing(catalog, embedder)
        stored = (await catalog.vector_models())[embedder.model]
        assert 0 < stored < COUNT
        server.requests.clear()
        assert await embed_missing(catalog, embedder) == COUNT - stored
        await embedder.aclose()


async def test_other_dimensions_leave_what_is_stored(catalog: CatalogStore) -> None:
    await embed_some(catalog, WordEmbedder("m", dimensions=64), 5)
    with pytest.raises(StorageError, match="dimensions"):
        await embed_missing(catalog, WordEmbedder("m", dimensions=32))
    assert (await catalog.vectors("m"))[1].shape == (5, 64)


async def test_a_text_that_a_service_refuses_holds_nothing_up(catalog: CatalogStore) -> None:
    def refuses_one(body: Body) -> Reply | None:
        refused = any(text == "thing 7" for text in body["input"])
        return refusal(422, "cannot tokenize") if refused else Reply(data=embeddings(body))

    async with OpenAIServer([Reply()], rule=refuses_one) as server:
        embedder = OpenAIEmbedder(ServedModel.of("m"), base_url=server.base_url, api_key="", max_retries=0)
        assert await embed_missing(catalog, embedder) == COUNT
        assert await embed_missing(catalog, embedder) == 0, "it is not asked again"
        await embedder.aclose()
    _, vectors = await catalog.vectors(embedder.model)
    assert np.count_nonzero(vectors.any(axis=1)) == COUNT - 1


async def test_a_failing_embedder_is_told_once_and_so_is_its_return(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    queries, embedder = QueryVectors(), WordEmbedder()
    embedder.broken = True
    assert [await queries.vector(embedder, text, 64) for text in ("lamp", "chair", "desk")] == [None] * 3
    assert caplog.text.count("Keyword search serves alone") == 1
    embedder.broken = False
    assert await queries.vector(embedder, "lamp", 64) is not None
    assert await queries.vector(embedder, "chair", 64) is not None
    assert caplog.text.count("by meaning again") == 1


async def test_a_query_is_embedded_once_by_each_model() -> None:
    queries, embedder, other = QueryVectors(), WordEmbedder("a"), WordEmbedder("b")
    for used in (embedder, embedder, other):
        assert await queries.vector(used, "lamp", 64) is not None
    assert (embedder.queries, other.queries) == (["lamp"], ["lamp"])


async def test_a_query_of_other_dimensions_than_the_stored_vectors_is_of_no_use(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert await QueryVectors().vector(WordEmbedder(dimensions=32), "lamp", 64) is None
    assert "32 dimensions, the stored vectors have 64" in caplog.text
