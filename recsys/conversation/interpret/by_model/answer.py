"""What a model says that a message means, before any of it is believed: the JSON schema and a forgiving reader."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsys.errors import ModelAnswerInvalid
from recsys.llm.repair import Json, read_json
from recsys.model.dialogue import ActKind

MeasureBound = Literal["at most", "under", "at least", "over"]
PriceBound = Literal["at most", "under", "at least", "over", "around", "cheaper", "dearer"]
_LISTS_OF_NAMES: Final = (
    *("brands", "not_brands", "categories", "not_categories"),
    *("colours", "not_colours", "features", "not_features"),
)


class PriceSaid(BaseModel):
    """A limit on the price. `amount` is None for "cheaper" and "dearer", which are relative to what was shown."""

    model_config = ConfigDict(extra="ignore")

    bound: PriceBound
    amount: float | None = None


class MeasureSaid(BaseModel):
    """A limit on the numeric attribute `name`, in the unit of that attribute."""

    model_config = ConfigDict(extra="ignore")

    name: str
    bound: MeasureBound
    amount: float


class ModelReading(BaseModel):
    """One message as a model reads it, by the names that the prompt explains.

    `language` is meant to be a BCP 47 code, `drop` names limits in force by their ids ("C2"), `items` are positions in
    the latest slate (from 1). Nothing of it is checked against the catalog, the state or the message.
    """

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    language: str = ""
    act: ActKind
    topic: str = ""
    prices: list[PriceSaid] = Field(default_factory=list[PriceSaid])
    brands: list[str] = Field(default_factory=list[str])
    not_brands: list[str] = Field(default_factory=list[str])
    categories: list[str] = Field(default_factory=list[str])
    not_categories: list[str] = Field(default_factory=list[str])
    colours: list[str] = Field(default_factory=list[str])
    not_colours: list[str] = Field(default_factory=list[str])
    features: list[str] = Field(default_factory=list[str])
    not_features: list[str] = Field(default_factory=list[str])
    measures: list[MeasureSaid] = Field(default_factory=list[MeasureSaid])
    in_stock: bool = False
    drop: list[str] = Field(default_factory=list[str])
    items: list[int] = Field(default_factory=list[int])


def read_answer(text: str) -> ModelReading:
    """Read a model's answer; what does not match the schema is left out. Raises ModelAnswerInvalid without an act."""
    value = read_json(text)
    if not isinstance(value, dict):
        raise ModelAnswerInvalid("It was no JSON object.")
    try:
        return ModelReading.model_validate(value)
    except ValidationError as error:
        wrong = {tuple(entry["loc"][:2]) for entry in error.errors(include_url=False, include_input=False)}
    try:
        return ModelReading.model_validate(_without(value, wrong))
    except ValidationError as error:
        raise ModelAnswerInvalid("It did not say what the message does.") from error


def _without(value: dict[str, Json], wrong: set[tuple[int | str, ...]]) -> dict[str, Json]:
    """Leave out the members of lists, and the fields, that could not be read."""
    kept: dict[str, Json] = {}
    for name, field in value.items():
        if isinstance(field, list):
            kept[name] = [member for place, member in enumerate(field) if (name, place) not in wrong]
        elif not any(place[0] == name for place in wrong):
            kept[name] = field
    return kept


def schema() -> Mapping[str, object]:
    """Return the strict JSON schema of an answer. It never varies, so that services can cache it with the prompt."""
    names: dict[str, object] = {"type": "array", "items": {"type": "string"}}
    price = {"bound": _one_of(PriceBound), "amount": {"type": ["number", "null"]}}
    measure = {"name": {"type": "string"}, "bound": _one_of(MeasureBound), "amount": {"type": "number"}}
    return _object(
        {
            "language": {"type": "string"},
            "act": _one_of(ActKind),
            "topic": {"type": "string"},
            "prices": {"type": "array", "items": _object(price)},
            **dict.fromkeys(_LISTS_OF_NAMES, names),
            "measures": {"type": "array", "items": _object(measure)},
            "in_stock": {"type": "boolean"},
            "drop": names,
            "items": {"type": "array", "items": {"type": "integer"}},
        }
    )


def _one_of(names: object) -> dict[str, object]:
    return {"type": "string", "enum": list(get_args(names))}


def _object(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
