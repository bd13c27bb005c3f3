"""Whatever a service answers is read into vectors or refused, never half read."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.retrieval.embedding.service_answer import AnswerUnreadable, NotNumbers, read_vectors

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
NUMBERS = st.lists(st.floats(), min_size=1, max_size=3) | VALUES
ENTRIES = st.fixed_dictionaries({"embedding": NUMBERS}, optional={"index": st.integers(0, 2) | VALUES}) | VALUES


@given(st.binary(max_size=50) | VALUES.map(lambda value: json.dumps(value).encode()), st.integers(1, 3))
def test_any_body_is_read_or_refused(body: bytes, count: int) -> None:
    with pytest.raises(AnswerUnreadable):
        read_vectors(body, count)


@given(st.lists(ENTRIES, min_size=1, max_size=3))
def test_any_list_gives_unit_vectors_or_is_refused(entries: list[object]) -> None:
    try:
        vectors = read_vectors(json.dumps({"data": entries}).encode(), len(entries))
    except (AnswerUnreadable, NotNumbers):
        return
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(entries)), abs=1e-5)


@given(st.permutations(range(4)))
def test_the_index_decides_the_order(order: list[int]) -> None:
    data = [{"index": at, "embedding": np.eye(4)[at].tolist()} for at in order]
    assert read_vectors(json.dumps({"data": data}).encode(), 4).tolist() == np.eye(4).tolist()
