"""What a model is to answer, as a JSON schema, and what it did answer, read with forbearance. Pure."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from recsys.errors import ModelAnswerInvalid
from recsys.llm.repair import Json, read_json
from recsys.model.answer import RankedPick
from recsys.model.ids import ItemId
from recsys.ranking.listing import Listing

_REASON_AT_MOST: Final = 400


class ListedPick(BaseModel):
    """One pick as a model writes it; anything else it adds is ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: str = Field(max_length=20)
    english: str = ""
    reason: str = ""


class ListedPicks(BaseModel):
    """A model's answer."""

    model_config = ConfigDict(extra="ignore")

    picks: list[ListedPick] = Field(min_length=1)


def schema_of(aliases: Sequence[str], picks: int, *, bounded: bool = False) -> Mapping[str, object]:
    """Return the strict JSON schema of an answer: exactly `picks` picks, ids out of the aliases.

    A reason comes last, so that a pick is complete with it. `bounded` is for very small models, which speak English
    only: it limits a reason's length too, which keeps them from rambling; not every service takes it.
    """
    length = {"minLength": 20, "maxLength": 120} if bounded else {}
    twin = {} if bounded else {"english": {"type": "string"}}
    members = {"id": {"type": "string", "enum": list(aliases)}, **twin, "reason": {"type": "string", **length}}
    pick = {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"picks": {"type": "array", "items": pick, "minItems": picks, "maxItems": picks}},
        "required": ["picks"],
        "additionalProperties": False,
    }


def read_picks(text: str, listing: Listing) -> tuple[RankedPick, ...]:
    """Read a model's answer: known aliases, each once, in its order. Raises ModelAnswerInvalid with what was wrong."""
    value = read_json(text)
    if value is None:
        raise ModelAnswerInvalid("It was no JSON.")
    try:
        answer = ListedPicks.model_validate(_with_picks(value))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ModelAnswerInvalid(f"It did not match the schema ({where}: {first['msg']}).") from error
    picks = _known(answer.picks, listing)
    if not picks:
        raise ModelAnswerInvalid("None of its ids is in the list of candidates.")
    return picks


def picks_so_far(text: str, listing: Listing) -> tuple[RankedPick, ...]:
    """Return the picks that are complete at the beginning of an answer; none where it does not keep to the schema.

    A pick is complete with its reason. `read_picks` of the whole begins with these, if it goes on as JSON.
    """
    return _so_far(text, listing, "reason")


def items_so_far(text: str, listing: Listing) -> tuple[ItemId, ...]:
    """Return what is picked at the beginning of an answer, the last of it maybe without its reason yet."""
    return tuple(pick.item for pick in _so_far(text, listing, "id"))


def _so_far(text: str, listing: Listing, told: str) -> tuple[RankedPick, ...]:
    """Return the picks whose id and whose member `told` have come."""
    try:
        value = from_json(text[text.find("{") :], allow_partial=True)
        begun = itertools.takewhile(lambda pick: {"id", told} <= pick.keys(), value["picks"])
        return _known([ListedPick.model_validate(pick) for pick in begun], listing)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ()


def _known(picks: Iterable[ListedPick], listing: Listing) -> tuple[RankedPick, ...]:
    known: dict[str, RankedPick] = {}
    for pick in picks:
        if item := listing.items.get(pick.id):
            said = RankedPick(item, pick.reason[:_REASON_AT_MOST], pick.english[:_REASON_AT_MOST])
            known.setdefault(pick.id, said)
    return tuple(known.values())


def _with_picks(value: Json) -> Json:
    """Forgive a bare list, a single pick, and a list under another name; drop what is no object."""
    if isinstance(value, dict) and "picks" not in value:
        lists = [member for member in value.values() if isinstance(member, list)]
        value = lists[0] if lists else [value]
    if isinstance(value, list):
        value = {"picks": value}
    if isinstance(value, dict) and isinstance(picks := value.get("picks"), list):
        return {"picks": [_as_object(pick) for pick in picks if isinstance(pick, dict | str)]}
    return value


def _as_object(pick: Json) -> Json:
    return {"id": pick} if isinstance(pick, str) else pick
