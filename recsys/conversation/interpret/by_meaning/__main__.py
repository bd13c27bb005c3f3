"""Makes the vectors of the example sentences anew: python -m recsys.conversation.interpret.by_meaning."""

import asyncio
import sys
from importlib.resources import as_file

import numpy as np

from recsys.conversation.interpret.by_meaning.sentences import VECTORS, all_sentences, digest, packed, read_groups
from recsys.retrieval.embedding.minilm import MiniLMEmbedder


async def _make() -> None:
    texts = all_sentences(read_groups())
    embedder = MiniLMEmbedder()
    vectors = await embedder.embed_passages(texts)
    await embedder.aclose()
    with as_file(VECTORS) as path:
        np.savez_compressed(path, vectors=packed(vectors), digest=digest(texts))
    sys.stdout.write(f"{len(texts)} sentences embedded.\n")


if __name__ == "__main__":
    asyncio.run(_make())
