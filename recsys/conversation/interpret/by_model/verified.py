"""What of a model's reading holds: in the catalog, in the message, or in what was shown. The rest is left out.

In an English message words can be compared, so a brand, a colour or a lifted limit must be said there. In another
language they cannot; then the catalog must know the word. Numbers must be said in any language.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from recsys.conversation.interpret import price
from recsys.conversation.interpret.by_model import names
from recsys.conversation.interpret.by_model.answer import MeasureBound, MeasureSaid, ModelReading, PriceSaid
from recsys.conversation.interpret.by_model.heard import Heard
from recsys.conversation.interpret.by_model.limits import limits
from recsys.conversation.interpret.lexicon import Lexicon, squash
from recsys.conversation.interpret.lifting import Drop
from recsys.model.constraints import AttributeIs, Colour, Constraint, InStock, Slot
from recsys.model.dialogue import EMPTY_STATE, DialogueState, ShownItem
from recsys.ranking.kind import stem

LIMITS_MAX = 6
"""So many limits of a kind are taken; nobody states more in one message."""
_TOPIC_WORDS = 10
_RELATIVE = frozenset({"cheaper", "dearer"})
_WORD = re.compile(r"[^\W_][\w.+'-]*")
_OPS: Mapping[MeasureBound, Literal["<=", "<", ">=", ">"]] = {
    "at most": "<=",
    "under": "<",
    "at least": ">=",
    "over": ">",
}
_SLOT_WORDS: dict[Slot, str] = {
    "price": "price budget cost costs pay spend money expensive cheap limit more much afford",
    "brand": "brand brands make maker manufacturer",
    "category": "category kind",
    "colour": "colour color",
    "feature": "feature features",
    "attribute": "size weight specs",
    "stock": "stock available availability",
    "items": "",
}
"""Words of which one is said when a limit of the slot is taken back without naming its value."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What holds of a reading: constraints, lifted limits, positions shown, and the topic ("" where it stays).

    `relative` are those of the constraints that compare with what was shown. `wishes` are features that the catalog
    has no word for: words for the search, and no constraint.
    """

    topic: str
    add: tuple[Constraint, ...]
    drop: tuple[Drop, ...]
    refers_to: tuple[int, ...]
    relative: frozenset[Constraint]
    wishes: tuple[str, ...]


def verify_reading(said: ModelReading, heard: Heard, state: DialogueState) -> Verified:
    """Return what of a reading can be verified. Pure."""
    shown = state.slates[-1].items if state.slates else ()
    refers_to = tuple(dict.fromkeys(position for position in said.items if 0 < position <= len(shown)))
    topic = _topic(said.topic, heard, state)
    relative = tuple(one for limit in said.prices[:LIMITS_MAX] for one in _relative_price(limit, state, refers_to))
    wanted, wishes = names.features_of(said.features, heard, wanted=True)
    add: tuple[Constraint, ...] = (
        *(one for limit in said.prices[:LIMITS_MAX] for one in _price(limit, heard, shown)),
        *relative,
        *names.brands(said, heard, state, refers_to),
        *names.categories(said, heard.lexicon, about=f"{topic} {state.topic}"),
        *(Colour(name) for name in names.colours(said.colours, heard)),
        *(Colour(name, wanted=False) for name in names.colours(said.not_colours, heard)),
        *wanted,
        *names.features_of(said.not_features, heard, wanted=False)[0],
        *(one for limit in said.measures[:LIMITS_MAX] if (one := _measure(limit, heard))),
        *([InStock()] if said.in_stock and not heard.english else []),  # in English the rules read it
    )
    drop = tuple(_drops(said.drop, heard, state))
    return Verified(topic, tuple(dict.fromkeys(add)), drop, refers_to, frozenset(relative), wishes)


def _topic(said: str, heard: Heard, state: DialogueState) -> str:
    """Return the words of a topic, in an English message only those that it says or the catalog knows."""
    words: list[str] = []
    for word in _WORD.findall(said.lower())[:_TOPIC_WORDS]:
        if any(char.isdigit() for char in word) and not heard.says(word):
            continue
        if not heard.english or heard.says(word) or word in state.topic.split() or _is_known(word, heard.lexicon):
            words.append(word)
    return " ".join(words)


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return lexicon.knows(word) or stem(word) in lexicon.category_heads


def _price(said: PriceSaid, heard: Heard, shown: Sequence[ShownItem]) -> tuple[Constraint, ...]:
    """Return a limit on the price as the rules read it; the amount must be said, or be a price that was shown."""
    amount = said.amount
    if amount is None or amount <= 0 or not (amount in heard.numbers or amount in {item.price for item in shown}):
        return ()
    return () if said.bound in _RELATIVE else price.read(f"{said.bound} ${amount:.2f}", EMPTY_STATE).add


def _relative_price(said: PriceSaid, state: DialogueState, refers_to: Sequence[int]) -> tuple[Constraint, ...]:
    """Return "cheaper" and "dearer" as the rules read them: than the items spoken of, else than all shown."""
    if said.bound not in _RELATIVE:
        return ()
    return price.read(" ".join((said.bound, *(f"@{position}" for position in refers_to))), state).add


def _measure(said: MeasureSaid, heard: Heard) -> AttributeIs | None:
    key = squash(said.name).replace("_", "")
    name = next((one.name for one in heard.lexicon.measures if squash(one.name).replace("_", "") == key), None)
    if name is None or not heard.counts(said.amount):
        return None
    return AttributeIs(name, _OPS[said.bound], said.amount)


def _drops(said: Sequence[str], heard: Heard, state: DialogueState) -> Iterator[Drop]:
    """Yield the limits in force that are taken back; in an English message only what it speaks of."""
    known = limits(state)
    for name in dict.fromkeys(said):
        drop = known[name][1] if name in known else None
        if drop and (not heard.english or _speaks_of(drop, heard)):
            yield drop


def _speaks_of(drop: Drop, heard: Heard) -> bool:
    slot, value = (drop, "") if isinstance(drop, str) else drop
    return bool(value and heard.says(value)) or any(heard.says(word) for word in _SLOT_WORDS[slot].split())
