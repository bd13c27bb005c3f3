"""Candidate generation in this process: the request's vector, a search over the snapshot, items fetched and checked."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recsys.catalog.predicates import meets_all
from recsys.model.answer import Candidate, CandidateRequest, CandidateSet, Evidence
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator, CatalogState, CatalogStore, CatalogVocabulary, Embedder, Vectors
from recsys.retrieval.analysis import SHARED_BEGINNING, matched_words, query_words
from recsys.retrieval.embedding.queries import QueryVectors
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.item_memory import ItemMemory
from recsys.retrieval.keyword_index import searchable_texts
from recsys.retrieval.pipeline import Found, LookedUp, find, look_up
from recsys.retrieval.registry import RETRIEVERS, Registered
from recsys.retrieval.snapshot import IndexKeeper

NOTED_VALUE_MAX = 60
"""Characters: a longer attribute value is a description, and no evidence of its own."""


class HybridGenerator(CandidateGenerator):
    """Keyword and dense search over columns in memory. Items stay in the store; candidates are fetched.

    Works without an embedder, and while vectors are missing or the embedder fails: keyword search serves alone then.
    """

    def __init__(
        self,
        catalog: CatalogStore,
        embedder: Embedder | None,
        retrievers: Sequence[Registered] = RETRIEVERS,
        directory: Path | None = None,
    ) -> None:
        """Save the index in `directory` and load it from there; None: it is built at every start."""
        self._catalog = catalog
        self._weights = {source.name: source.weight for source in retrievers}
        self._keeper = IndexKeeper(catalog, embedder, retrievers, directory)
        self._queries = QueryVectors()
        self._items = ItemMemory(catalog)

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        """Return at most `request.limit` candidates that meet all constraints, best first. Sees finished imports."""
        # The catalog is up to date and searched by words before the query is embedded: all work outside of Python.
        expected = _embedding_of(self._keeper.latest)
        (index, state, looked_up), vector = await asyncio.gather(
            self._looked_up(request), self._query_vector(expected, request.text)
        )
        if _embedding_of(index) != expected:
            vector = await self._query_vector(_embedding_of(index), request.text)
        found = await asyncio.to_thread(find, index, self._weights, looked_up, vector, request.limit)
        items = await self._items.get(found.ids, state)
        return _candidates(request, found, items, index.columns.currency)

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        """Count the items that meet all constraints."""
        index = await self._keeper.current()
        return int(np.count_nonzero(await asyncio.to_thread(index.columns.mask, constraints)))

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words. Cheap: kept until the catalog changes."""
        return (await self._keeper.current()).vocabulary

    def vectors(self, ids: Sequence[ItemId]) -> Vectors:
        """Return the vectors that search has of these items now: rows aligned, zeros where there is none."""
        index = self._keeper.latest
        if index is None or index.vectors is None or not len(index.columns):
            return np.zeros((len(ids), 0), np.float32)
        rows = index.columns.rows_of(ids)
        found = index.vectors.gathered(np.maximum(rows, 0))
        found[rows < 0] = 0.0
        return found

    async def refresh(self) -> CatalogIndex:
        """Take over every change of the catalog and every vector stored so far, and load the embedding model.

        Call it at start, so that nobody's first request waits for that.
        """
        index = await self._keeper.refresh()
        await self._query_vector(_embedding_of(index), "anything at hand")
        return index

    def serve(self, embedder: Embedder) -> None:
        """Let the vectors of this embedder take the place of those that serve, as soon as they are read."""
        self._keeper.serve(embedder)

    async def close(self) -> None:
        """End what runs in the background."""
        await self._keeper.close()

    async def _looked_up(self, request: CandidateRequest) -> tuple[CatalogIndex, CatalogState | None, LookedUp]:
        index, state = await self._keeper.current_as_of()
        text = request.text
        if request.near and index.vectors is None and not query_words(text):
            text = await self._titles(request.near)
        return index, state, await asyncio.to_thread(look_up, index, request, text)

    async def _query_vector(self, embedding: tuple[Embedder, int] | None, text: str) -> NDArray[np.float32] | None:
        if embedding is None or not query_words(text):
            return None
        embedder, dimensions = embedding
        return await self._queries.vector(embedder, text, dimensions)

    async def _titles(self, ids: Sequence[ItemId]) -> str:
        return " ".join(item.title for item in (await self._catalog.get(ids)).values())


def _embedding_of(index: CatalogIndex | None) -> tuple[Embedder, int] | None:
    """Return what makes a query's vector for an index, and its length; None where it holds no vectors."""
    if index is None or index.embedder is None or index.vectors is None:
        return None
    return index.embedder, index.vectors.dimensions


def _candidates(
    request: CandidateRequest, found: Found, items: Mapping[ItemId, Item], currency: str | None
) -> CandidateSet:
    """Join what was found with the items. One that is gone by now, or changed and fits no more, is left out."""
    candidates: list[Candidate] = []
    for row in found.rows:
        item = items.get(row.id)
        if item is not None and meets_all(item, request.constraints, currency):
            matched = matched_words(found.words, "\n".join(searchable_texts(item)))
            evidence = Evidence(row.ranks, matched, row.similarity, _noted(item, matched))
            candidates.append(Candidate(item, row.score, evidence, row.variants))
    return CandidateSet(tuple(candidates), found.passing, found.total, found.readings)


def _noted(item: Item, matched: Sequence[str]) -> tuple[str, ...]:
    """Return the names of attributes whose values hold one of the words, or that are true and named by one."""
    beginnings = [word[:SHARED_BEGINNING] for word in matched]
    noted: list[str] = []
    for name, value in item.attributes.items():
        text = name.replace("_", " ") if value is True else value
        if isinstance(text, str) and len(text) <= NOTED_VALUE_MAX:
            lowered = text.lower()
            # Most values hold none, which is quick to see: an item may have a hundred of them.
            if any(beginning in lowered for beginning in beginnings) and matched_words(matched, lowered):
                noted.append(name)
    return tuple(noted)
