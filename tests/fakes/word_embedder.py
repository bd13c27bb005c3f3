from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Embedder, Vectors


class WordEmbedder(Embedder):
    """Texts that share words are near each other. Counts its calls; fails as long as `broken` is set."""

    def __init__(self, model: str = "words", dimensions: int = 64) -> None:
        self._model = model
        self._dimensions = dimensions
        self.queries: list[str] = []
        self.passages: list[str] = []
        self.broken = False

    @property
    def model(self) -> str:
        return self._model

    @property
    def dimensions(self) -> int:
        return self._dimensions

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        self.queries.append(text)
        return self._vector(text)

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages.extend(texts)
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    def _vector(self, text: str) -> NDArray[np.float32]:
        if self.broken:
            raise EmbeddingError
        vector = np.zeros(self._dimensions, dtype=np.float32)
        for word in text.lower().split():
            direction = np.random.default_rng(crc32(word.strip(".,").encode())).standard_normal(self._dimensions)
            vector += direction.astype(np.float32)
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector
