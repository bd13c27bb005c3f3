"""One pick of three that is meant to find out more about the person. Pure."""

from dataclasses import replace

from recsys.model.answer import RankedPick, Ranking
from recsys.model.ids import ItemId
from recsys.ports import RankRequest
from recsys.profile.personal import PersonalTaste
from recsys.profile.surprise import surprise
from recsys.ranking.scoring import read_person, score


def with_surprise(ranking: Ranking, request: RankRequest, taste: PersonalTaste) -> tuple[Ranking, ItemId | None]:
    """Return the ranking with a surprise as its last pick, and which it is; as it was, and None, where none fits.

    It has no reason yet. What it may cost is told by the built-in ranker's score, whoever ranked.
    """
    person = read_person(request)
    worth = {candidate.item.id: score(candidate, person).total for candidate in request.candidates}
    items = {candidate.item.id: candidate.item for candidate in request.candidates}
    picked = [pick.item for pick in ranking.picks[: request.picks]]
    if not set(picked) <= items.keys():
        return ranking, None
    order = [*picked, *sorted(items.keys() - set(picked), key=lambda item: (-worth[item], item))]
    place = surprise([items[one] for one in order], [worth[one] for one in order], taste, picks=len(picked))
    if place is None:
        return ranking, None
    chosen = order[place]
    return replace(ranking, picks=(*ranking.picks[: len(picked) - 1], RankedPick(chosen, ""))), chosen
