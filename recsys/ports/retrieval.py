"""From a request to candidates: embedding and candidate generation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.model.answer import CandidateRequest, CandidateSet
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.ports.catalog import Vectors


class Embedder(Protocol):
    """Text to unit vectors. Never blocks the event loop."""

    @property
    def model(self) -> str:
        """Name the model, stored beside each vector."""
        ...

    @property
    def dimensions(self) -> int:
        """Return the length of a vector; 0 while a service's has not been seen."""
        ...

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return shape (dimensions,). Raises EmbeddingError."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimensions), in the order of the texts. Raises EmbeddingError.

        A text that the model has no vector for gets a row of zeros: it is near to nothing, and not asked again.
        """
        ...


class WordCounts(Protocol):
    """How often words occur in what items are called: titles, brands, categories."""

    def count(self, word: str) -> int:
        """Return how often a word occurs, in the singular and in the plural."""
        ...


@dataclass(frozen=True, slots=True)
class CatalogVocabulary:
    """What the catalog calls things, for understanding messages. Each mapping goes from lower-case name to spelling.

    `brands` and `categories` map to the spelling and the number of items; `colours` are the single colour words of
    colour attributes with their counts; `values` are texts of other attributes (at most 60 characters) with counts;
    `numeric` are the names of attributes that hold numbers, `names` the words items are called by, None where nobody
    counts them. `version` changes whenever they do.
    """

    version: int
    currency: str
    brands: Mapping[str, tuple[str, int]]
    categories: Mapping[str, tuple[str, int]]
    colours: Mapping[str, int]
    values: Mapping[str, int]
    numeric: frozenset[str]
    names: WordCounts | None = None


class CandidateGenerator(Protocol):
    """Filter first, then search. In this process over columns, or in a database that can do it itself."""

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        """Return at most `request.limit` candidates that meet all constraints, best first. Sees finished imports."""
        ...

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        """Count the items that meet all constraints."""
        ...

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words. Cheap: kept until the catalog changes."""
        ...

    def vectors(self, ids: Sequence[ItemId]) -> Vectors:
        """Return the vectors that search has of these items now: rows aligned, zeros where there is none.

        Shape (len(ids), 0) where it has none at all. Cheap: nothing is read or waited for.
        """
        ...
