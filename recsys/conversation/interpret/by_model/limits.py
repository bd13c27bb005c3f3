"""The limits in force as a list of single ones, each with the drop that lifts it: what a model may take back by id."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.wording import in_words
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
    slot_of,
)
from recsys.model.dialogue import DialogueState


def limits(state: DialogueState) -> Mapping[str, tuple[str, Drop]]:
    """Return each limit under an id ("C1" is the oldest), in words and as a drop; brands and categories one by one."""
    single = [limit for stated in state.constraints for limit in _singles(stated.constraint)]
    return {f"C{number}": limit for number, limit in enumerate(single, start=1)}


def _singles(constraint: Constraint) -> Iterator[tuple[str, Drop]]:
    match constraint:
        case BrandIn(names) | BrandNotIn(names) | CategoryIn(names) | CategoryNotIn(names):
            for name in names:
                yield in_words(type(constraint)((name,))), (slot_of(constraint), name)
        case PriceMin():
            yield in_words(constraint), ("price", "min")
        case PriceMax():
            yield in_words(constraint), ("price", "max")
        case Colour(name) | Feature(name) | AttributeIs(name):
            yield in_words(constraint), (slot_of(constraint), name)
        case InStock():
            yield in_words(constraint), "stock"
        case NotItems():
            return
        case _:
            assert_never(constraint)
