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
    """Return Slack's first name of an emoji, with its skin tone: `thumbsup::skin-tone-3` is `+1::skin-tone-3`.

    One person can put the same emoji on a message in several tones, and removes each by itself.
    """
    bare, mark, tone = name.strip(":").partition("::")
    return f"{_ALIASES.get(bare, bare)}{mark}{tone}"


def meaning(name: str) -> Meaning | None:
    """Return what a reaction means, in whatever skin tone, or None for one that says nothing to us."""
    return MEANINGS.get(_SKIN_TONE.sub("", normalise(name)))
