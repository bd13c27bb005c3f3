"""What was learned of a person, in words, with the evidence for it. Pure."""

from collections.abc import Mapping, Sequence

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.profile.affinities import FacetEvidence
from recsys.profile.facets import Facet
from recsys.profile.personal import personal_taste
from recsys.profile.team import TeamTaste

SENTENCES_MAX = 6
FACETS_READ = 50
"""The strongest of a person's facets, among them those that were stated, which need not be told."""
AFFINITY_MIN = 0.1
"""Less in favour or against, in -1..1, is nothing that a person would notice in the answers."""


def learned(
    opinions: Sequence[Opinion], items: Mapping[ItemId, Item], profile: Profile, *, now: float
) -> tuple[str, ...]:
    """Return a sentence for each strong leaning, strongest first; none while learning is off."""
    if not profile.learning:
        return ()
    taste = personal_taste(TeamTaste(), opinions, items, now=now, profile=profile)
    told = [one for one in taste.strongest(FACETS_READ) if not one.stated and abs(one.affinity) >= AFFINITY_MIN]
    told = [one for one in told if not _told_by_another(one.facet, told)][:SENTENCES_MAX]
    spelling = {name.lower(): name for item in items.values() for name in (item.brand, item.category, *item.tags)}
    return tuple(_sentence(one, spelling) for one in told)


def _told_by_another(facet: Facet, told: Sequence[FacetEvidence]) -> bool:
    """Whether a detail ("form: over-ear") says no more than another facet that is told ("over-ear")."""
    value = facet.name.lower().rpartition(": ")[2]
    return value != facet.name.lower() and any(one.facet.name.lower() == value for one in told)


def _sentence(one: FacetEvidence, spelling: Mapping[str, str]) -> str:
    name = spelling.get(one.facet.name.lower(), one.facet.name)
    leaning = "You lean towards" if one.affinity > 0 else "You turn away from"
    counts = (("liked", one.liked), ("disliked", one.disliked))
    signs = [f"{verb} {count:,}" for verb, count in counts if count]
    return f"{leaning} “{name}”: you {' and '.join(signs)}."
