"""Pictures of saved results, for the documentation.

    python -m benchmarks.plots RESULT.json... DIR

A result is what `benchmarks.scale --json` or `benchmarks.retrieval --json` printed (its last line). Results of
`benchmarks.retrieval` are drawn side by side, each under the name of its file.
"""

import argparse
import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.report import progress

Axes = Any
"""matplotlib's types leave most calls partly unknown."""

INK, FAINT, GRID = "#1f2933", "#52606d", "#e4e7eb"
HYBRID, DENSE, KEYWORD = "#102a43", "#1a73b7", "#c2570c"
OURS, PEER = "-", (0, (4, 2))
LABEL_GAP = 0.055
"""Distance of two labels at least, as a share of the height of the axes."""

Line = tuple[str, str, Any, Sequence[tuple[float, float]]]
"""Label, colour, dashes, points."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw what the files hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plots", description="Draw saved results.")
    parser.add_argument("results", type=Path, nargs="+", metavar="RESULT.json", help="what a benchmark printed")
    parser.add_argument("directory", type=Path, metavar="DIR", help="where the pictures go")
    options = parser.parse_args(arguments)
    found = {path.stem: _last_line(path) for path in options.results}
    graded = {name: result for name, result in found.items() if "ndcg@10" in result}
    sizes = [result for result in found.values() if "items" in result]
    if len(graded) + len(sizes) < len(found):
        raise SystemExit("Only results of benchmarks.scale and benchmarks.retrieval can be drawn.")
    for result in sizes:
        draw_scale(result, options.directory)
    if graded:
        draw_relevance(graded, options.directory)


def draw_scale(result: Mapping[str, Any], directory: Path) -> None:
    """Draw time against catalog size, and, for the largest size, against the share that a filter passes."""
    sizes = {int(size): figures for size, figures in result["items"].items()}
    with _figure(directory / "latency.svg", "Time of a query by catalog size (median, one thread)") as axes:
        _lines(axes, list(_by_size(sizes)))
        axes.set_xlabel("items in the catalog")
        axes.set_xticks(sorted(sizes), [f"{size:,}" for size in sorted(sizes)])
    largest = max(sizes)
    title = f"Time of a query under a filter, {largest:,} items (median, one thread)"
    with _figure(directory / "filters.svg", title) as axes:
        shares = {float(share): figures for share, figures in sizes[largest]["filtered"].items()}
        _lines(axes, list(_by_share(shares, sizes[largest]["peers"])))
        axes.set_xlabel("share of the items that pass the filter")
        axes.set_xticks(sorted(shares), [f"{100 * share:g} %" for share in sorted(shares)])
        axes.invert_xaxis()


def draw_relevance(results: Mapping[str, Mapping[str, Any]], directory: Path) -> None:
    """Draw nDCG@10 beside that of SQLite FTS5, with the 95 % interval of the difference."""
    with _figure(directory / "relevance.svg", "Relevance beside SQLite FTS5 (nDCG@10, higher is better)") as axes:
        for place, (name, result) in enumerate(sorted(results.items(), reverse=True)):
            ours, peer = result["ndcg@10"], result["peers"]["fts5"]
            low, high = (peer["ndcg@10"] + bound for bound in peer["ndcg@10_lead_95"])
            axes.plot([peer["ndcg@10"], ours], [place, place], color=GRID, linewidth=3, zorder=1)
            axes.plot([low, high], [place, place], color=DENSE, linewidth=1.5, marker="|", markersize=9, zorder=2)
            axes.plot([peer["ndcg@10"]], [place], "o", color=FAINT, markersize=7, zorder=3)
            axes.plot([ours], [place], "o", color=DENSE, markersize=7, zorder=3)
            _note(axes, f"FTS5 {peer['ndcg@10']:.3f}", (min(low, peer["ndcg@10"]), place), -10, FAINT)
            _note(axes, f"recbot {ours:.3f}", (max(high, ours), place), 10, DENSE)
            axes.text(-0.02, place, name, transform=axes.get_yaxis_transform(), ha="right", va="center", color=INK)
        axes.set_yticks([])
        axes.set_ylim(-0.6, len(results) - 0.4)
        axes.margins(x=0.3)
        axes.set_xlabel("nDCG@10; bars: 95 % interval of the lead over FTS5, by queries")


def _by_size(sizes: Mapping[int, Mapping[str, Any]]) -> Iterator[Line]:
    for label, name, colour in _OURS:
        yield label, colour, OURS, [(size, figures[name]["p50"]) for size, figures in sorted(sizes.items())]
    for label, name, colour in _PEERS:
        points = [
            (size, figures["peers"][name]["ms"]["p50"])
            for size, figures in sorted(sizes.items())
            if name in figures["peers"]
        ]
        yield label, colour, PEER, points


def _by_share(shares: Mapping[float, Mapping[str, Any]], peers: Mapping[str, Any]) -> Iterator[Line]:
    for label, name, colour in _OURS:
        points = [
            (share, max(figures[kind][name]["p50"] for kind in ("independent", "against")))
            for share, figures in sorted(shares.items(), reverse=True)
        ]
        recall = f", recall ≥ {min(figures['recall'] for figures in shares.values()):.3f}" if name == "dense_ms" else ""
        yield label + recall, colour, OURS, points
    exact = [(float(share), figures["p50"]) for share, figures in peers["numpy_exact"]["filtered"].items()]
    yield "exact scan (NumPy)", DENSE, PEER, sorted(exact, reverse=True)


_OURS = (
    ("hybrid, embedding included", "hybrid_ms", HYBRID),
    ("dense", "dense_ms", DENSE),
    ("keyword", "keyword_ms", KEYWORD),
)
_PEERS = (
    ("exact scan (NumPy)", "numpy_exact", DENSE),
    ("exact scan (usearch)", "usearch_exact", DENSE),
    ("HNSW (usearch)", "usearch_hnsw", DENSE),
    ("SQLite FTS5", "fts5", KEYWORD),
)


def _lines(axes: Axes, lines: Sequence[Line]) -> None:
    """Draw lines on logarithmic axes and write each one's name at its end, names moved apart where they would touch."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    for _, colour, dashes, points in lines:
        axes.plot(*zip(*points, strict=True), color=colour, linestyle=dashes, linewidth=1.8, marker="o", markersize=4)
    axes.set_ylabel("milliseconds")
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:g}")
    axes.autoscale_view()
    last = lines[0][3][-1][0]
    for label, colour, _, points in lines:
        if points[-1][0] != last:
            _note(axes, label, points[-1], 8, colour)
    ending = [line for line in lines if line[3][-1][0] == last]
    to_axes = axes.transAxes.inverted().transform
    heights = _moved_apart([to_axes(axes.transData.transform(points[-1]))[1] for *_, points in ending])
    for (label, colour, dashes, _), height in zip(ending, heights, strict=True):
        weight = "bold" if dashes == OURS else "normal"
        axes.text(1.03, height, label, transform=axes.transAxes, color=colour, va="center", fontweight=weight)


def _note(axes: Axes, text: str, point: tuple[float, float], aside: float, colour: str) -> None:
    """Write beside a point: `aside` typographic points to the right, or, negative, to the left."""
    side = "left" if aside > 0 else "right"
    axes.annotate(text, point, (aside, 0), textcoords="offset points", ha=side, va="center", color=colour)


def _moved_apart(heights: Sequence[float]) -> list[float]:
    """Return the heights, raised as little as keeps `LABEL_GAP` between them."""
    moved = list(heights)
    last = -1.0
    for place in sorted(range(len(heights)), key=heights.__getitem__):
        last = moved[place] = max(heights[place], last + LABEL_GAP)
    return moved


@contextmanager
def _figure(path: Path, title: str) -> Generator[Axes]:
    """Yield the axes of a new picture and save it: the same result gives the same file."""
    matplotlib: Any = import_module("matplotlib.figure")
    style = {
        "font.size": 10, "axes.edgecolor": GRID, "axes.labelcolor": FAINT, "xtick.color": FAINT, "ytick.color": FAINT,
        "axes.grid": True, "grid.color": GRID, "axes.axisbelow": True, "svg.hashsalt": "recbot",
    }  # fmt: skip
    with import_module("matplotlib").rc_context(style):
        figure = matplotlib.Figure(figsize=(8.4, 4.4), facecolor="white")
        axes = figure.add_axes((0.12, 0.13, 0.58, 0.74))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        figure.text(0.03, 0.94, title, color=INK, fontsize=12, fontweight="bold")
        yield axes
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None})
    progress(f"Drawn: {path}")


def _last_line(path: Path) -> dict[str, Any]:
    lines: Iterable[str] = path.read_text("utf-8").split("\n")
    written = [line for line in lines if line.strip()]
    try:
        return json.loads(written[-1])
    except (IndexError, ValueError):
        raise SystemExit(f"{path} does not end in a line of JSON; run the benchmark with --json.") from None


if __name__ == "__main__":
    main()
