"""The adapter of OpenAI-compatible embeddings against a real server, through the real client."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.errors import EmbeddingError
from recsys.ports import Vectors
from recsys.retrieval.embedding.openai_service import BATCH_TEXTS, CHARACTERS_MAX, OpenAIEmbedder
from recsys.retrieval.embedding.served_model import ServedModel
from tests.fakes.openai_server import Body, OpenAIServer, Reply, Rule, embeddings, refusal, word_vector

KEY = "test-key-that-must-not-be-shown"
SOON = {"retry-after-ms": "5"}


@asynccontextmanager
async def embedding(
    *script: Reply, rule: Rule | None = None, model: str = "some-model", **options: Any
) -> AsyncGenerator[tuple[OpenAIEmbedder, OpenAIServer]]:
    served = ServedModel.of(model, dimensions=options.pop("dimensions", None))
    async with OpenAIServer(script, rule=rule) as server:
        embedder = OpenAIEmbedder(served, base_url=server.base_url, api_key=KEY, **{"max_retries": 1} | options)
        try:
            yield embedder, server
        finally:
            await embedder.aclose()


def unit(text: str, dimensions: int = 64) -> object:
    vector = word_vector(text, dimensions)
    return pytest.approx((vector / np.linalg.norm(vector)).tolist(), abs=1e-6)


async def test_vectors_are_of_unit_length_and_belong_to_their_texts() -> None:
    texts = [f"thing number {n}" for n in range(3 * BATCH_TEXTS + 1)]
    async with embedding() as (embedder, server):
        vectors = await embedder.embed_passages(texts)
        assert embedder.dimensions == 64
    assert vectors.dtype == np.float32
    assert [vector.tolist() for vector in vectors] == [unit(text) for text in texts]
    assert sorted(len(body["input"]) for body in server.requests) == [1, *[BATCH_TEXTS] * 3]
    assert server.keys == [f"Bearer {KEY}"] * 4


async def test_a_model_of_a_known_family_is_given_its_prefixes() -> None:
    async with embedding(model="intfloat/e5-large-v2") as (embedder, server):
        await embedder.embed_passages(["a lamp"])
        await embedder.embed_query("light")
    assert [body["input"] for body in server.requests] == [["passage: a lamp"], ["query: light"]]


async def test_dimensions_are_asked_for_and_kept() -> None:
    async with embedding(dimensions=16) as (embedder, server):
        assert embedder.dimensions == 16
        assert (await embedder.embed_passages(["a", "b"])).shape == (2, 16)
    assert server.requests[0]["dimensions"] == 16


def reversed_order(body: Body) -> Reply:
    return Reply(data=embeddings(body)[::-1])


def as_numbers(body: Body) -> Reply:
    return Reply(data=embeddings({**body, "encoding_format": "float"}))


def without_index(body: Body) -> Reply:
    return Reply(data=[{"embedding": entry["embedding"]} for entry in embeddings(body)])


def knows_no_base64(body: Body) -> Reply | None:
    return refusal(400, "base64 encoding is not supported") if body["encoding_format"] == "base64" else None


@pytest.mark.parametrize("rule", [reversed_order, as_numbers, without_index, knows_no_base64])
async def test_every_form_of_a_right_answer_is_read(rule: Rule) -> None:
    texts = ["red lamp", "blue chair", "green desk"]
    async with embedding(rule=rule) as (embedder, _):
        vectors = await embedder.embed_passages(texts)
    assert [vector.tolist() for vector in vectors] == [unit(text) for text in texts]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (refusal(401, f"Incorrect API key provided: {KEY}"), "refused the key. Check RECBOT_EMBEDDING_KEY"),
        (refusal(404, "model not found"), "does not know the model some-model"),
        (refusal(429, "quota", "insufficient_quota"), "quota is used up"),
        (refusal(429, "slow down", retry_after_ms="5"), "asked too often"),
        (refusal(400, "no such dimensions"), "refused the request for some-model"),
        (Reply(status=500, raw="oops", headers=SOON), "refused the request"),
        (Reply(status=503, raw="oops", headers=SOON), "service failed"),
        (Reply(raw="<html>Welcome</html>"), "is no list of embeddings. Check RECBOT_EMBEDDING_MODEL"),
        (Reply(raw="[" * 100_000), "is no list of embeddings"),
        (Reply(raw='{"data": {"embedding": 1}}'), "is no list of embeddings"),
        (Reply(raw='{"data": [1, 2]}'), "is no list of embeddings"),
        (Reply(data=[]), "holds 0 vectors for 2 texts"),
        (Reply(data=[{"index": 0, "embedding": [1.0]}] * 2), "not numbered like the texts"),
        (Reply(data=[{"index": [], "embedding": [1.0]}, {"embedding": [1.0]}]), "not numbered like the texts"),
        (Reply(data=[{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]), "differ in length"),
    ],
)
async def test_troubles_become_sentences_without_the_key(
    reply: Reply, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with embedding(reply) as (embedder, _):
        with pytest.raises(EmbeddingError, match=words) as caught:
            await embedder.embed_passages(["a lamp", "a chair"])
    assert str(caught.value).endswith(".")
    assert KEY not in f"{caught.value} {caplog.text}"


async def test_a_service_that_is_not_there_is_told() -> None:
    async with embedding(max_retries=0) as (embedder, server):
        await server.__aexit__()
        with pytest.raises(EmbeddingError, match=r"could not be reached\. Check RECBOT_EMBEDDING_URL"):
            await embedder.embed_passages(["a lamp"])


@pytest.mark.parametrize("trouble", [refusal(429, "slow down", retry_after_ms="5"), Reply(status=502, headers=SOON)])
async def test_one_trouble_is_tried_again(trouble: Reply) -> None:
    async with embedding(trouble, Reply()) as (embedder, server):
        assert (await embedder.embed_passages(["a lamp"])).shape == (1, 64)
    assert len(server.requests) == 2


async def test_other_dimensions_halfway_are_refused() -> None:
    def shrinks(body: Body) -> Reply | None:
        return Reply(data=embeddings({**body, "dimensions": 32})) if "chair" in body["input"][0] else None

    async with embedding(rule=shrinks) as (embedder, _):
        await embedder.embed_passages(["a lamp"])
        with pytest.raises(EmbeddingError, match=r"32 dimensions instead of 64.*what is stored stays"):
            await embedder.embed_passages(["a chair"])


def spoilt(vector: object) -> Rule:
    def rule(body: Body) -> Reply | None:
        if not any("bad" in text for text in body["input"]):
            return None
        return Reply(
            data=[
                {"index": at, "embedding": vector if "bad" in text else word_vector(text, 64).tolist()}
                for at, text in enumerate(body["input"])
            ]
        )

    return rule


def refuses_long(body: Body) -> Reply | None:
    return refusal(413, "input is too long") if any(len(text) > 300 for text in body["input"]) else None


@pytest.mark.parametrize("vector", [[0.0] * 64, [float("nan")] * 64, [None] * 64, [float("inf")] * 64, [], "?"])
async def test_a_text_without_a_usable_vector_gets_zeros_and_the_rest_goes_in(
    vector: object, caplog: pytest.LogCaptureFixture
) -> None:
    texts = ["a lamp", "bad", "a chair", "", "\x00\x07", "\ud800"]
    async with embedding(rule=spoilt(vector)) as (embedder, _):
        vectors = await embedder.embed_passages(texts)
    assert [vectors[0].tolist(), vectors[2].tolist()] == [unit("a lamp"), unit("a chair")]
    assert not vectors[[1, 3, 4, 5]].any()
    assert "has no vector for the text that begins 'bad'" in caplog.text


async def test_a_text_that_is_too_long_for_the_model_is_cut() -> None:
    long = "word " * 20_000
    async with embedding(rule=refuses_long) as (embedder, server):
        vectors = await embedder.embed_passages(["a lamp", long, "a chair"])
    assert [vector.tolist() for vector in vectors] == [unit("a lamp"), unit("word"), unit("a chair")]
    assert max(len(text) for body in server.requests for text in body["input"]) == CHARACTERS_MAX


async def test_texts_without_words_alone_teach_the_dimensions() -> None:
    async with embedding() as (embedder, _):
        assert (await embedder.embed_passages(["", " "])).shape == (2, 64)


async def test_a_query_is_not_waited_for_and_then_left_alone() -> None:
    async with embedding(Reply(hold=True), query_seconds=0.05) as (embedder, server):
        with pytest.raises(EmbeddingError, match="did not answer in time"):
            await embedder.embed_query("a lamp")
        with pytest.raises(EmbeddingError, match="left alone for a moment"):
            await embedder.embed_query("a chair")
    assert len(server.requests) == 1


async def test_a_query_is_tried_once() -> None:
    async with embedding(Reply(status=500, headers=SOON), Reply()) as (embedder, server):
        with pytest.raises(EmbeddingError):
            await embedder.embed_query("a lamp")
        assert len(server.requests) == 1
        assert (await embedder.embed_query("\x00 a\nlamp \ud800" + " " * 100_000)).tolist() == unit("a lamp")


async def test_giving_up_leaves_no_request_behind() -> None:
    async with embedding(Reply(hold=True)) as (embedder, server):
        task = asyncio.create_task(embedder.embed_passages(["a lamp"]))
        await server.arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@given(st.lists(st.text(max_size=3000), max_size=5))
@settings(max_examples=15)
def test_any_texts_can_be_embedded(texts: list[str]) -> None:
    async def run() -> Vectors:
        async with embedding() as (embedder, _):
            return await embedder.embed_passages(texts)

    lengths = np.linalg.norm(asyncio.run(run()), axis=1).round(4)
    assert set(lengths.tolist()) <= {0.0, 1.0}
