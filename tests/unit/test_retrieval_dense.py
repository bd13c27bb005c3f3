import numpy as np
import pytest
from numpy.typing import NDArray

from recsys.model.ids import ItemId
from recsys.retrieval.dense import DenseRetriever, NearRetriever, sign_words
from recsys.retrieval.retriever import SearchQuery
from recsys.retrieval.vectors import VectorTable, line_up

NO_ROWS = np.empty(0, np.intp)
Floats = NDArray[np.float32]


def unit(matrix: NDArray[np.float64]) -> Floats:
    return (matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def clustered() -> Floats:
    draw = np.random.default_rng(7)
    centres = draw.standard_normal((60, 384))
    return unit(centres[draw.integers(0, 60, 12_000)] + draw.standard_normal((12_000, 384)))


@pytest.mark.parametrize("share", [1.0, 0.6, 0.1, 0.001])
def test_finds_what_an_exact_scan_finds(clustered: Floats, share: float) -> None:
    retriever = DenseRetriever(VectorTable(clustered, np.ones(len(clustered), np.bool_)))
    draw = np.random.default_rng(11)
    found = 0
    for _ in range(10):
        mask = draw.random(len(clustered)) < share
        query = unit(clustered[draw.integers(0, len(clustered))] + 0.05 * draw.standard_normal(384))
        ranked = retriever.search(SearchQuery("", query, NO_ROWS), mask, 50)
        exact = np.where(mask, clustered @ query, -2.0)
        best = np.argsort(-exact)[: min(50, int(mask.sum()))]
        assert mask[ranked.rows].all()
        assert len(ranked.rows) == len(best)
        assert ranked.scores.tolist() == sorted(ranked.scores.tolist(), reverse=True)
        found += len(set(ranked.rows.tolist()) & set(best.tolist())) / len(best)
    assert found / 10 >= 0.99


def test_rows_without_a_vector_are_not_found(clustered: Floats) -> None:
    present = np.arange(len(clustered)) % 2 == 0
    retriever = DenseRetriever(VectorTable(np.where(present[:, None], clustered, np.float32(0)), present))
    everything = np.ones(len(clustered), np.bool_)
    ranked = retriever.search(SearchQuery("", clustered[1], NO_ROWS), everything, 30)
    assert len(ranked.rows) == 30
    assert (ranked.rows % 2 == 0).all()


def test_no_vector_or_one_of_another_size_finds_nothing(clustered: Floats) -> None:
    retriever = DenseRetriever(VectorTable(clustered[:10], np.ones(10, np.bool_)))
    mask = np.ones(10, np.bool_)
    assert len(retriever.search(SearchQuery("x", None, NO_ROWS), mask, 5).rows) == 0
    assert len(retriever.search(SearchQuery("x", clustered[0][:100], NO_ROWS), mask, 5).rows) == 0
    assert len(retriever.search(SearchQuery("x", clustered[0], NO_ROWS), np.zeros(10, np.bool_), 5).rows) == 0


def test_near_finds_neighbours_but_not_the_items_themselves(clustered: Floats) -> None:
    retriever = NearRetriever(VectorTable(clustered, np.ones(len(clustered), np.bool_)))
    mask = np.ones(len(clustered), np.bool_)
    near = np.array([3, 4], dtype=np.intp)
    ranked = retriever.search(SearchQuery("", None, near), mask, 20)
    assert len(ranked.rows) == 20
    assert not {3, 4} & set(ranked.rows.tolist())
    assert mask.all(), "the caller's mask is left alone"
    assert len(retriever.search(SearchQuery("", None, NO_ROWS), mask, 20).rows) == 0


def test_sign_words_hold_one_bit_a_component() -> None:
    matrix = np.array([[1.0] * 70, [-1.0] * 70, [1.0] + [-1.0] * 69], dtype=np.float32)
    words = sign_words(matrix)
    assert words.shape == (2, 3)
    assert np.bitwise_count(words).sum(axis=0).tolist() == [70, 0, 1]


def test_vectors_are_put_into_the_order_of_rows() -> None:
    ids = [ItemId("c"), ItemId("gone"), ItemId("a")]
    vectors = np.eye(3, dtype=np.float32)
    table = line_up(ids, vectors, {ItemId("a"): 0, ItemId("b"): 1, ItemId("c"): 2}, 3)
    assert table is not None
    assert table.present.tolist() == [True, False, True]
    assert table.matrix.tolist() == [[0, 0, 1], [0, 0, 0], [1, 0, 0]]


def test_vectors_of_another_model_are_no_vectors() -> None:
    rows = {ItemId("a"): 0}
    assert line_up([ItemId("a")], np.ones((1, 5), np.float32), rows, 3) is None
    assert line_up([], np.empty((0, 0), np.float32), rows, 3) is None
    assert line_up([ItemId("gone")], np.ones((1, 3), np.float32), rows, 3) is None
