"""Weighted reciprocal rank fusion: several ranked lists become one, by ranks alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.retriever import RankedRows, Rows

RANK_CONSTANT = 40
"""How flat the top is: the first of a list counts (RANK_CONSTANT + 2) / (RANK_CONSTANT + 1) times the second."""


@dataclass(frozen=True, slots=True)
class Fused:
    """Rows, best first, with scores in 0..1: 1 is first in every list that found anything."""

    rows: Rows
    scores: NDArray[np.float64]


def fuse(lists: Mapping[str, RankedRows], weights: Mapping[str, float]) -> Fused:
    """Return every row of the lists, each once. Ties go to the lower row, so the order is stable."""
    found = [(weights[name], ranked.rows) for name, ranked in lists.items() if len(ranked.rows)]
    if not found:
        return Fused(np.empty(0, np.intp), np.empty(0, np.float64))
    rows, places = np.unique(np.concatenate([rows for _, rows in found]), return_inverse=True)
    gains = np.concatenate([weight / (RANK_CONSTANT + 1.0 + np.arange(len(rows))) for weight, rows in found])
    best_possible = sum(weight for weight, _ in found) / (RANK_CONSTANT + 1.0)
    scores = np.bincount(places, weights=gains, minlength=len(rows)) / best_possible
    scores = np.minimum(scores, 1.0)  # sums of floats end a hair above it
    order = np.lexsort((rows, -scores))
    return Fused(rows[order], scores[order])
