"""What `benchmarks.scale` compares with: exact NumPy, usearch, SQLite FTS5, each in one thread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Any

import numpy as np

from benchmarks.fts5 import Fts5
from benchmarks.report import percentiles, progress
from benchmarks.synthetic_catalog import Asked, SyntheticCatalog
from recsys.ports import Vectors

K = 50
SHARES = (1.0, 0.1, 0.01, 0.001)
HNSW_ITEMS_MAX = 100_000
FTS5_QUERIES_MAX = 30

Truth = dict[str, dict[str, list[list[int]]]]
"""Share -> kind of filter -> for each query the numbers of the `K` nearest items."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The true answers, and how long a float32 scan took for the unfiltered and the filtered ones (by share)."""

    truth: Truth
    milliseconds: dict[str, list[float]]


def exact_search(catalog: SyntheticCatalog, vectors: Vectors, asked: Sequence[Asked]) -> Exact:
    """Score every item that meets the filter."""
    truth: Truth = {str(share): {"independent": [], "against": []} for share in SHARES}
    took: dict[str, list[float]] = {str(share): [] for share in SHARES}
    for share in SHARES:
        for query in asked:
            for kind, constraints in catalog.filters(query, share).items():
                mask = catalog.mask(constraints)
                began = time.perf_counter()
                best = _nearest(vectors, query, mask)
                took[str(share)].append(1000 * (time.perf_counter() - began))
                truth[str(share)][kind].append(best.tolist())
    return Exact(truth, took)


def peers(catalog: SyntheticCatalog, vectors: Vectors, asked: Sequence[Asked], exact: Exact) -> dict[str, Any]:
    """Measure each peer on the unfiltered queries; exact NumPy also under the filters."""
    found: dict[str, Any] = {
        "numpy_exact": {
            "ms": percentiles(exact.milliseconds["1.0"]),
            "filtered": {share: percentiles(took) for share, took in exact.milliseconds.items()},
        },
        "usearch_exact": _usearch_exact(vectors, asked),
    }
    if catalog.size <= HNSW_ITEMS_MAX:
        found["usearch_hnsw"] = _usearch_hnsw(vectors, asked, exact.truth["1.0"]["independent"])
    found["fts5"] = _fts5(catalog, asked[:FTS5_QUERIES_MAX])
    return found


def _nearest(vectors: Vectors, query: Asked, mask: np.ndarray[Any, np.dtype[np.bool_]]) -> np.ndarray[Any, Any]:
    if mask.all():
        rows, cosines = np.arange(len(vectors)), vectors @ query.vector
    else:
        rows = np.flatnonzero(mask)
        cosines = vectors[rows] @ query.vector
    if len(rows) > K:
        best = np.argpartition(-cosines, K - 1)[:K]
        rows, cosines = rows[best], cosines[best]
    return rows[np.argsort(-cosines)]


def _usearch_exact(vectors: Vectors, asked: Sequence[Asked]) -> dict[str, Any]:
    usearch: Any = import_module("usearch.index")

    def ask(query: Asked) -> object:
        return usearch.search(vectors, query.vector, K, usearch.MetricKind.IP, exact=True, threads=1)

    return {"ms": percentiles(_timed(ask, asked))}


def _usearch_hnsw(vectors: Vectors, asked: Sequence[Asked], truth: Sequence[Sequence[int]]) -> dict[str, Any]:
    usearch: Any = import_module("usearch.index")
    progress("  building usearch's HNSW graph ...")
    began = time.perf_counter()
    index = usearch.Index(ndim=vectors.shape[1], metric="ip", dtype="i8")
    index.add(np.arange(len(vectors)), vectors, threads=1)
    build_s = round(time.perf_counter() - began, 2)
    found: list[set[int]] = []

    def ask(query: Asked) -> object:
        return index.search(query.vector, K, threads=1)

    took = _timed(ask, asked)
    for query in asked:
        matches: Any = ask(query)
        found.append(set(matches.keys.tolist()))
    return {"ms": percentiles(took), "recall@50": recall(found, truth), "build_s": build_s}


def _fts5(catalog: SyntheticCatalog, asked: Sequence[Asked]) -> dict[str, Any]:
    began = time.perf_counter()
    engine = Fts5(chain.from_iterable(catalog.items()))
    build_s = round(time.perf_counter() - began, 2)
    return {"ms": percentiles(_timed(lambda query: engine.search(query.text, K), asked)), "build_s": build_s}


def recall(found: Sequence[set[int]], truth: Sequence[Sequence[int]]) -> float:
    """Return the mean share of the true ones that were found; queries with nothing to find do not count."""
    shares = [len(some.intersection(true)) / len(true) for some, true in zip(found, truth, strict=True) if true]
    return round(sum(shares) / len(shares), 4) if shares else 1.0


def _timed(ask: Callable[[Asked], object], asked: Sequence[Asked]) -> list[float]:
    ask(asked[0])
    took: list[float] = []
    for query in asked:
        began = time.perf_counter()
        ask(query)
        took.append(1000 * (time.perf_counter() - began))
    return took
