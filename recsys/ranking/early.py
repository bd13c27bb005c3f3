"""The first pick of a model's answer, told while it still writes the others. Pure.

What was shown must stay. So the first pick is told only when no continuation can make an echo of the list any more,
because an echo is asked for again and may end in another order: at once where it is neither among the list's first
items nor among its last ones, else as soon as the next pick, of which the id is enough, rules an echo out. Where the
answer then breaks off, or a second pass is needed because it was too short or a run of neighbours, the ranking still
begins with what was told.
"""

from dataclasses import replace

from recsys.model.answer import RankedPick, Ranking
from recsys.ports import RankRequest
from recsys.ranking.listing import Listing
from recsys.ranking.model_answer import items_so_far, picks_so_far
from recsys.ranking.order_bias import stands


class Early:
    """Listens to the answer of one turn."""

    def __init__(self, request: RankRequest, listing: Listing, model: str) -> None:
        """Listen to what a model says of this listing."""
        self._tell = request.early
        self._places = min(request.picks, len(listing.items))
        self._listing = listing
        self._listed = tuple(listing.items.values())
        self._model = model
        self._told: RankedPick | None = None

    def hear(self, text: str) -> None:
        """Tell the first pick once it can stand, if others are still to come."""
        if self._tell is None or self._told is not None:
            return
        picks = picks_so_far(text, self._listing)
        if not 0 < len(picks) < self._places:
            return
        begun = items_so_far(text, self._listing)[: self._places - 1]  # the last one's reason is not worth sparing
        if stands([self._listed.index(item) for item in begun], len(self._listed), self._places):
            self._told = picks[0]
            self._tell(Ranking((self._told,), model=self._model))

    def kept(self, ranking: Ranking) -> Ranking:
        """Return a ranking of as many picks that begins with the one that was told."""
        told = self._told
        if told is None:
            return ranking
        rest = tuple(pick for pick in ranking.picks if pick.item != told.item)
        return replace(ranking, picks=(told, *rest)[: len(ranking.picks)])
