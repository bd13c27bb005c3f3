"""The turn: from what a person said to what they read. No Slack, no writing: the caller stores the result."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from recsys.conversation.interpret.interpreter import Interpreter, Understood
from recsys.conversation.relaxing import offer_relaxations
from recsys.conversation.state import active_constraints, apply, referred, with_slate
from recsys.conversation.telling import lead, no_result, read_otherwise, refinements, tell
from recsys.model.answer import (
    CANDIDATES_MAX,
    SLATE_SIZE,
    Answer,
    CandidateRequest,
    CandidateSet,
    ModelUsage,
    Pick,
    Ranking,
)
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, NotItems
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Opinion, Profile
from recsys.ports import (
    CandidateGenerator,
    CatalogStore,
    CatalogVocabulary,
    FeedbackStore,
    ProfileStore,
    Ranker,
    RankRequest,
)
from recsys.profile.learned import with_learned
from recsys.ranking.kind import Kind, kind_of
from recsys.ranking.verify import verify

SAID_MAX = 2_000
"""Characters of a message that are understood; far more than any request needs, and a bound on the work."""

BOUGHT_READ = 50
"""The latest purchases that tell about taste; all of them are kept out of the picks."""

OPINIONS_READ = 100
"""The latest opinions that are read in a turn."""

SLATE_ACTS = frozenset({"ask", "critique", "relax", "reset", "more", "like", "dislike", "own"})
ITEM_ACTS = frozenset({"details", "compare", "explain", "purchase"})


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message to answer, with the conversation's state before it."""

    tenant: Tenant
    user: UserId
    text: str
    state: DialogueState


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The answer and the state after it.

    `bought` are items the person says they own, `viewed` those they asked more about; `stages` the seconds that each
    stage took, by name, in order.
    """

    answer: Answer
    state: DialogueState
    act: DialogueAct
    bought: tuple[ItemId, ...] = ()
    viewed: tuple[ItemId, ...] = ()
    usage: tuple[ModelUsage, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: their profile, their opinions and the items these speak of."""

    profile: Profile
    opinions: tuple[Opinion, ...]
    items: Mapping[ItemId, Item]

    @property
    def disliked(self) -> tuple[ItemId, ...]:
        """Items of which the last word is a thumbs-down; they are not shown again."""
        return tuple(opinion.item for opinion in self.opinions if opinion.weight < 0)


class Stages:
    """Measures how long each stage of one turn takes."""

    def __init__(self) -> None:
        """Start the clock."""
        self._started = time.perf_counter()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Add the time spent inside to a stage."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._started


class TurnService:
    """interpret -> update -> generate -> rank -> verify, in that order, one method each."""

    def __init__(
        self,
        *,
        interpreter: Interpreter,
        generator: CandidateGenerator,
        ranker: Ranker,
        catalog: CatalogStore,
        profiles: ProfileStore,
        feedback: FeedbackStore,
    ) -> None:
        """Take the parts; `ranker` is a model's or the built-in one."""
        self._interpreter = interpreter
        self._generator = generator
        self._ranker = ranker
        self._catalog = catalog
        self._profiles = profiles
        self._feedback = feedback

    async def answer(self, request: TurnRequest) -> TurnResult:
        """Answer one message. Raises StorageError; a model that fails only changes who ranks."""
        stages = Stages()
        with stages.stage("interpret"):
            vocabulary = await self._generator.vocabulary()
            said = request.text[:SAID_MAX].strip()
            if said:
                understood = await self._interpreter.interpret(said, request.state, vocabulary)
            else:  # `/recommend` alone, or a bare mention: by what is known of the person
                understood = Understood(DialogueAct("ask"))
            act = understood.act
            state = apply(request.state, act)
        with stages.stage("person"):
            person = await self._person(request.tenant, request.user)
        if act.kind in SLATE_ACTS:
            result = await self._slate(request, understood, state, person, vocabulary=vocabulary, stages=stages)
            owned = referred(request.state, act) if act.kind == "own" else ()
            return replace(result, bought=owned, usage=(*understood.usage, *result.usage))
        with stages.stage("tell"):
            shown = await self._shown(request.state, act)
            answer = tell(act, shown, state, vocabulary)
        bought = tuple(item.id for item in shown) if act.kind == "purchase" else ()
        viewed = tuple(item.id for item in shown) if act.kind == "details" else ()
        state = replace(state, turns=state.turns + 1)
        answer = replace(answer, seconds=stages.total)
        return TurnResult(answer, state, act, bought, viewed, usage=understood.usage, stages=stages.seconds)

    async def warm_up(self) -> None:
        """Build what the first turn would otherwise wait for."""
        vocabulary = await self._generator.vocabulary()
        await self._interpreter.interpret("hello", EMPTY_STATE, vocabulary)  # a greeting is read without a model
        await self._generator.generate(CandidateRequest("warm up", limit=1))

    async def _person(self, tenant: Tenant, user: UserId) -> Person:
        profile = await self._profiles.get(tenant, user)
        opinions = tuple(await self._feedback.opinions(tenant, user, latest=OPINIONS_READ))
        known = (*(opinion.item for opinion in opinions), *profile.recent_views, *profile.bought[:BOUGHT_READ])
        items = await self._catalog.get(known)
        return Person(with_learned(profile, opinions, items), opinions, items)

    async def _shown(self, state: DialogueState, act: DialogueAct) -> tuple[Item, ...]:
        """Return the items the act speaks of: those it refers to, or all of the latest slate."""
        if act.kind not in ITEM_ACTS or not state.slates:
            return ()
        latest = state.slates[-1].items
        wanted = [latest[position - 1].item for position in act.refers_to if 0 < position <= len(latest)]
        if not wanted and act.kind in {"compare", "explain"}:
            wanted = [shown.item for shown in latest]
        found = await self._catalog.get(wanted)
        return tuple(found[item] for item in wanted if item in found)

    async def _slate(
        self,
        request: TurnRequest,
        understood: Understood,
        state: DialogueState,
        person: Person,
        *,
        vocabulary: CatalogVocabulary,
        stages: Stages,
    ) -> TurnResult:
        act = understood.act
        constraints = active_constraints(state, act, bought=person.profile.bought, disliked=person.disliked)
        with stages.stage("generate"):
            text, near = _looked_for(state, person)
            found = await self._generator.generate(CandidateRequest(text, constraints, near, limit=CANDIDATES_MAX))
        if not found.candidates:
            return await self._no_result(act, state, constraints, found, stages)
        kind = kind_of(state.topic, vocabulary, found.candidates)
        wish = _rank_request(request.text, understood, state, constraints, person=person, found=found, kind=kind)
        with stages.stage("rank"):
            ranking = await self._ranker.rank(wish)
        with stages.stage("verify"):
            ranking = verify(ranking, found.candidates, constraints, request=wish)
            picks = _picks(ranking, found)
        answer = Answer(
            kind="slate",
            text=read_otherwise(request.text, found.readings) + lead(act, state, picks, person.profile),
            picks=picks,
            active=state.constraints,
            suggestions=refinements(picks, state),
            model=ranking.model,
            fallback=ranking.fallback,
            considered=found.passing,
            total=found.total,
            seconds=stages.total,
        )
        state = with_slate(state, picks)
        return TurnResult(answer, state, act, usage=ranking.usage, stages=stages.seconds)

    async def _no_result(
        self,
        act: DialogueAct,
        state: DialogueState,
        constraints: tuple[Constraint, ...],
        found: CandidateSet,
        stages: Stages,
    ) -> TurnResult:
        with stages.stage("relax"):
            relaxations = await offer_relaxations(state, constraints, self._generator)
            vocabulary = await self._generator.vocabulary()
        answer = no_result(act, state, constraints, relaxations, total=found.total, currency=vocabulary.currency)
        state = replace(state, turns=state.turns + 1)
        return TurnResult(replace(answer, seconds=stages.total), state, act, stages=stages.seconds)


def _looked_for(state: DialogueState, person: Person) -> tuple[str, tuple[ItemId, ...]]:
    """Return the words to search for and the items to search near.

    Near are the items liked in this conversation. With nothing asked for, the profile speaks: its categories, or else
    what was viewed last.
    """
    if state.topic or state.liked:
        return state.topic, state.liked[-SLATE_SIZE:]
    categories = " ".join(person.profile.preferred_categories[:SLATE_SIZE])
    return categories, () if categories else person.profile.recent_views[:SLATE_SIZE]


def _rank_request(
    said: str,
    understood: Understood,
    state: DialogueState,
    constraints: tuple[Constraint, ...],
    *,
    person: Person,
    found: CandidateSet,
    kind: Kind,
) -> RankRequest:
    return RankRequest(
        said=said[:SAID_MAX],
        topic=state.topic,
        constraints=tuple(constraint for constraint in constraints if not isinstance(constraint, NotItems)),
        profile=person.profile,
        opinions=person.opinions,
        opinion_items=person.items,
        candidates=found.candidates,
        picks=SLATE_SIZE,
        kind=kind.stems,
        language=understood.act.language,
        waited=sum(call.seconds for call in understood.usage),
    )


def _picks(ranking: Ranking, found: CandidateSet) -> tuple[Pick, ...]:
    items = {candidate.item.id: candidate.item for candidate in found.candidates}
    return tuple(Pick(items[pick.item], pick.reason) for pick in ranking.picks[:SLATE_SIZE])
