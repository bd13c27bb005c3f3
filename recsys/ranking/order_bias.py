"""Whether a model's picks follow the order of its list, and what two differently ordered lists agree on. Pure.

Models prefer what stands first in a list, or last. Picks that repeat one end of the list, or neighbours in its order,
are therefore asked for again over a list in another order, and only what was picked both times counts: a place alone
then wins nothing.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recsys.model.answer import Candidate, RankedPick
from recsys.model.ids import ItemId

_TAIL = 2
"""Picks that all stand among the last ones of a long list, up to so many aside, look like a preference for its end."""
_HEAD = 1
"""The same of its first ones. Fewer, because the list is ordered by relevance and an honest model often agrees."""
_LONG = 4
"""A list is long when it holds so many times the picks that are asked for. Its beginning is at most its quarter."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a model picked from one list, best first, and what in it only repeats the list.

    An `echo` is one end of the list, a `run` are neighbours anywhere, in the list's order or against it.
    """

    picks: tuple[RankedPick, ...]
    echo: bool
    run: bool = False

    @property
    def doubtful(self) -> bool:
        """Return whether the list's order may have spoken."""
        return self.echo or self.run


def passed(picks: Sequence[RankedPick], listed: Sequence[ItemId], places: int) -> Pass:
    """Return what a model picked from a list of items; what it picked beyond the places is dropped."""
    shown = tuple(picks[:places])
    chosen = [listed.index(pick.item) for pick in shown]
    size = len(listed)
    steps = {later - earlier for earlier, later in pairwise(chosen)}
    run = _is_long(size, places) and len(chosen) > 2 and steps in ({1}, {-1})
    return Pass(shown, size > 1 and _echoes(chosen, size, places), run)


def _echoes(chosen: list[int], size: int, places: int) -> bool:
    """Return whether the places chosen are an end of the list.

    Of a short list that is its first ones in order or its last ones in either direction, of a long one also any of its
    first few or of its last few.
    """
    count = len(chosen)
    last = list(range(size - count, size))
    if chosen in (list(range(count)), last, last[::-1]):
        return True
    return _is_long(size, places) and (max(chosen) < _head(size, places) or min(chosen) >= size - places - _TAIL)


def stands(chosen: Sequence[int], size: int, places: int) -> bool:
    """Return whether first picks, as places in a list of that size, cannot be the beginning of an echo any more."""
    if _is_long(size, places):
        return max(chosen, default=0) >= _head(size, places) and min(chosen) < size - places - _TAIL
    return list(chosen) != list(range(len(chosen))) and any(place < size - places for place in chosen)


def _head(size: int, places: int) -> int:
    return min(places + _HEAD, size // _LONG)


def _is_long(size: int, places: int) -> bool:
    return size >= _LONG * places


def reordered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates shuffled, the later half before the earlier one: neither end of the list stays an end.

    The same candidates give the same order, so that a turn can be repeated.
    """
    shuffle = random.Random(" ".join(candidate.item.id for candidate in candidates)).shuffle
    middle = len(candidates) // 2
    earlier, later = list(candidates[:middle]), list(candidates[middle:])
    shuffle(earlier)
    shuffle(later)
    return [*later, *earlier]


def settled(first: Pass, second: Pass | None, order: Sequence[ItemId]) -> tuple[ItemId, ...]:
    """Return what the passes have picked for its own sake, best first; nothing where only the list's order spoke.

    What both picked comes first, each group by the sum of its reciprocal ranks, ties as in `order`. What only one of
    them picked counts where neither is doubtful. Where both are, they must have picked the very same items of a long
    list: no places hold the same ones in both orders.
    """
    if second is None or (second.doubtful and not first.doubtful):
        return () if first.doubtful else tuple(pick.item for pick in first.picks)
    worth: dict[ItemId, float] = {}
    for one in (first, second):
        for rank, pick in enumerate(one.picks, start=1):
            worth[pick.item] = worth.get(pick.item, 0.0) + 1 / rank
    agreed = {pick.item for pick in first.picks} & {pick.item for pick in second.picks}
    if second.doubtful and not (len(agreed) == len(worth) and _is_long(len(order), len(agreed))):
        return ()
    kept = [item for item in worth if item in agreed or not first.doubtful]
    return tuple(sorted(kept, key=lambda item: (item not in agreed, -worth[item], order.index(item))))
