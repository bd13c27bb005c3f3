"""Columns of names: brands, categories, tags."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import same_name
from recsys.retrieval.arrays import Arrays, prefixed, under
from recsys.retrieval.retriever import Mask
from recsys.retrieval.texts import Texts


class NameColumn:
    """A name an entry, "" where there is none. `codes[i]` is the place of entry i's name among `spellings`."""

    def __init__(self, codes: NDArray[np.int32], spellings: Sequence[str]) -> None:
        self.codes = codes
        self.spellings = spellings
        self._keys = [same_name(spelling) for spelling in spellings]

    @classmethod
    def of(cls, names: Sequence[str]) -> "NameColumn":
        """Return the column of these names."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(name, len(numbers)) for name in names]
        return cls(np.array(codes, dtype=np.int32), tuple(numbers))

    def name_at(self, place: int) -> str:
        """Return the name of an entry, as it is spelled."""
        return self.spellings[int(self.codes[place])]

    def is_one_of(self, names: Iterable[str]) -> Mask:
        """Return the mask of entries that carry one of the names, in any case. No entry carries the empty name."""
        wanted = {same_name(name) for name in names} - {""}
        return np.array([key in wanted for key in self._keys], dtype=np.bool_)[self.codes]

    def keys(self, numbers: dict[str, int]) -> NDArray[np.int64]:
        """Return a number an entry, equal for names that differ in case only; new ones are added to `numbers`."""
        told = [numbers.setdefault(key, len(numbers)) for key in self._keys]
        return np.array(told, dtype=np.int64)[self.codes]

    def counted(self, entries: Mask) -> Counter[str]:
        """Count the names of some entries, as they are spelled; the empty one is left out."""
        counts = np.bincount(self.codes[entries], minlength=len(self.spellings)).tolist()
        return Counter({name: count for name, count in zip(self.spellings, counts, strict=True) if count and name})

    def arrays(self) -> Arrays:
        """Return what `from_arrays` makes the same of."""
        return {"codes": self.codes, **prefixed("spellings", Texts.of(self.spellings).arrays())}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "NameColumn":
        """Return the column that `arrays` came from."""
        spellings = Texts.from_arrays(under("spellings", arrays))
        return cls(arrays["codes"], spellings.part(0, len(spellings)))
