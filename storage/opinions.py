"""What a feedback event says about an item: one rule for all stores."""

from collections.abc import Iterable
from typing import assert_never

from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Signal

WHOLE_UP = 0.3
WHOLE_DOWN = -0.5


def weight(signal: Signal, position: int | None) -> float:
    """Return the weight of a signal on one item: a whole unit when it names the item, less for a whole answer."""
    match signal:
        case "up" | "pick":
            return 1.0 if position is not None else WHOLE_UP
        case "down":
            return -1.0 if position is not None else WHOLE_DOWN
        case _:
            assert_never(signal)


def last_words(events: Iterable[tuple[ItemId, Signal, int | None, float]], latest: int) -> tuple[Opinion, ...]:
    """Return one opinion an item from (item, signal, position, time), given latest first; at most `latest`."""
    opinions: dict[ItemId, Opinion] = {}
    for item, signal, position, at in events:
        if item not in opinions:
            if len(opinions) >= latest:
                break
            opinions[item] = Opinion(item, weight(signal, position), at)
    return tuple(opinions.values())
