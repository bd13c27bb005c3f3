"""Dense search without an index to build: the signs of all components first, the components of the best after that.

A popcount over 48 bytes an item costs a tenth of a float scan. How many of the nearest by signs have to be looked at
for the true neighbours differs by query and filter. So the rows that are scored tell how cosine follows distance, and
how far it strays: from that, how many true neighbours are expected among the rows not scored. These are scored in their
turn until hardly any are left. Where a filter leaves few rows, scoring all of them is cheaper still, and exact.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.retriever import NOTHING, Mask, RankedRows, Rows, SearchQuery
from recsys.retrieval.signs import COARSE, FINE, Distances, closest, sign_distances
from recsys.retrieval.vectors import VectorTable

COMPARED_MIN, COMPARED_SHARE, COMPARED_MAX = 5_000, 1 / 4, 25_000
"""Of the passing rows: so many, nearest by a coarse look at signs, are given a fine one."""
EXACT_ROWS = 2_000
SCORED_FIRST = 400
MISSED_SHARE = 0.01
"""Of the rows asked for, so many may be expected among the rows that are not scored."""
GROWTH = 2

_TINY = 1e-9


class DenseRetriever:
    """Nearest neighbours of the query's vector, by cosine."""

    def __init__(self, vectors: VectorTable) -> None:
        self._vectors = vectors

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
        searchable = mask if self._vectors.all_present else mask & self._vectors.present
        passing = int(np.count_nonzero(searchable))
        first = max(SCORED_FIRST, 8 * k)
        if passing <= max(EXACT_ROWS, 2 * first):
            rows = np.flatnonzero(searchable)
            return _best(rows, self._vectors.cosines(vector, rows), k)
        rows = self._near_by_signs(vector, searchable, passing, first)
        distances = sign_distances(self._vectors.signs, vector, FINE, rows)
        counts = np.bincount(distances)
        up_to = np.cumsum(counts)
        line = _Line()
        scored, cosines = np.empty(0, np.intp), np.empty(0, np.float32)
        reach, wanted = -1, first
        while wanted > len(scored):
            begin, reach = reach, int(np.searchsorted(up_to, wanted))
            more = np.flatnonzero(distances <= reach if begin < 0 else (distances > begin) & (distances <= reach))
            found = self._vectors.cosines(vector, rows[more])
            line.add(distances[more], found)
            scored, cosines = np.concatenate((scored, more)), np.concatenate((cosines, found))
            least = float(np.partition(cosines, -k)[-k])
            further = line.distances_to_go(least, reach + 1, counts[reach + 1 :], MISSED_SHARE * k)
            wanted = min(int(up_to[reach + further]), GROWTH * len(scored))
        return _best(rows[scored], cosines, k)

    def _near_by_signs(self, vector: NDArray[np.float32], searchable: Mask, passing: int, first: int) -> Rows:
        """Return the searchable rows, ascending, that may be among the nearest."""
        signs = self._vectors.signs
        wanted = max(COMPARED_MIN, min(int(COMPARED_SHARE * passing), COMPARED_MAX), 4 * first)
        if wanted >= passing:
            return np.flatnonzero(searchable)
        if 6 * passing > len(searchable):
            # Reading all words in order costs less than picking most of them.
            among = None if passing == len(searchable) else searchable
            return closest(sign_distances(signs, vector, COARSE), wanted, among)
        rows = np.flatnonzero(searchable)
        return rows[closest(sign_distances(signs, vector, COARSE, rows), wanted)]


class _Line:
    """How cosine falls with distance, along a line, and how far it strays from there, of the rows that were scored."""

    def __init__(self) -> None:
        self._rows = 0
        self._sums = np.zeros(5)

    def add(self, distances: Distances, cosines: NDArray[np.float32]) -> None:
        """Count rows in, by their sums: so each costs something only once."""
        x, y = distances.astype(np.float64), cosines.astype(np.float64)
        self._rows += len(x)
        self._sums += (x.sum(), y.sum(), np.vecdot(x, x), np.vecdot(x, y), np.vecdot(y, y))

    def distances_to_go(self, least: float, first: int, counts: NDArray[np.intp], missed: float) -> int:
        """Return at how many further distances rows have to be scored for at most `missed` better ones to be expected.

        `counts[i]` is how many rows there are at the distance `first + i`; those with a cosine above `least` are
        better. Cosines stray from the line as normally distributed numbers do.
        """
        x, y, xx, xy, yy = (self._sums / self._rows).tolist()
        xx, xy, yy = xx - x * x, xy - x * y, yy - y * y
        slope = xy / max(xx, _TINY)
        strays = max(yy - 2 * slope * xy + slope * slope * xx, 0.0) ** 0.5
        steps = np.arange(first, first + len(counts))
        lacking = np.maximum((least - y - slope * (steps - x)) / max(strays, _TINY), 0.0)
        # Half of exp(-x²/2) is a bound on the share of normal numbers above x.
        expected = counts * np.exp(-0.5 * lacking * lacking) / 2
        return int(np.count_nonzero(np.cumsum(expected[::-1]) > missed))


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


def _best(rows: Rows, cosines: NDArray[np.float32], k: int) -> RankedRows:
    if len(rows) > k:
        best = np.argpartition(-cosines, k - 1)[:k]
        rows, cosines = rows[best], cosines[best]
    order = np.lexsort((rows, -cosines))
    return RankedRows(rows[order], cosines[order])
