"""Changing the embedding model while the bot runs: the old vectors serve until the new ones are complete."""

import logging
from collections.abc import Callable

from recsys.ports import CatalogState, CatalogStore, Embedder
from recsys.retrieval.embedding.sync import embed_missing

logger = logging.getLogger(__name__)


async def serving_embedder(
    catalog: CatalogStore, configured: Embedder, earlier: Callable[[str], Embedder | None]
) -> Embedder:
    """Return the embedder to begin with: the one most items have a present vector of, the configured one if none more.

    `earlier` makes an embedder by the name its vectors are stored under, or returns None where it cannot. Counts all
    vectors: for the start, not for a turn.
    """
    stored = await catalog.vector_models()
    own = stored.get(configured.model, 0)
    for model in sorted(stored, key=lambda name: -stored[name]):
        if stored[model] > own and (embedder := earlier(model)) is not None:
            logger.info("The vectors of %s serve until those of %s are complete", model, configured.model)
            return embedder
    return configured


class VectorUpkeep:
    """Completes the vectors of the configured embedder; then lets them serve, and drops those of other models."""

    def __init__(self, catalog: CatalogStore, configured: Embedder, serve: Callable[[Embedder], None]) -> None:
        """`serve` is told, once, that the vectors of the configured embedder are complete."""
        self._catalog = catalog
        self._configured = configured
        self._serve = serve
        self._complete_at: CatalogState | None = None

    async def complete(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Embed every item without a vector of its present text; return how many. Raises EmbeddingError.

        `progress` is told how many are done and how many there are. Cheap while the catalog stays as it is.
        """
        state = await self._catalog.state(self._configured.model)
        if state == self._complete_at:
            return 0
        count = await embed_missing(self._catalog, self._configured, progress)
        if self._complete_at is None:
            self._serve(self._configured)
            await self._drop_others()
        self._complete_at = state
        return count

    async def _drop_others(self) -> None:
        for model in await self._catalog.vector_models():
            if model != self._configured.model:
                await self._catalog.drop_vectors(model)
                logger.info("Dropped the vectors of %s: those of %s are complete", model, self._configured.model)
