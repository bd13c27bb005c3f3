"""The ranker that needs no model: a score that can be read, reasons from catalog facts."""

from recsys.model.answer import Candidate, RankedPick, Ranking
from recsys.ports import Ranker, RankRequest
from recsys.ranking.reasons import reasons_for
from recsys.ranking.scoring import WEIGHTS, Weights, brand_asked, diversified, read_person, score


class BuiltinRanker(Ranker):
    """Orders by relevance, stock, budget, profile and taste; a few milliseconds, no input or output."""

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        """Take how much each part of the score counts."""
        self._weights = weights

    def order(self, request: RankRequest) -> tuple[Candidate, ...]:
        """Return all candidates, best first; ties keep the order of retrieval."""
        person = read_person(request)
        scored = [(candidate, score(candidate, person, self._weights).total) for candidate in request.candidates]
        return diversified(scored, request.picks, brands=not brand_asked(request), weights=self._weights)

    async def rank(self, request: RankRequest) -> Ranking:
        """Return `min(picks, len(candidates))` picks, best first, each with its reason. Never raises."""
        return self.rank_now(request)

    def rank_now(self, request: RankRequest) -> Ranking:
        """Do the same without an event loop."""
        slate = self.order(request)[: request.picks]
        reasons = reasons_for(slate, request)
        return Ranking(
            tuple(RankedPick(candidate.item.id, reason) for candidate, reason in zip(slate, reasons, strict=True))
        )
