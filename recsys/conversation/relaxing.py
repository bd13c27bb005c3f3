"""When nothing meets all constraints: which of them bites, and the nearest way out, by name."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import assert_never

from recsys.conversation.wording import in_words, listed
from recsys.model.answer import CandidateRequest, Relaxation
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
)
from recsys.model.dialogue import DialogueState
from recsys.ports import CandidateGenerator
from recsys.ranking.attribute_names import read_name
from recsys.ranking.kind import is_called, is_of_kind, kind_of
from recsys.ranking.text import money

OFFERS_MAX = 3
CONSIDERED_MAX = 12
"""The latest constraints that are tried one by one and in pairs: at most 78 counts over columns."""
SEARCHED_MAX = 12
FREED_MAX = 10
"""Of those that free something, so many are searched for so much of what they free."""


async def offer_relaxations(
    state: DialogueState, constraints: Sequence[Constraint], generator: CandidateGenerator
) -> tuple[Relaxation, ...]:
    """Return at most three offers, the latest constraint first: single constraints, else pairs, that free something.

    What frees things of the kind asked for goes before what frees only others. A price limit is not dropped but moved
    to the nearest price that fits. Empty when nothing helps: the catalog is empty, or everything was shown already.
    """
    vocabulary = await generator.vocabulary()
    stated = [entry.constraint for entry in state.constraints][-CONSIDERED_MAX:][::-1]
    if not stated:
        return ()
    kind = kind_of(state.topic, vocabulary, ())
    if not kind.is_category:
        anything = await generator.generate(CandidateRequest(state.topic))
        kind = kind_of(state.topic, vocabulary, anything.candidates)
    others: list[Relaxation] = []
    searches = SEARCHED_MAX
    for size in (1, 2):
        offers: list[Relaxation] = []
        for dropped in combinations(stated, size):
            rest = tuple(constraint for constraint in constraints if constraint not in dropped)
            if not (searches and await generator.passing(rest)):
                continue
            searches -= 1
            found = await generator.generate(CandidateRequest(state.topic, rest, limit=FREED_MAX))
            freed = [candidate.item for candidate in found.candidates]
            wanted = [item for item in freed if is_called(item, kind.stems)]
            wanted = wanted or [item for item in freed if is_of_kind(item, kind.stems)]
            (offers if wanted else others).append(_offer(dropped, wanted or freed, vocabulary.currency))
            if len(offers) == OFFERS_MAX:
                break
        if offers:
            return tuple(offers)
    return tuple(others[:OFFERS_MAX])


def _offer(dropped: Sequence[Constraint], freed: Sequence[Item], currency: str) -> Relaxation:
    ways = [_way(constraint, freed, currency) for constraint in dropped]
    label = listed([label for label, _ in ways])
    return Relaxation(dropped[0], label[:1].upper() + label[1:], ", ".join(say for _, say in ways))


def _way(constraint: Constraint, freed: Sequence[Item], currency: str) -> tuple[str, str]:
    """Return the offer in words and what to say to take it."""
    if not isinstance(constraint, PriceMax | PriceMin):
        return plain_way(constraint, currency)
    prices = [item.price for item in freed if item.price is not None and item.currency == currency]
    nearest = (min if isinstance(constraint, PriceMax) else max)(prices, default=None)
    return price_way(constraint, nearest, currency)


def price_way(constraint: PriceMax | PriceMin, nearest: float | None, currency: str) -> tuple[str, str]:
    """Return how to move a price limit to the nearest price that fits; without one, to drop the price."""
    if nearest is None:
        return "drop the price limit", "never mind the price"
    if isinstance(constraint, PriceMax):
        limit = money(math.ceil(nearest), currency)
        return f"raise the limit to {limit}", f"up to {limit}"
    limit = money(math.floor(nearest), currency)
    return f"lower the minimum to {limit}", f"from {limit}"


def plain_way(constraint: Constraint, currency: str) -> tuple[str, str]:
    """Return how a constraint that is no price is dropped, in words, and what to say to drop it."""
    match constraint:
        case BrandIn():
            return f"look beyond {in_words(constraint)}", "any brand is fine"
        case BrandNotIn(brands):
            return f"allow {listed(brands)} again", f"{listed(brands)} is fine after all"
        case CategoryIn() | CategoryNotIn():
            return "look in every category", "any category is fine"
        case Colour(value, wanted, others):
            named = listed((value, *others), "or")
            return "take any colour" if wanted else f"allow {named}", "any colour is fine"
        case Feature(text, wanted):
            if wanted:
                return f"do without {text}", f"it does not have to have {text}"
            return f"allow {text}", f"{text} is fine after all"
        case AttributeIs() | InStock() | NotItems():
            return _other_way(constraint, currency)
        case PriceMin() | PriceMax():
            return price_way(constraint, None, currency)
        case _:
            assert_never(constraint)


def _other_way(constraint: AttributeIs | InStock | NotItems, currency: str) -> tuple[str, str]:
    match constraint:
        case AttributeIs(name):
            return f'drop "{in_words(constraint, currency)}"', f"never mind the {read_name(name, units=True).plain}"
        case InStock():
            return "look at what is out of stock too", "out of stock is fine"
        case NotItems():
            return f'drop "{in_words(constraint, currency)}"', "drop the other requirements"
        case _:
            assert_never(constraint)
