"""Prices: "under 300", "nothing over 150 bucks", "around 40", "between 12 and 30", "cheaper than the second"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret import price_patterns as said
from recsys.conversation.interpret.relative_prices import COMPLAINT, RELATIVE
from recsys.model.answer import SLATE_SIZE
from recsys.model.constraints import Constraint, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState

_COMPARES = re.compile(r"@|\bthan\b")
_HAS_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Prices:
    """What was said about prices, and the text without it.

    `replaces` means that these are the only price constraints from now on; `refers_to` the items whose price is meant.
    """

    rest: str
    add: tuple[Constraint, ...] = ()
    replaces: bool = False
    refers_to: tuple[int, ...] = ()


def read(text: str, state: DialogueState) -> Prices:
    """Return the price constraints of a message. Relative ones need a slate to be relative to."""
    add: list[Constraint] = []
    replaces = False
    text = said.CHEAPEST_OF.sub(" ", text)
    if _HAS_NUMBER.search(text):
        for pattern, reading in said.RULES:
            match = pattern.search(text)
            while match:
                numbers = [float(group) for group in match.groups() if group is not None]
                found = reading(numbers)
                if not any(type(constraint) in {type(other) for other in add} for constraint in found):
                    add += found
                    replaces = replaces or len(found) > 1
                text = f"{text[: match.start()]} | {text[match.end() :]}"
                match = pattern.search(text)
        bare = said.BARE.match(text) if state.topic and not add else None
        if bare and float(bare.group(1)) > SLATE_SIZE:
            return Prices(" | ", (PriceMax(float(bare.group(1))),))
    if any(isinstance(constraint, PriceMax) for constraint in add) or not state.slates:
        return Prices(COMPLAINT.sub(" | ", text) if add else text, tuple(add), replaces)
    return _relative(text, state, add, replaces=replaces)


def _relative(text: str, state: DialogueState, add: list[Constraint], *, replaces: bool) -> Prices:
    shown = state.slates[-1].items
    for pattern, direction in RELATIVE:
        match = pattern.search(text)
        if not match or (add and direction == "cheaper" and not _COMPARES.search(match.group())):
            continue  # "above 60, the cheap ones break" wants nothing cheaper
        rest = f"{text[: match.start()]} | {text[match.end() :]}"
        for other, _ in RELATIVE:
            rest = other.sub(" | ", rest)
        named = match.group(1) if pattern.groups else None
        digits = re.findall(r"\d", named) if named else re.findall(r"@(\d)", text)
        spoken = tuple(map(int, digits))
        refers_to = tuple(position for position in spoken if position <= len(shown))
        prices = [shown[position - 1].price for position in refers_to] or [item.price for item in shown]
        known = [price for price in prices if price is not None]
        if not known:
            return Prices(rest, tuple(add), replaces, refers_to)
        turns = _is_relative(PriceMin if direction == "cheaper" else PriceMax, state)
        if direction == "cheaper":
            add.append(PriceMax(_tightest(min(known), state), inclusive=False))
        elif not any(isinstance(constraint, PriceMin) for constraint in add):
            add.append(PriceMin(max(known), inclusive=False))
        return Prices(rest, tuple(add), replaces or turns, refers_to)
    return Prices(text, tuple(add), replaces)


def _is_relative(bound: type[PriceMin | PriceMax], state: DialogueState) -> bool:
    """Return whether the bound of this kind in force came from a price shown: "cheaper", which "dearer" takes back."""
    shown = {item.price for slate in state.slates for item in slate.items}
    limits = (stated.constraint for stated in state.constraints)
    return any(isinstance(one, bound) and not one.inclusive and one.value in shown for one in limits)


def _tightest(price: float, state: DialogueState) -> float:
    """Return a relative bound that never loosens the bound in force."""
    return min(
        [price, *(stated.constraint.value for stated in state.constraints if isinstance(stated.constraint, PriceMax))]
    )
