"""A light scorer over the fused candidates: whether they are named as was asked, and mean what the best ones mean.

All weights were fitted on two collections and hold for both (docs/retrieval.md); a list's weight is in `registry.py`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.analysis import BINDING_WORDS
from recsys.retrieval.retriever import Rows
from recsys.retrieval.titles import Titles, alike, word_code
from recsys.retrieval.vectors import VectorTable

COVERED = 0.8
ADJACENT = 0.8
ALIKE = 0.8
CENTRAL = 1.0
NAMED = COVERED + ADJACENT + ALIKE

CENTRE_ROWS = 10
_TINY = 1e-9


def named(said: Sequence[str], words: Sequence[str], titles: Titles) -> NDArray[np.float64]:
    """Return 0..`NAMED` for each title: how well it names what was asked.

    `words` are those of the request with typing errors undone, `said` those before that. Three parts: which share of
    the words the name bears, which share of neighbouring words it bears side by side, and how alike the letters are.
    """
    if not words:
        return np.zeros(len(titles.ends))
    codes = np.array([word_code(word) for word in words], np.uint32)
    # Shape (words, titles, places).
    hits = titles.word_table() == codes[:, np.newaxis, np.newaxis]
    telling = [at for at, word in enumerate(words) if word not in BINDING_WORDS] or list(range(len(words)))
    borne = np.logical_or.reduce(hits, axis=2)
    covered = np.add.reduce(borne[telling], axis=0, dtype=np.float64) / len(telling)
    beside = np.logical_or.reduce(hits[:-1, :, :-1] & hits[1:, :, 1:], axis=2)
    adjacent = np.add.reduce(beside, axis=0, dtype=np.float64)
    return (
        COVERED * covered + ADJACENT * adjacent / max(len(words) - 1, 1) + ALIKE * alike(" ".join(said), titles.spelled)
    )


def central(vectors: VectorTable, rows: Rows, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 0..`CENTRAL` for each row: how near it is to what the best ones mean together.

    What several good candidates have in common is what was meant; a word that led one of them astray falls out. A row
    without a vector gets what its score would let expect.
    """
    best = np.argsort(-scores, kind="stable")[:CENTRE_ROWS]
    gathered = vectors.gathered(rows)
    centre = scores[best].astype(np.float32) @ gathered[best]
    cosines = gathered @ centre
    highest = max(float(cosines.max(initial=0.0)), _TINY)
    expected = scores / max(float(scores.max(initial=0.0)), _TINY)
    return CENTRAL * np.where(vectors.present[rows], np.clip(cosines / highest, 0.0, 1.0), expected)
