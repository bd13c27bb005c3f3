"""Vectors lined up with the rows of a snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.model.ids import ItemId
from recsys.ports import Vectors


@dataclass(frozen=True, slots=True)
class VectorTable:
    """`matrix` has shape (items, dimensions), rows of unit length; a row without a vector is zero, `present` False."""

    matrix: Vectors
    present: NDArray[np.bool_]

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return self.matrix.shape[1]

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the cosine of each row with a unit vector; 0 for a row without one."""
        return self.matrix[rows] @ vector


def line_up(
    ids: Sequence[ItemId], vectors: Vectors, row_of: Mapping[ItemId, int], dimensions: int
) -> VectorTable | None:
    """Put stored vectors into the order of rows; None when there are none of this many dimensions."""
    if not ids or vectors.shape[1] != dimensions:
        return None
    known = [(row_of[item], at) for at, item in enumerate(ids) if item in row_of]
    if not known:
        return None
    rows, places = (np.array(column, dtype=np.intp) for column in zip(*known, strict=True))
    present = np.zeros(len(row_of), dtype=np.bool_)
    present[rows] = True
    if len(rows) == len(row_of) == len(ids) and np.array_equal(rows, places):
        return VectorTable(np.ascontiguousarray(vectors, dtype=np.float32), present)
    matrix = np.zeros((len(row_of), dimensions), dtype=np.float32)
    matrix[rows] = vectors[places]
    return VectorTable(matrix, present)
