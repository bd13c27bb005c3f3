"""From a request to ranked rows: mask, retrieve, fuse, score, diversify. Blocks for milliseconds: use a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from recsys.model.answer import CANDIDATES_MAX, CandidateRequest
from recsys.model.ids import ItemId
from recsys.model.taste import Leaning
from recsys.retrieval.analysis import query_words
from recsys.retrieval.columns import Columns
from recsys.retrieval.diversity import brands_mixed, variants_stepped_back
from recsys.retrieval.fusion import Fused, fuse
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.leaning import leant
from recsys.retrieval.retriever import Mask, RankedRows, Retriever, Rows, SearchQuery
from recsys.retrieval.scoring import CENTRAL, NAMED, central, named
from recsys.retrieval.spelling import read_as

POOL = 40
"""How deep each retriever's list goes, at least."""
POOL_PER_CANDIDATE = 2
POOL_FOR_LEANING = 2
"""How many times deeper for somebody who leans somewhere: what they like may be further down."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """An item that was found, before it is fetched, with what speaks for it."""

    id: ItemId
    score: float
    ranks: Mapping[str, int]
    similarity: float | None
    variants: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best rows, best first; the request's words as they were read; how many rows passed, of how many."""

    rows: tuple[FoundRow, ...]
    words: Sequence[str]
    readings: Mapping[str, Sequence[str]]
    passing: int
    total: int

    @property
    def ids(self) -> list[ItemId]:
        """Return the ids of the rows."""
        return [row.id for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Rows, best first, and their scores, 0..1."""

    rows: Rows
    scores: NDArray[np.float64]

    def reordered(self, places: NDArray[np.intp]) -> "_Ranked":
        """Return the rows in another order. What steps back does not outscore what it stepped behind."""
        places = np.concatenate((places, np.arange(len(places), len(self.rows))))
        return _Ranked(self.rows[places], np.minimum.accumulate(self.scores[places]))


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What is found of a request before its vector is known: which rows pass, and the lists of what searches items."""

    mask: Mask
    query: SearchQuery
    depth: int
    lists: Mapping[str, RankedRows]
    leaning: Leaning | None


def look_up(index: CatalogIndex, request: CandidateRequest, text: str) -> LookedUp:
    """Search a snapshot for `text`, the request's own or what stands for it, as far as that needs no vector."""
    near = index.columns.rows_of(request.near)
    query = SearchQuery(text, None, near[near >= 0])
    mask = index.columns.mask(request.constraints)
    depth = max(POOL, POOL_PER_CANDIDATE * request.limit) * (POOL_FOR_LEANING if request.leaning else 1)
    return LookedUp(mask, query, depth, _searched(index.over_items, query, mask, depth), request.leaning)


def find(
    index: CatalogIndex,
    weights: Mapping[str, float],
    looked_up: LookedUp,
    vector: NDArray[np.float32] | None,
    limit: int,
) -> Found:
    """Finish the search in the same snapshot, by the text's vector if there is one: at most `limit` rows."""
    columns, mask, depth = index.columns, looked_up.mask, looked_up.depth
    query = replace(looked_up.query, vector=vector)
    lists = {**looked_up.lists, **_searched(index.over_vectors, query, mask, depth)}
    readings = {said: read for ranked in lists.values() for said, read in ranked.readings.items()}
    said = query_words(query.text)
    words = tuple(read_as(said, readings))
    fused = fuse(lists, weights, depth, lambda name, rows: index.retrievers[name].scores(query, rows))
    if len(fused.rows):
        ranked = _scored(index, fused, said, words)
    else:
        rows = index.neutral.best(mask, depth)
        ranked = _Ranked(rows, np.zeros(len(rows)))
    ranked = ranked.reordered(variants_stepped_back(columns.keys.products[ranked.rows]))
    brands = columns.brands_of(ranked.rows[:CANDIDATES_MAX])
    ranked = ranked.reordered(brands_mixed(brands, ranked.scores, words))
    if looked_up.leaning and len(ranked.rows):
        lifts = looked_up.leaning.lifts(columns.offers_of(ranked.rows))
        ranked = ranked.reordered(leant(ranked.scores, lifts, limit))
    return Found(
        rows=_described(index, lists, vector, ranked, limit),
        words=words,
        readings=readings,
        passing=int(np.count_nonzero(mask)),
        total=columns.count,
    )


def _searched(
    retrievers: Mapping[str, Retriever], query: SearchQuery, mask: Mask, depth: int
) -> Mapping[str, RankedRows]:
    return {name: retriever.search(query, mask, depth) for name, retriever in retrievers.items()}


def _scored(index: CatalogIndex, fused: Fused, said: Sequence[str], words: Sequence[str]) -> _Ranked:
    """Score the candidates by all there is to tell from, and rank them; ties go to the lower row."""
    scores, weight = fused.scores, fused.weight
    if words:
        scores = scores + named(said, words, index.columns.titles_of(fused.rows))
        weight += NAMED
    if index.vectors is not None:
        scores = scores + central(index.vectors, fused.rows, scores)
        weight += CENTRAL
    order = np.argsort(-scores, kind="stable")
    return _Ranked(fused.rows[order], scores[order] / weight)


def _described(
    index: CatalogIndex,
    lists: Mapping[str, RankedRows],
    vector: NDArray[np.float32] | None,
    ranked: _Ranked,
    limit: int,
) -> tuple[FoundRow, ...]:
    rows: list[int] = ranked.rows[:limit].tolist()
    places = [(name, dict(zip(found.rows.tolist(), count(1), strict=False))) for name, found in lists.items()]
    variants = _variants(index.columns, ranked.rows)
    return tuple(
        FoundRow(
            index.columns.id_of(row),
            score,
            {name: ranks[row] for name, ranks in places if row in ranks},
            similarity,
            variants.get(row, ()),
        )
        for row, score, similarity in zip(
            rows, ranked.scores[:limit].tolist(), _similarities(index, vector, ranked.rows[:limit]), strict=True
        )
    )


def _similarities(index: CatalogIndex, vector: NDArray[np.float32] | None, rows: Rows) -> Sequence[float | None]:
    vectors = index.vectors
    if vectors is None or vector is None or vector.shape != (vectors.dimensions,):
        return (None,) * len(rows)
    cosines = vectors.cosines(vector, rows).tolist()
    present = vectors.present[rows].tolist()
    return [cosine if known else None for cosine, known in zip(cosines, present, strict=True)]


def _variants(columns: Columns, rows: Rows) -> Mapping[int, tuple[ItemId, ...]]:
    """Return for the first row of each product the ids of its other rows, in their order."""
    products: list[int] = columns.keys.products[rows].tolist()
    if len(set(products)) == len(products):
        return {}
    rows_of: dict[int, list[int]] = {}
    for row, product in zip(rows.tolist(), products, strict=True):
        rows_of.setdefault(product, []).append(row)
    return {first: tuple(map(columns.id_of, others)) for first, *others in rows_of.values() if others}
