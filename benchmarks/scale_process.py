"""The processes of `benchmarks.scale`, one after the other over one directory. Each prints one JSON object.

    python -m benchmarks.scale_process peers|build|serve DIRECTORY ITEMS QUERIES

`peers` writes the queries with their true answers and measures the peers, `build` fills a database and saves its index,
`serve` loads and searches it.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import percentiles
from benchmarks.scale_peers import K, exact_search, peers, recall
from benchmarks.synthetic_catalog import DIMENSIONS, Asked, SyntheticCatalog
from recsys.model.answer import CandidateRequest
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, PriceMin
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore, Embedder, Vectors
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.generator import HybridGenerator
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.retriever import SearchQuery
from recsys.retrieval.signs import COARSE, sign_distances
from storage.open import open_store

MODEL = "synthetic"
STORED_AT_ONCE = 5_000
WARM_UP = 5
UPDATES = 5
_MEMORY = {"VmRSS": "rss_mb", "RssFile": "rss_file_mb"}
_NO_ROWS = np.empty(0, np.intp)


class AimedEmbedder(Embedder):
    """Takes the time that MiniLM takes over a query, and answers with the vector that the catalog has for it."""

    def __init__(self, asked: Sequence[Asked] = ()) -> None:
        self._minilm = MiniLMEmbedder()
        self._vectors = {query.text: query.vector for query in asked}
        self.milliseconds: list[float] = []

    @property
    def model(self) -> str:
        """Name the made-up model."""
        return MODEL

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return DIMENSIONS

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed, and put the made-up vector in the place of the model's where the text has one."""
        began = time.perf_counter()
        embedded = await self._minilm.embed_query(text)
        self.milliseconds.append(1000 * (time.perf_counter() - began))
        return self._vectors.get(text.rstrip(), embedded)

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed with MiniLM."""
        return await self._minilm.embed_passages(texts)


async def ask_peers(directory: Path, catalog: SyntheticCatalog, queries: int) -> dict[str, Any]:
    """Write `task.json`, measure the peers."""
    vectors = catalog.vectors()
    asked = catalog.asked(vectors, queries)
    exact = exact_search(catalog, vectors, asked)
    task = {"asked": [asdict(query) | {"vector": query.vector.tolist()} for query in asked], "truth": exact.truth}
    (directory / "task.json").write_text(json.dumps(task), encoding="utf-8")
    return peers(catalog, vectors, asked, exact)


async def build(directory: Path, catalog: SyntheticCatalog, _queries: int) -> dict[str, Any]:
    """Import the catalog with its vectors, then build the index and save it."""
    async with open_store(_url(directory)) as store:
        async with store.catalog.begin_import() as importing:
            for batch in catalog.items():
                await importing.upsert(batch)
            await importing.finish(prune=True)
        await _store_vectors(store.catalog, catalog)
        generator = HybridGenerator(store.catalog, AimedEmbedder(), directory=directory / "index")
        began = time.perf_counter()
        await generator.refresh()
        build_s = time.perf_counter() - began
        await generator.close()
    return {"build_s": round(build_s, 2)}


async def _store_vectors(store: CatalogStore, catalog: SyntheticCatalog) -> None:
    vectors, last = catalog.vectors(), None
    number_of = {item: number for number, item in enumerate(catalog.ids)}
    while rows := await store.unembedded(MODEL, STORED_AT_ONCE, last):
        await store.put_vectors(MODEL, [(item.id, content, vectors[number_of[item.id]]) for item, content in rows])
        last = rows[-1][0].id


async def serve(directory: Path, catalog: SyntheticCatalog, _queries: int) -> dict[str, Any]:
    """Load the saved index and measure it."""
    task = json.loads((directory / "task.json").read_text("utf-8"))
    asked = [Asked(one["text"], np.array(one["vector"], np.float32), one["category"]) for one in task["asked"]]
    embedder = AimedEmbedder(asked)
    await embedder.embed_query("loads the model")
    async with open_store(_url(directory)) as store:
        generator = HybridGenerator(store.catalog, embedder, directory=directory / "index")
        began = time.perf_counter()
        index = await generator.refresh()
        load_s = time.perf_counter() - began
        for query in asked[:WARM_UP]:
            await generator.generate(CandidateRequest(f"{query.text} again"))
        bench = _Bench(generator, index, catalog, asked)
        filtered = {share: await bench.filtered(float(share), truth) for share, truth in task["truth"].items()}
        memory = _memory()
        bandwidth = _bandwidth_ratio(index, asked)
        updates = await _updates(generator, store.catalog, catalog)
        await generator.close()
    return {
        **{name: filtered["1.0"]["independent"][name] for name in ("dense_ms", "keyword_ms", "hybrid_ms")},
        "recall@50": filtered["1.0"]["independent"]["recall"],
        "filtered": filtered,
        "embed_ms": percentiles(embedder.milliseconds),
        "load_s": round(load_s, 3),
        **memory,
        "bandwidth_ratio": bandwidth,
        "update_ms": updates,
    }


class _Bench:
    """Asks every query of dense, keyword and hybrid search in turn, so that a busy moment hits all alike."""

    def __init__(
        self, generator: HybridGenerator, index: CatalogIndex, catalog: SyntheticCatalog, asked: Sequence[Asked]
    ) -> None:
        self._generator = generator
        self._index = index
        self._catalog = catalog
        self._asked = asked
        self._repeat = 0

    async def filtered(self, share: float, truth: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, Any]:
        """Return times and recall under each kind of filter, and the worse of the two as `ms` and `recall`."""
        kinds = {kind: await self._under(share, kind, numbers) for kind, numbers in truth.items()}
        worst_ms = max((figures["dense_ms"] for figures in kinds.values()), key=lambda ms: ms["p50"])
        return {"ms": worst_ms, "recall": min(figures["recall"] for figures in kinds.values()), **kinds}

    async def _under(self, share: float, kind: str, truth: Sequence[Sequence[int]]) -> dict[str, Any]:
        took: dict[str, list[float]] = {"dense_ms": [], "keyword_ms": [], "hybrid_ms": []}
        found: list[set[int]] = []
        self._repeat += 1
        for query in self._asked:
            constraints = self._catalog.filters(query, share)[kind]
            search = SearchQuery(query.text, query.vector, _NO_ROWS)
            for name in ("dense", "keyword"):
                began = time.perf_counter()
                mask = self._index.columns.mask(constraints)
                ranked = self._index.retrievers[name].search(search, mask, K)
                took[f"{name}_ms"].append(1000 * (time.perf_counter() - began))
                if name == "dense":
                    found.append({int(self._index.columns.id_of(row)[1:]) for row in ranked.rows.tolist()})
            took["hybrid_ms"].append(await self._hybrid(query, constraints))
        return {"recall": recall(found, truth), **{name: percentiles(times) for name, times in took.items()}}

    async def _hybrid(self, query: Asked, constraints: Sequence[Constraint]) -> float:
        # The generator remembers vectors by text: spaces at the end make the text another one.
        text = query.text + " " * self._repeat
        began = time.perf_counter()
        await self._generator.generate(CandidateRequest(text, tuple(constraints)))
        return 1000 * (time.perf_counter() - began)


async def _updates(generator: HybridGenerator, store: CatalogStore, catalog: SyntheticCatalog) -> dict[str, float]:
    """Return the median time from the end of an import to an answer that shows it: a price changed, an item new."""
    (first, *_), *_ = catalog.items()
    changed = [replace(first, price=1000.0 + number) for number in range(UPDATES)]
    new = [replace(first, id=ItemId(f"new{number}"), title=f"brandnew{number}") for number in range(UPDATES)]
    return {
        "price_changed": await _seen_after(generator, store, changed),
        "new_item": await _seen_after(generator, store, new),
    }


async def _seen_after(generator: HybridGenerator, store: CatalogStore, items: Sequence[Item]) -> float:
    took: list[float] = []
    for item in items:
        async with store.begin_import() as importing:
            await importing.upsert([item])
            await importing.finish(prune=False)
        began = time.perf_counter()
        found = await generator.generate(CandidateRequest(item.title, (PriceMin(item.price or 0.0),)))
        took.append(1000 * (time.perf_counter() - began))
        if item not in [candidate.item for candidate in found.candidates]:
            raise SystemExit(f"The answer after an import does not show {item.id} as it is now.")
    return percentiles(took)["p50"]


def _bandwidth_ratio(index: CatalogIndex, asked: Sequence[Asked]) -> float:
    """Return how fast the scan of sign bits goes through memory, as a share of merely adding up the same words."""
    assert index.vectors is not None  # noqa: S101 - every item was given a vector
    signs = index.vectors.signs
    scans: list[float] = []
    reads: list[float] = []
    for query in asked:
        began = time.perf_counter()
        sign_distances(signs, query.vector, COARSE)
        scanned = time.perf_counter()
        signs.sum()
        reads.append(time.perf_counter() - scanned)
        scans.append(scanned - began)
    return round(float(np.median(reads) / np.median(scans)), 3)


def _memory() -> dict[str, int]:
    """Return resident memory in MiB, and the part of it that is pages of files, which the system can take back.

    Zeros where the system does not tell (it is Linux that does).
    """
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    kilobytes = {
        name: int(value.split()[0]) for name, value in (line.split(":", 1) for line in lines) if name in _MEMORY
    }
    return {key: kilobytes.get(name, 0) // 1024 for name, key in _MEMORY.items()}


def _url(directory: Path) -> str:
    return f"sqlite:///{directory}/catalog.db"


def main() -> None:
    """Do what the arguments say."""
    what, directory, size, queries = sys.argv[1:]
    work = {"peers": ask_peers, "build": build, "serve": serve}[what]
    print(json.dumps(asyncio.run(work(Path(directory), SyntheticCatalog(int(size)), int(queries)))))


if __name__ == "__main__":
    main()
