"""Keeps the stored vectors complete: embeds what is new or changed, a batch at a time."""

from collections.abc import Callable

from recsys.catalog.passages import passage_text
from recsys.errors import EmbeddingError
from recsys.ports import CatalogStore, Embedder

BATCH = 64


async def embed_missing(
    catalog: CatalogStore, embedder: Embedder, progress: Callable[[int, int], None] | None = None
) -> int:
    """Embed every item without a vector of its present text; return how many were embedded.

    Each batch is stored in a transaction of its own, so stopping anywhere loses at most one batch and the next call
    goes on from there. `progress` is told how many are done and how many there are at most (known exactly with the
    last batch). Raises EmbeddingError.
    """
    done, at_most = 0, await catalog.count()
    while batch := await catalog.unembedded(embedder.model, BATCH):
        vectors = await embedder.embed_passages([passage_text(item) for item, _ in batch])
        if vectors.shape != (len(batch), embedder.dimensions):
            raise EmbeddingError(
                f"The embedding model {embedder.model} answered with vectors of another size or number than asked for."
                " Check its settings; keyword search goes on alone."
            )
        rows = [(item.id, content, vector) for (item, content), vector in zip(batch, vectors, strict=True)]
        await catalog.put_vectors(embedder.model, rows)
        done += len(batch)
        if progress is not None:
            progress(done, done if len(batch) < BATCH else max(done, at_most))
    return done
