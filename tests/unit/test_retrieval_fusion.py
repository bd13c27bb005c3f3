from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recsys.retrieval.fusion import Fused, fuse
from recsys.retrieval.retriever import NOTHING, RankedRows, Rows

DEPTH = 12
Scores = Mapping[int, float]

lists = st.dictionaries(st.integers(0, 20), st.floats(0.01, 100), max_size=DEPTH)


def ranked(scores: Scores) -> RankedRows:
    order = sorted(scores, key=lambda row: -scores[row])
    return RankedRows(np.array(order, dtype=np.intp), np.array([scores[row] for row in order], dtype=np.float32))


def fused(
    found: Mapping[str, Scores],
    weights: Mapping[str, float] | None = None,
    depth: int = DEPTH,
    told: Mapping[str, Scores] | None = None,
) -> Fused:
    def scores_of(name: str, rows: Rows) -> NDArray[np.float32] | None:
        known = (told or {}).get(name)
        return None if known is None else np.array([known.get(row, np.nan) for row in rows.tolist()], np.float32)

    one_each = dict.fromkeys(found, 1.0)
    return fuse({name: ranked(scores) for name, scores in found.items()}, weights or one_each, depth, scores_of)


def by_row(result: Fused) -> dict[int, float]:
    return dict(zip(result.rows.tolist(), result.scores.tolist(), strict=True))


@given(lists, lists)
def test_every_row_is_kept_once_and_none_exceeds_the_weight(one: Scores, other: Scores) -> None:
    result = fused({"one": one, "other": other}, {"one": 1.0, "other": 0.7})
    rows: list[int] = result.rows.tolist()
    assert rows == sorted({*one, *other})
    assert result.weight == pytest.approx((1.0 if one else 0.0) + (0.7 if other else 0.0))
    assert all(0 <= score <= result.weight + 1e-9 for score in by_row(result).values())


@given(lists)
def test_a_single_list_keeps_its_proportions(one: Scores) -> None:
    best = max(one.values(), default=1.0)
    expected = {row: pytest.approx(score / best, abs=1e-6) for row, score in one.items()}
    assert by_row(fused({"one": one, "empty": {}}, {"one": 1.0, "empty": 9.0})) == expected


def test_nothing_found_is_nothing() -> None:
    result = fuse({"empty": NOTHING}, {"empty": 1.0}, DEPTH, lambda _name, _rows: None)
    assert len(result.rows) == 0


def test_by_how_much_the_first_is_ahead_counts() -> None:
    result = by_row(fused({"one": {1: 10.0, 2: 1.0}, "other": {2: 5.0, 1: 4.5}}))
    assert result[1] > result[2]


def test_weights_decide_where_lists_differ() -> None:
    found = {"one": {1: 2.0, 2: 1.0}, "other": {2: 2.0, 1: 1.0}}
    for heavy, winner in (("one", 1), ("other", 2)):
        result = by_row(fused(found, {"one": 1.0, "other": 1.0} | {heavy: 2.0}))
        assert max(result, key=result.__getitem__) == winner


def test_a_list_that_ended_by_itself_gives_the_others_nothing() -> None:
    assert by_row(fused({"one": {1: 4.0}, "other": {1: 1.0, 2: 1.0}}))[2] == pytest.approx(1.0)


def test_a_list_that_was_cut_gives_the_others_its_lowest_score() -> None:
    result = by_row(fused({"one": {1: 4.0, 3: 2.0}, "other": {1: 1.0, 2: 1.0}}, depth=2))
    assert result[2] == pytest.approx(1.0 + 0.5)


def test_rows_of_other_lists_get_the_score_that_is_told() -> None:
    result = by_row(fused({"one": {1: 4.0}, "other": {2: 1.0}}, told={"one": {1: 4.0, 2: 3.0}}))
    assert result[2] == pytest.approx(1.0 + 0.75)


def test_a_list_that_knows_nothing_of_a_row_has_no_say_about_it() -> None:
    result = by_row(fused({"dense": {1: 1.0}, "words": {1: 1.0, 2: 0.8}}, told={"dense": {1: 1.0}}))
    assert result[2] == pytest.approx(0.8 * 2)
