"""The ranker that asks a language model once, repairs once, and else leaves it to the built-in ranker."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsys.errors import ModelAnswerInvalid, ModelError
from recsys.llm.repair import Json, read_json
from recsys.model.answer import CANDIDATES_MAX, Candidate, ModelUsage, RankedPick, Ranking
from recsys.ports import LanguageModel, ModelRequest, Ranker, RankRequest
from recsys.prompts.load import load
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.listing import Listing, data, describe_person, list_candidates, said

_TOKENS_A_PICK: Final = 80
_REASON_AT_MOST: Final = 400
_TOO_LITTLE_TIME: Final = 0.5  # seconds; no model answers in less, so a second attempt would be for nothing


class ListedPick(BaseModel):
    """One pick as a model writes it; anything else it adds is ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: str = Field(max_length=20)
    reason: str = ""


class ListedPicks(BaseModel):
    """A model's answer."""

    model_config = ConfigDict(extra="ignore")

    picks: list[ListedPick] = Field(min_length=1)


class ModelRanker(Ranker):
    """Listwise ranking by one model call over compact candidates.

    The model sees at most `max_candidates`, in the built-in ranker's order; unknown and repeated aliases in its answer
    are dropped and missing places filled in that order. An answer that cannot be used is sent back once with what was
    wrong with it. Both calls together take at most `seconds`; when they fail, the built-in ranker answers and
    `Ranking.fallback` says why in a clause.
    """

    def __init__(
        self,
        model: LanguageModel,
        fallback: BuiltinRanker,
        seconds: float,
        *,
        max_candidates: int = CANDIDATES_MAX,
        brief: bool = False,
    ) -> None:
        """Load the prompts (raises PromptError). `brief` shortens prompt and answer for very small models."""
        self._model = model
        self._fallback = fallback
        self._seconds = seconds
        self._max_candidates = max_candidates
        self._brief = brief
        self._system = load("rank_brief_system" if brief else "rank_system", "picks")
        self._user = load("rank_user", "candidates", "person", "said", "topic", "picks")
        self._repair = load("rank_repair", "problem", "ids", "picks")

    async def rank(self, request: RankRequest) -> Ranking:
        """Return `min(picks, len(candidates))` picks, best first. Raises nothing of a model's."""
        order = self._fallback.order(request)
        usage: list[ModelUsage] = []
        if not order:
            return Ranking(())
        try:
            picks = await self._ask(request, order, usage)
        except ModelError as error:
            return replace(self._fallback.rank_now(request), fallback=clause(error), usage=tuple(usage))
        chosen = {pick.item for pick in picks}
        rest = (candidate.item.id for candidate in order if candidate.item.id not in chosen)
        # Without a reason: verification builds one for every pick that has none.
        filled = (*picks, *(RankedPick(item, "") for item in rest))
        return Ranking(filled[: request.picks], model=self._model.name, usage=tuple(usage))

    async def _ask(
        self, request: RankRequest, order: Sequence[Candidate], usage: list[ModelUsage]
    ) -> tuple[RankedPick, ...]:
        deadline = time.monotonic() + self._seconds
        bought = set(request.profile.bought)
        offered = [candidate for candidate in order if candidate.item.id not in bought] or order
        listing = list_candidates(offered[: self._max_candidates], request, brief=self._brief)
        asked = self._request(request, listing)
        reply = await self._model.complete(asked)
        usage.append(reply.usage)
        try:
            return read_picks(reply.text, listing)
        except ModelAnswerInvalid as error:
            left = deadline - time.monotonic()
            if left < _TOO_LITTLE_TIME:
                raise
            again = self._repair.fill(problem=str(error), ids=", ".join(listing.items), picks=_places(request, listing))
        reply = await self._model.complete(
            ModelRequest(
                asked.system, f"{asked.user}\n{again}", asked.schema_name, asked.schema, asked.max_tokens, left
            )
        )
        usage.append(reply.usage)
        return read_picks(reply.text, listing)

    def _request(self, request: RankRequest, listing: Listing) -> ModelRequest:
        places = _places(request, listing)
        user = self._user.fill(
            candidates=listing.lines,
            person=describe_person(request),
            said=said(request),
            topic=data(request.topic, 200) or "anything that fits the person",
            picks=places,
        )
        return ModelRequest(
            system=self._system.fill(picks=str(request.picks)),
            user=user,
            schema_name="picks",
            schema=schema_of(tuple(listing.items), int(places), bounded=self._brief),
            max_tokens=40 + _TOKENS_A_PICK * int(places),
            seconds=self._seconds,
        )


def _places(request: RankRequest, listing: Listing) -> str:
    return str(min(request.picks, len(listing.items)))


def schema_of(aliases: Sequence[str], picks: int, *, bounded: bool = False) -> Mapping[str, object]:
    """Return the strict JSON schema of an answer: exactly `picks` picks, ids out of the aliases.

    `bounded` limits a reason's length too, which keeps very small models from rambling; not every service takes it.
    """
    length = {"minLength": 20, "maxLength": 120} if bounded else {}
    pick = {
        "type": "object",
        "properties": {"id": {"type": "string", "enum": list(aliases)}, "reason": {"type": "string", **length}},
        "required": ["id", "reason"],
        "additionalProperties": False,
    }
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
    chosen = {
        listing.items[pick.id]: pick.reason[:_REASON_AT_MOST]
        for pick in reversed(answer.picks)
        if pick.id in listing.items
    }
    if not chosen:
        raise ModelAnswerInvalid("None of its ids is in the list of candidates.")
    order = dict.fromkeys(listing.items[pick.id] for pick in answer.picks if pick.id in listing.items)
    return tuple(RankedPick(item, chosen[item]) for item in order)


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


def clause(error: ModelError) -> str:
    """Return an error's first sentence as a clause, to follow "because": "the model did not answer in time"."""
    if isinstance(error, ModelAnswerInvalid):
        return "the model's answer could not be used"
    sentence = str(error).split(". ")[0].rstrip(".").replace("The language model", "The model")
    return sentence[:1].lower() + sentence[1:]
