"""What was learned of a person, in words, with the evidence for it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.model.taste import Facet, FacetEvidence
from recsys.profile.personal import personal_taste
from recsys.profile.team import TeamTaste
from recsys.ranking.attribute_names import SPELLED, spelled
from recsys.ranking.attributes import clause_of
from recsys.ranking.clauses import Clause, attributive, is_adjective, plural_verb

SENTENCES_MAX = 6
FACETS_READ = 50
"""The strongest of a person's facets, among them those that were stated, which need not be told."""
AFFINITY_MIN = 0.08
"""Less in favour or against, in -1..1, is nothing that a person would notice in the answers."""
PRICE_LEVELS = {"low": "cheaper", "middle": "mid-priced", "high": "more expensive"}


@dataclass(frozen=True, slots=True)
class Words:
    """How a catalog writes its names (by the lower-case name), which details are flags, what its items are called."""

    spelling: Mapping[str, str] = field(default_factory=dict[str, str])
    flags: frozenset[str] = frozenset()
    things: str = "items"

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Words":
        """Read them from items. What has a maker comes in models; a film or a book does not."""
        known = tuple(items)
        return cls(
            {name.lower(): name for item in known for name in (item.brand, item.category, *item.tags)},
            frozenset(
                name.replace("_", " ").lower()
                for item in known
                for name, value in item.attributes.items()
                if value is True
            ),
            "models" if any(item.brand for item in known) else "items",
        )

    def thing(self, facet: Facet) -> str:
        """Return what a facet stands for: "Sony", "models that connect by Bluetooth"; to follow "You lean towards"."""
        name = self.spelling.get(facet.name.lower(), facet.name)
        if facet.kind == "price":
            return f"{PRICE_LEVELS[facet.name]} {self.things}"
        if facet.kind != "detail":
            return name
        attribute, colon, value = facet.name.partition(": ")
        if colon:
            clause = clause_of(attribute, value)
            return self._said(clause) if clause else f"{self.things} with the {attribute} “{value}”"
        clause = clause_of(name, value=True) if name.lower() in self.flags else None
        return self._said(clause) if clause else self._of_tag(name)

    def _said(self, clause: Clause) -> str:
        if clause.adjective:
            return f"{clause.adjective} {self.things}"
        if clause.noun:
            return f"{self.things} with {clause.noun}"
        return f"{self.things} that {plural_verb(clause.verb)} {clause.rest}"

    def _of_tag(self, tag: str) -> str:
        if is_adjective(tag) or ("-" in tag and tag.lower() not in SPELLED):
            return f"{attributive(tag) or tag} {self.things}"
        return f"{self.things} tagged “{spelled(tag)}”"


def learned(
    opinions: Sequence[Opinion], items: Mapping[ItemId, Item], profile: Profile, *, now: float
) -> tuple[str, ...]:
    """Return a sentence for each strong leaning, strongest first; none while learning is off."""
    if not profile.learning:
        return ()
    taste = personal_taste(TeamTaste(), opinions, items, now=now, profile=profile)
    told = [one for one in taste.strongest(FACETS_READ) if not one.stated and abs(one.affinity) >= AFFINITY_MIN]
    words = Words.of(items.values())
    things = dict[str, FacetEvidence]()
    for one in told:
        if not _told_by_another(one.facet, told):
            things.setdefault(words.thing(one.facet), one)
    return tuple(_sentence(one, thing) for thing, one in islice(things.items(), SENTENCES_MAX))


def _told_by_another(facet: Facet, told: Sequence[FacetEvidence]) -> bool:
    """Whether a detail ("form: over-ear") says no more than another facet that is told ("over-ear")."""
    value = facet.name.lower().rpartition(": ")[2]
    return value != facet.name.lower() and any(one.facet.name.lower() == value for one in told)


def _sentence(one: FacetEvidence, thing: str) -> str:
    leaning = "You lean towards" if one.affinity > 0 else "You avoid"
    counts = (("liked", one.liked), ("disliked", one.disliked))
    signs = [f"{verb} {count:,}" for verb, count in counts if count]
    return f"{leaning} {thing}: you {' and '.join(signs)}."
