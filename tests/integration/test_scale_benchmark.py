"""`benchmarks.scale` on a small catalog, and its pictures. No figure is asserted that depends on the machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.plots import main as plot

pytest.importorskip("usearch", reason="belongs to the benchmarks' own requirements")
pytest.importorskip("matplotlib", reason="belongs to the benchmarks' own requirements")


def test_measures_and_draws(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.scale", "--items", "200", "--queries", "3", "--json"]
    done = subprocess.run([*command, "--plots", str(tmp_path)], check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout.splitlines()[-1])["items"]["200"]
    assert figures["recall@50"] == 1.0
    assert set(figures["filtered"]) == {"1.0", "0.1", "0.01", "0.001"}
    assert all(under["recall"] == 1.0 for under in figures["filtered"].values())
    assert set(figures["peers"]) == {"numpy_exact", "usearch_exact", "usearch_hnsw", "fts5"}
    for name in ("dense_ms", "keyword_ms", "hybrid_ms"):
        assert 0 < figures[name]["p50"] <= figures[name]["p99"]
    assert {"build_s", "load_s", "rss_mb", "bandwidth_ratio", "update_ms"} <= set(figures)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["filters.svg", "latency.svg"]


def test_draws_relevance_the_same_way_every_time(tmp_path: Path) -> None:
    peer = {"ndcg@10": 0.7, "ndcg@10_lead": 0.1, "ndcg@10_lead_95": [0.08, 0.12]}
    result = tmp_path / "shoes.json"
    result.write_text("progress\n" + json.dumps({"ndcg@10": 0.8, "peers": {"fts5": peer}}), encoding="utf-8")
    drawn: list[bytes] = []
    for name in ("first", "second"):
        plot([str(result), str(tmp_path / name)])
        drawn.append((tmp_path / name / "relevance.svg").read_bytes())
    assert drawn[0] == drawn[1]
    assert b"<svg" in drawn[0]


@pytest.mark.parametrize("text", ["", "no JSON", '{"turns": 3}'])
def test_says_what_cannot_be_drawn(text: str, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    result.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"JSON|can be drawn"):
        plot([str(result), str(tmp_path / "pictures")])
