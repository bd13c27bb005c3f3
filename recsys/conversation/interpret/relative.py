"""Wishes relative to what was shown: "lighter", "newer than the second", "a bigger screen"."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from recsys.conversation.interpret.measures import Attribute, Measures, noun
from recsys.model.constraints import AttributeIs
from recsys.model.dialogue import DialogueState, ShownItem

_SIZE = ("size", "screen", "width", "height", "volume")
_MEANT: dict[str, tuple[Literal["<", ">"], tuple[str, ...]]] = {
    "lighter": ("<", ("weight",)), "heavier": (">", ("weight",)), "smaller": ("<", _SIZE), "bigger": (">", _SIZE),
    "larger": (">", _SIZE), "thinner": ("<", ("thickness", "depth", "height")),
    "slimmer": ("<", ("thickness", "depth")), "wider": (">", ("width",)), "narrower": ("<", ("width",)),
    "taller": (">", ("height",)), "longer": (">", ("length",)),
    "shorter": ("<", ("length", "height")), "newer": (">", ("year", "release")), "older": ("<", ("year", "release")),
    "quieter": ("<", ("noise",)), "faster": (">", ("speed", "frequency")), "slower": ("<", ("speed", "frequency")),
    "brighter": (">", ("brightness",)), "more": (">", ()), "less": ("<", ()), "higher": (">", ()), "lower": ("<", ()),
    "greater": (">", ()),
}  # fmt: skip
"""From a comparative to its direction and the attributes it is about where no other is named."""

_WISH = re.compile(
    rf"\b(?:(?:a|an|with|something|even|much|bit|little|slightly)\s+)*+(?<!\bno )(?P<how>{'|'.join(_MEANT)})\b"
    r"(?! (?:price|cost|budget|amount)s?\b)"
    r"(?:\s+(?!(?:than|ones?|and|but|or|please|price|cost|budget)\b)(?P<of>[a-z]+(?:\s+(?:life|time|size|rate|"
    r"capacity))?))?"
    r"(?:\s+(?:ones?|models?))?(?:\s+than\s+@(?P<item>\d))?"
)


def read(text: str, state: DialogueState, known: tuple[Attribute, ...]) -> Measures:
    """Return the bound of a relative wish, from the numbers shown last: "lighter" is below the lightest of them."""
    match = _WISH.search(text) if state.slates else None
    if match is None:
        return Measures(text)
    shown = state.slates[-1].items
    position = int(match["item"] or next(iter(re.findall(r"@(\d)", text)), 0))
    items = shown[position - 1 : position] if position else shown
    op, meant = _MEANT[match["how"]]
    named = [noun(word) for word in (match["of"] or "").split()]
    if match["how"] in {"more", "less"} and named and named[-1] in map(noun, state.topic.split()):
        return Measures(text)  # "more cables" are others, no longer ones
    own = _value(op, meant, items, known)
    found, end = (_value(op, named, items, known), match.end()) if named else (own, match.end())
    if named and not found and own and not match["item"]:
        found, end = own, match.start("of")
    if not found:
        return Measures(text)
    return Measures(f"{text[: match.start()]} | {text[end:]}", (found,))


def _value(
    op: Literal["<", ">"], words: Iterable[str], items: Sequence[ShownItem], known: tuple[Attribute, ...]
) -> AttributeIs | None:
    """Return the bound on the first attribute of these words that every item has; those of few words come first."""
    for word in words:
        for attribute in known:
            values = [value for item in items for name, value in item.measures if name == attribute.name]
            if word in attribute.stems and values and len(values) == len(items):
                return AttributeIs(attribute.name, op, min(values) if op == "<" else max(values))
    return None
