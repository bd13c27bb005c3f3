"""What a turn asks of search and of the ranker, by the state and by who asks. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recsys.conversation.interpret.interpreter import Understood
from recsys.model.answer import SLATE_SIZE, CandidateSet
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, BrandNotIn, CategoryIn, CategoryNotIn, Constraint, NotItems
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ItemId
from recsys.model.person import Opinion, Profile
from recsys.model.taste import FacetEvidence, Leaning
from recsys.ports import RankRequest
from recsys.profile.personal import PersonalTaste, nothing_known
from recsys.ranking.kind import Kind, stem
from recsys.ranking.text import words

BOUGHT_TOLD = 5
"""How many of a person's latest purchases a model is told."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: their profile, their opinions and the items these speak of, and the taste that follows from them.

    With learning off there are no opinions, and the taste is what was stated. `leaning` and `told` are what search and
    a model are told of it, made once for many turns. `dismissed` are items said to be unwanted, which are not shown
    again; a thumb on a whole answer says that of none. `passed` are items seen lately beside what the person had a word
    for, and left without one.
    """

    profile: Profile
    opinions: tuple[Opinion, ...]
    items: Mapping[ItemId, Item]
    taste: PersonalTaste = field(default_factory=nothing_known)
    leaning: Leaning | None = None
    told: tuple[FacetEvidence, ...] = ()
    dismissed: tuple[ItemId, ...] = ()
    passed: frozenset[ItemId] = frozenset()


def looked_for(state: DialogueState, person: Person) -> tuple[str, tuple[ItemId, ...]]:
    """Return the words to search for and the items to search near.

    Near are the items liked in this conversation. With nothing asked for, the profile speaks: its categories, or else
    what was viewed last.
    """
    if state.topic or state.liked:
        return state.topic, state.liked[-SLATE_SIZE:]
    categories = " ".join(person.profile.preferred_categories[:SLATE_SIZE])
    return categories, () if categories else person.profile.recent_views[:SLATE_SIZE]


def avoided(profile: Profile, state: DialogueState) -> tuple[BrandNotIn | CategoryNotIn, ...]:
    """Return what a person never wants, as constraints, less what this conversation asks for by name."""
    stated = [entry.constraint for entry in state.constraints]
    named = {name.lower() for one in stated if isinstance(one, BrandIn) for name in one.brands}
    named |= {name.lower() for one in stated if isinstance(one, CategoryIn) for name in one.categories}
    topic = {stem(word) for word in words(state.topic)}

    def unasked(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            name for name in names if name.lower() not in named and not {stem(word) for word in words(name)} <= topic
        )

    brands, categories = unasked(profile.avoided_brands), unasked(profile.avoided_categories)
    return (*((BrandNotIn(brands),) if brands else ()), *((CategoryNotIn(categories),) if categories else ()))


def rank_request(
    said: str,
    understood: Understood,
    state: DialogueState,
    constraints: tuple[Constraint, ...],
    *,
    person: Person,
    found: CandidateSet,
    kind: Kind,
    lifts: Mapping[ItemId, float],
) -> RankRequest:
    """Return the wish as a ranker reads it; what must not come again is kept out by search already.

    Of a person's opinions and items it holds those that have to do with some candidate.
    """
    ids = {candidate.item.id for candidate in found.candidates}
    brands = {candidate.item.brand.lower() for candidate in found.candidates}
    named = {*person.profile.recent_views, *person.profile.bought[:BOUGHT_TOLD]}
    items = {
        id_: item for id_, item in person.items.items() if id_ in ids or id_ in named or item.brand.lower() in brands
    }
    return RankRequest(
        said=said,
        topic=state.topic,
        constraints=tuple(constraint for constraint in constraints if not isinstance(constraint, NotItems)),
        profile=person.profile,
        opinions=tuple(one for one in person.opinions if one.item in items or one.item in ids),
        opinion_items=items,
        candidates=found.candidates,
        picks=SLATE_SIZE,
        kind=kind.stems,
        language=understood.act.language,
        waited=sum(call.seconds for call in understood.usage),
        lifts=lifts,
        taste=person.told,
        passed=person.passed,
    )


def unlearned(wish: RankRequest, stated: Mapping[ItemId, float]) -> RankRequest:
    """Return the wish as it were with learning off; `stated` are the lifts by what the person stated."""
    profile = replace(wish.profile, recent_views=())
    return replace(wish, profile=profile, opinions=(), lifts=stated, taste=(), passed=frozenset(), early=None)
