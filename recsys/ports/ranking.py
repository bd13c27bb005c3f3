"""From candidates to picks, and what is told of it meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from recsys.model.answer import Answer, Candidate, Ranking
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.model.person import (
    Opinion,
    Profile,
)
from recsys.model.taste import FacetEvidence


@dataclass(frozen=True, slots=True)
class RankRequest:
    """What a ranker needs: the wish in words, what holds, who asks, the candidates (best first), how many to pick.

    `kind` are the stems of the words that name the thing asked for ("headphone"); empty where that is not known.
    `language` is that of the message (a BCP 47 code, "" for English): reasons are to be in it. `waited` are the seconds
    that a model has been waited for in this turn already. `lifts` are what the taste of person and team adds to the
    relevance of a candidate (within ±0.45, 0 where none is given), `taste` the strongest evidence for it. `passed` are
    items that the person saw lately and had no word for, though for another of the same answer they had. `early` is
    called, at most once, with a ranking of the one pick that the whole will begin with, where that is known long before
    the rest; it returns at once and raises nothing.
    """

    said: str
    topic: str
    constraints: tuple[Constraint, ...]
    profile: Profile
    opinions: tuple[Opinion, ...]
    opinion_items: Mapping[ItemId, Item]
    candidates: tuple[Candidate, ...]
    picks: int
    kind: frozenset[str] = frozenset()
    language: str = ""
    waited: float = 0.0
    lifts: Mapping[ItemId, float] = field(default_factory=dict[ItemId, float])
    taste: tuple[FacetEvidence, ...] = ()
    passed: frozenset[ItemId] = frozenset()
    early: Callable[[Ranking], None] | None = None


class Ranker(Protocol):
    """Orders candidates and gives each pick one sentence of reason."""

    async def rank(self, request: RankRequest) -> Ranking:
        """Return at least `min(picks, len(candidates))` known ids, each once, best first. Never raises ModelError."""
        ...


class Progress(Protocol):
    """Is told how a turn gets on while the person waits. Both methods return at once and raise nothing."""

    def searching(self, total: int) -> None:
        """Hear that a catalog of so many items is looked through. Not called where no picks are asked for."""
        ...

    def first(self, answer: Answer) -> None:
        """Hear the answer as far as it is known, long before the rest: its first pick, which will stay the first."""
        ...
