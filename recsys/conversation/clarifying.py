"""One short question beside the picks of a request that is too broad, and picks of different answers to it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from recsys.conversation.questions import Split, by_kind, by_price, by_property, by_use
from recsys.model.answer import Candidate, RankedPick, Ranking
from recsys.model.catalog import Item
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.model.person import Profile
from recsys.ports import CatalogVocabulary
from recsys.ranking.kind import Kind, stem
from recsys.ranking.scoring import prefers
from recsys.ranking.text import content_words

CANDIDATES_MIN = 6
"""Among fewer there is little to choose: the picks show half of them."""
_GAIN_MIN = 0.75  # bits, weighed
UNSPECIFIC = frozenset({"gift", "present", "something", "anything", "idea", "stuff", "things", "thing"})
"""They name no thing; who says one leaves open which."""


def clarification(
    act: DialogueAct,
    state: DialogueState,
    kind: Kind,
    candidates: Sequence[Candidate],
    *,
    profile: Profile,
    vocabulary: CatalogVocabulary,
) -> Split | None:
    """Return the question that a new request leaves most open, None where it says enough or was asked one already."""
    items = [candidate.item for candidate in candidates]
    if act.kind not in {"ask", "reset"} or state.clarified or state.constraints or len(items) < CANDIDATES_MIN:
        return None
    if not _is_broad(state.topic, kind, items):
        return None
    splits = [*by_property(items, vocabulary), *by_use(items)]
    if profile.budget_max is None:
        splits += by_price(items)
    if not kind.stems and not any(prefers(item, profile) for item in items):
        splits += by_kind(items, state.topic)
    worth = {split: split.weight * split.gain(items) for split in splits}
    best = max(worth, key=lambda split: worth[split], default=None)
    return best if best and worth[best] >= _GAIN_MIN else None


def spread(ranking: Ranking, candidates: Sequence[Candidate], split: Split, places: int) -> Ranking:
    """Return the ranking with picks of different answers first, as far as there are some that fit; the first stays.

    A candidate that comes in has no reason yet.
    """
    items = {candidate.item.id: candidate.item for candidate in candidates}
    scores = {candidate.item.id: candidate.score for candidate in candidates}
    ranked = [pick for pick in ranking.picks if pick.item in items]
    known = {pick.item for pick in ranked}
    waiting = [*ranked, *(RankedPick(item, "") for item in items if item not in known)]
    seen = set[int | None]()
    first: list[RankedPick] = []
    for pick in waiting:
        fits = pick.item in known or scores[pick.item] >= split.relevance * scores[waiting[0].item]
        side = split.side(items[pick.item]) if fits else None
        if len(first) < places and (not first or (side is not None and side not in seen)):
            seen.add(side)
            first.append(pick)
    return replace(ranking, picks=(*first, *(pick for pick in waiting if pick not in first)))


def _is_broad(topic: str, kind: Kind, items: Sequence[Item]) -> bool:
    """Return whether a topic only names a kind of thing, or not even that."""
    asked = [word for word in content_words(topic) if word not in UNSPECIFIC]
    if not kind.stems:
        return not topic or (bool(UNSPECIFIC.intersection(topic.split())) and len(asked) <= 1)
    naming = kind.stems | {stem(word) for item in items for word in content_words(item.category)}
    return all(stem(word) in naming for word in asked)
