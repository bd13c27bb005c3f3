"""`python -m benchmarks`: every benchmark once, on a small input, to see that it works."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import progress
from benchmarks.small_inputs import write_small_inputs

SHARED_HINT = "figures worth quoting come from the commands in docs/benchmarks.md, not from this"


def main() -> None:
    """Run each; exit 1 if one fails."""
    with tempfile.TemporaryDirectory(prefix="recbot-bench-") as folder:
        write_small_inputs(Path(folder))
        failed = _run_all(Path(folder))
    if failed:
        raise SystemExit(f"Failed: {', '.join(failed)}")
    progress(f"All ran ({SHARED_HINT}).")


def _run_all(folder: Path) -> list[str]:
    failed: list[str] = []
    for name, arguments in commands(folder).items():
        progress(f"== {name} {' '.join(arguments)}")
        begun = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments, "--json"], check=False)
        progress(f"   {'done' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - begun:.1f} s")
        if done.returncode != 0:
            failed.append(name)
    return failed


def commands(folder: Path) -> dict[str, list[str]]:
    """Return each benchmark's arguments for a small run."""
    return {
        "turns": ["--items", "500", "--threads", "5", "--seconds", "2", "--turns", "20"],
        "retrieval": [
            "--corpus", str(folder / "corpus.jsonl"),
            "--queries", str(folder / "queries.json"),
            "--qrels", str(folder / "qrels.json"),
        ],
        "embedding": ["--catalog", str(folder / "products.jsonl"), "--items", "20"],
        "scale": ["--items", "200", "--queries", "5", "--plots", str(folder / "pictures")],
        "tokens": [],
        "model_faults": ["--turns", "200"],
        "conversation": ["--catalog", str(folder / "products.jsonl"), "--sessions", str(folder / "sessions.jsonl")],
        "feedback": [
            "--ratings", str(folder / "ratings.csv"),
            "--items", str(folder / "films.csv"),
            "--test-users", str(folder / "users.txt"),
            "--groups", "1", "--cost", "20000",
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
