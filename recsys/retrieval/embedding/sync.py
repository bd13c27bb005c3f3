"""Keeps the stored vectors complete: embeds what is new or changed, a part at a time."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from recsys.catalog.passages import passage_text
from recsys.errors import EmbeddingError
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore, Embedder

FETCHED_AT_ONCE = 512
"""Enough texts to make parts of like length, which are padded little."""
PART = 128
"""Items embedded and stored together: what is lost at most by stopping anywhere."""

_Passage = tuple[ItemId, str, str]
"""Item, content hash, text."""


async def embed_missing(
    catalog: CatalogStore, embedder: Embedder, progress: Callable[[int, int], None] | None = None
) -> int:
    """Embed every item without a vector of its present text; return how many were embedded.

    Each part is stored in a transaction of its own: whatever stops this, the next call goes on from there. `progress`
    is told how many are done and how many there are. Raises EmbeddingError.
    """
    done, total = 0, await catalog.unembedded_count(embedder.model)
    async with aclosing(_parts(catalog, embedder.model)) as parts:
        async for part in parts:
            vectors = await embedder.embed_passages([text for _, _, text in part])
            if vectors.shape != (len(part), embedder.dimensions):
                raise EmbeddingError(
                    f"The embedding model {embedder.model} answered with vectors of another size or number than asked"
                    " for. Check its settings; keyword search goes on alone."
                )
            rows = [(item, content, vector) for (item, content, _), vector in zip(part, vectors, strict=True)]
            await catalog.put_vectors(embedder.model, rows)
            done += len(part)
            if progress is not None:
                progress(done, max(done, total))  # an import may have added some meanwhile
    return done


async def _parts(catalog: CatalogStore, model: str) -> AsyncGenerator[Sequence[_Passage]]:
    """Yield what is to be embedded, texts of like length together; the next items are read meanwhile."""
    fetched = await catalog.unembedded(model, FETCHED_AT_ONCE)
    while fetched:
        coming = asyncio.create_task(catalog.unembedded(model, FETCHED_AT_ONCE, after=fetched[-1][0].id))
        try:
            for part in await asyncio.to_thread(_of_like_length, fetched):
                yield part
            fetched = await coming
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


def _of_like_length(items: Sequence[tuple[Item, str]]) -> Sequence[Sequence[_Passage]]:
    passages = sorted(((item.id, content, passage_text(item)) for item, content in items), key=lambda one: len(one[2]))
    return [passages[at : at + PART] for at in range(0, len(passages), PART)]
