"""Two rankings of the same candidates as one slate, whose reception tells which of them pleases more. Pure.

Team draft (Radlinski, Kurup and Joachims, 2008): in rounds of two, whose order is drawn, each side places its best item
that is not placed yet. As far as both agree from the top on nobody is credited; from their first difference on each
pick is credited to the side that placed it. So is one that the other side would have placed there as well: left out, it
would be missing to the side that ranks it higher, and chance alone would favour the other.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from recsys.model.answer import RankedPick, Ranking, Side
from recsys.model.ids import ItemId


def is_compared(turn: str, share: float) -> bool:
    """Return whether a turn, by its name, is one of that share (0..1) of all; one without a name never is."""
    return bool(turn) and random.Random(f"compared {turn}").random() < share


def interleaved(
    personal: Sequence[ItemId], plain: Sequence[ItemId], places: int, *, seed: str
) -> Mapping[ItemId, Side]:
    """Return `places` items (all where there are fewer), best first, each with the side that placed it.

    The orders, best first, hold the same items, or at least `places` each. In every slate the sides have as many picks
    each, or one has one more; over all seeds both have every place equally often. The same `seed` brings the same.
    """
    orders: dict[Side, Sequence[ItemId]] = {"personal": personal, "plain": plain}
    draw, places = random.Random(f"draft {seed}"), min(places, len(personal))
    drafts: list[Side] = [side for _ in range(places) for side in draw.sample(list(orders), 2)]
    agreed = [item for item, _ in takewhile(lambda pair: pair[0] == pair[1], zip(personal, plain, strict=False))]
    slate: dict[ItemId, Side] = dict.fromkeys(agreed[:places], "")
    for side in drafts[: places - len(slate)]:
        slate[next(item for item in orders[side] if item not in slate)] = side
    return slate


def drafted(personal: Ranking, plain: Ranking, places: int, *, seed: str) -> tuple[Ranking, Mapping[ItemId, Side]]:
    """Return both rankings as one, and the side of each pick, as `interleaved` does. The picks have no reason yet."""
    first, second = ([pick.item for pick in ranking.picks] for ranking in (personal, plain))
    sides = interleaved(first, second, places, seed=seed)
    return replace(personal, picks=tuple(RankedPick(item, "") for item in sides)), sides
