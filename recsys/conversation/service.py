"""The turn: from what a person said to what they read. No Slack, no writing: the caller stores the result."""

from collections.abc import Mapping
from dataclasses import replace

from recsys.conversation.asking import Person, looked_for
from recsys.conversation.doubting import believable
from recsys.conversation.explaining import explain
from recsys.conversation.interpret import standing
from recsys.conversation.interpret.interpreter import Interpreter, Understood
from recsys.conversation.people import People
from recsys.conversation.preferring import confirmation
from recsys.conversation.slates import SlateAnswers
from recsys.conversation.stages import Stages
from recsys.conversation.state import apply, referred
from recsys.conversation.telling import tell
from recsys.conversation.turn import Turn, TurnRequest, TurnResult
from recsys.model.answer import (
    Answer,
    CandidateRequest,
    Evidence,
)
from recsys.model.catalog import Item
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.ports import (
    CandidateGenerator,
    CatalogStore,
    CatalogVocabulary,
    FeedbackStore,
    ProfileStore,
    Progress,
    Ranker,
)
from recsys.profile.personal import WEIGHTS, LearningWeights

SLATE_ACTS = frozenset({"ask", "critique", "relax", "reset", "more", "like", "dislike", "own"})
ITEM_ACTS = frozenset({"details", "compare", "explain", "purchase"})


class TurnService:
    """Interprets a message and updates the state; then a slate where picks are asked for, else words about them."""

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
        compared: float = 0.0,
    ) -> None:
        """Take the parts; `ranker` is a model's or the built-in one, which alone is cheap enough to be `compared`."""
        self._interpreter = interpreter
        self._generator = generator
        self._catalog = catalog
        self._people = People(
            generator=generator, catalog=catalog, profiles=profiles, feedback=feedback, weights=learning
        )
        self._slates = SlateAnswers(generator, ranker, catalog, surprises=surprises, compared=compared)

    async def answer(self, request: TurnRequest, progress: Progress | None = None) -> TurnResult:
        """Answer one message. Raises StorageError; a model that fails only changes who ranks."""
        stages = Stages()
        with stages.stage("interpret"):
            vocabulary = await self._generator.vocabulary()
            if act := standing.read(request.said, vocabulary):
                understood = Understood(act)
            elif request.said:
                understood = await self._interpreter.interpret(request.said, request.state, vocabulary)
            else:  # `/recommend` alone, or a bare mention: by what is known of the person
                understood = Understood(DialogueAct("ask"))
            act, left_out = understood.act, ()
            if act.kind in SLATE_ACTS:
                act, left_out = await believable(act, request.state, self._generator, vocabulary)
                understood = replace(understood, act=act)
            state = apply(request.state, act)
        with stages.stage("person"):
            person = await self._people.read(request.tenant, request.user, vocabulary)
        turn = Turn(request, understood, state, person, vocabulary, stages, progress, left_out)
        if act.kind in SLATE_ACTS and (act.standing is None or state.topic):
            result = await self._slates.answer(turn)
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
        answer = turn.completed(answer, state)
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
