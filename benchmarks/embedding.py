"""Embedding a catalog into a real database, beside the exported model alone at its best batch size in the same run.

    python -m benchmarks.embedding --catalog P.jsonl[.gz] [--items N] [--json]

A model alone gets token ids made beforehand, texts of like length together over the whole catalog; nothing is read,
tokenised or stored. The exported one, as it is in its package, runs at each number of tokens a batch; the one that
embeds runs alone as well. All run on one core, by turns, and the best of each counts.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.report import finish, progress
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.passages import passage_text
from recsys.catalog.reading import CatalogReading
from recsys.model.catalog import Item
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.minilm_model import TOKENS_AT_ONCE, MiniLMModel, batches
from recsys.retrieval.embedding.sync import embed_missing
from storage.open import open_store

COLUMNS = ("brand=supplier", "description=short_description", "attributes=attr_?_*")
TOKENS_A_BATCH = (128, 256, 512)
ROUNDS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print progress on stderr and with `--json` the result as the last line of stdout."""
    options = _parser().parse_args(arguments)
    items = load(options.catalog, options.items)
    finish(asyncio.run(measure(items)), as_json=options.json)
    return 0


def load(catalog: Path, count: int) -> list[Item]:
    """Read the first items of a catalog in Icecat's columns, or in our own."""
    maps = tuple(parse_map_option(text) for text in COLUMNS)
    with CatalogReading(catalog, maps) as reading:
        return list(islice((row for row in reading if isinstance(row, Item)), count))


async def measure(items: Sequence[Item]) -> dict[str, Any]:
    """Return items and tokens a second, and what embedding reaches of the speed of the exported model and its own."""
    exported, own = MiniLMModel.load(threads=1, in_8_bits=False), MiniLMModel.load(threads=1)
    ids = own.token_ids([passage_text(item) for item in items])
    tokens = sum(map(len, ids))
    alone = dict.fromkeys(TOKENS_A_BATCH, float("inf"))
    own_alone = whole = float("inf")
    for _ in range(ROUNDS):
        for size in TOKENS_A_BATCH:
            alone[size] = min(alone[size], _seconds_alone(exported, ids, size))
            progress(f"exported model, {size} tokens a batch: {len(items) / alone[size]:.1f} items a second")
        own_alone = min(own_alone, _seconds_alone(own, ids, TOKENS_AT_ONCE))
        progress(f"own model: {len(items) / own_alone:.1f} items a second")
        whole = min(whole, await _whole_seconds(items))
        progress(f"into the database: {len(items) / whole:.1f} items a second")
    best = min(alone, key=lambda size: alone[size])
    return {
        "embed_per_s": round(len(items) / whole, 1),
        "session_per_s": round(len(items) / alone[best], 1),
        "ratio": round(alone[best] / whole, 3),
        "ratio_to_own_session": round(own_alone / whole, 3),
        "embed_tokens_per_s": round(tokens / whole),
        "session_tokens_per_s": {str(size): round(tokens / seconds) for size, seconds in alone.items()},
        "best_tokens_a_batch": best,
        "items": len(items),
        "tokens_an_item": round(tokens / max(len(items), 1), 1),
    }


def _seconds_alone(model: MiniLMModel, ids: Sequence[Sequence[int]], tokens_a_batch: int) -> float:
    prepared = [[ids[at] for at in batch] for batch in batches([len(one) for one in ids], tokens_a_batch)]
    begun = time.perf_counter()
    for batch in prepared:
        model.vectors(batch)
    return time.perf_counter() - begun


async def _whole_seconds(items: Sequence[Item]) -> float:
    embedder = MiniLMEmbedder()
    with TemporaryDirectory(prefix="recbot-benchmark-") as directory:
        async with open_store(f"sqlite:///{directory}/catalog.db") as store:
            async with store.catalog.begin_import() as importing:
                await importing.upsert(items)
                await importing.finish(prune=True)
            await embedder.embed_query("the weights are loaded by now")
            begun = time.perf_counter()
            await embed_missing(store.catalog, embedder)
            seconds = time.perf_counter() - begun
    await embedder.aclose()
    return seconds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.embedding", description="Embedding a catalog beside the exported model."
    )
    parser.add_argument("--catalog", type=Path, required=True, help="items, JSONL or JSONL.gz")
    parser.add_argument("--items", type=int, default=1000, help="how many of them; default: 1000")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line of stdout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
