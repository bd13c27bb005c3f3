"""One query's cost as the catalog grows, filtered and not, beside exact search and peers in the same run.

    python -m benchmarks.scale [--items 1000 100000 1000000] [--queries N] [--json] [--plots DIR]

The catalog is made up (`synthetic_catalog.py`), the index is the one that serves. Three processes, each in one thread
(`scale_process.py`): the peers, on the same vectors, texts and queries; the import, which saves the index; and a fresh
one that loads and measures it. A million items take about ten minutes, 4 GB of memory and 5 GB of temporary files.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.report import finish, progress

ITEMS = (1_000, 100_000, 1_000_000)
QUERIES = 50
ONE_THREAD = ("OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size, print the result, draw it where asked to."""
    options = _parser().parse_args(arguments)
    sizes = {str(size): measure(size, options.queries) for size in options.items}
    result = {"items": sizes}
    if options.plots is not None:
        from benchmarks.plots import draw_scale

        draw_scale(result, options.plots)
    finish(result, as_json=options.json)


def measure(size: int, queries: int) -> dict[str, Any]:
    """Return the figures of one size by the names in the documentation."""
    with TemporaryDirectory(prefix="recbot-scale-") as name:
        arguments = (name, str(size), str(queries))
        progress(f"{size:,} items: exact answers, and what the peers take ...")
        theirs = _child("peers", *arguments)
        progress(f"{size:,} items: into a database ...")
        built = _child("build", *arguments)
        progress(f"{size:,} items: built in {built['build_s']} s; now searching ...")
        ours = _child("serve", *arguments)
    return {**built, **ours, "peers": theirs, "ratios": _ratios(ours, theirs)}


def _child(*arguments: str) -> dict[str, Any]:
    """Run a process in which NumPy keeps to one thread, which it is told before it is loaded."""
    command = ["env", *ONE_THREAD, sys.executable, "-m", "benchmarks.scale_process", *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"The process for {arguments[0]!r} failed; what it said is above.")
    return json.loads(done.stdout.splitlines()[-1])


def _ratios(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, float]:
    """Return our median time as a share of each peer's."""
    against = {"numpy_exact": "dense_ms", "usearch_exact": "dense_ms", "usearch_hnsw": "dense_ms", "fts5": "keyword_ms"}
    return {
        f"{figure.removesuffix('_ms')}/{peer}": round(ours[figure]["p50"] / max(theirs[peer]["ms"]["p50"], 1e-3), 3)
        for peer, figure in against.items()
        if peer in theirs
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="One query's cost by catalog size.")
    parser.add_argument("--items", type=int, nargs="+", default=ITEMS, help="catalog sizes, default: %(default)s")
    parser.add_argument("--queries", type=int, default=QUERIES, help="queries of each size, default: %(default)s")
    parser.add_argument("--plots", type=Path, help="draw the result into this directory")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line of stdout")
    return parser


if __name__ == "__main__":
    main()
