"""A model's vectors are of one length: one rule for all stores."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from recsys.errors import StorageError


def check_dimensions(model: str, dimensions: int, vectors: Iterable[NDArray[np.float32]]) -> None:
    """Raise StorageError when a vector of the model has another length than `dimensions`."""
    for vector in vectors:
        if vector.shape != (dimensions,):
            raise StorageError(
                f"The stored vectors of {model} have {dimensions} dimensions, a new one has {vector.size}; "
                "give a changed model another name."
            )
