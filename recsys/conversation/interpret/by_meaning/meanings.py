"""How likely a message means what a group of sentences means: multinomial logistic regression over its vector."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.conversation.interpret.by_meaning.sentences import FILES, Group, read_groups
from recsys.ports import Vectors

WEIGHTS = FILES / "weights.npz"
SHRINKAGE = 0.3
"""Of the weights, by the square: chosen by how well people who worded none of the sentences are understood."""
_STEPS = 500
"""Of the descent: more tell no sentence better that was left out."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """The groups and the fitted `weights`, shape (384 + 1, groups); the last row is what each group has by itself."""

    groups: tuple[Group, ...]
    weights: Weights

    @classmethod
    def load(cls) -> "Meanings":
        """Load what comes with the package (some milliseconds)."""
        with WEIGHTS.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return cls(read_groups(), kept["weights"])

    def likely(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of each group, shape (groups,), for a message's unit vector of shape (384,)."""
        return _softmax(vector @ self.weights[:-1] + self.weights[-1])


def fitted(vectors: Vectors, group_of: Sequence[int], groups: int) -> Weights:
    """Return the weights for vectors of shape (n, 384) and the group of each. Deterministic; some seconds for 5,000.

    Descends the shrunk log loss with Nesterov's momentum, with the step that its curvature allows.
    """
    inputs = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)]).astype(np.float64)
    truth = np.eye(groups)[np.asarray(group_of)]
    shrinkage = np.full((inputs.shape[1], 1), SHRINKAGE)
    shrinkage[-1] = 0
    step = 1 / (np.linalg.norm(inputs, 2) ** 2 / 2 + SHRINKAGE)
    weights = ahead = np.zeros((inputs.shape[1], groups))
    for number in range(_STEPS):
        slope = inputs.T @ (_softmax(inputs @ ahead) - truth) + shrinkage * ahead
        latest = ahead - step * slope
        ahead = latest + number / (number + 3) * (latest - weights)
        weights = latest
    return weights.astype(np.float32)


def _softmax(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
