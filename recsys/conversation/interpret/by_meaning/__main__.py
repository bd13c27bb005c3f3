"""Fits the weights to the example sentences anew: python -m recsys.conversation.interpret.by_meaning.

Tells how many sentences are understood by weights that were fitted to the others.
"""

import asyncio
import sys
from importlib.resources import as_file

import numpy as np

from recsys.conversation.interpret.by_meaning.meanings import WEIGHTS, Meanings, fitted
from recsys.conversation.interpret.by_meaning.sentences import all_sentences, digest, read_groups
from recsys.retrieval.embedding.minilm import MiniLMEmbedder

_FOLDS = 5


async def _make() -> None:
    groups = read_groups()
    embedder = MiniLMEmbedder()
    vectors = await embedder.embed_passages(all_sentences(groups))
    await embedder.aclose()
    group_of = np.repeat(np.arange(len(groups)), [len(group.sentences) for group in groups])
    acts = np.array([group.act for group in groups])
    fold = np.random.default_rng(0).integers(_FOLDS, size=len(vectors))
    right = 0
    for left_out in range(_FOLDS):
        without = Meanings(groups, fitted(vectors[fold != left_out], group_of[fold != left_out].tolist(), len(groups)))
        rows = np.flatnonzero(fold == left_out)
        right += sum(acts[without.likely(vectors[row]).argmax()] == acts[group_of[row]] for row in rows)
    with as_file(WEIGHTS) as path:
        np.savez_compressed(path, weights=fitted(vectors, group_of.tolist(), len(groups)), digest=digest(groups))
    sys.stdout.write(f"{len(vectors)} sentences; the act of {right / len(vectors):.1%} is told without them.\n")


if __name__ == "__main__":
    asyncio.run(_make())
