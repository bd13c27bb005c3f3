"""What a person thinks of facets, each with its evidence: what was stated, or else what liked items tell. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.person import Profile
from recsys.model.taste import Facet, FacetEvidence
from recsys.profile.facets import FacetTable
from recsys.profile.team import Floats, TeamTaste

SIGNS_MIN = 2
"""One item of a brand may be an accident; two are worth telling."""
SPOKEN_MIN = 0.55
"""The least weight of an opinion that counts as evidence; less is a share of a thumb on a whole answer."""
RATE_LEAST = 0.05
"""Nobody is expected to like nothing, or all there is."""

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Affinities:
    """Arrays aligned with `numbers`, which are the facets' in `table`, sorted."""

    table: FacetTable
    numbers: Numbers
    values: Floats
    liked: Numbers
    disliked: Numbers
    stated: NDArray[np.bool_]

    def of(self, numbers: Numbers) -> Floats:
        """Return the affinities of facets, 0 for those that nothing is known of."""
        if not len(self.numbers):
            return np.zeros(len(numbers))
        places = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[places] == numbers, self.values[places], 0.0)

    def evidence(self, item: Item) -> tuple[FacetEvidence, ...]:
        """Return what is known of the item's facets, strongest first."""
        (places,) = np.nonzero(np.isin(self.numbers, self.table.of_item(item)))
        return self._told(places.tolist())

    def strongest(self, most: int) -> tuple[FacetEvidence, ...]:
        """Return what was stated, and what at least `SIGNS_MIN` items speak for or against, strongest first."""
        (places,) = np.nonzero(self.stated | (self.liked + self.disliked >= SIGNS_MIN))
        return self._told(places.tolist())[:most]

    def _told(self, places: Iterable[int]) -> tuple[FacetEvidence, ...]:
        told = [
            FacetEvidence(
                self.table.facets[int(self.numbers[place])],
                int(self.liked[place]),
                int(self.disliked[place]),
                float(self.values[place]),
                bool(self.stated[place]),
            )
            for place in places
        ]
        return tuple(sorted(told, key=lambda one: (-abs(one.affinity), one.facet)))


def affinities(
    team: TeamTaste,
    items: Sequence[Item],
    weights: Floats,
    masses: Floats,
    *,
    profile: Profile,
    shrinkage: float,
    leniency_shrinkage: float,
) -> Affinities:
    """Return the affinities that opinions on `items` show, and those that the profile states, which outrank them.

    `weights` (-1..1) and `masses` (how much each counts) are aligned with `items`. An affinity is the facet's like-rate
    with this person less the one to expect, which is mixed in as `shrinkage` opinions. To expect is the team's, higher
    or lower as the person likes what is without the facet more or less often than the team likes things
    (`leniency_shrinkage` opinions make half of that believed): to who dislikes nearly all, one like tells much. What is
    expected of a facet does not depend on opinions on it: a like never lowers its affinity, a dislike never raises it.
    """
    stated = {team.table.number(facet): value for facet, value in _said(profile)}
    places, facets = team.table.flat(items)
    numbers, slots = np.unique(np.concatenate((facets, np.array(list(stated), np.intp))), return_inverse=True)
    slots, count = slots[: len(facets)], len(numbers)
    mass = np.bincount(slots, masses[places], count)
    liked = np.bincount(slots, (masses * (weights > 0))[places], count)
    # Items without the facet tell how lenient the person is.
    gained = float((masses * ((weights > 0) - team.average)).sum()) - (liked - team.average * mass)
    others = float(masses.sum()) - mass
    expected = team.rates_of_facets(numbers) + gained / (others + leniency_shrinkage)
    values = (liked - np.clip(expected, RATE_LEAST, 1 - RATE_LEAST) * mass) / (mass + shrinkage)
    is_stated = np.isin(numbers, list(stated))
    values[is_stated] = [stated[number] for number in numbers[is_stated].tolist()]
    ups = np.bincount(slots[(weights >= SPOKEN_MIN)[places]], minlength=count)
    downs = np.bincount(slots[(weights <= -SPOKEN_MIN)[places]], minlength=count)
    return Affinities(team.table, numbers, values, ups, downs, is_stated)


def _said(profile: Profile) -> Iterable[tuple[Facet, float]]:
    for value, brands, categories in (
        (1.0, profile.preferred_brands, profile.preferred_categories),
        (-1.0, profile.avoided_brands, profile.avoided_categories),
    ):
        yield from ((Facet("brand", name), value) for name in brands)
        yield from ((Facet("category", name), value) for name in categories)
