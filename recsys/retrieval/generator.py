"""Candidate generation in this process: mask, retrieve, fuse, collapse variants, fetch, verify."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import meets_all
from recsys.errors import EmbeddingError
from recsys.model.answer import Candidate, CandidateRequest, CandidateSet, Evidence
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator, CatalogStore, CatalogVocabulary, Embedder
from recsys.retrieval.analysis import matched_words, query_words
from recsys.retrieval.diversity import variants_stepped_back
from recsys.retrieval.fusion import Fused, fuse
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.keyword import searchable_texts
from recsys.retrieval.registry import RETRIEVERS, Registered
from recsys.retrieval.retriever import RankedRows, Rows, SearchQuery
from recsys.retrieval.snapshot import IndexKeeper

logger = logging.getLogger(__name__)

POOL = 200
"""How deep each retriever's list goes, at least."""
POOL_PER_CANDIDATE = 2
QUERY_VECTORS_KEPT = 512


@dataclass(frozen=True, slots=True)
class _Found:
    """The best rows with what speaks for them, before any item was fetched."""

    ids: tuple[ItemId, ...]
    scores: tuple[float, ...]
    ranks: tuple[Mapping[str, int], ...]
    similarities: tuple[float | None, ...]
    passing: int
    total: int


class HybridGenerator(CandidateGenerator):
    """Keyword and dense search over columns in memory. Items stay in the store; only candidates are fetched.

    Works without an embedder, and while vectors are missing or the embedder fails: keyword search serves alone then.
    """

    def __init__(
        self,
        catalog: CatalogStore,
        embedder: Embedder | None,
        retrievers: Sequence[Registered] = RETRIEVERS,
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._weights = {source.name: source.weight for source in retrievers}
        self._keeper = IndexKeeper(catalog, embedder, retrievers)
        self._vectors = OrderedDict[str, NDArray[np.float32]]()

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        """Return at most `request.limit` candidates that meet all constraints, best first. Sees finished imports."""
        index = await self._keeper.current()
        vector = await self._query_vector(request.text) if index.vectors is not None else None
        text = request.text
        if request.near and index.vectors is None and not query_words(text):
            text = await self._titles(request.near)
        found = await asyncio.to_thread(self._find, index, request, text, vector)
        items = await self._catalog.get(found.ids)
        return await asyncio.to_thread(_candidates, request, found, items)

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        """Count the items that meet all constraints."""
        index = await self._keeper.current()
        return int(np.count_nonzero(await asyncio.to_thread(index.columns.mask, constraints)))

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words. Cheap: kept until the catalog changes."""
        return (await self._keeper.current()).vocabulary

    async def refresh(self) -> CatalogIndex:
        """Take over every change of the catalog and every vector stored so far, and load the embedding model.

        Call it at start, so that nobody's first request waits for that.
        """
        index = await self._keeper.refresh()
        if index.vectors is not None:
            await self._query_vector("anything at hand")
        return index

    async def close(self) -> None:
        """End what runs in the background."""
        await self._keeper.close()

    async def _query_vector(self, text: str) -> NDArray[np.float32] | None:
        if self._embedder is None or not query_words(text):
            return None
        vector = self._vectors.get(text)
        if vector is None:
            try:
                vector = await self._embedder.embed_query(text)
            except EmbeddingError as error:
                logger.warning("Keyword search serves alone: %s", error)
                return None
        self._vectors[text] = vector
        self._vectors.move_to_end(text)
        if len(self._vectors) > QUERY_VECTORS_KEPT:
            self._vectors.popitem(last=False)
        return vector

    async def _titles(self, ids: Sequence[ItemId]) -> str:
        return " ".join(item.title for item in (await self._catalog.get(ids)).values())

    def _find(
        self, index: CatalogIndex, request: CandidateRequest, text: str, vector: NDArray[np.float32] | None
    ) -> _Found:
        columns = index.columns
        near = np.array([columns.row_of[item] for item in request.near if item in columns.row_of], dtype=np.intp)
        mask = columns.mask(request.constraints)
        lists = index.search(SearchQuery(text, vector, near), mask, max(POOL, POOL_PER_CANDIDATE * request.limit))
        fused = fuse(lists, self._weights)
        if not len(fused.rows):
            rows = index.neutral_best(mask, max(POOL, POOL_PER_CANDIDATE * request.limit))
            fused = Fused(rows, np.zeros(len(rows)))
        best = variants_stepped_back(columns.products[fused.rows])[: request.limit]
        rows = fused.rows[best]
        numbers: list[int] = rows.tolist()
        return _Found(
            ids=tuple(columns.ids[row] for row in numbers),
            # A variant that had to step back does not outscore what it stepped behind.
            scores=tuple(np.minimum.accumulate(fused.scores[best]).tolist()),
            ranks=_ranks(lists, rows),
            similarities=_similarities(index, vector, rows),
            passing=int(np.count_nonzero(mask)),
            total=len(columns.ids),
        )


def _ranks(lists: Mapping[str, RankedRows], rows: Rows) -> tuple[Mapping[str, int], ...]:
    """Return for each row its rank in each list that has it."""
    places = {name: {row: at for at, row in enumerate(ranked.rows.tolist(), 1)} for name, ranked in lists.items()}
    return tuple({name: ranks[row] for name, ranks in places.items() if row in ranks} for row in rows.tolist())


def _similarities(index: CatalogIndex, vector: NDArray[np.float32] | None, rows: Rows) -> tuple[float | None, ...]:
    vectors = index.vectors
    if vectors is None or vector is None:
        return (None,) * len(rows)
    cosines = vectors.cosines(vector, rows).tolist()
    present = vectors.present[rows].tolist()
    return tuple(cosine if known else None for cosine, known in zip(cosines, present, strict=True))


def _candidates(request: CandidateRequest, found: _Found, items: Mapping[ItemId, Item]) -> CandidateSet:
    """Join what was found with the items. One that is gone by now, or changed and fits no more, is left out."""
    words = query_words(request.text)
    candidates: list[Candidate] = []
    for item_id, score, ranks, similarity in zip(found.ids, found.scores, found.ranks, found.similarities, strict=True):
        item = items.get(item_id)
        if item is not None and meets_all(item, request.constraints):
            matched = matched_words(words, "\n".join(searchable_texts(item)))
            candidates.append(Candidate(item, score, Evidence(ranks, matched, similarity)))
    return CandidateSet(tuple(candidates), found.passing, found.total)
