"""Relevance figures, all computed by `ir_measures`."""

from collections.abc import Mapping, Sequence
from typing import Any

import ir_measures

Run = dict[str, Sequence[str]]
"""Query id -> item ids, best first."""


def relevance(qrels: Mapping[str, Mapping[str, int]], run: Run) -> tuple[dict[str, float | None], Mapping[str, float]]:
    """Return the mean figures over all queries of the run, and nDCG@10 by query.

    A query with nothing found counts as zero. Each measure is a call of its own: two variants of nDCG in one call
    mix their results in ir_measures 0.4.3.
    """
    measures: Any = ir_measures
    wanted = {
        "ndcg@10": measures.nDCG @ 10,
        "ndcg@10_judged": measures.nDCG(judged_only=True) @ 10,
        "judged@10": measures.Judged @ 10,
        "recall@100": measures.R @ 100,
        "p@3": measures.P(rel=2) @ 3,
        "mrr@10": measures.RR @ 10,
    }
    scored = {qid: {item: -float(rank) for rank, item in enumerate(found)} for qid, found in run.items() if found}
    graded = {qid: dict(qrels[qid]) for qid in run}
    figures: dict[str, float | None] = {}
    gains: dict[str, float] = {}
    for name, measure in wanted.items():
        by_query = {metric.query_id: float(metric.value) for metric in measures.iter_calc([measure], graded, scored)}
        figures[name] = round(sum(by_query.values()) / max(len(run), 1), 4)
        if name == "ndcg@10":
            gains = {qid: by_query.get(qid, 0.0) for qid in run}
    return figures, gains
