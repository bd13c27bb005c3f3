"""An order for requests that say nothing: what could be shown to anybody."""

import numpy as np
from numpy.typing import NDArray

from recsys.retrieval.columns import Columns
from recsys.retrieval.retriever import Mask, Rows


class NeutralOrder:
    """The neutral order of some columns, made when it is first asked for. Called from several threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._rows: Rows | None = None

    def best(self, mask: Mask, k: int) -> Rows:
        """Return the first `k` rows of the mask."""
        rows = self._rows
        if rows is None:
            rows = self._rows = neutral_order(self._columns)
        return rows[mask[rows]][:k]


def neutral_order(columns: Columns) -> Rows:
    """Return all living rows: in stock first, priced first, then a little of every category (or brand).

    Within a category the order is by a checksum of the id: it favours nobody and is the same after a restart.
    """
    living = np.flatnonzero(columns.alive)
    drawn = columns.ids.of_row[living].astype(np.uint64)
    # Two bits: sold out weighs more than unpriced. One number a row sorts ten times as fast as several columns.
    standing = columns.facts.out_of_stock.astype(np.uint64) << 1 | np.isnan(columns.facts.prices)
    standing = standing[living] << np.uint64(62)
    group = _groups(columns)[living].astype(np.uint64)
    by_group = np.argsort(group << np.uint64(34) | standing >> np.uint64(30) | drawn)
    place = np.arange(len(living), dtype=np.int64)
    sorted_groups = group[by_group]
    begins = np.r_[True, sorted_groups[1:] != sorted_groups[:-1]][: len(living)]
    turn = np.empty(len(living), dtype=np.uint64)
    turn[by_group] = place - np.maximum.accumulate(np.where(begins, place, 0))
    return living[np.argsort(standing | turn << np.uint64(32) | drawn)]


def _groups(columns: Columns) -> NDArray[np.int64]:
    """Return a number a row: one for each category, and for each brand of rows without one."""
    categories, brands = {"": 0}, {"": 0}
    groups = [np.empty(0, dtype=np.int64)]
    for segment in columns.segments:
        category = segment.categories.keys(categories)
        groups.append(np.where(category > 0, 2 * category, 2 * segment.brands.keys(brands) + 1))
    return np.concatenate(groups)
