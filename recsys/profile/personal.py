"""What a person likes, from their latest opinions, shrunk towards the team's taste by how much is known. Pure.

Each part is a mean over the opinions with some opinions' worth of "nothing known" mixed in, so one thumb moves it a
little and twenty move it a lot. The sum is bounded: it orders comparable items, and lifts none over a clearly better
match.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import EMPTY_PROFILE, Opinion, Profile
from recsys.model.taste import FacetEvidence, Leaning
from recsys.ports import Vectors
from recsys.profile.affinities import RATE_LEAST, Affinities, affinities
from recsys.profile.facets import KINDS
from recsys.profile.leaning import TasteLeaning
from recsys.profile.prices import PriceTaste
from recsys.profile.team import Floats, TeamTaste

DAY = 86_400.0
LATER_PICK, LATER_PICK_MOST = 0.25, 1.5
"""How much more a pick counts for each pick before it, and the most that it counts."""


@dataclass(frozen=True, slots=True)
class LearningWeights:
    """How much of a person's taste counts, against the team's prior (a difference of like-rates).

    `half_life_days` is the age at which an opinion counts half. Each `..._shrinkage` is the number of opinions at which
    half of that part is believed; likeness is doubted once more by `likeness_doubt`, as what is like one or two items
    is so by chance. `kinds` are the shares of brand, category, details and price level. `lift` is the
    most that an item gains or loses against relevance in 0..1 where nothing is known of the person; `lift_learned` is
    how much more it may become, half of it at `lift_shrinkage` opinions: who has said much is known to mean it. `gain`
    is what a small difference of like-rates is worth, whatever the bound.
    """

    half_life_days: float = 180.0
    facet: float = 3.6
    facet_shrinkage: float = 8.0
    kinds: tuple[float, ...] = (9.0, 1.0, 2.0, 1.0)
    price: float = 1.0
    price_shrinkage: float = 2.0
    likeness: float = 1.8
    likeness_shrinkage: float = 10.0
    likeness_doubt: float = 4.0
    direction: float = 0.5
    direction_shrinkage: float = 6.0
    leniency_shrinkage: float = 10.0
    lift: float = 0.25
    lift_learned: float = 0.2
    lift_shrinkage: float = 10.0
    gain: float = 2.0


WEIGHTS = LearningWeights()


@dataclass(frozen=True, slots=True)
class PersonalTaste:
    """One person's taste, ready to judge candidates; made by `personal_taste`.

    `likeness`, shape (rank,), is the mean of the factors of what was liked, less those of what was disliked;
    `direction`, shape (dimensions,), is that of vectors. `known` counts the opinions, old ones less.
    """

    team: TeamTaste
    weights: LearningWeights
    affinities: Affinities
    prices: PriceTaste
    likeness: Floats
    direction: Floats
    known: float

    @property
    def bound(self) -> float:
        """Return the most that an item gains or loses: `weights.lift`, and more the more is known of the person."""
        learned = self.known / (self.known + self.weights.lift_shrinkage)
        return self.weights.lift + self.weights.lift_learned * learned

    def leaning(self) -> Leaning | None:
        """Return what search can go by: brands and prices. None where nothing is known of the person."""
        numbers, values = self.affinities.numbers, self.affinities.values
        is_brand = self.team.table.kinds(numbers) == KINDS.index("brand")
        chosen: list[int] = numbers[is_brand].tolist()
        names = (self.team.table.facets[number].name.lower() for number in chosen)
        brands: dict[str, float] = dict(zip(names, values[is_brand].tolist(), strict=True))
        if not (brands or len(self.prices.logs)):
            return None
        share = self.weights.facet * self.weights.kinds[KINDS.index("brand")] / sum(self.weights.kinds)
        return TasteLeaning(brands, self.prices, share, self.weights.price, self.bound, self.weights.gain)

    def lifts(self, items: Sequence[Item], vectors: Vectors | None = None) -> Floats:
        """Return how each item pleases the person against the average, within ±`bound`; shape (len(items),).

        `vectors` are the items' own, rows aligned, rows of zeros where there is none. With nothing known of the person
        these are the team's lifts; with nothing known of the team either, zeros.
        """
        return self._bounded(self._total(items, vectors))

    def lifts_among(self, items: Sequence[Item], vectors: Vectors | None = None) -> Floats:
        """Return what to add to each item's relevance where one of these is to be chosen, within ±`bound`.

        The same as `lifts`, in the same order, but for what speaks for or against most of the items alike: that tells
        nothing of them, and would use up the bound.
        """
        total = self._total(items, vectors)
        if not len(total):
            return total
        # The median; of two in the middle the one nearer to 0, so that of two items one like lifts one and lowers none.
        ranked = np.sort(total)
        shared = min(max(0.0, float(ranked[(len(total) - 1) // 2])), float(ranked[len(total) // 2]))
        return self._bounded(total - shared)

    def reasons(self, item: Item, most: int = 2) -> tuple[FacetEvidence, ...]:
        """Return what the person did or said that speaks for or against an item, strongest first."""
        return self.affinities.evidence(item)[:most]

    def strongest(self, most: int = 5) -> tuple[FacetEvidence, ...]:
        """Return what is best known of the person, strongest first: for a prompt, or to show it to them."""
        return self.affinities.strongest(most)

    def stated(self) -> "PersonalTaste":
        """Return the taste as far as the person stated it, with nothing learned of them or of their team."""
        said = replace(self.affinities, values=self.affinities.values * self.affinities.stated)
        return PersonalTaste(
            TeamTaste(self.team.table), self.weights, said, PriceTaste(), np.zeros(0), np.zeros(0), 0.0
        )

    def _total(self, items: Sequence[Item], vectors: Vectors | None) -> Floats:
        """Return the sum of all parts that tell items apart, not bounded."""
        total = self.team.prior(items, vectors) + self.weights.facet * self._by_facets(items)
        total = total + self.weights.price * self.prices.affinities(items)
        factors = self.team.likeness.of([item.id for item in items])
        total = total + self.weights.likeness * (factors @ self.likeness)
        if vectors is not None and vectors.shape[1] == len(self.direction):
            total = total + self.weights.direction * (vectors @ self.direction)
        return total

    def _bounded(self, total: Floats) -> Floats:
        return self.bound * np.tanh(self.weights.gain / self.bound * total)

    def _by_facets(self, items: Sequence[Item]) -> Floats:
        """Return in -1..1 the weighted mean over the kinds of facets of the mean affinity within the kind."""
        table, size = self.team.table, len(items) * len(KINDS)
        places, facets = table.flat(items)
        slots = places * len(KINDS) + table.kinds(facets)
        sums = np.bincount(slots, self.affinities.of(facets), size)
        means = (sums / np.maximum(np.bincount(slots, minlength=size), 1)).reshape(len(items), len(KINDS))
        return means @ np.array(self.weights.kinds) / sum(self.weights.kinds)


def nothing_known() -> PersonalTaste:
    """Return the taste of somebody of whom, and of whose team, nothing is known."""
    return personal_taste(TeamTaste(), (), {}, now=0.0)


def personal_taste(
    team: TeamTaste,
    opinions: Sequence[Opinion],
    items: Mapping[ItemId, Item],
    *,
    now: float,
    vectors: Vectors | None = None,
    profile: Profile = EMPTY_PROFILE,
    weights: LearningWeights = WEIGHTS,
) -> PersonalTaste:
    """Return a person's taste from their opinions (one an item, in any order) and from what they stated.

    Opinions on items that are not in `items` say nothing. `vectors` are those of the opinions' items, rows aligned,
    rows of zeros where there is none. What was stated of a brand or a category outranks what was learned of it. With
    `profile.learning` off only the stated counts. `now` is in seconds since the epoch.
    """
    places = [at for at, one in enumerate(opinions) if one.item in items and one.weight] if profile.learning else []
    known = [opinions[at] for at in places]
    judged = [items[opinion.item] for opinion in known]
    said = np.array([opinion.weight for opinion in known])
    masses = _masses(known, now, weights)
    # As floats of the same size as factors and vectors, which would else be copied into larger ones.
    total, signed = float(masses.sum()), (masses * np.sign(said)).astype(np.float32)
    liked, rate = masses * (said > 0), team.average
    leniency = float((liked - rate * masses).sum() / (total + weights.leniency_shrinkage))
    expected = min(max(rate + leniency, RATE_LEAST), 1 - RATE_LEAST)
    likeness = total / ((total + weights.likeness_shrinkage) * (total + weights.likeness_doubt))
    directions = vectors.take(places, axis=0) if vectors is not None else np.zeros((len(places), 0), np.float32)
    return PersonalTaste(
        team,
        weights,
        affinities(
            team,
            judged,
            said,
            masses,
            profile=profile,
            shrinkage=weights.facet_shrinkage,
            leniency_shrinkage=weights.leniency_shrinkage,
        ),
        PriceTaste.of(judged, liked - expected * masses, masses, shrinkage=weights.price_shrinkage),
        signed @ team.likeness.of([item.id for item in judged]) * likeness,
        signed @ directions / (total + weights.direction_shrinkage),
        total,
    )


def _masses(opinions: Sequence[Opinion], now: float, weights: LearningWeights) -> Floats:
    """Return how much each opinion counts: less the older it is, more when a pick passed over what stood before it."""
    ages = np.maximum(now - np.array([opinion.at for opinion in opinions]), 0.0) / DAY
    passed = np.array([(opinion.position or 1) - 1 if opinion.kind == "pick" else 0 for opinion in opinions])
    sizes = np.abs(np.array([opinion.weight for opinion in opinions]))
    return sizes * 0.5 ** (ages / weights.half_life_days) * np.minimum(1.0 + LATER_PICK * passed, LATER_PICK_MOST)
