"""Whether a model's picks follow the order of its list, and what two differently ordered lists agree on. Pure.

Models prefer what stands first in a list, or last. Picks that repeat one end of the list are therefore asked for again
over a list in another order, and only what was picked both times counts: a place alone then wins nothing.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.answer import Candidate, RankedPick
from recsys.model.ids import ItemId

_TAIL = 2
"""Picks that all stand among the last ones of a long list, up to so many aside, look like a preference for its end."""
_LONG = 4
"""A list is long when it holds so many times the picks that are asked for."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a model picked from one list, best first, and whether that only repeats the list."""

    picks: tuple[RankedPick, ...]
    echo: bool


def passed(picks: Sequence[RankedPick], listed: Sequence[ItemId], places: int) -> Pass:
    """Return what a model picked from a list of items; what it picked beyond the places is dropped."""
    shown = tuple(picks[:places])
    chosen = [listed.index(pick.item) for pick in shown]
    return Pass(shown, len(listed) > 1 and _echoes(chosen, len(listed), places))


def _echoes(chosen: list[int], size: int, places: int) -> bool:
    """Return whether the places chosen are an end of the list: its first in order, or its last in either direction."""
    count = len(chosen)
    last = list(range(size - count, size))
    if chosen in (list(range(count)), last, last[::-1]):
        return True
    return size >= _LONG * places and all(place >= size - places - _TAIL for place in chosen)


def stands(chosen: Sequence[int], size: int, places: int) -> bool:
    """Return whether first picks, as places in a list of that size, cannot be the beginning of an echo any more."""
    end = size - places - (_TAIL if size >= _LONG * places else 0)
    return list(chosen) != list(range(len(chosen))) and any(place < end for place in chosen)


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
    them picked counts where neither is an echo.
    """
    if second is None or second.echo:
        return () if first.echo else tuple(pick.item for pick in first.picks)
    worth: dict[ItemId, float] = {}
    for one in (first, second):
        for rank, pick in enumerate(one.picks, start=1):
            worth[pick.item] = worth.get(pick.item, 0.0) + 1 / rank
    agreed = {pick.item for pick in first.picks} & {pick.item for pick in second.picks}
    kept = [item for item in worth if item in agreed or not first.echo]
    return tuple(sorted(kept, key=lambda item: (item not in agreed, -worth[item], order.index(item))))
