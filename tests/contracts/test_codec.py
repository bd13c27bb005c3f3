"""The codec: whatever the domain can say comes back the same, and what it cannot say is refused."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.errors import StorageError
from recsys.model.answer import ModelUsage
from recsys.model.constraints import Constraint, PriceMax, PriceMin, Stated
from recsys.model.delivery import Admitted
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from storage import codec

KINDS: tuple[type[Any], ...] = get_args(Constraint)
STATED = st.lists(st.from_type(Stated), max_size=6).map(tuple)
STATES = st.builds(DialogueState, constraints=STATED)
USAGE = st.lists(st.from_type(ModelUsage), max_size=4).map(tuple)


def equals_itself(value: object) -> bool:
    """Leave out what holds a NaN, which equals nothing."""
    return "nan" not in repr(value)


@given(STATES.filter(equals_itself))
@settings(max_examples=150, deadline=None)
def test_a_state_comes_back_the_same(state: DialogueState) -> None:
    text = codec.encode_state(state)
    assert codec.decode_state(text) == state
    assert [type(stated.constraint) for stated in codec.decode_state(text).constraints] == [
        type(stated.constraint) for stated in state.constraints
    ]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_constraint_keeps_its_class_and_the_types_of_its_fields(kind: type[Any], data: st.DataObject) -> None:
    constraint: Constraint = data.draw(st.from_type(kind).filter(equals_itself))
    raw = codec.encode_constraint(constraint)
    assert raw["type"] == kind.__name__
    back = codec.decode_constraint(json.loads(json.dumps(raw)))
    assert back == constraint
    assert repr(back) == repr(constraint)


def test_constraints_with_equal_fields_are_told_apart() -> None:
    state = DialogueState(constraints=(Stated(PriceMin(1.0), 0, ""), Stated(PriceMax(1.0), 0, "")))
    assert codec.decode_state(codec.encode_state(state)) == state


@given(USAGE.filter(equals_itself))
@settings(max_examples=30, deadline=None)
def test_usage_comes_back_the_same(usage: tuple[ModelUsage, ...]) -> None:
    assert codec.decode_usage(codec.encode_usage(usage)) == usage


@given(st.lists(st.text()).map(tuple))
@settings(max_examples=30, deadline=None)
def test_names_come_back_the_same(names: tuple[str, ...]) -> None:
    assert codec.decode_names(codec.encode_names(names)) == names


def with_constraint(**fields: object) -> str:
    tree = json.loads(codec.encode_state(EMPTY_STATE))
    tree["constraints"] = [{"constraint": fields, "turn": 0, "words": ""}]
    return json.dumps(tree)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="half"),
        pytest.param("[]", id="no object"),
        pytest.param("null", id="null"),
        pytest.param('{"turns": 1}', id="no constraints"),
        pytest.param('{"constraints": [], "mood": "good"}', id="a field of the future"),
        pytest.param('{"constraints": [{}]}', id="nothing stated"),
        pytest.param('{"constraints": ["x"]}', id="no statement"),
        pytest.param(with_constraint(value=1.0), id="no type"),
        pytest.param(with_constraint(type="WeightMax", value=1.0), id="a constraint of the future"),
        pytest.param(with_constraint(type="PriceMax", value=1.0, unit="EUR"), id="a constraint's field of the future"),
        pytest.param(with_constraint(type="PriceMax"), id="a field is missing"),
        pytest.param(with_constraint(type="AttributeIs", name="n", op="~", value=1.0), id="an operator of the future"),
    ],
)
def test_what_another_recbot_wrote_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(StorageError, match="newest recbot"):
        codec.decode_state(text)


def test_unreadable_usage_names_and_rows_are_refused() -> None:
    for refused in (
        lambda: codec.decode_usage('[{"model": "m"}]'),
        lambda: codec.decode_names('["a", 1]'),
        lambda: codec.decode_row(Admitted, {"number": 1}),
    ):
        with pytest.raises(StorageError, match="cannot read"):
            refused()
