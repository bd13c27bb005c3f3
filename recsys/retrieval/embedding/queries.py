"""Vectors of queries: the latest are kept, and an embedder that fails costs a search its meaning, never its answer."""

import logging
from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Embedder

logger = logging.getLogger(__name__)

KEPT = 512


class QueryVectors:
    """Embeds queries. The log says once that an embedder fails, and once that it works again."""

    def __init__(self) -> None:
        self._kept = OrderedDict[tuple[str, str], NDArray[np.float32]]()
        self._failing = False

    async def vector(self, embedder: Embedder, text: str, dimensions: int) -> NDArray[np.float32] | None:
        """Return shape (dimensions,), the length of the stored vectors; None where keyword search has to do alone."""
        key = (embedder.model, text)
        vector = self._kept.get(key)
        if vector is None:
            try:
                vector = await embedder.embed_query(text)
                if len(vector) != dimensions:
                    raise EmbeddingError(
                        f"The embedding model {embedder.model} answers with {len(vector)} dimensions,"
                        f" the stored vectors have {dimensions}. Check its settings."
                    )
            except EmbeddingError as error:
                self._failed(error)
                return None
            self._works()
        self._kept[key] = vector
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return vector

    def _failed(self, error: EmbeddingError) -> None:
        if not self._failing:
            logger.warning("Keyword search serves alone until the embedder works again: %s", error)
        self._failing = True

    def _works(self) -> None:
        if self._failing:
            logger.info("The embedder answers: search goes by meaning again")
        self._failing = False
