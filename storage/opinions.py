"""What a person's events say about an item: one rule for all stores.

A word on the item itself (a pick, "not for me", a save, a purchase) outranks any thumb on a whole answer; among words
of the same rank the latest counts. What was said until a retraction counts for nothing.

A thumb on a whole answer is one unit, shared among its picks in proportion to how likely each was looked at. That falls
with the position as 1/position, as it does in lists of search results, so three picks get 6/11, 3/11 and 2/11: a third
pick, which perhaps nobody saw, is hardly disliked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recsys.model.ids import ItemId
from recsys.model.person import Opinion, OpinionKind, Signal

WEIGHTS: Mapping[OpinionKind, float] = {
    "pick": 1.0,
    "dismiss": -1.0,
    "purchase": 0.8,  # wanted once; whether it pleased is not known
    "save": 0.6,  # worth a second look
}


@dataclass(frozen=True, slots=True)
class Word:
    """What one event says about one item; `number` orders events of the same time."""

    opinion: Opinion
    number: int

    @property
    def rank(self) -> tuple[bool, float, int]:
        """Return what makes it the last word: the greatest is."""
        return self.opinion.kind in WEIGHTS, self.opinion.at, self.number


def words(signal: Signal, position: int | None, at: float, shown: Sequence[tuple[int, ItemId]]) -> list[Opinion]:
    """Return what a feedback event says about the picks (position from 1, item) of the answer it is about."""
    likes = signal in {"up", "pick"}
    if position is not None:
        kind = "pick" if likes else "dismiss"
        return [Opinion(item, WEIGHTS[kind], at, kind, place) for place, item in shown if place == position]
    unit = sum(1 / place for place, _ in shown)
    sign, kind = (1, "up") if likes else (-1, "down")
    return [Opinion(item, sign / place / unit, at, kind, place) for place, item in shown]


def last_word(said: Iterable[Word], retracted: float) -> Opinion | None:
    """Return the word that counts of those on one item, or None; `retracted` is when all were taken back last."""
    counting = [word for word in said if word.opinion.at > retracted]
    return max(counting, key=lambda word: word.rank).opinion if counting else None
