"""The turn: from what a person said to what they read. No Slack, no writing: the caller stores the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from recsys.conversation.asking import Person, avoided, looked_for, rank_request
from recsys.conversation.clarifying import UNSPECIFIC, clarification, spread
from recsys.conversation.explaining import explain
from recsys.conversation.interpret import standing
from recsys.conversation.interpret.interpreter import Interpreter, Understood
from recsys.conversation.literal import given_up, literal
from recsys.conversation.people import People
from recsys.conversation.preferring import confirmation, left_out_for_good
from recsys.conversation.relaxing import offer_relaxations
from recsys.conversation.removing import removable
from recsys.conversation.stages import Stages
from recsys.conversation.state import active_constraints, apply, referred, with_slate
from recsys.conversation.telling import lead, no_result, read_otherwise, refinements, tell
from recsys.model.answer import (
    CANDIDATES_MAX,
    SLATE_SIZE,
    Answer,
    Candidate,
    CandidateRequest,
    CandidateSet,
    Evidence,
    ModelUsage,
    Pick,
    Ranking,
)
from recsys.model.catalog import Item
from recsys.model.constraints import BrandNotIn, CategoryNotIn, Constraint, Feature
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.ports import (
    CandidateGenerator,
    CatalogStore,
    CatalogVocabulary,
    FeedbackStore,
    ProfileStore,
    Progress,
    Ranker,
    RankRequest,
)
from recsys.profile.personal import WEIGHTS, LearningWeights
from recsys.profile.surprise import is_due
from recsys.ranking.kind import Kind, is_named, is_of_kind, kind_of
from recsys.ranking.surprising import with_surprise
from recsys.ranking.variants import also_in
from recsys.ranking.verify import verify
from recsys.ranking.wish import named_thing

SAID_MAX = 2_000
"""Characters of a message that are understood; far more than any request needs, and a bound on the work."""

SLATE_ACTS = frozenset({"ask", "critique", "relax", "reset", "more", "like", "dislike", "own"})
FIRST = "This is my first pick; the others follow."
ITEM_ACTS = frozenset({"details", "compare", "explain", "purchase"})


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message to answer, with the conversation's state before it.

    `turn` names it, so that answered again it has the same surprise; "" for one without surprises.
    """

    tenant: Tenant
    user: UserId
    text: str
    state: DialogueState
    turn: str = ""


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
        learning: LearningWeights = WEIGHTS,
        surprises: bool = True,
    ) -> None:
        """Take the parts; `ranker` is a model's or the built-in one."""
        self._interpreter = interpreter
        self._generator = generator
        self._ranker = ranker
        self._catalog = catalog
        self._people = People(
            generator=generator, catalog=catalog, profiles=profiles, feedback=feedback, weights=learning
        )
        self._surprises = surprises

    async def answer(self, request: TurnRequest, progress: Progress | None = None) -> TurnResult:
        """Answer one message. Raises StorageError; a model that fails only changes who ranks."""
        stages = Stages()
        with stages.stage("interpret"):
            vocabulary = await self._generator.vocabulary()
            said = request.text[:SAID_MAX].strip()
            if act := standing.read(said, vocabulary):
                understood = Understood(act)
            elif said:
                understood = await self._interpreter.interpret(said, request.state, vocabulary)
            else:  # `/recommend` alone, or a bare mention: by what is known of the person
                understood = Understood(DialogueAct("ask"))
            act = understood.act
            state = apply(request.state, act)
        with stages.stage("person"):
            person = await self._people.read(request.tenant, request.user, vocabulary)
        if act.kind in SLATE_ACTS and (act.standing is None or state.topic):
            result = await self._slate(
                request, understood, state, person, vocabulary=vocabulary, stages=stages, progress=progress
            )
            owned = referred(request.state, act) if act.kind == "own" else ()
            return replace(result, bought=owned, usage=(*understood.usage, *result.usage))
        with stages.stage("tell"):
            shown = await self._shown(request.state, act)
            if act.standing is not None:
                answer = Answer("text", confirmation(act.standing))
            elif act.kind == "explain" and shown:
                evidence = await self._evidence(state, person)
                answer = explain(shown, state, person, evidence, vocabulary.currency)
            else:
                answer = tell(act, shown, state, vocabulary)
        bought = tuple(item.id for item in shown) if act.kind == "purchase" else ()
        viewed = tuple(item.id for item in shown) if act.kind == "details" else ()
        state = replace(state, turns=state.turns + 1)
        answer = _completed(answer, state, vocabulary, stages)
        return TurnResult(answer, state, act, bought, viewed, usage=understood.usage, stages=stages.seconds)

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words. Cheap: kept until the catalog changes."""
        return await self._generator.vocabulary()

    async def warm_up(self) -> None:
        """Build what the first turn would otherwise wait for."""
        vocabulary = await self._generator.vocabulary()
        await self._interpreter.interpret("hello", EMPTY_STATE, vocabulary)  # a greeting is read without a model
        await self._generator.generate(CandidateRequest("warm up", limit=1))

    async def close(self) -> None:
        """End what runs in the background."""
        await self._people.close()

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

    async def _evidence(self, state: DialogueState, person: Person) -> Mapping[ItemId, Evidence]:
        """Return how search finds what meets the constraints; it is done again, for evidence is not kept."""
        text, near = looked_for(state, person)
        constraints = tuple(stated.constraint for stated in state.constraints)
        found = await self._generator.generate(CandidateRequest(text, constraints, near))
        return {candidate.item.id: candidate.evidence for candidate in found.candidates}

    async def _slate(
        self,
        request: TurnRequest,
        understood: Understood,
        state: DialogueState,
        person: Person,
        *,
        vocabulary: CatalogVocabulary,
        stages: Stages,
        progress: Progress | None,
    ) -> TurnResult:
        act = understood.act
        never = avoided(person.profile, state)
        constraints = (
            *active_constraints(state, act, bought=person.profile.bought, disliked=person.dismissed),
            *never,
        )
        with stages.stage("generate"):
            text, near = looked_for(state, person)
            wanted = CandidateRequest(text, constraints, near, CANDIDATES_MAX, person.leaning)
            found = await self._generator.generate(wanted)
            lifts = self._lifts(found, person)
        if not found.candidates:
            return await self._no_result(act, state, constraints, found, stages, never=never)
        kind = kind_of(state.topic, vocabulary, found.candidates)
        if missing := await self._given_up(found, state, kind, vocabulary):
            constraints = (*constraints, *missing)
            implied = apply(state, DialogueAct("critique", add=missing))
            return await self._no_result(act, implied, constraints, found, stages, never=never)
        found = literal(found, state.topic, kind)
        wish = rank_request(
            request.text[:SAID_MAX],
            understood,
            state,
            constraints,
            person=person,
            found=found,
            kind=kind,
            lifts=lifts,
        )
        if progress is not None:
            progress.searching(found.total)
            wish = replace(wish, early=partial(_tell_first, progress, wish, found))
        with stages.stage("rank"):
            ranking = await self._ranker.rank(wish)
        with stages.stage("verify"):
            split = clarification(act, state, kind, found.candidates, profile=person.profile, vocabulary=vocabulary)
            if split:
                ranking = spread(ranking, _liked_first(found, lifts), split, SLATE_SIZE)
            surprising = None
            if split is None and self._may_surprise(request, act, person):
                ranking, surprising = with_surprise(ranking, wish, person.taste)
            ranking = verify(ranking, found.candidates, constraints, request=wish)
            picks = await self._picks(ranking, found, surprising)
        told = lead(
            act,
            state,
            picks,
            person.profile,
            currency=vocabulary.currency,
            named=_is_named(state.topic, kind, picks),
            asks=split is not None,
        )
        noted = f"{confirmation(act.standing)} " if act.standing else ""
        answer = Answer(
            kind="slate",
            text=noted + read_otherwise(request.text, found.readings) + told,
            picks=picks,
            question=split.question if split else None,
            suggestions=refinements(picks, state),
            model=ranking.model,
            fallback=ranking.fallback,
            considered=found.passing,
            total=found.total,
        )
        answer = _completed(answer, state, vocabulary, stages)
        state = replace(with_slate(state, picks), clarified=state.clarified or split is not None)
        return TurnResult(answer, state, act, usage=ranking.usage, stages=stages.seconds)

    async def _given_up(
        self, found: CandidateSet, state: DialogueState, kind: Kind, vocabulary: CatalogVocabulary
    ) -> tuple[Feature, ...]:
        """Return what the request's words implied so far and nothing would fulfil any more: then that is the answer."""
        latest = [item.item for item in state.slates[-1].items] if state.shown and state.slates else []
        shown = await self._catalog.get(latest)
        return given_up(found, shown.values(), state.topic, kind, vocabulary)

    def _lifts(self, found: CandidateSet, person: Person) -> Mapping[ItemId, float]:
        """Return what the taste of person and team adds to the relevance of each candidate."""
        items = [candidate.item for candidate in found.candidates]
        ids = [item.id for item in items]
        return dict(zip(ids, person.taste.lifts(items, self._generator.vectors(ids)).tolist(), strict=True))

    def _may_surprise(self, request: TurnRequest, act: DialogueAct, person: Person) -> bool:
        """Return whether one pick may be a surprise: not where more of a kind is asked for."""
        allowed = self._surprises and person.profile.surprises and person.profile.learning
        return allowed and bool(request.turn) and act.kind != "like" and is_due(person.taste, seed=request.turn)

    async def _picks(self, ranking: Ranking, found: CandidateSet, surprising: ItemId | None) -> tuple[Pick, ...]:
        """Return the slate, each pick with its variants and what these differ in."""
        candidates = {candidate.item.id: candidate for candidate in found.candidates}
        chosen = [(candidates[pick.item], pick.reason) for pick in ranking.picks[:SLATE_SIZE]]
        named = [variant for candidate, _ in chosen for variant in candidate.variants]
        variants = await self._catalog.get(named)
        return tuple(
            Pick(
                candidate.item,
                reason,
                candidate.variants,
                also_in(candidate.item, [variants[one] for one in candidate.variants if one in variants]),
                surprise=candidate.item.id == surprising,
            )
            for candidate, reason in chosen
        )

    async def _no_result(
        self,
        act: DialogueAct,
        state: DialogueState,
        constraints: tuple[Constraint, ...],
        found: CandidateSet,
        stages: Stages,
        *,
        never: Sequence[BrandNotIn | CategoryNotIn],
    ) -> TurnResult:
        with stages.stage("relax"):
            relaxations = await offer_relaxations(state, constraints, self._generator)
            vocabulary = await self._generator.vocabulary()
        answer = no_result(act, state, constraints, relaxations, total=found.total, currency=vocabulary.currency)
        left_out = "" if act.standing else left_out_for_good(never)
        noted = f"{confirmation(act.standing)} " if act.standing else ""
        answer = _completed(replace(answer, text=noted + answer.text + left_out), state, vocabulary, stages)
        state = replace(state, turns=state.turns + 1)
        return TurnResult(answer, state, act, stages=stages.seconds)


def _tell_first(progress: Progress, wish: RankRequest, found: CandidateSet, early: Ranking) -> None:
    """Tell of a pick that the slate will begin with, held to the same rules as the whole."""
    chosen = {pick.item for pick in early.picks}
    candidates = tuple(candidate for candidate in found.candidates if candidate.item.id in chosen)
    picks = verify(early, candidates, wish.constraints, request=wish).picks
    shown = tuple(Pick(one.item, pick.reason) for one, pick in zip(candidates, picks, strict=False))
    if shown:
        progress.first(Answer("slate", FIRST, shown, model=early.model, considered=found.passing, total=found.total))


def _liked_first(found: CandidateSet, lifts: Mapping[ItemId, float]) -> Sequence[Candidate]:
    """Return the candidates with those first that the taste lifts; as they are where it lifts none."""
    if not any(lifts.values()):
        return found.candidates
    return sorted(found.candidates, key=lambda one: -(one.score + lifts[one.item.id]))


def _is_named(topic: str, kind: Kind, picks: Sequence[Pick]) -> bool:
    """Return whether some pick is of the category asked for, or bears the name; True where nothing was named."""
    if kind.is_category:
        return any(is_named(pick.item.category, kind.stems) for pick in picks)
    if UNSPECIFIC.intersection(topic.split()):
        return True
    return any(is_of_kind(pick.item, kind.stems or named_thing(topic)) for pick in picks)


def _completed(answer: Answer, state: DialogueState, vocabulary: CatalogVocabulary, stages: Stages) -> Answer:
    """Return an answer with what every one has: the constraints in force with their chips, and the time it took."""
    chips = removable(state, vocabulary.currency)
    return replace(answer, active=state.constraints, removable=chips, seconds=stages.total)
