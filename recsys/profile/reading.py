"""A profiles file, read into what it states about each person."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, cast

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from recsys.catalog.formats import LIST_KEYS, RawRow, RowFile
from recsys.catalog.prices import read_price
from recsys.catalog.texts import clean_text, shown_value
from recsys.catalog.values import scalar_text
from recsys.errors import CatalogFileError, ProfileFileError, RowError
from recsys.model.ids import UserId
from recsys.profile.budget import parse_budget

USER_KEYS = ("user_id", "user", "id")
ID_CHARS = 200
NAMES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class StatedProfile:
    """What a file says of one person. Views and purchases are as named there, ids or titles, latest first.

    The budget's bounds are None where it states none; `budget_hint` is as given. Brands, what is avoided and both
    switches are None where the file does not speak of them. `unknown` are keys nobody knows.
    """

    line: int
    user: UserId
    recent_views: tuple[str, ...]
    bought: tuple[str, ...]
    preferred_categories: tuple[str, ...]
    budget_hint: str
    budget_min: float | None
    budget_max: float | None
    preferred_brands: tuple[str, ...] | None = None
    avoided_brands: tuple[str, ...] | None = None
    avoided_categories: tuple[str, ...] | None = None
    learning: bool | None = None
    surprises: bool | None = None
    unknown: tuple[str, ...] = ()


def read_profiles(path: Path) -> Iterator[StatedProfile | RowError]:
    """Yield the profiles of a JSON, JSONL or CSV file. Raises ProfileFileError when it cannot be read as such.

    JSON may be a list, an object with a list under "profiles" or "users", an object from user id to profile, or one
    profile alone.
    """
    try:
        with RowFile(path) as file:
            for row in _documents(file) if file.format == "json" else file.rows():
                if isinstance(row, RowError):
                    yield row
                else:
                    yield from (_read(each) for each in _each_person(row))
    except CatalogFileError as error:
        raise ProfileFileError(str(error)) from error


def _documents(file: RowFile) -> Iterator[RawRow | RowError]:
    try:
        document: object = json.loads(file.text())
    except RecursionError as error:
        raise ProfileFileError(f"{file.path.name} is nested too deeply to hold profiles.") from error
    except json.JSONDecodeError as error:
        raise ProfileFileError(f"{file.path.name} is not valid JSON at line {error.lineno}: {error.msg}.") from error
    if isinstance(document, dict):
        cells = cast("dict[str, object]", document)
        listed = next((cells[key] for key in LIST_KEYS if isinstance(cells.get(key), list)), None)
        document = [cells] if listed is None else listed
    for number, entry in enumerate(cast("list[object]", document), 1):
        if isinstance(entry, dict):
            yield RawRow(1, cast("dict[str, object]", entry), f"profile {number}: ")
        else:
            yield RowError(1, f'profile {number} is not an object ({{"user_id": ..., ...}})')


def _each_person(row: RawRow) -> Iterator[RawRow]:
    """Yield the row itself, or one row for each person if it maps user ids to profiles."""
    cells = {key: value for key, value in row.cells.items() if not key.startswith("_")}
    if not cells:
        return
    for wrapper in ("profiles", "users"):
        if isinstance(cells.get(wrapper), dict):
            cells = cast("dict[str, object]", cells[wrapper])
    if any(key in cells for key in USER_KEYS) or not all(isinstance(value, dict) for value in cells.values()):
        yield RawRow(row.line, cells, row.place)
        return
    for user, profile in cells.items():
        yield RawRow(row.line, {**cast("dict[str, object]", profile), "user_id": user}, f"{shown_value(user, 40)}: ")


def _user(value: object) -> str:
    text = clean_text(scalar_text(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        raise ValueError("user_id is missing")
    if len(text) > ID_CHARS:
        raise ValueError(f"user_id is longer than {ID_CHARS} characters")
    return text


def _names(value: object) -> tuple[str, ...]:
    """Read a list, or the text of a cell: "a; b". A comma may belong to a title, so the import decides on those."""
    parts = cast("list[object]", value) if isinstance(value, list) else re.split(r"[;|\n]", scalar_text(value))
    named = (clean_text(_name_of(part)) for part in parts)
    return tuple(dict.fromkeys(name for name in named if name))[:NAMES_KEPT]


def _categories(value: object) -> tuple[str, ...]:
    return _names(scalar_text(value).replace(",", ";") if not isinstance(value, list) else cast("list[object]", value))


def _switch(value: object) -> bool | None:
    text = scalar_text(value).lower()
    if text in {"", "null"}:
        return None
    if text not in {"true", "yes", "on", "1", "false", "no", "off", "0"}:
        raise ValueError(f'a switch is neither true nor false: "{shown_value(text, 40)}"')
    return text in {"true", "yes", "on", "1"}


def _name_of(part: object) -> str:
    if isinstance(part, dict):
        cells = cast("dict[str, object]", part)
        return scalar_text(cells.get("id", cells.get("title", cells.get("name"))))
    return scalar_text(part)


@dataclass(frozen=True, slots=True)
class _Budget:
    hint: str
    low: float | None
    high: float | None


def _budget(value: object) -> _Budget:
    match value:
        case None:
            return _Budget("", None, None)
        case dict():
            cells = cast("dict[str, object]", value)
            return _between(_bound(cells.get("min")), _bound(cells.get("max")))
        case bool() | list():
            raise ValueError("budget_hint is neither words nor an amount")
        case int() | float():
            return _Budget(f"{_bound(value):g}", None, _bound(value))
        case _:
            hint = clean_text(str(value))[:200]
            return _Budget(hint, *parse_budget(hint))


def _bound(value: object) -> float | None:
    try:
        money = read_price(value)
    except ValueError as error:
        raise ValueError(str(error).replace("price", "budget", 1)) from error
    return money.amount if money else None


def _between(low: float | None, high: float | None) -> _Budget:
    if low is not None and high is not None and low > high:
        raise ValueError(f"budget goes from {low:g} down to {high:g}")
    hint = f"{low:g}-{high:g}" if low is not None and high is not None else ""
    hint = hint or (f"under {high:g}" if high is not None else f"over {low:g}" if low is not None else "")
    return _Budget(hint, low, high)


class ProfileRow(BaseModel):
    """A row of a profiles file as it must be, under every name that others give the fields."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)

    user: Annotated[str, BeforeValidator(_user)] = Field(validation_alias=AliasChoices(*USER_KEYS))
    recent_views: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        (), validation_alias=AliasChoices("recent_views", "views", "viewed", "recently_viewed")
    )
    bought: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        (), validation_alias=AliasChoices("bought_last_month", "bought", "purchases", "purchase_history", "purchased")
    )
    preferred_categories: Annotated[tuple[str, ...], BeforeValidator(_categories)] = Field(
        (), validation_alias=AliasChoices("preferred_categories", "categories", "preferences")
    )
    budget: Annotated[_Budget, BeforeValidator(_budget)] = Field(
        _Budget("", None, None), validation_alias=AliasChoices("budget_hint", "budget")
    )
    budget_min: Annotated[float | None, BeforeValidator(_bound)] = None
    budget_max: Annotated[float | None, BeforeValidator(_bound)] = None
    preferred_brands: Annotated[tuple[str, ...] | None, BeforeValidator(_categories)] = None
    avoided_brands: Annotated[tuple[str, ...] | None, BeforeValidator(_categories)] = None
    avoided_categories: Annotated[tuple[str, ...] | None, BeforeValidator(_categories)] = None
    learning: Annotated[bool | None, BeforeValidator(_switch)] = None
    surprises: Annotated[bool | None, BeforeValidator(_switch)] = None


def _read(row: RawRow) -> StatedProfile | RowError:
    try:
        stated = ProfileRow.model_validate(row.cells)
    except ValidationError as error:
        clauses = (str(each.get("ctx", {}).get("error") or "user_id is missing") for each in error.errors())
        return RowError(row.line, row.place + "; ".join(clauses))
    low = stated.budget.low if stated.budget_min is None else stated.budget_min
    high = stated.budget.high if stated.budget_max is None else stated.budget_max
    if low is not None and high is not None and low > high:
        return RowError(row.line, f"{row.place}budget goes from {low:g} down to {high:g}")
    return StatedProfile(
        line=row.line,
        user=UserId(stated.user),
        recent_views=stated.recent_views,
        bought=stated.bought,
        preferred_categories=stated.preferred_categories,
        budget_hint=stated.budget.hint or _between(low, high).hint,
        budget_min=low,
        budget_max=high,
        preferred_brands=stated.preferred_brands,
        avoided_brands=stated.avoided_brands,
        avoided_categories=stated.avoided_categories,
        learning=stated.learning,
        surprises=stated.surprises,
        unknown=tuple(stated.model_extra or ()),
    )
