"""Which retrievers there are, and how much each one's list counts. To add one: its file, and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from recsys.retrieval.dense import DenseRetriever, NearRetriever
from recsys.retrieval.keyword import KeywordReader
from recsys.retrieval.retriever import FromVectors, ItemsReader


@dataclass(frozen=True, slots=True)
class OverItems:
    """A retriever that reads items; `reader` begins one."""

    name: str
    weight: float
    reader: Callable[[], ItemsReader]


@dataclass(frozen=True, slots=True)
class OverVectors:
    """A retriever that needs vectors only; absent while there are none."""

    name: str
    weight: float
    build: FromVectors


Registered = OverItems | OverVectors

RETRIEVERS: tuple[Registered, ...] = (
    OverItems("keyword", 1.0, KeywordReader),
    OverVectors("dense", 0.7, DenseRetriever),
    OverVectors("near", 0.7, NearRetriever),
)
