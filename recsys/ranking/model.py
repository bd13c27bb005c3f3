"""The ranker that asks a language model, checks that its picks are no echo of the list, and else leaves it to rules."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from recsys.errors import ModelAnswerInvalid, ModelError
from recsys.model.answer import CANDIDATES_MAX, Candidate, ModelUsage, RankedPick, Ranking
from recsys.ports import LanguageModel, ModelRequest, Ranker, RankRequest
from recsys.prompts.load import load
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.early import Early
from recsys.ranking.listing import Listing, aliases_of, describe_person, list_candidates, said, topic
from recsys.ranking.model_answer import read_picks, schema_of
from recsys.ranking.order_bias import Pass, passed, reordered, settled

_log = logging.getLogger(__name__)

_TOKENS_A_PICK: Final = 160  # a reason in a language that takes many, and the same in English
_TOO_LITTLE_TIME: Final = 0.5  # seconds; no model answers in less, so a second call would be for nothing
_TOKENS_A_TURN: Final = 12_000  # half as much again as two calls over the longest list take in English
_ECHOED: Final = "the model's picks followed the order of its list"


class Calls:
    """The calls of one turn: at most two, within `seconds` together. Each is accounted for, failed ones too."""

    def __init__(self, model: LanguageModel, seconds: float) -> None:
        """Start the clock."""
        self._model = model
        self._deadline = time.monotonic() + seconds
        self._longest = _TOO_LITTLE_TIME
        self.usage: list[ModelUsage] = []

    @property
    def another(self) -> bool:
        """Return whether a second call may be made: only one was, and as much time and tokens are left as it took."""
        in_time = self._deadline - time.monotonic() >= self._longest
        tokens = sum(call.prompt_tokens + call.completion_tokens for call in self.usage)
        return len(self.usage) == 1 and in_time and 2 * tokens <= _TOKENS_A_TURN

    async def complete(self, request: ModelRequest) -> str:
        """Return a reply's text. Raises ModelError."""
        began = time.monotonic()
        try:
            reply = await self._model.complete(replace(request, seconds=self._deadline - began))
        except ModelError:
            self.usage.append(ModelUsage(self._model.name, 0, 0, 0, time.monotonic() - began))
            raise
        finally:
            self._longest = max(self._longest, time.monotonic() - began)
        self.usage.append(reply.usage)
        return reply.text


class ModelRanker(Ranker):
    """Listwise ranking by a model over compact candidates: one call as a rule, never more than two.

    The model sees at most `max_candidates`, in the built-in ranker's order; unknown and repeated aliases in its answer
    are dropped and missing places filled in that order. The second call is for an answer that cannot be used, which is
    sent back with what was wrong with it, or for picks that echo the list or are too few: these are asked for again
    over the list in another order, and of an echo only what both passes picked counts. Both calls together take at most
    `seconds` and, as far as the first one tells, 12,000 tokens. The first pick is told as soon as it can stand
    (`recsys.ranking.early`). Where nothing usable comes of them the built-in ranker answers, and `Ranking.fallback`
    says why.
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
        """Load the prompts (raises PromptError). `brief` is for very small models: short texts, no second pass."""
        self._model = model
        self._fallback = fallback
        self._seconds = seconds
        self._max_candidates = max_candidates
        self._brief = brief
        self._system = load("rank_brief_system" if brief else "rank_system", "picks")
        self._user = load("rank_user", "person", "candidates", "said", "topic", "picks", "language")
        self._repair = load("rank_repair", "problem", "ids", "picks")

    async def rank(self, request: RankRequest) -> Ranking:
        """Return `picks` of the candidates that were not bought, or all of these, best first. Raises no ModelError."""
        request = replace(request, candidates=_rankable(request))
        order = self._fallback.order(request)
        if not order:
            return Ranking(())
        calls = Calls(self._model, self._seconds - request.waited)
        offered = order[: self._max_candidates]
        listing = list_candidates(offered, request)
        early = Early(request, listing, self._model.name)
        try:
            first, second = await self._passes(request, offered, listing, calls, early)
        except ModelError as error:
            _log.warning("The built-in ranker ranked in the model's place: %s", error)
            ranking = self._fallback.rank_now(request)
            return early.kept(replace(ranking, fallback=clause(error), usage=_in_vain(calls.usage)))
        places = [candidate.item.id for candidate in order]
        picks = settled(first, second, places)
        # What has no reason yet gets one built when it is verified; what the model said of an item is worth keeping.
        # Where none of its picks count, the built-in ranker answers, and what the model said is not told either.
        heard = (second, first) if picks else ()
        said = {pick.item: pick for one in heard if one for pick in one.picks if pick.reason}
        shown = tuple(dict.fromkeys((*picks, *places)))[: request.picks]
        ranking = Ranking(
            tuple(said.get(item, RankedPick(item, "")) for item in shown),
            model=self._model.name if picks else "",
            fallback="" if picks else _ECHOED,
            usage=tuple(calls.usage) if picks else _in_vain(calls.usage),
        )
        return early.kept(ranking)

    async def _passes(
        self, request: RankRequest, offered: Sequence[Candidate], listing: Listing, calls: Calls, early: Early
    ) -> tuple[Pass, Pass | None]:
        """Return what the model picks, and where that leaves a doubt what it picks from another order."""
        first = await self._asked(request, listing, calls, early)
        again = first.doubtful or len(first.picks) < min(request.picks, len(offered))
        # A very small model repeats the second list as it did the first: asking it costs time and tells nothing.
        return first, await self._again(request, offered, calls) if again and not self._brief else None

    async def _asked(self, request: RankRequest, listing: Listing, calls: Calls, early: Early) -> Pass:
        """Ask once, and once more where the answer cannot be used and there is time."""
        asked = self._request(request, listing)
        if request.early is not None:
            asked = replace(asked, heard=early.hear)
        try:
            picks = read_picks(await calls.complete(asked), listing)
        except ModelAnswerInvalid as error:
            if not calls.another:
                raise
            again = self._repair.fill(problem=str(error), ids=", ".join(listing.items), picks=_places(request, listing))
            picks = read_picks(await calls.complete(replace(asked, user=f"{asked.user}\n{again}")), listing)
        return passed(picks, tuple(listing.items.values()), request.picks)

    async def _again(self, request: RankRequest, offered: Sequence[Candidate], calls: Calls) -> Pass | None:
        """Ask over another order; None where there is no call left or nothing usable came."""
        if not calls.another:
            return None
        listing = list_candidates(reordered(offered), request)
        try:
            picks = read_picks(await calls.complete(self._request(request, listing)), listing)
        except ModelError:
            return None
        return passed(picks, tuple(listing.items.values()), request.picks)

    def _request(self, request: RankRequest, listing: Listing) -> ModelRequest:
        places = _places(request, listing)
        user = self._user.fill(
            person=describe_person(request),
            candidates=listing.lines,
            said=said(request),
            language=request.language or "en",
            topic=topic(request),
            picks=places,
        )
        return ModelRequest(
            system=self._system.fill(picks=str(request.picks)),
            user=user,
            schema_name="picks",
            # All aliases that there may ever be: one schema for every turn, which services cache with the instructions.
            # A very small model takes any of them, so it is told only those that there are.
            schema=schema_of(
                tuple(listing.items) if self._brief else aliases_of(self._max_candidates),
                int(places),
                bounded=self._brief,
            ),
            max_tokens=40 + _TOKENS_A_PICK * int(places),
            seconds=self._seconds,
        )


def _rankable(request: RankRequest) -> tuple[Candidate, ...]:
    """Return what was not bought, in an order that depends on nothing but the candidates: ties go by id."""
    bought = frozenset(request.profile.bought)
    kept = (candidate for candidate in request.candidates if candidate.item.id not in bought)
    return tuple(sorted(kept, key=lambda candidate: (-candidate.score, candidate.item.id)))


def _in_vain(calls: Sequence[ModelUsage]) -> tuple[ModelUsage, ...]:
    return tuple(replace(call, fell_back=True) for call in calls)


def _places(request: RankRequest, listing: Listing) -> str:
    return str(min(request.picks, len(listing.items)))


def clause(error: ModelError) -> str:
    """Return an error's first sentence as a clause, to follow "because": "the model did not answer in time"."""
    if isinstance(error, ModelAnswerInvalid):
        return "the model's answer could not be used"
    sentence = str(error).split(". ")[0].rstrip(".").replace("The language model", "The model")
    return sentence[:1].lower() + sentence[1:]
