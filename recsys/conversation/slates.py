"""A slate of picks, or where nothing meets the constraints the ways out: generate, rank, verify."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from recsys.conversation.asking import avoided, looked_for, rank_request, unlearned
from recsys.conversation.clarifying import clarification, spread
from recsys.conversation.literal import literal, said_by_all, unsaid
from recsys.conversation.preferring import confirmation, left_out_for_good
from recsys.conversation.relaxing import offer_relaxations
from recsys.conversation.state import active_constraints, apply, with_slate
from recsys.conversation.telling import lead, no_result, read_otherwise, refinements
from recsys.conversation.things import kept_to_things, name_of, things_first
from recsys.conversation.turn import Turn, TurnResult
from recsys.model.answer import (
    CANDIDATES_MAX,
    SLATE_SIZE,
    Answer,
    Candidate,
    CandidateRequest,
    CandidateSet,
    Pick,
    Ranking,
    Side,
)
from recsys.model.constraints import BrandNotIn, CategoryNotIn, Constraint, Feature
from recsys.model.dialogue import ActKind, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator, CatalogStore, Ranker, RankRequest
from recsys.profile.personal import PersonalTaste
from recsys.profile.surprise import is_due
from recsys.ranking.interleaving import drafted, is_compared
from recsys.ranking.kind import Kind, is_called, kind_of
from recsys.ranking.surprising import with_surprise
from recsys.ranking.variants import also_in
from recsys.ranking.verify import verify

NO_SIDES: Mapping[ItemId, Side] = {}
OTHERS: frozenset[ActKind] = frozenset({"more", "like", "dislike", "own"})
"""Acts that ask for what was not shown yet."""
FIRST = "This is my first pick; the others follow."


class SlateAnswers:
    """Answers the turns that ask for picks."""

    def __init__(
        self,
        generator: CandidateGenerator,
        ranker: Ranker,
        catalog: CatalogStore,
        *,
        surprises: bool,
        compared: float,
    ) -> None:
        """Take the parts; `surprises` tells whether one of the picks may be one.

        `compared` is the share of slates that are ranked twice, to see what learning is worth.
        """
        self._generator = generator
        self._ranker = ranker
        self._catalog = catalog
        self._surprises = surprises
        self._compared = compared

    async def answer(self, turn: Turn) -> TurnResult:
        """Answer a turn whose act asks for picks."""
        state, never = turn.state, avoided(turn.person.profile, turn.state)
        stated = active_constraints(state, turn.act, bought=turn.person.profile.bought, disliked=turn.person.dismissed)
        constraints = (*stated, *never)
        with turn.stages.stage("generate"):
            text, near = looked_for(state, turn.person)
            wanted = CandidateRequest(text, constraints, near, CANDIDATES_MAX, turn.person.leaning)
            found = await self._generator.generate(wanted)
        if not found.candidates:
            return await self._no_result(turn, constraints, found, never)
        kind = kind_of(state.topic, turn.vocabulary, found.candidates)
        lifts = turn.act.kind == "relax"  # who lifts a limit is shown what that frees
        if not lifts and (missing := await self._given_up(turn, found, kind)):
            implied = replace(turn, state=apply(state, DialogueAct("critique", add=missing)))
            return await self._no_result(implied, (*constraints, *missing), found, never)
        with turn.stages.stage("generate"):
            wanted, others = replace(wanted, text=state.topic), turn.act.kind in OTHERS
            spoken = await literal(found, wanted, kind, self._generator)
            kept, things = await kept_to_things(spoken, wanted, kind, self._generator, others=others)
        if others and not kept.candidates and await self._was_shown(state, kind):
            return await self._no_result(turn, constraints, found, never)
        if len(things) >= SLATE_SIZE:
            kind = replace(kind, stems=name_of(state.topic, kind))
        return await self._slate(turn, constraints, kind, kept if kept.candidates else spoken, things)

    async def _slate(
        self,
        turn: Turn,
        constraints: tuple[Constraint, ...],
        kind: Kind,
        found: CandidateSet,
        things: Collection[ItemId],
    ) -> TurnResult:
        """Return the picks of what was found; `things` are the candidates that are what was asked for."""
        act, state, person, vocabulary, stages = turn.act, turn.state, turn.person, turn.vocabulary, turn.stages
        lifts = self._lifts(found, person.taste)
        wish = rank_request(
            turn.request.said,
            turn.understood,
            state,
            constraints,
            person=person,
            found=found,
            kind=kind,
            lifts=lifts,
        )
        if turn.progress is not None:
            turn.progress.searching(found.total)
            wish = replace(wish, early=partial(_tell_first, turn, wish, found, things))
        with stages.stage("rank"):
            ranking = await self._ranker.rank(wish)
        with stages.stage("verify"):
            split = clarification(act, state, kind, found.candidates, profile=person.profile, vocabulary=vocabulary)
            if split:
                ranking = spread(ranking, _liked_first(found, lifts), split, SLATE_SIZE)
            surprising, sides = None, NO_SIDES
            if split is None and self._may_surprise(turn):
                ranking, surprising = with_surprise(ranking, wish, person.taste)
            if not (split or surprising) and is_compared(turn.request.turn, self._compared):
                plain = unlearned(wish, self._lifts(found, person.taste.stated()))
                ranking, sides = drafted(ranking, await self._ranker.rank(plain), SLATE_SIZE, seed=turn.request.turn)
            if 0 < len(things) < SLATE_SIZE:
                ranking = things_first(ranking, found.candidates, things)
            ranking = verify(ranking, found.candidates, constraints, request=wish)
            picks = await self._picks(ranking, found, surprising, sides)
        told = lead(
            act,
            state,
            picks,
            person.profile,
            currency=vocabulary.currency,
            things=sum(pick.surprise or pick.item.id in things for pick in picks),
            asks=split is not None,
        )
        noted = f"{confirmation(act.standing)} " if act.standing else ""
        answer = Answer(
            kind="slate",
            text=noted + read_otherwise(turn.request.said, found.readings) + told,
            picks=picks,
            question=split.question if split else None,
            suggestions=refinements(picks, state),
            model=ranking.model,
            fallback=ranking.fallback,
            considered=found.passing,
            total=found.total,
        )
        answer = turn.completed(answer, state)
        state = replace(with_slate(state, picks), clarified=state.clarified or split is not None)
        return TurnResult(answer, state, act, usage=ranking.usage, stages=stages.seconds)

    async def _was_shown(self, state: DialogueState, kind: Kind) -> bool:
        """Return whether the latest slate had the thing that the topic names, so that there was some of it."""
        name = name_of(state.topic, kind)
        latest = state.slates[-1].items if state.slates else ()
        shown = await self._catalog.get([item.item for item in latest])
        return any(is_called(item, name) for item in shown.values())

    async def _given_up(self, turn: Turn, found: CandidateSet, kind: Kind) -> tuple[Feature, ...]:
        """Return what the request's words implied so far and nothing would fulfil any more: then that is the answer."""
        state = turn.state
        if not (state.shown and state.slates):
            return ()
        missing = unsaid(found, state.topic, kind, turn.vocabulary)
        if not missing:
            return ()
        shown = await self._catalog.get([item.item for item in state.slates[-1].items])
        return said_by_all(missing, shown.values())

    def _lifts(self, found: CandidateSet, taste: PersonalTaste) -> Mapping[ItemId, float]:
        """Return what the taste of person and team adds to the relevance of each candidate."""
        items = [candidate.item for candidate in found.candidates]
        ids = [item.id for item in items]
        return dict(zip(ids, taste.lifts_among(items, self._generator.vectors(ids)).tolist(), strict=True))

    def _may_surprise(self, turn: Turn) -> bool:
        """Return whether one pick may be a surprise: not where more of a kind is asked for."""
        name, person = turn.request.turn, turn.person
        allowed = self._surprises and person.profile.surprises and person.profile.learning
        return allowed and bool(name) and turn.act.kind != "like" and is_due(person.taste, seed=name)

    async def _picks(
        self, ranking: Ranking, found: CandidateSet, surprising: ItemId | None, sides: Mapping[ItemId, Side]
    ) -> tuple[Pick, ...]:
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
                side=sides.get(candidate.item.id, ""),
            )
            for candidate, reason in chosen
        )

    async def _no_result(
        self,
        turn: Turn,
        constraints: tuple[Constraint, ...],
        found: CandidateSet,
        never: Sequence[BrandNotIn | CategoryNotIn],
    ) -> TurnResult:
        act, state, stages = turn.act, turn.state, turn.stages
        with stages.stage("relax"):
            relaxations = await offer_relaxations(state, constraints, self._generator)
        answer = no_result(act, state, constraints, relaxations, total=found.total, currency=turn.vocabulary.currency)
        left_out = "" if act.standing else left_out_for_good(never)
        noted = f"{confirmation(act.standing)} " if act.standing else ""
        answer = turn.completed(replace(answer, text=noted + answer.text + left_out), state)
        state = replace(state, turns=state.turns + 1)
        return TurnResult(answer, state, act, stages=stages.seconds)


def _tell_first(turn: Turn, wish: RankRequest, found: CandidateSet, things: Collection[ItemId], early: Ranking) -> None:
    """Tell of a pick that the slate will begin with, held to the same rules as the whole."""
    chosen = {pick.item for pick in early.picks}
    if things and not chosen.intersection(things):
        return  # what is the thing asked for will come before it
    candidates = tuple(candidate for candidate in found.candidates if candidate.item.id in chosen)
    picks = verify(early, candidates, wish.constraints, request=wish).picks
    shown = tuple(Pick(one.item, pick.reason) for one, pick in zip(candidates, picks, strict=False))
    if shown and turn.progress is not None:
        answer = Answer("slate", FIRST, shown, model=early.model, considered=found.passing, total=found.total)
        turn.progress.first(replace(answer, active=turn.state.constraints))


def _liked_first(found: CandidateSet, lifts: Mapping[ItemId, float]) -> Sequence[Candidate]:
    """Return the candidates with those first that the taste lifts; as they are where it lifts none."""
    if not any(lifts.values()):
        return found.candidates
    return sorted(found.candidates, key=lambda one: -(one.score + lifts[one.item.id]))
