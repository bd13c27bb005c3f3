"""Candidates that are the kind of thing asked for: search finds words, people ask for things."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recsys.model.answer import SLATE_SIZE, Candidate, CandidateRequest, CandidateSet
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator, CatalogVocabulary, Vectors
from recsys.ranking.kind import is_named, is_of_kind, kind_of

NEAR_COSINE = 0.4
NEAR_SHARE = 0.75
"""What is of another kind may still come near: earbuds for headphones, never a mouse."""


class TopicalGenerator(CandidateGenerator):
    """Wraps a generator and keeps to the kind of thing that the request names, where the catalog has a category for it.

    Enough items of that category: only these ("laptop" is no laptop backpack). Too few: those that bear the name in
    their title or tags, then those of other kinds that come near in meaning fill the places, after them. None at all,
    and nothing near: no candidates, which is the truth.
    """

    def __init__(self, inner: CandidateGenerator) -> None:
        """Take the generator that searches."""
        self._inner = inner
        self._vocabulary: CatalogVocabulary | None = None

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        """Return the inner generator's candidates without those of another kind."""
        found = await self._inner.generate(request)
        # A turn asks for the vocabulary first; that one will do, and spares a look into the database.
        vocabulary = self._vocabulary or await self.vocabulary()
        kind = kind_of(request.text, vocabulary, found.candidates)
        if not kind.is_category:
            return found
        return replace(found, candidates=_of_kind_or_near(found.candidates, kind.stems))

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        """Count the items that meet all constraints, of whatever kind."""
        return await self._inner.passing(constraints)

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words."""
        self._vocabulary = await self._inner.vocabulary()
        return self._vocabulary

    def vectors(self, ids: Sequence[ItemId]) -> Vectors:
        """Return the inner generator's vectors."""
        return self._inner.vectors(ids)


def _of_kind_or_near(candidates: Sequence[Candidate], stems: frozenset[str]) -> tuple[Candidate, ...]:
    of_category = tuple(one for one in candidates if is_named(one.item.category, stems))
    if len(of_category) >= SLATE_SIZE:
        return of_category
    of_kind = tuple(one for one in candidates if is_of_kind(one.item, stems))
    if len(of_kind) >= SLATE_SIZE:
        return of_kind
    return (*of_kind, *(one for one in near(candidates, of_kind) if not is_of_kind(one.item, stems)))


def near(candidates: Iterable[Candidate], of_kind: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that come as near to the request in meaning as what is of the kind asked for, or nearly."""
    floor = max([NEAR_COSINE, *(NEAR_SHARE * _cosine(one) for one in of_kind)])
    return (one for one in candidates if _cosine(one) >= floor)


def _cosine(candidate: Candidate) -> float:
    return candidate.evidence.similarity or 0.0
