"""Which of what was found a person's leaning brings among the candidates. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SURE = 3
"""The best matches are candidates whatever anybody likes."""


def leant(scores: NDArray[np.float64], lifts: NDArray[np.floating[Any]], limit: int) -> NDArray[np.intp]:
    """Return the positions of a ranked list in a new order: the `limit` best ones by score and lift go before.

    Within both parts the order stays. `scores` (0..1) fall, `lifts` are aligned with them.
    """
    worth = scores + lifts
    worth[:SURE] = np.inf
    chosen = np.argsort(-worth, kind="stable")[:limit]
    is_left = np.ones(len(scores), bool)
    is_left[chosen] = False
    return np.concatenate((np.sort(chosen), np.flatnonzero(is_left)))
