"""What a turn asks of search and of the ranker, by the state and by who asks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from recsys.conversation.interpret.interpreter import Understood
from recsys.model.answer import SLATE_SIZE, CandidateSet
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, NotItems
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.ports import RankRequest
from recsys.ranking.kind import Kind


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


def looked_for(state: DialogueState, person: Person) -> tuple[str, tuple[ItemId, ...]]:
    """Return the words to search for and the items to search near.

    Near are the items liked in this conversation. With nothing asked for, the profile speaks: its categories, or else
    what was viewed last.
    """
    if state.topic or state.liked:
        return state.topic, state.liked[-SLATE_SIZE:]
    categories = " ".join(person.profile.preferred_categories[:SLATE_SIZE])
    return categories, () if categories else person.profile.recent_views[:SLATE_SIZE]


def rank_request(
    said: str,
    understood: Understood,
    state: DialogueState,
    constraints: tuple[Constraint, ...],
    *,
    person: Person,
    found: CandidateSet,
    kind: Kind,
) -> RankRequest:
    """Return the wish as a ranker reads it; what must not come again is kept out by search already."""
    return RankRequest(
        said=said,
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
