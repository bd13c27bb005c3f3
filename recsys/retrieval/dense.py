"""Dense search without an index to build: the signs of all components first, floats of the best after that.

The sign of each component is one bit; the Hamming distance of two sign vectors follows their angle closely enough
that the true neighbours are among the `RESCORED` nearest. A popcount over 48 bytes an item costs a thirtieth of
a float scan. Where a filter leaves few items, their floats are cheaper still, and exact.
"""

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.retriever import NOTHING, Mask, RankedRows, Rows, SearchQuery
from recsys.retrieval.vectors import VectorTable

RESCORED = 1600
EXACT_ROWS = 5000
EXACT_SHARE = 0.025
GATHERED_AT_ONCE = 2048
WORD_BITS = 64


class DenseRetriever:
    """Nearest neighbours of the query's vector, by cosine."""

    def __init__(self, vectors: VectorTable) -> None:
        self._vectors = vectors
        self._words = sign_words(vectors.matrix)
        self._all_present = bool(vectors.present.all())

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask whose vectors are nearest; scores are cosines."""
        if query.vector is None or query.vector.shape != (self._vectors.dimensions,):
            return NOTHING
        return self.nearest(query.vector, mask, k)

    def nearest(self, vector: NDArray[np.float32], mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask nearest to a unit vector."""
        searchable = mask if self._all_present else mask & self._vectors.present
        passing = int(np.count_nonzero(searchable))
        if passing > max(EXACT_ROWS, int(EXACT_SHARE * len(mask)), RESCORED):
            rows = self._near_in_bits(vector, searchable, passing, max(RESCORED, 16 * k))
        else:
            rows = np.flatnonzero(searchable)
        return self._rescored(vector, rows, k)

    def _near_in_bits(self, vector: NDArray[np.float32], searchable: Mask, passing: int, wanted: int) -> Rows:
        """Return at least `wanted` rows whose signs differ least from the vector's."""
        query_words = sign_words(vector[np.newaxis, :])[:, 0]
        if passing == len(searchable):
            rows, words = None, self._words
        else:
            rows = np.flatnonzero(searchable)
            words = self._words[:, rows]
        distances = np.zeros(words.shape[1], dtype=np.uint16)
        for word, query_word in zip(words, query_words, strict=True):
            distances += np.bitwise_count(word ^ query_word)
        if wanted >= len(distances):
            near = np.arange(len(distances), dtype=np.intp)
        else:
            bound = np.partition(distances, wanted - 1)[wanted - 1]
            near = np.flatnonzero(distances <= bound)
        return near if rows is None else rows[near]

    def _rescored(self, vector: NDArray[np.float32], rows: Rows, k: int) -> RankedRows:
        cosines = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), GATHERED_AT_ONCE):
            part = slice(start, start + GATHERED_AT_ONCE)
            cosines[part] = self._vectors.cosines(vector, rows[part])
        if len(rows) > k:
            best = np.argpartition(-cosines, k - 1)[:k]
            rows, cosines = rows[best], cosines[best]
        order = np.lexsort((rows, -cosines))
        return RankedRows(rows[order], cosines[order])


class NearRetriever:
    """Neighbours of items that pleased: of the mean of their vectors. The items themselves are left out."""

    def __init__(self, vectors: VectorTable) -> None:
        self._vectors = vectors
        self._dense = DenseRetriever(vectors)

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask most similar to the query's `near` rows; scores are cosines."""
        known = query.near[self._vectors.present[query.near]]
        if not len(known):
            return NOTHING
        mean = self._vectors.matrix[known].mean(axis=0)
        length = float(np.linalg.norm(mean))
        if length == 0.0:
            return NOTHING
        others = mask.copy()
        others[query.near] = False
        return self._dense.nearest((mean / length).astype(np.float32), others, k)


def sign_words(matrix: NDArray[np.float32]) -> NDArray[np.uint64]:
    """Pack the signs of each row into 64-bit words, column by column: shape (ceil(dimensions / 64), rows)."""
    rows, dimensions = matrix.shape
    count = -(-dimensions // WORD_BITS)
    packed = np.zeros((rows, count * WORD_BITS // 8), dtype=np.uint8)
    bits = np.packbits(matrix > 0, axis=1)
    packed[:, : bits.shape[1]] = bits
    return np.ascontiguousarray(packed.view(np.uint64).T)
