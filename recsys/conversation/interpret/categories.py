"""Categories that are not wanted: "no backpacks", "bags, but not sleeves or cases"."""

import re
from dataclasses import dataclass

from recsys.conversation.interpret.lexicon import Lexicon
from recsys.model.constraints import CategoryNotIn
from recsys.ranking.kind import stem

_NAME = r"[a-z][\w-]*(?: [a-z][\w-]*){0,2}?"
_DENIED = re.compile(
    r"\b(?:no|not|never|exclude|excluding|except(?: for)?|avoid|skip|hide|drop|remove|leave out|anything but|"
    r"everything but|do not (?:want|need|like|show)(?: me)?|not interested in)\s+(?:(?:a|an|any|the|more|from|in)\s+)*"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:and|or|nor|no)\s+)+{_NAME})*)(?=\s*(?:$|[.,;!?|]|(?:please|but|under|for|"
    rf"from|that|thanks)\b))"
)
_BETWEEN = re.compile(r"\s*,\s*|\s+(?:and|or|nor|no)\s+")


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories that are not wanted, and the text without them."""

    rest: str
    add: tuple[CategoryNotIn, ...] = ()


def read(text: str, topic: str, lexicon: Lexicon) -> Categories:
    """Return the categories that are denied by their whole name; never the one that is looked for."""
    sought = {stem(word) for word in topic.split()}
    for match in _DENIED.finditer(text):
        names = [lexicon.category_named(name) for name in _BETWEEN.split(match["names"])]
        denied = tuple(name for name in names if name and stem(name.lower().split()[-1]) not in sought)
        if denied and len(denied) == len(names):
            return Categories(f"{text[: match.start()]} | {text[match.end() :]}", (CategoryNotIn(denied),))
    return Categories(text)
