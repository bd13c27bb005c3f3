"""An embedder that keeps what it computed on disk, and knows how fast it was."""

import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recsys.ports import Embedder, Vectors


class RecordingEmbedder(Embedder):
    """Wraps an embedder. Without a directory nothing is kept; queries never are, their time is part of the result."""

    def __init__(self, embedder: Embedder, directory: Path | None) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}
        self._pending: dict[str, NDArray[np.float32]] = {}
        self._directory = directory
        self._embedded = 0
        self._seconds = 0.0
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            for part in sorted(directory.glob(f"{self._file_prefix}*.npz")):
                with np.load(part) as stored:
                    self._known.update(zip(stored["hashes"].tolist(), stored["vectors"], strict=True))

    @property
    def model(self) -> str:
        """Name the wrapped model."""
        return self._embedder.model

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return self._embedder.dimensions

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a query, always anew."""
        return await self._embedder.embed_query(text)

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed what is not known, keep it, return all."""
        hashes = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() for text in texts]
        new = {key: text for key, text in zip(hashes, texts, strict=True) if key not in self._known}
        if new:
            began = time.perf_counter()
            vectors = await self._embedder.embed_passages(list(new.values()))
            self._seconds += time.perf_counter() - began
            self._embedded += len(new)
            self._keep(dict(zip(new, vectors, strict=True)))
        return np.array([self._known[key] for key in hashes], dtype=np.float32).reshape(len(hashes), self.dimensions)

    async def rate(self, texts: Sequence[str]) -> float:
        """Return passages a second: of this run, or, where all were known, of these few texts."""
        if not self._embedded and texts:
            began = time.perf_counter()
            await self._embedder.embed_passages(texts)
            return round(len(texts) / (time.perf_counter() - began), 1)
        return round(self._embedded / self._seconds, 1) if self._embedded else 0.0

    def save(self) -> None:
        """Write what is not on disk yet."""
        if self._directory is None or not self._pending:
            return
        name = f"{self._file_prefix}{len(self._known):09}.npz"
        np.savez(self._directory / name, hashes=np.array(list(self._pending)), vectors=list(self._pending.values()))
        self._pending.clear()

    @property
    def _file_prefix(self) -> str:
        return f"{self.model}-"

    def _keep(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        self._known.update(vectors)
        self._pending.update(vectors)
        if len(self._pending) >= 2000:
            self.save()
