"""The embedded embedding model behind the `Embedder` port."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from recsys.ports import Embedder, Vectors
from recsys.retrieval.embedding.minilm_model import DIMENSIONS, TOKENS_MAX, MiniLMModel, batches

WEIGHTS = "all-MiniLM-L6-v2-int8"
MODEL = f"{WEIGHTS}@{TOKENS_MAX}"


class MiniLMEmbedder(Embedder):
    """Embeds queries and passages in two threads of its own: a query never waits for a catalog that is embedded.

    Weights are loaded with the first text. `threads` is for ONNX runtime inside one run. `model` is another name for
    vectors of the same weights over texts cut elsewhere: queries search among them as well.
    """

    def __init__(self, *, threads: int = 1, model: str = MODEL) -> None:
        self._threads = threads
        self._model = model
        self._queries = ThreadPoolExecutor(1, thread_name_prefix="embed-query")
        self._passages = ThreadPoolExecutor(1, thread_name_prefix="embed-passages")
        self._loaded: MiniLMModel | None = None
        self._loading = asyncio.Lock()

    @property
    def model(self) -> str:
        """Name the model, stored beside each vector."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return DIMENSIONS

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return shape (384,). Raises EmbeddingError."""
        loaded = await self._load(self._queries)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._queries, lambda: loaded.vectors(loaded.token_ids([text]))[0])

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), 384), in the order of the texts. Raises EmbeddingError."""
        loaded = await self._load(self._passages)
        loop = asyncio.get_running_loop()
        ids = await loop.run_in_executor(self._passages, loaded.token_ids, texts)
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        # One run at a time, so that whoever gives up waits for no more than one.
        for batch in batches([len(tokens) for tokens in ids]):
            vectors[batch] = await loop.run_in_executor(self._passages, loaded.vectors, [ids[at] for at in batch])
        return vectors

    async def aclose(self) -> None:
        """End both threads without waiting: what runs ends first, what waits is dropped."""
        self._queries.shutdown(wait=False, cancel_futures=True)
        self._passages.shutdown(wait=False, cancel_futures=True)

    async def _load(self, executor: ThreadPoolExecutor) -> MiniLMModel:
        async with self._loading:
            loop = asyncio.get_running_loop()
            loaded = self._loaded or await loop.run_in_executor(executor, MiniLMModel.load, self._threads)
            self._loaded = loaded
        return loaded
