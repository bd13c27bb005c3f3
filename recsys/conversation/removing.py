"""Constraints one by one: a chip for each, and the words that lift just that one. Pure.

The words name the label ("never mind “under $300”"), and are read back by it: so whatever a constraint says, its chip
lifts it and nothing else.
"""

import html
import re
from collections.abc import Iterator
from typing import assert_never

from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.wording import in_words
from recsys.model.answer import Choice
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
    slot_of,
)
from recsys.model.dialogue import DialogueState

_LIFTS = re.compile(
    r"\s*(?:please )?(?:never ?mind|forget|drop|remove|lift|cancel)(?: about)?(?: the)? (.+)", re.I | re.S
)
_CHIP = re.compile(r"\s*never mind “[^”]*”\s*", re.I)
_EDGES = " .!\"'“”‘’"


def removable(state: DialogueState, currency: str) -> tuple[Choice, ...]:
    """Return a chip for each constraint in force, in order; brands and categories one by one."""
    labels = dict.fromkeys(label for label, _ in singles(state, currency))
    return tuple(Choice(label, f"never mind “{label}”") for label in labels)


def lifted(said: str, state: DialogueState, currency: str) -> tuple[Drop, ...]:
    """Return what a message drops that names a constraint in force by its chip's words; nothing for any other.

    A brand's bare name counts only as a chip says it: "drop Sony" may as well mean none of theirs.
    """
    match = _LIFTS.fullmatch(said)
    if match is None:
        return ()
    parts = list(singles(state, currency))
    pressed: list[Drop] = [drop for label, drop in parts if f"“{label}”" == match[1]]
    typed = _folded(html.unescape(match[1])) or None
    named: list[Drop] = [drop for label, drop in parts if typed == _folded(label) and drop != ("brand", label)]
    return tuple(pressed or named)


def is_chip(said: str) -> bool:
    """Return whether a message is the words of a chip: whatever it names, it lifts or does nothing, and wishes none."""
    return bool(_CHIP.fullmatch(said))


def _folded(label: str) -> str:
    return " ".join(label.casefold().split()).strip(_EDGES)


def singles(state: DialogueState, currency: str = "USD") -> Iterator[tuple[str, Drop]]:
    """Yield what can go by itself of the constraints in force, oldest first: in words, and as a drop."""
    for stated in state.constraints:
        constraint = stated.constraint
        match constraint:
            case BrandIn(names) | BrandNotIn(names) | CategoryIn(names) | CategoryNotIn(names):
                for name in names:
                    yield in_words(type(constraint)((name,)), currency), (slot_of(constraint), name)
            case PriceMin():
                yield in_words(constraint, currency), ("price", "min")
            case PriceMax():
                yield in_words(constraint, currency), ("price", "max")
            case Feature(text):
                yield in_words(constraint), ("feature", text)
            case AttributeIs(name, op):
                yield in_words(constraint), ("attribute", f"{name} {op[0]}")
            case Colour() | InStock():
                yield in_words(constraint), slot_of(constraint)
            case NotItems():
                pass
            case _:
                assert_never(constraint)
