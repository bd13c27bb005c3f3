"""Keyword search: BM25 by tantivy, over an index in memory that is derived from the catalog."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tantivy

from recsys.model.catalog import Item
from recsys.retrieval.analysis import (
    identifier_analyzer,
    identifiers,
    joined_pairs,
    query_words,
    stem,
    word_analyzer,
)
from recsys.retrieval.retriever import NOTHING, Mask, RankedRows, SearchQuery

# Tantivy's k1 is fixed at 1.2. Text given several times counts as often, while its length relative to others stays:
# that lowers k1, which suits short texts (a second mention says little), and a title counts more than a description.
TITLE_TIMES = 4
BRAND_TIMES = 2
REST_TIMES = 2
TITLE_WEIGHT = 0.6
IDENTIFIER_WEIGHT = 0.5
ROWS_IN_QUERY = 1000
DEEPER = 1.5
WRITER_BYTES = 64_000_000

_Q = tantivy.Query
_SHOULD, _MUST = tantivy.Occur.Should, tantivy.Occur.Must


class KeywordReader:
    """Takes items, becomes a `KeywordRetriever`. Held in memory by tantivy, about as large as the text."""

    def __init__(self) -> None:
        self._schema = _schema()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("words", word_analyzer())
        self._index.register_tokenizer("identifiers", identifier_analyzer())
        self._writer = self._index.writer(WRITER_BYTES, 1)
        self._rows = 0

    def add(self, items: Sequence[Item]) -> None:
        """Index the next items."""
        for item in items:
            document = tantivy.Document()
            document.add_unsigned("row", self._rows)
            title = (item.title,) * TITLE_TIMES
            brand = (item.brand, item.category) * BRAND_TIMES
            document.add_text("title", "\n".join(title))
            document.add_text("text", "\n".join((*title, *brand, *(tuple(_other_texts(item)) * REST_TIMES))))
            document.add_text("identifier", " ".join(identifiers(f"{item.title} {item.id}")))
            self._writer.add_document(document)
            self._rows += 1

    def finish(self) -> "KeywordRetriever":
        """Commit, and return the retriever."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        return KeywordRetriever(self._index.searcher(), self._schema)


@dataclass(frozen=True, slots=True)
class KeywordRetriever:
    """BM25 over all words of an item, its title once more, and its identifiers."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema

    def search(self, query: SearchQuery, mask: Mask, k: int) -> RankedRows:
        """Return the `k` best rows of the mask that share a word with the query; scores are BM25.

        Any text is a good query: it is taken apart into words here, tantivy's query language is not used.
        """
        wanted = self._query(query.text)
        passing = int(np.count_nonzero(mask))
        if wanted is None or not passing:
            return NOTHING
        if passing <= ROWS_IN_QUERY and passing < len(mask):
            return self._best(self._restricted(wanted, mask), mask, k, k)
        depth = k if passing == len(mask) else int(DEEPER * k * len(mask) / passing) + k
        while True:
            found = self._best(wanted, mask, depth, k)
            if len(found.rows) >= k or depth >= len(mask):
                return found
            depth *= 4

    def _best(self, query: tantivy.Query, mask: Mask, depth: int, k: int) -> RankedRows:
        """Return the `k` best rows of the mask among the `depth` best of all."""
        hits = self.searcher.search(query, min(depth, len(mask)), count=False).hits
        if not hits:
            return NOTHING
        rows = np.array(self.searcher.fast_field_values("row", [address for _, address in hits]), dtype=np.intp)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        passes = np.flatnonzero(mask[rows])[:k]
        return RankedRows(rows[passes], scores[passes])

    def _restricted(self, query: tantivy.Query, mask: Mask) -> tantivy.Query:
        """Let tantivy itself pass over all other rows: deep search would be a waste where few rows pass."""
        rows: list[int] = np.flatnonzero(mask).tolist()
        among = _Q.const_score_query(_Q.term_set_query(self.schema, "row", rows), 0.0)
        return _Q.boolean_query([(_MUST, among), (_MUST, query)])

    def _query(self, text: str) -> tantivy.Query | None:
        words = query_words(text)
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

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return _Q.boost_query(_Q.term_query(self.schema, field, term, "freq"), weight)


def searchable_texts(item: Item) -> Iterator[str]:
    """Yield what is indexed of an item: all its texts, and the names of attributes that are true ("bluetooth")."""
    yield item.title
    yield item.brand
    yield item.category
    yield from _other_texts(item)


def _other_texts(item: Item) -> Iterator[str]:
    yield item.description
    yield from item.tags
    for name, value in item.attributes.items():
        if isinstance(value, str):
            yield value
        elif value is True:
            yield name.replace("_", " ")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name="words", index_option="freq")
    builder.add_text_field("text", tokenizer_name="words", index_option="freq")
    builder.add_text_field("identifier", tokenizer_name="identifiers", index_option="freq")
    return builder.build()
