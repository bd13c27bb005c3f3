"""Numbers that stand for an item: what it is a variant of, and whether it has to be indexed anew."""

import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.retrieval.arrays import Arrays
from recsys.retrieval.diversity import product_key


@dataclass(frozen=True, slots=True)
class RowKeys:
    """`products` holds each row's `product_key`: variants of one product share it.

    `digests` stand for everything that is indexed of an item: of two states with the same digest only facts differ.
    """

    products: NDArray[np.int64]
    digests: NDArray[np.uint64]

    @classmethod
    def of(cls, items: Sequence[Item]) -> "RowKeys":
        """Return the keys of items."""
        products = np.array([product_key(item) for item in items], dtype=np.int64)
        return cls(products, np.frombuffer(b"".join(map(_digest, items)), "<u8"))

    @classmethod
    def joined(cls, parts: Sequence["RowKeys"]) -> "RowKeys":
        """Return the keys of several runs of rows."""
        return cls(np.concatenate([part.products for part in parts]), np.concatenate([part.digests for part in parts]))

    def arrays(self) -> Arrays:
        """Return what `RowKeys(**arrays)` makes the same of."""
        return {"products": self.products, "digests": self.digests}


def _digest(item: Item) -> bytes:
    texts = (item.title, item.brand, item.category, item.description, item.tags, tuple(item.attributes.items()))
    # Format 2 writes equal values alike, whether or not they are one object.
    return blake2b(marshal.dumps(texts, 2), digest_size=8).digest()
