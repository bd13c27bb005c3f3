"""What a sentence about a pick may rest on, and the claims that rest on nothing. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from recsys.model.catalog import Item
from recsys.model.constraints import PriceMax
from recsys.ports import RankRequest
from recsys.ranking.comparing import (
    Dimension,
    among,
    cheapest_of,
    dearest_of,
    dimension_of,
    extremes,
    of_itself,
    superlative,
)
from recsys.ranking.number_words import in_figures
from recsys.ranking.text import item_text

ClaimKind = Literal[
    "money", "number", "brand", "name", "superlative", "comparison", "person", "stock", "order", "feature", "word"
]

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a sentence says that nothing supports, in the sentence's words."""

    kind: ClaimKind
    words: str


@dataclass(frozen=True)
class Ground:
    """What a sentence about `item` may rest on: the item, the slate it is shown in, and the request."""

    item: Item
    slate: Sequence[Item]
    request: RankRequest

    @cached_property
    def text(self) -> str:
        """Return all that the catalog says about the item, lower case."""
        return item_text(self.item)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Return every number in it, those in words too."""
        return frozenset(float(found.replace(",", "")) for found in NUMBER.findall(self.figured))

    @cached_property
    def figured(self) -> str:
        """Return the text with figures for numbers in words, and without the commas of thousands."""
        return in_figures(self.text).replace(",", "")

    @cached_property
    def limits(self) -> tuple[float, ...]:
        """Return the highest prices that were stated, in this conversation or in the profile."""
        stated = [constraint.value for constraint in self.request.constraints if isinstance(constraint, PriceMax)]
        budget = self.request.profile.budget_max
        return (*stated, budget) if budget is not None else tuple(stated)

    @property
    def _alone(self) -> Iterator[tuple[str, Dimension]]:
        """Yield in what the item is the best of those that have it at all, where some of the slate do not.

        A wired pair has no battery that could last longer: neither an attribute nor a text of it speaks of one. A
        weight that is not told may still be the lowest.
        """
        for name in self.item.attributes:
            dimension = dimension_of(name)
            if dimension is None or dimension.less:
                continue
            thing = dimension.ends.split()[0]
            having = [one for one in self.slate if not one.attributes or thing in item_text(one)]
            if name in dict(extremes(self.item, having)):
                yield name, dimension

    @cached_property
    def wins(self) -> tuple[str, ...]:
        """Return the superlatives that hold in this slate, longest first, with the forms they take among two."""
        best = [superlative(name, dimension) for name, dimension in extremes(self.item, self.slate)]
        best += [superlative(name, dimension) for name, dimension in self._alone]
        if cheapest_of(self.item, self.slate):
            best += ["the cheapest", "the least expensive", "the most affordable", "the lowest-priced"]
            best += ["the lowest price"]
        if dearest_of(self.item, self.slate):
            best += ["the most expensive", "the highest price"]
        best += [short for one in best if (short := of_itself(one, self.item))]
        of_two = [among(one, 2) for one in best if len(self.slate) == 2]
        return tuple(sorted((*best, *of_two), key=len, reverse=True))
