"""Keyword search: BM25 by tantivy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from recsys.model.catalog import Item
from recsys.retrieval.analysis import identifiers, joined_pairs, query_words, stem
from recsys.retrieval.keyword_index import SCHEMA, KeywordIndex
from recsys.retrieval.retriever import NOTHING, Mask, RankedRows, Rows, SearchQuery
from recsys.retrieval.spelling import Speller, read_as

TITLE_WEIGHT = 0.6
IDENTIFIER_WEIGHT = 0.5
DEEPER = 1.5
LISTED_COST = 5
"""Naming a row to tantivy costs as much as fetching so many hits."""
CLAUSES_MAX = 5_000
"""So many rows are named in one clause each, more as a set. Tantivy makes an automaton of it: five times as slow."""

_Q = tantivy.Query
_SHOULD, _MUST = tantivy.Occur.Should, tantivy.Occur.Must


class KeywordReader:
    """Takes items, becomes a `KeywordRetriever`. Its index is in the directory, or in memory."""

    def __init__(self, directory: Path | None = None) -> None:
        self._index = KeywordIndex.create(directory)

    def add(self, items: Sequence[Item]) -> None:
        """Index the next items."""
        self._index.add(items)

    def finish(self) -> "KeywordRetriever":
        """Commit, and return the retriever."""
        return KeywordRetriever(self._index, self._index.finish(), self._index.rows)


class KeywordRetriever:
    """BM25 over all words of an item, its title once more, and its identifiers."""

    def __init__(self, index: KeywordIndex, searcher: tantivy.Searcher, rows: int) -> None:
        self._index = index
        self._searcher = searcher
        self._rows = rows
        self._speller = Speller(self._names_with_prefix, self._is_held, self._holding_all)

    @classmethod
    def load(cls, directory: Path) -> "KeywordRetriever":
        """Return the retriever that was saved into this directory. It goes on writing there."""
        index = KeywordIndex.open(directory)
        return cls(index, index.searcher(), index.rows)

    def extended(self, items: Sequence[Item], died: Rows) -> "KeywordRetriever":
        """Return a retriever that also finds these items, as the next rows, and the rows that died no more."""
        searcher = self._index.update(self._rows, items, died)
        return KeywordRetriever(self._index, searcher, self._rows + len(items))

    def save(self, directory: Path) -> None:
        """Write what `load` reads into a new directory."""
        self._index.copy_to(directory)

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` best rows of the mask that share a word with the query; scores are BM25.

        Any text is a good query: it is taken apart into words here, tantivy's query language is not used.
        """
        said = query_words(query.text)
        readings = self._speller.corrected(said)
        wanted = self._query(query.text, list(read_as(said, readings)))
        passing = int(np.count_nonzero(mask))
        if wanted is None or not passing:
            return NOTHING
        return replace(self._found(wanted, mask, passing, k), readings=readings)

    def scores(self, query: SearchQuery, rows: Rows) -> None:  # noqa: ARG002 - tantivy cannot score chosen documents
        """Return None: only the search tells."""
        return

    def _found(self, wanted: tantivy.Query, mask: Mask, passing: int, k: int) -> RankedRows:
        """Search as deep as the filter makes it necessary, or among the rows that pass where that costs less."""
        depth = k if passing == len(mask) else int(DEEPER * k * len(mask) / passing) + k
        while depth <= LISTED_COST * passing:
            hits = self._searcher.search(wanted, min(depth, len(mask)), count=False).hits
            found = self._passing(hits, mask, k)
            if len(found.rows) >= k or len(hits) < depth:
                return found
            depth *= 4
        return self._passing(self._searcher.search(self._restricted(wanted, mask), k, count=False).hits, mask, k)

    def _passing(self, hits: Sequence[tuple[Any, tantivy.DocAddress]], mask: Mask, k: int) -> RankedRows:
        """Return the `k` best hits that the mask lets pass."""
        if not hits:
            return NOTHING
        rows = np.array(self._searcher.fast_field_values("row", [address for _, address in hits]), dtype=np.intp)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        passes = np.flatnonzero(mask[rows])[:k]
        return RankedRows(rows[passes], scores[passes])

    def _restricted(self, query: tantivy.Query, mask: Mask) -> tantivy.Query:
        """Let tantivy itself pass over all other rows."""
        rows: list[int] = np.flatnonzero(mask).tolist()
        if len(rows) <= CLAUSES_MAX:
            among = _Q.boolean_query([(_SHOULD, _Q.term_query(SCHEMA, "row", row, "basic")) for row in rows])
        else:
            among = _Q.term_set_query(SCHEMA, "row", rows)
        return _Q.boolean_query([(_MUST, _Q.const_score_query(among, 0.0)), (_MUST, query)])

    def _query(self, text: str, words: Sequence[str]) -> tantivy.Query | None:
        clauses = [(_SHOULD, clause) for clause in self._clauses(text, words)]
        return _Q.boolean_query(clauses) if clauses else None

    def _clauses(self, text: str, words: Sequence[str]) -> Iterator[tantivy.Query]:
        for term in dict.fromkeys(term for word in words if (term := stem(word))):
            yield self._term("text", term, 1.0)
            yield self._term("title", term, TITLE_WEIGHT)
        for joined in joined_pairs(words):
            yield self._term("text", stem(joined), 1.0)
        for identifier in dict.fromkeys((*identifiers(text), *joined_pairs(words))):
            yield self._term("identifier", identifier, IDENTIFIER_WEIGHT)

    def _names_with_prefix(self, prefix: str, at_most: int) -> list[tuple[str, int]]:
        return self._searcher.terms_with_prefix("spelled", prefix, limit=at_most)

    def _is_held(self, word: str) -> bool:
        term = stem(word)
        return not term or any(self._searcher.doc_freq(field, term) for field in ("text", "identifier"))

    def _holding_all(self, words: Sequence[str]) -> int:
        terms = [(_MUST, _Q.term_query(SCHEMA, "text", stem(word), "basic")) for word in words]
        found: Any = self._searcher.search(_Q.boolean_query(terms), 1, count=True)  # its stub knows no count
        return int(found.count or 0)

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return _Q.boost_query(_Q.term_query(SCHEMA, field, term, "freq"), weight)
