"""An embedding model behind a service: what has to be said to it, and the name under which its vectors are stored."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

_SCHEME: Final = "openai:"
_SEARCH: Final = "Represent this sentence for searching relevant passages: "
_WEB_SEARCH: Final = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "

_FAMILIES: Final = (
    (r"e5-.*instruct|qwen3-embedding", _WEB_SEARCH, ""),
    (r"(^|[/_-])e5-", "query: ", "passage: "),
    (r"bge-(small|base|large)-zh", "为这个句子生成表示以用于检索相关文章：", ""),
    (r"bge-(small|base|large)|mxbai-embed", _SEARCH, ""),
    (r"arctic-embed2|arctic-embed-.*-v2", "query: ", ""),
    (r"arctic-embed", _SEARCH, ""),
    (r"nomic-embed-text", "search_query: ", "search_document: "),
    (r"embeddinggemma", "task: search result | query: ", "title: none | text: "),
)
"""Pattern in the lower-case name, query prefix, passage prefix, as the models' cards give them; the first match counts.
Every other model is given texts as they are."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model by the name its service knows, the dimensions to ask for (None: the model's own), and its prefixes."""

    name: str
    dimensions: int | None
    query_prefix: str
    passage_prefix: str

    @classmethod
    def of(
        cls,
        name: str,
        *,
        dimensions: int | None = None,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
    ) -> "ServedModel":
        """Describe a model; prefixes that are not given are those of its family."""
        query, passage = family_prefixes(name)
        return cls(
            name,
            dimensions,
            query if query_prefix is None else query_prefix,
            passage if passage_prefix is None else passage_prefix,
        )

    @property
    def stored_name(self) -> str:
        """Name what decides the stored vectors: model, dimensions, passage prefix.

        The query prefix is left out: it changes no stored vector, so that trying another one embeds nothing anew.
        """
        decided = {"dimensions": str(self.dimensions or ""), "passage": self.passage_prefix}
        options = urlencode({key: value for key, value in decided.items() if value})
        return f"{_SCHEME}{quote(self.name, safe='/:@ ')}{'?' if options else ''}{options}"

    @classmethod
    def from_stored_name(cls, stored: str) -> "ServedModel | None":
        """Return the model whose vectors bear this name, with its family's query prefix; None for another kind."""
        if not stored.startswith(_SCHEME):
            return None
        name, _, options = stored.removeprefix(_SCHEME).partition("?")
        decided = dict(parse_qsl(options))
        return cls.of(
            unquote(name),
            dimensions=int(decided["dimensions"]) if decided.get("dimensions", "").isdecimal() else None,
            passage_prefix=decided.get("passage", ""),
        )


def family_prefixes(name: str) -> tuple[str, str]:
    """Return what a model of this name wants before a query and before a passage; "" where it wants nothing."""
    for pattern, query, passage in _FAMILIES:
        if re.search(pattern, name.lower()):
            return query, passage
    return "", ""
