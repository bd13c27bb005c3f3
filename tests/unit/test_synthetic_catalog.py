"""The made-up catalog of the benchmarks: always the same, its filters mean what the predicates mean."""

from itertools import chain

import numpy as np
import pytest

from benchmarks.synthetic_catalog import SyntheticCatalog
from recsys.catalog.predicates import meets_all
from recsys.ports import Vectors

CATALOG = SyntheticCatalog(700)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return CATALOG.vectors()


def test_is_the_same_every_time(vectors: Vectors) -> None:
    again = SyntheticCatalog(700)
    assert list(again.items()) == list(CATALOG.items())
    assert np.array_equal(again.vectors(), vectors)
    first, second = (catalog.asked(vectors, 5) for catalog in (CATALOG, again))
    assert [query.text for query in first] == [query.text for query in second]


def test_has_a_unit_vector_for_each_item_in_the_order_of_ids(vectors: Vectors) -> None:
    items = list(chain.from_iterable(CATALOG.items()))
    assert [item.id for item in items] == CATALOG.ids == sorted(CATALOG.ids)
    assert vectors.shape == (700, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(700), abs=1e-5)


@pytest.mark.parametrize("share", [1.0, 0.1, 0.01])
def test_filters_pass_their_share_and_mean_what_the_predicates_mean(vectors: Vectors, share: float) -> None:
    items = list(chain.from_iterable(CATALOG.items()))
    (query,) = CATALOG.asked(vectors, 1)
    filters = CATALOG.filters(query, share)
    assert CATALOG.mask(filters["independent"]).sum() == pytest.approx(share * 700, abs=1)
    for constraints in filters.values():
        mask = CATALOG.mask(constraints)
        assert mask.tolist() == [meets_all(item, constraints) for item in items]
    against = CATALOG.mask(filters["against"])
    assert not any(item.category == query.category for item, passes in zip(items, against, strict=True) if passes)


def test_queries_are_words_of_an_item_near_its_vector(vectors: Vectors) -> None:
    words = {
        word for item in chain.from_iterable(CATALOG.items()) for word in f"{item.title} {item.description}".split()
    }
    for query in CATALOG.asked(vectors, 20):
        assert {word.lower() for word in words}.issuperset(query.text.split())
        assert 2 <= len(query.text.split()) <= 6
        assert (vectors @ query.vector).max() > 0.6
