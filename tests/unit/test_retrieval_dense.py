import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from benchmarks.synthetic_catalog import SyntheticCatalog
from recsys.retrieval.dense import DenseRetriever, NearRetriever
from recsys.retrieval.retriever import SearchQuery
from recsys.retrieval.signs import COARSE, FINE, closest, sign_distances, sign_words
from recsys.retrieval.vectors import VectorTable

NO_ROWS = np.empty(0, np.intp)
Floats = NDArray[np.float32]


def unit(matrix: NDArray[np.float64]) -> Floats:
    return (matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)).astype(np.float32)


def table_of(matrix: Floats, rows: NDArray[np.intp] | None = None) -> VectorTable:
    """Return a table in which these rows, or all, have their vectors."""
    rows = np.arange(len(matrix)) if rows is None else rows
    return VectorTable.empty(len(matrix), matrix.shape[1]).with_vectors(rows, matrix[rows])


@pytest.fixture(scope="module")
def clustered() -> Floats:
    draw = np.random.default_rng(7)
    centres = draw.standard_normal((60, 384))
    return unit(centres[draw.integers(0, 60, 12_000)] + draw.standard_normal((12_000, 384)))


@pytest.mark.parametrize("share", [1.0, 0.6, 0.1, 0.001])
def test_finds_what_an_exact_scan_finds(clustered: Floats, share: float) -> None:
    retriever = DenseRetriever(table_of(clustered))
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
    retriever = DenseRetriever(table_of(clustered, np.arange(0, len(clustered), 2)))
    everything = np.ones(len(clustered), np.bool_)
    ranked = retriever.search(SearchQuery("", clustered[1], NO_ROWS), everything, 30)
    assert len(ranked.rows) == 30
    assert (ranked.rows % 2 == 0).all()


def test_vectors_that_are_all_the_same_are_all_as_near() -> None:
    retriever = DenseRetriever(table_of(np.full((2500, 64), 0.125, np.float32)))
    ranked = retriever.search(SearchQuery("", np.full(64, 0.125, np.float32), NO_ROWS), np.ones(2500, np.bool_), 50)
    assert len(set(ranked.rows.tolist())) == 50
    assert ranked.scores.tolist() == pytest.approx([1.0] * 50)


def test_no_vector_or_one_of_another_size_finds_nothing(clustered: Floats) -> None:
    retriever = DenseRetriever(table_of(clustered[:10]))
    mask = np.ones(10, np.bool_)
    assert len(retriever.search(SearchQuery("x", None, NO_ROWS), mask, 5).rows) == 0
    assert len(retriever.search(SearchQuery("x", clustered[0][:100], NO_ROWS), mask, 5).rows) == 0
    assert len(retriever.search(SearchQuery("x", clustered[0], NO_ROWS), np.zeros(10, np.bool_), 5).rows) == 0


def test_near_finds_neighbours_but_not_the_items_themselves(clustered: Floats) -> None:
    retriever = NearRetriever(table_of(clustered))
    mask = np.ones(len(clustered), np.bool_)
    near = np.array([3, 4], dtype=np.intp)
    ranked = retriever.search(SearchQuery("", None, near), mask, 20)
    assert len(ranked.rows) == 20
    assert not {3, 4} & set(ranked.rows.tolist())
    assert mask.all(), "the caller's mask is left alone"
    assert len(retriever.search(SearchQuery("", None, NO_ROWS), mask, 20).rows) == 0


@pytest.fixture(scope="module")
def realistic() -> tuple[SyntheticCatalog, Floats, VectorTable]:
    catalog = SyntheticCatalog(12_000)
    vectors = catalog.vectors()
    return catalog, vectors, table_of(vectors)


@pytest.mark.parametrize("share", [1.0, 0.6, 0.45])
def test_finds_neighbours_also_where_the_filter_is_against_the_query(
    realistic: tuple[SyntheticCatalog, Floats, VectorTable], share: float
) -> None:
    catalog, vectors, table = realistic
    retriever = DenseRetriever(table)
    found = 0
    for query in catalog.asked(vectors, 10):
        mask = catalog.mask(catalog.filters(query, share)["against"])
        ranked = retriever.search(SearchQuery("", query.vector, NO_ROWS), mask, 50)
        best = np.argsort(-np.where(mask, vectors @ query.vector, -2.0))[:50]
        found += len(set(ranked.rows.tolist()) & set(best.tolist()))
    assert found / (10 * 50) >= 0.99


@given(arrays.arrays(np.uint16, st.integers(1, 400), elements=st.integers(0, 384)), st.data())
def test_closest_are_all_up_to_some_distance(distances: NDArray[np.uint16], data: st.DataObject) -> None:
    mask = data.draw(st.one_of(st.none(), arrays.arrays(np.bool_, len(distances)).filter(np.any)))
    among = np.ones(len(distances), np.bool_) if mask is None else mask
    wanted = data.draw(st.integers(1, int(among.sum())))
    found = closest(distances, wanted, mask)
    assert len(found) >= wanted
    assert found.tolist() == np.flatnonzero(among & (distances <= distances[found].max())).tolist()


def test_sign_distances_weigh_what_differs_for_all_rows_or_some(clustered: Floats) -> None:
    signs = sign_words(clustered)
    query: Floats = clustered[5]
    differing: NDArray[np.bool_] = np.not_equal(clustered > 0, clustered[5] > 0)
    sizes = np.abs(query) / np.sqrt(np.mean(query * query))
    some = np.array([5, 7, 11_999], np.intp)
    for weighing, weights in ((COARSE, sizes >= 0.5), (FINE, np.minimum(np.rint(5 * sizes), 15))):
        expected = differing @ weights.astype(np.int64)
        assert sign_distances(signs, query, weighing).tolist() == expected.tolist()
        assert sign_distances(signs, query, weighing, some).tolist() == expected[some].tolist()
