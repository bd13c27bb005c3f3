"""Dense search without an index to build: the signs of all components first, the components of the best after that.

The sign of each component is one bit, and the number of differing signs follows the angle between two vectors. A
popcount over 48 bytes an item costs a tenth of a float scan. How many of the nearest by signs have to be looked at for
the true neighbours differs by query and filter. So rows are scored in the order of their distance, twice as many each
time, until a step leaves the best as they were: each doubling halves what is still missing. Where a filter leaves few
rows, scoring all of them is cheaper still, and exact.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.retriever import NOTHING, Mask, RankedRows, Rows, SearchQuery
from recsys.retrieval.vectors import VectorTable, sign_words

SCORED_FIRST_MIN, SCORED_FIRST_SHARE, SCORED_FIRST_MAX = 500, 1 / 40, 5000
"""Of the passing rows: the more there are, the more lie between the true neighbours when ordered by signs."""
DOUBLINGS_MAX = 4
SETTLED = 50
"""The best so many decide whether another step is worth it; what follows them in a longer list may be incomplete."""
EXACT_ROWS = 5000
EXACT_SHARE = 0.025
GATHERED_AT_ONCE = 2048
COMPARED_AT_ONCE = 32_768
SAMPLED = 16

_FARTHEST = np.iinfo(np.uint16).max


class DenseRetriever:
    """Nearest neighbours of the query's vector, by cosine."""

    def __init__(self, vectors: VectorTable) -> None:
        self._vectors = vectors
        self._all_present = bool(vectors.present.all())

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask whose vectors are nearest; scores are cosines."""
        if query.vector is None or query.vector.shape != (self._vectors.dimensions,):
            return NOTHING
        return self.nearest(query.vector, mask, k)

    def scores(self, query: SearchQuery, rows: Rows) -> NDArray[np.float32] | None:
        """Return the cosines of any rows, NaN for one without a vector."""
        vector = query.vector
        if vector is None or vector.shape != (self._vectors.dimensions,):
            return None
        return np.where(self._vectors.present[rows], self._vectors.cosines(vector, rows), np.float32(np.nan))

    def nearest(self, vector: NDArray[np.float32], mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask nearest to a unit vector."""
        searchable = mask if self._all_present else mask & self._vectors.present
        passing = int(np.count_nonzero(searchable))
        first = max(SCORED_FIRST_MIN, min(int(SCORED_FIRST_SHARE * passing), SCORED_FIRST_MAX), 8 * k)
        if passing <= max(EXACT_ROWS, int(EXACT_SHARE * len(mask)), first):
            return self._scored(vector, np.flatnonzero(searchable), k)
        rows = self._nearest_by_signs(vector, searchable, passing, min(passing, first << DOUBLINGS_MAX))
        best = self._scored(vector, rows[:first], k)
        scored = first
        while scored < len(rows):
            before = best
            more = self._scored(vector, rows[scored : 2 * scored], k)
            best = _best(np.concatenate((best.rows, more.rows)), np.concatenate((best.scores, more.scores)), k)
            if np.array_equal(best.rows[:SETTLED], before.rows[:SETTLED]):
                break
            scored *= 2
        return best

    def _nearest_by_signs(self, vector: NDArray[np.float32], searchable: Mask, passing: int, wanted: int) -> Rows:
        """Return the `wanted` searchable rows whose signs differ least from the vector's, nearest first."""
        words = sign_words(vector[np.newaxis, :])
        if 4 * passing > len(searchable):
            # Reading all words in order costs less than picking most of them.
            distances = sign_distances(self._vectors.signs, words)
            if passing < len(searchable):
                distances[~searchable] = _FARTHEST
            return nearest_first(distances, wanted)
        rows = np.flatnonzero(searchable)
        return rows[nearest_first(sign_distances(self._vectors.signs, words, rows), wanted)]

    def _scored(self, vector: NDArray[np.float32], rows: Rows, k: int) -> RankedRows:
        cosines = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), GATHERED_AT_ONCE):
            part = slice(start, start + GATHERED_AT_ONCE)
            cosines[part] = self._vectors.cosines(vector, rows[part])
        return _best(rows, cosines, k)


class NearRetriever:
    """Neighbours of items that pleased: of the mean of their vectors. The items themselves are left out."""

    def __init__(self, vectors: VectorTable) -> None:
        self._vectors = vectors
        self._dense = DenseRetriever(vectors)

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` rows of the mask most similar to the query's `near` rows; scores are cosines."""
        mean = self._mean(query)
        if mean is None:
            return NOTHING
        others = mask.copy()
        others[query.near] = False
        return self._dense.nearest(mean, others, k)

    def scores(self, query: SearchQuery, rows: Rows) -> NDArray[np.float32] | None:
        """Return the cosines of any rows, NaN for one without a vector."""
        mean = self._mean(query)
        return None if mean is None else self._dense.scores(replace(query, vector=mean), rows)

    def _mean(self, query: SearchQuery) -> NDArray[np.float32] | None:
        known = query.near[self._vectors.present[query.near]]
        if not len(known):
            return None
        mean = self._vectors.gathered(known).mean(axis=0)
        length = float(np.linalg.norm(mean))
        return (mean / length).astype(np.float32) if length > 0.0 else None


def sign_distances(
    signs: NDArray[np.uint64], query: NDArray[np.uint64], rows: Rows | None = None
) -> NDArray[np.uint16]:
    """Return how many signs differ from the query's, for all rows or for some, in their order.

    Both come from `sign_words`: `signs` has shape (words, rows), `query` (words, 1).
    """
    count = signs.shape[1] if rows is None else len(rows)
    distances = np.empty(count, dtype=np.uint16)
    for start in range(0, count, COMPARED_AT_ONCE):
        part = slice(start, start + COMPARED_AT_ONCE)
        words = signs[:, part] if rows is None else signs.take(rows[part], axis=1)
        np.bitwise_count(words ^ query).sum(axis=0, dtype=np.uint16, out=distances[part])
    return distances


def nearest_first(distances: NDArray[np.uint16], wanted: int) -> Rows:
    """Return the positions of the `wanted` smallest distances, ascending; of equal ones the first positions."""
    near = np.flatnonzero(distances <= _bound(distances, wanted))
    return near[np.argsort(distances[near], kind="stable")[:wanted]]


def _bound(distances: NDArray[np.uint16], wanted: int) -> np.uint16:
    """Return a distance that at least `wanted` of all do not exceed, and not many more.

    A sample nearly tells it, in a tenth of the time that a partition of a million distances takes.
    """
    sample = distances[::SAMPLED]
    expected = wanted / SAMPLED
    place = int(expected + 4 * expected**0.5)
    if place < len(sample):
        bound = np.partition(sample, place)[place]
        if np.count_nonzero(distances <= bound) >= wanted:
            return bound
    return np.partition(distances, wanted - 1)[wanted - 1]


def _best(rows: Rows, cosines: NDArray[np.float32], k: int) -> RankedRows:
    if len(rows) > k:
        best = np.argpartition(-cosines, k - 1)[:k]
        rows, cosines = rows[best], cosines[best]
    order = np.lexsort((rows, -cosines))
    return RankedRows(rows[order], cosines[order])
