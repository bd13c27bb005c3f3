"""One score for one candidate, as a sum of named parts that can be read and explained. Pure.

Relevance counts most (0..1, from retrieval). Everything personal is bounded so that it can lift an item over
comparable ones and never over clearly better matches. What opinions tell of other items comes ready, as a lift.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from recsys.catalog.predicates import texts_of
from recsys.model.answer import Candidate
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, Feature, PriceMax, PriceMin
from recsys.model.ids import ItemId
from recsys.model.person import Profile
from recsys.ports import RankRequest
from recsys.ranking.kind import descriptors, is_of_kind, stem
from recsys.ranking.text import content_words, word_set, words


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts, against relevance in 0..1.

    `descriptor_unstated` counts for each word before the thing's name that an item does not state while another does,
    at most `descriptors_counted` times; it outweighs a repeated brand and a near-duplicate together. `passed_over` lets
    what was seen and left step behind what is about as good and new, and no further: it may have been looked over.
    """

    relevance: float = 1.0
    other_kind: float = -0.25
    stated_match: float = 0.20
    descriptor_unstated: float = -0.25
    descriptors_counted: int = 2
    feature_unsaid: float = -0.20
    out_of_stock: float = -0.30
    within_budget: float = 0.06
    over_budget: float = -0.25
    viewed: float = 0.10
    own_liked: float = 0.05
    own_disliked: float = 0.40
    passed_over: float = -0.16
    bought: float = -10.0
    same_brand: float = -0.08
    near_duplicate: float = -0.15


WEIGHTS = Weights()

_DUPLICATE_OVERLAP = 0.7


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of one item's score; each is already weighted. `taste` is what was learned, and bounded elsewhere."""

    relevance: float
    kind: float = 0.0
    match: float = 0.0
    described: float = 0.0
    features: float = 0.0
    stock: float = 0.0
    budget: float = 0.0
    views: float = 0.0
    taste: float = 0.0
    own_opinion: float = 0.0
    passed: float = 0.0
    bought: float = 0.0

    @property
    def total(self) -> float:
        """Return the sum of all parts."""
        return sum(float(getattr(self, part.name)) for part in fields(self))


@dataclass(frozen=True, slots=True)
class Person:
    """What a request tells about the person and the wish, prepared once for all candidates.

    `kind` are the words that name the thing asked for, `asked` all others of the topic, `described` those before the
    name ("quiet headphones") that some candidate states, `features` what it must have.
    """

    profile: Profile
    views: tuple[Item, ...]
    lifts: Mapping[ItemId, float]
    own: Mapping[ItemId, float]
    passed: frozenset[ItemId]
    price_stated: bool
    kind: frozenset[str]
    asked: tuple[str, ...]
    described: tuple[str, ...]
    features: tuple[str, ...]


def read_person(request: RankRequest) -> Person:
    """Gather what is the same for all candidates; viewed items that nothing else knows are left out."""
    known = {candidate.item.id: candidate.item for candidate in request.candidates} | dict(request.opinion_items)
    return Person(
        profile=request.profile,
        views=tuple(known[view] for view in request.profile.recent_views if view in known),
        lifts=request.lifts,
        own={opinion.item: opinion.weight for opinion in reversed(request.opinions)},
        passed=request.passed,
        price_stated=any(isinstance(constraint, PriceMin | PriceMax) for constraint in request.constraints),
        kind=request.kind,
        asked=tuple(named for word in content_words(request.topic) if (named := stem(word)) not in request.kind),
        described=_told_by_some(request),
        features=tuple(one.text for one in request.constraints if isinstance(one, Feature) and one.wanted),
    )


def _facts_of(item: Item) -> str:
    """Return what the item states as a fact, in lower case: title, category, tags and attributes.

    A description may mention a word to deny it ("needs a quiet room"), so what it says does not count here.
    """
    values = (value for value in item.attributes.values() if isinstance(value, str))
    flags = (name.replace("_", " ") for name, value in item.attributes.items() if value is True)
    return "\n".join((item.title, item.category, *item.tags, *values, *flags)).lower()


def _count_stated(facts: str, asked: Sequence[str]) -> int:
    return sum(_begins_a_word(one, facts) for one in asked)


def _told_by_some(request: RankRequest) -> tuple[str, ...]:
    """Return the words before the thing's name that at least one candidate states: the others tell nothing apart."""
    words_before = descriptors(request.topic, request.kind)
    if not words_before:
        return ()
    facts = "\n".join(_facts_of(candidate.item) for candidate in request.candidates)
    return tuple(word for word in words_before if _begins_a_word(word, facts))


def _unsaid(item: Item, features: Sequence[str]) -> int:
    """Count the features that the item's texts do not say: all it has for them is the name of a true attribute."""
    if not features:
        return 0
    texts = "\n".join(texts_of(item)).lower()
    return sum(feature not in texts for feature in features)


def _described(facts: str, described: Sequence[str], weights: Weights) -> float:
    missing = len(described) - _count_stated(facts, described)
    return weights.descriptor_unstated * min(missing, weights.descriptors_counted)


def _begins_a_word(beginning: str, text: str) -> bool:
    place = text.find(beginning)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(beginning, place + 1)
    return place >= 0


def _budget(item: Item, profile: Profile, weights: Weights) -> float:
    if item.price is None or (profile.budget_max is None and profile.budget_min is None):
        return 0.0
    if profile.budget_max is not None and item.price > profile.budget_max:
        # A budget is meant: a little above it counts half, twice as much counts in full.
        excess = (item.price - profile.budget_max) / max(profile.budget_max, 1.0)
        return weights.over_budget * min(0.5 + excess, 1.0)
    if profile.budget_min is not None and item.price < profile.budget_min:
        return 0.0
    return weights.within_budget


def _interest(item: Item, views: Sequence[Item]) -> float:
    """Return 0..1: the strongest resemblance to something viewed; later views do not add up to an obsession."""
    best = 0.0
    for view in views:
        alike = 0.5 * (bool(item.category) and item.category.lower() == view.category.lower())
        alike += 0.3 * (bool(item.brand) and item.brand.lower() == view.brand.lower())
        alike += 0.2 * overlap(item, view)
        best = max(best, alike)
    return best


def overlap(one: Item, other: Item) -> float:
    """Return the share of common title words (Jaccard), 0..1."""
    left, right = word_set(one.title), word_set(other.title)
    return len(left & right) / len(left | right) if left or right else 0.0


def prefers(item: Item, profile: Profile) -> bool:
    """Return whether the item's category or one of its tags is a preferred category."""
    names = {item.category.lower(), *(tag.lower() for tag in item.tags)}
    return any(category.lower() in names for category in profile.preferred_categories if category)


def _own_opinion(weight: float, weights: Weights) -> float:
    """Weigh an opinion on the item itself: a dislike in full, a like little, for what was liked is known already."""
    return (weights.own_liked if weight > 0 else weights.own_disliked) * max(-1.0, min(1.0, weight))


def score(candidate: Candidate, person: Person, weights: Weights = WEIGHTS) -> Score:
    """Score one candidate on its own; what depends on the other picks is `diversified`'s part."""
    item, profile = candidate.item, person.profile
    facts = _facts_of(item) if person.asked or person.described else ""
    return Score(
        relevance=weights.relevance * candidate.score,
        kind=0.0 if is_of_kind(item, person.kind) else weights.other_kind,
        match=weights.stated_match * _count_stated(facts, person.asked) / max(len(person.asked), 1),
        described=_described(facts, person.described, weights),
        features=weights.feature_unsaid * _unsaid(item, person.features),
        stock=weights.out_of_stock if item.in_stock is False else 0.0,
        budget=0.0 if person.price_stated else _budget(item, profile, weights),
        views=weights.viewed * _interest(item, person.views),
        taste=person.lifts.get(item.id, 0.0),
        own_opinion=_own_opinion(person.own.get(item.id, 0.0), weights),
        passed=weights.passed_over if item.id in person.passed else 0.0,
        bought=weights.bought if item.id in profile.bought else 0.0,
    )


def brand_asked(request: RankRequest) -> bool:
    """Return whether the person asked for certain brands, as a constraint or by naming a candidate's brand."""
    if any(isinstance(constraint, BrandIn) for constraint in request.constraints):
        return True
    said = f" {' '.join(words(f'{request.said} {request.topic}'))} "
    brands = {" ".join(words(candidate.item.brand)) for candidate in request.candidates}
    return any(brand and f" {brand} " in said for brand in brands)


def diversified(
    scored: Sequence[tuple[Candidate, float]], places: int, *, brands: bool, weights: Weights = WEIGHTS
) -> tuple[Candidate, ...]:
    """Order by score, best first; in the first `places` a repeated brand (if `brands`) or near-duplicate costs."""
    left = sorted(scored, key=lambda pair: -pair[1])
    chosen: list[Candidate] = []
    while left and len(chosen) < places:
        best = max(left, key=lambda pair: pair[1] + _repetition(pair[0], chosen, weights, brands=brands))
        left.remove(best)
        chosen.append(best[0])
    return (*chosen, *(candidate for candidate, _ in left))


def _repetition(candidate: Candidate, chosen: Sequence[Candidate], weights: Weights, *, brands: bool) -> float:
    penalty, item = 0.0, candidate.item
    for other in chosen:
        if brands and item.brand and item.brand.lower() == other.item.brand.lower():
            penalty += weights.same_brand
        variants = item.id in other.variants or other.item.id in candidate.variants
        if variants or overlap(item, other.item) > _DUPLICATE_OVERLAP:
            penalty += weights.near_duplicate
    return penalty
