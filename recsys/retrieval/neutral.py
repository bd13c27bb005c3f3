"""An order for requests that say nothing: what could be shown to anybody."""

from zlib import crc32

import numpy as np

from recsys.retrieval.columns import Columns
from recsys.retrieval.retriever import Rows


def neutral_order(columns: Columns) -> Rows:
    """Return all rows: in stock first, priced first, then a little of every category (or brand), always the same.

    Within a category the order is by a checksum of the id: it favours nobody and survives restarts.
    """
    group = np.where(columns.categories.codes > 0, columns.categories.codes, -columns.brands.codes - 1)
    drawn = np.array([crc32(item.encode("utf-8", "surrogatepass")) for item in columns.ids], dtype=np.int64)
    unpriced = np.isnan(columns.prices)
    by_group = np.lexsort((drawn, unpriced, columns.out_of_stock, group))
    place = np.arange(len(by_group))
    sorted_groups = group[by_group]
    begins = np.r_[True, sorted_groups[1:] != sorted_groups[:-1]][: len(by_group)]
    turn = np.empty(len(by_group), dtype=np.int64)
    turn[by_group] = place - np.maximum.accumulate(np.where(begins, place, 0))
    return np.lexsort((drawn, turn, unpriced, columns.out_of_stock))
