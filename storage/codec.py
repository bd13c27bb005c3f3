"""Between the domain's dataclasses and what a row can hold.

Constraint classes carry no tag of their own and several have the same fields, so a stored constraint names its class:
`{"type": "PriceMax", "value": 300.0, "inclusive": true}`. Renaming a constraint class needs a migration.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError

from recsys.errors import StorageError
from recsys.model.answer import ModelUsage
from recsys.model.constraints import Constraint
from recsys.model.dialogue import DialogueState

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


_CONSTRAINTS: Mapping[str, type[Constraint]] = {kind.__name__: kind for kind in get_args(Constraint)}
_USAGE = TypeAdapter(tuple[ModelUsage, ...])
_NAMES = TypeAdapter(tuple[str, ...])


def decode_row(kind: type[T], row: Mapping[str, object]) -> T:
    """Build a domain object from its fields, nested ones as mappings. Raises StorageError when they do not fit."""
    try:
        return _adapter(kind).validate_python(row, extra="forbid")
    except ValidationError as error:
        raise _unreadable(kind.__name__) from error


def encode_state(state: DialogueState) -> str:
    """Return the state as JSON text."""
    tree = _adapter(DialogueState).dump_python(state)
    for stated, raw in zip(state.constraints, tree["constraints"], strict=True):
        raw["constraint"] = encode_constraint(stated.constraint)
    return json.dumps(tree, ensure_ascii=False)


def decode_state(text: str) -> DialogueState:
    """Return the state. Raises StorageError for anything that this recbot would not have written."""
    try:
        tree = json.loads(text)
        for stated in tree["constraints"]:
            stated["constraint"] = decode_constraint(stated["constraint"])
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable("DialogueState") from error
    return decode_row(DialogueState, tree)


def encode_constraint(constraint: Constraint) -> dict[str, object]:
    """Return the constraint's fields with its class as `type`, ready for JSON."""
    kind = type(constraint)
    return {"type": kind.__name__, **_adapter(kind).dump_python(constraint)}


def decode_constraint(raw: object) -> Constraint:
    """Return the constraint. Raises StorageError for a type or a field that this recbot does not know."""
    fields: dict[str, Any] = dict(cast("Mapping[str, Any]", raw)) if isinstance(raw, Mapping) else {}
    kind = _CONSTRAINTS.get(str(fields.pop("type", "")))
    if kind is None:
        raise _unreadable("Constraint")
    return decode_row(kind, fields)


def encode_usage(usage: tuple[ModelUsage, ...]) -> str:
    """Return what model calls cost as JSON text."""
    return json.dumps(_USAGE.dump_python(usage), ensure_ascii=False)


def decode_usage(text: str) -> tuple[ModelUsage, ...]:
    """Return what model calls cost. Raises StorageError."""
    try:
        return _USAGE.validate_json(text, extra="forbid")
    except ValidationError as error:
        raise _unreadable("ModelUsage") from error


def encode_names(names: tuple[str, ...]) -> str:
    """Return ids, tags or categories as a JSON array."""
    return json.dumps(names, ensure_ascii=False)


def decode_names(text: str) -> tuple[str, ...]:
    """Return ids, tags or categories. Raises StorageError."""
    try:
        return _NAMES.validate_json(text, strict=True)
    except ValidationError as error:
        raise _unreadable("a list of names") from error


def _unreadable(what: str) -> StorageError:
    return StorageError(
        f"The database holds something that this recbot cannot read ({what}), probably written by a newer one; "
        "install the newest recbot, or use another database file."
    )
