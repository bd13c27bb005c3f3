"""Which of what was found a person's leaning brings among the candidates. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SURE = 3
"""The best matches are candidates whatever anybody likes."""


def leant(
    brands: Sequence[str], scores: NDArray[np.float64], leaning: Mapping[str, float], limit: int
) -> NDArray[np.intp]:
    """Return the positions of a ranked list in a new order: the `limit` best ones by score and leaning go before.

    Within both parts the order stays. `brands[i]` is the brand of what is ranked at position i, `scores` (0..1) fall.
    """
    worth = scores + np.array([leaning.get(brand.lower(), 0.0) for brand in brands])
    worth[:SURE] = np.inf
    chosen = np.argsort(-worth, kind="stable")[:limit]
    is_left = np.ones(len(scores), bool)
    is_left[chosen] = False
    return np.concatenate((np.sort(chosen), np.flatnonzero(is_left)))
