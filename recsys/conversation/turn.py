"""One turn: what is asked, what it is answered from, what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from recsys.conversation.asking import Person
from recsys.conversation.interpret.interpreter import Understood
from recsys.conversation.removing import removable
from recsys.conversation.stages import Stages
from recsys.conversation.state import overruled
from recsys.conversation.wording import in_words, listed
from recsys.model.answer import (
    Answer,
    ModelUsage,
)
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.ports import (
    CatalogVocabulary,
    Progress,
)
from recsys.ranking.text import quotable

SAID_MAX = 2_000
"""Characters of a message that are understood; far more than any request needs, and a bound on the work."""


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """One message to answer, with the conversation's state before it.

    `turn` names it, so that answered again it has the same surprise and the same comparison; "" for one without either.
    """

    tenant: Tenant
    user: UserId
    text: str
    state: DialogueState
    turn: str = ""

    @property
    def said(self) -> str:
        """The message, as much of it as is understood."""
        return self.text[:SAID_MAX].strip()


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
class Turn:
    """A turn under way: the message, what was understood of it, and the state that this leads to.

    `left_out` are words that might have been features, had anything had them.
    """

    request: TurnRequest
    understood: Understood
    state: DialogueState
    person: Person
    vocabulary: CatalogVocabulary
    stages: Stages
    progress: Progress | None = None
    left_out: tuple[str, ...] = ()

    @property
    def act(self) -> DialogueAct:
        """What the person does with the message."""
        return self.understood.act

    def completed(self, answer: Answer, state: DialogueState) -> Answer:
        """Return an answer with what each has: the constraints in force with their chips, and the time it took."""
        chips = removable(state, self.vocabulary.currency)
        text = answer.text
        if self.left_out:
            said = listed([f"“{quotable(word)}”" for word in self.left_out], "or")
            text = f"I found nothing of the kind that says {said}, so I left that out. {text}"
        if limits := overruled(self.request.state, self.act):
            said = listed([f"“{in_words(limit, self.vocabulary.currency)}”" for limit in limits])
            text = f"I let go of {said}. {text}"
        return replace(answer, text=text, active=state.constraints, removable=chips, seconds=self.stages.total)
