"""Which retrievers there are, and how much each one's list counts. To add one: its file, and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recsys.retrieval.dense import DenseRetriever, NearRetriever
from recsys.retrieval.keyword import KeywordReader, KeywordRetriever
from recsys.retrieval.retriever import FromVectors, ItemsReader, ItemsRetriever


@dataclass(frozen=True, slots=True)
class OverItems:
    """A retriever that reads items. `reader` begins one, in an empty directory of its own or in memory (None).

    `load` reads what the retriever saved; the directory is its own then, but files in it may have other names
    elsewhere: they are to be replaced, never written to.
    """

    name: str
    weight: float
    reader: Callable[[Path | None], ItemsReader]
    load: Callable[[Path], ItemsRetriever]


@dataclass(frozen=True, slots=True)
class OverVectors:
    """A retriever that needs vectors only; absent while there are none."""

    name: str
    weight: float
    build: FromVectors


Registered = OverItems | OverVectors

RETRIEVERS: tuple[Registered, ...] = (
    OverItems("keyword", 1.0, KeywordReader, KeywordRetriever.load),
    OverVectors("dense", 1.0, DenseRetriever),
    OverVectors("near", 1.0, NearRetriever),
)
