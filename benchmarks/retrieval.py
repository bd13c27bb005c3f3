"""Relevance and latency of candidate generation, beside SQLite FTS5 in the same run.

    python -m benchmarks.retrieval --corpus C.jsonl[.gz] --queries Q.json --qrels R.json
        [--retriever hybrid|keyword|dense] [--cache DIR] [--brands-of-titles] [--json]

A corpus line is `{"id", "title", "cls", "body", "price"?}` (cls is the brand), queries are `{qid: text}`, qrels
`{qid: {id: grade}}`. With `--cache` vectors are kept on disk under a hash of their text and not computed again. With
`--brands-of-titles` the first words of titles are taken for brands: for `one_brand@3` of a corpus that names none.
"""

import argparse
import asyncio
import gzip
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import numpy as np

from benchmarks.corpus_vectors import RecordingEmbedder
from benchmarks.fts5 import Fts5
from benchmarks.relevance import Run, relevance
from benchmarks.slates import one_brand_share, with_brands_of_titles
from recsys.model.answer import CandidateRequest
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from recsys.retrieval.registry import RETRIEVERS
from storage.open import open_store

DEPTH = 100
WARM_UP = 20
CHOICES: Mapping[str, Sequence[str]] = {
    "hybrid": [source.name for source in RETRIEVERS],
    "keyword": ["keyword"],
    "dense": ["dense"],
}


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched, what for, and the grades."""

    items: tuple[Item, ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print progress on stderr and with `--json` the result as the last line of stdout."""
    options = _parser().parse_args(arguments)
    collection = load(options.corpus, options.queries, options.qrels)
    if options.brands_of_titles:
        collection = replace(collection, items=with_brands_of_titles(collection.items))
    result = asyncio.run(measure(collection, options.retriever, options.cache))
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))
    return 0


def load(corpus: Path, queries: Path, qrels: Path) -> Collection:
    """Read a collection; queries without grades are left out."""
    with _opened(corpus) as lines:
        items = tuple(_item(json.loads(line)) for line in lines if line.strip())
    grades = json.loads(qrels.read_text("utf-8"))
    asked = {qid: text for qid, text in json.loads(queries.read_text("utf-8")).items() if grades.get(qid)}
    return Collection(items, asked, grades)


async def measure(collection: Collection, retriever: str, cache: Path | None) -> dict[str, Any]:
    """Index, embed, ask every query; return the figures by the names in the documentation."""
    embedder = RecordingEmbedder(MiniLMEmbedder(), cache)
    with TemporaryDirectory(prefix="recbot-benchmark-") as directory:
        return await _measured(collection, retriever, embedder, f"sqlite:///{directory}/catalog.db")


async def _measured(collection: Collection, retriever: str, embedder: RecordingEmbedder, url: str) -> dict[str, Any]:
    async with open_store(url) as store:
        await _import(store.catalog, collection.items)
        if retriever != "keyword":
            await embed_missing(store.catalog, embedder, _progress)
            embedder.save()
        chosen = [source for source in RETRIEVERS if source.name in CHOICES[retriever]]
        generator = HybridGenerator(store.catalog, embedder, chosen)
        began = time.perf_counter()
        await generator.refresh()
        index_s = time.perf_counter() - began
        run, latencies = await _ask(generator, collection.queries)
        rss_mb = _resident_mb()
    ours, gains = relevance(collection.qrels, run)
    peer = _fts5(collection)
    return {
        **ours,
        "one_brand@3": one_brand_share(run, collection.queries, collection.items),
        "queries": len(collection.queries),
        "latency_ms": _percentiles(latencies),
        "index_s": round(index_s, 3),
        "embed_per_s": await embedder.rate([item.title for item in collection.items[:64]]),
        "rss_mb": rss_mb,
        "retriever": retriever,
        "peers": {"fts5": peer.figures | _against(peer, gains, latencies)},
    }


@dataclass(frozen=True, slots=True)
class _Peer:
    figures: dict[str, Any]
    gains: Mapping[str, float]


async def _ask(generator: HybridGenerator, queries: Mapping[str, str]) -> tuple[Run, list[float]]:
    """Ask as a turn does, each query's own embedding included, and time it; then ask deeper for the relevance."""
    for text in list(queries.values())[:WARM_UP]:
        await generator.generate(CandidateRequest(f"{text} warm-up"))
    run: Run = {}
    latencies: list[float] = []
    for done, (qid, text) in enumerate(queries.items(), 1):
        began = time.perf_counter()
        await generator.generate(CandidateRequest(text))
        latencies.append(1000 * (time.perf_counter() - began))
        found = await generator.generate(CandidateRequest(text, limit=DEPTH))
        run[qid] = [candidate.item.id for candidate in found.candidates]
        if done % 500 == 0:
            _progress(done, len(queries))
    return run, latencies


def _fts5(collection: Collection) -> _Peer:
    began = time.perf_counter()
    engine = Fts5(collection.items)
    index_s = time.perf_counter() - began
    run: Run = {}
    latencies: list[float] = []
    for qid, text in collection.queries.items():
        began = time.perf_counter()
        run[qid] = engine.search(text, DEPTH)
        latencies.append(1000 * (time.perf_counter() - began))
    figures, gains = relevance(collection.qrels, run)
    figures["one_brand@3"] = one_brand_share(run, collection.queries, collection.items)
    return _Peer({**figures, "latency_ms": _percentiles(latencies), "index_s": round(index_s, 3)}, gains)


def _against(peer: _Peer, gains: Mapping[str, float], latencies: Sequence[float]) -> dict[str, Any]:
    """Return our lead in nDCG@10 with its 95 % interval (paired bootstrap over queries), and our time as a share."""
    differences = np.array([gains.get(qid, 0.0) - theirs for qid, theirs in peer.gains.items()])
    draws = np.random.default_rng(1).integers(0, len(differences), (2000, len(differences)))
    low, high = np.percentile(differences[draws].mean(axis=1), (2.5, 97.5))
    ratio = float(np.median(latencies)) / max(peer.figures["latency_ms"]["p50"], 1e-3)
    return {
        "ndcg@10_lead": round(float(differences.mean()), 4),
        "ndcg@10_lead_95": [round(float(low), 4), round(float(high), 4)],
        "latency_ratio": round(ratio, 2),
    }


async def _import(catalog: CatalogStore, items: Sequence[Item]) -> None:
    async with catalog.begin_import() as importing:
        await importing.upsert(items)
        await importing.finish(prune=True)


def _item(line: Mapping[str, Any]) -> Item:
    return Item(
        ItemId(str(line["id"])),
        line["title"],
        brand=line.get("cls") or "",
        description=line.get("body") or "",
        price=line.get("price"),
    )


def _percentiles(milliseconds: Iterable[float]) -> dict[str, float]:
    p50, p99 = np.percentile(list(milliseconds), (50, 99))
    return {"p50": round(float(p50), 3), "p99": round(float(p99), 3)}


def _resident_mb() -> int:
    """Return resident memory now, or the peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _progress(done: int, of: int) -> None:
    print(f"\r{done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.retrieval", description="Relevance and latency of candidate generation."
    )
    for name, what in (("corpus", "items, JSONL or JSONL.gz"), ("queries", "{qid: text}"), ("qrels", "grades")):
        parser.add_argument(f"--{name}", type=Path, required=True, help=what)
    parser.add_argument("--retriever", choices=list(CHOICES), default="hybrid", help="default: hybrid")
    parser.add_argument("--cache", type=Path, help="keep vectors in this directory between runs")
    parser.add_argument("--brands-of-titles", action="store_true", help="take first words of titles for brands")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line of stdout")
    return parser


if __name__ == "__main__":
    sys.exit(main())
