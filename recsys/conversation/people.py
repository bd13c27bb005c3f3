"""Who asks: what is stored of a person, and what follows from it for a turn."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from recsys.conversation.asking import Person
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Opinion, Profile
from recsys.ports import CandidateGenerator, CatalogStore, CatalogVocabulary, FeedbackStore, ProfileStore
from recsys.profile.learned import with_learned
from recsys.profile.personal import WEIGHTS, LearningWeights, personal_taste
from recsys.profile.team import TeamTaste
from recsys.profile.team_tastes import TeamTastes

BOUGHT_READ = 50
"""The latest purchases that tell about taste; all of them are kept out of the picks."""
OPINIONS_READ = 100
"""The latest opinions that are read in a turn."""
TASTE_TOLD = 5
"""How many of a person's leanings a model is told."""
PEOPLE_KEPT = 64
"""People whose taste is kept from one turn to the next, with the items that it is about."""
PASSED_SECONDS = 30 * 86_400.0
"""How long what was seen and left steps back: tastes and needs change, and it was never said to be unwanted."""
FRESH_SECONDS = 3_600.0
"""After that time opinions have aged enough to be weighed anew."""

NO_ITEMS: Mapping[ItemId, Item] = {}


@dataclass(frozen=True, slots=True)
class _Known:
    """What a taste was made of, for as long as that is so."""

    profile: Profile
    opinions: tuple[Opinion, ...]
    team: TeamTaste
    version: int
    at: float
    items: Mapping[ItemId, Item]
    person: Person


class People:
    """Reads people, and keeps what it made of the last ones who asked."""

    def __init__(
        self,
        *,
        generator: CandidateGenerator,
        catalog: CatalogStore,
        profiles: ProfileStore,
        feedback: FeedbackStore,
        weights: LearningWeights = WEIGHTS,
    ) -> None:
        """Take the parts."""
        self._generator = generator
        self._catalog = catalog
        self._profiles = profiles
        self._feedback = feedback
        self._weights = weights
        self._teams = TeamTastes(feedback, catalog, generator.vectors)
        self._known = OrderedDict[tuple[Tenant, UserId], _Known]()

    async def read(self, tenant: Tenant, user: UserId, vocabulary: CatalogVocabulary) -> Person:
        """Return who asks. Three quick reads as a rule: profile, latest opinions, items not seen before."""
        profile = await self._profiles.get(tenant, user)
        opinions = tuple(await self._feedback.opinions(tenant, user, latest=OPINIONS_READ))
        team = self._teams.of(tenant, vocabulary.version)
        key = (tenant, user)
        known, now = self._known.get(key), time.time()
        made_of = (profile, opinions, vocabulary.version)
        if (
            known is None
            or (known.profile, known.opinions, known.version) != made_of
            or known.team is not team
            or now - known.at > FRESH_SECONDS
        ):
            before = known.items if known and known.version == vocabulary.version else NO_ITEMS
            known = await self._made(profile, opinions, team, vocabulary.version, before)
            if profile.learning:
                passed = await self._feedback.passed_over(tenant, user, now - PASSED_SECONDS)
                known = replace(known, person=replace(known.person, passed=frozenset(passed)))
            self._drop_older(tenant, team)
        self._known[key] = known
        self._known.move_to_end(key)
        if len(self._known) > PEOPLE_KEPT:
            self._known.popitem(last=False)
        return known.person

    async def close(self) -> None:
        """End what runs in the background."""
        await self._teams.close()

    async def _made(
        self,
        profile: Profile,
        opinions: tuple[Opinion, ...],
        team: TeamTaste,
        version: int,
        before: Mapping[ItemId, Item],
    ) -> _Known:
        now = time.time()
        wanted = {*(one.item for one in opinions), *profile.recent_views, *profile.bought[:BOUGHT_READ]}
        fresh = await self._catalog.get([item for item in wanted if item not in before])
        items = {item: found for item, found in before.items() if item in wanted} | dict(fresh)
        vectors = self._generator.vectors([one.item for one in opinions])
        taste = personal_taste(
            team if profile.learning else TeamTaste(team.table),
            opinions,
            items,
            now=now,
            vectors=vectors,
            profile=profile,
            weights=self._weights,
        )
        dismissed = tuple(one.item for one in opinions if one.kind == "dismiss")
        if profile.learning:
            seen, known = with_learned(profile, opinions, items), opinions
        else:
            seen, known = replace(profile, recent_views=()), ()
        person = Person(seen, known, items, taste, taste.leaning(), taste.strongest(TASTE_TOLD), dismissed)
        return _Known(profile, opinions, team, version, now, items, person)

    def _drop_older(self, tenant: Tenant, team: TeamTaste) -> None:
        """Drop what rests on an older taste of the team, which would be held in memory by it."""
        for key in [key for key, known in self._known.items() if key[0] == tenant and known.team is not team]:
            del self._known[key]
