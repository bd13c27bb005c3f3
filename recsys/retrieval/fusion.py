"""Several ranked lists become one: by scores, each taken as a share of the best in its list.

Reciprocal ranks were measured too, and lost: they know the order, and not by how far the first is ahead of the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.retriever import RankedRows, Rows

ScoresOf = Callable[[str, Rows], NDArray[np.float32] | None]
"""Given a list's name and any rows: their scores on that list's scale, None where only its search can tell."""


@dataclass(frozen=True, slots=True)
class Fused:
    """Rows in ascending order with their scores, 0..`weight`: as much as a row that is best in every list would get."""

    rows: Rows
    scores: NDArray[np.float64]
    weight: float


def fuse(lists: Mapping[str, RankedRows], weights: Mapping[str, float], depth: int, scores_of: ScoresOf) -> Fused:
    """Return every row of the lists, each once. Lists that found nothing have no say.

    A row that a list does not hold gets the score that `scores_of` tells. Where it tells none: nothing if the list
    ended by itself before `depth`, the list's lowest score if it was cut there. A list that knows nothing of a row
    (NaN) has no say about it: an item whose vector is still missing is judged by its words.
    """
    telling = {name: ranked for name, ranked in lists.items() if len(ranked.rows) and ranked.scores.max() > 0}
    if not telling:
        return Fused(np.empty(0, np.intp), np.empty(0, np.float64), 0.0)
    rows = np.unique(np.concatenate([ranked.rows for ranked in telling.values()]))
    weight = sum(weights[name] for name in telling)
    total, heard = np.zeros(len(rows)), np.zeros(len(rows))
    for name, ranked in telling.items():
        scores = scores_of(name, rows)
        if scores is None:
            scores = np.full(len(rows), ranked.scores.min() if len(ranked.rows) >= depth else 0.0, np.float32)
            scores[np.searchsorted(rows, ranked.rows)] = ranked.scores
        shares = weights[name] * np.minimum(np.maximum(scores / ranked.scores.max(), 0.0), 1.0)
        known = ~np.isnan(shares)
        total += np.where(known, shares, 0.0)
        heard += np.where(known, weights[name], 0.0)
    return Fused(rows, total * weight / heard, weight)
