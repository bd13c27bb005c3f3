"""Emoji reactions and what they say about an answer."""

import re
from dataclasses import dataclass

from recsys.model.person import Signal

_SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")
_ALIASES = {"thumbsup": "+1", "thumbsdown": "-1"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reaction says: about one pick (`position`, from 1) or about the whole answer (None)."""

    signal: Signal
    position: int | None = None


MEANINGS = {
    "+1": Meaning("up"),
    "-1": Meaning("down"),
    "one": Meaning("pick", 1),
    "two": Meaning("pick", 2),
    "three": Meaning("pick", 3),
}


def normalise(name: str) -> str:
    """Return Slack's first name of an emoji, without its skin tone: `thumbsup::skin-tone-3` is `+1`."""
    bare = _SKIN_TONE.sub("", name.strip(":"))
    return _ALIASES.get(bare, bare)


def meaning(name: str) -> Meaning | None:
    """Return what a reaction means, or None for one that says nothing to us."""
    return MEANINGS.get(normalise(name))
