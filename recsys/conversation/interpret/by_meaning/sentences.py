"""The example sentences, in groups, and how near a message comes to each group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from recsys.ports import Vectors

_FILES = files("recsys.conversation.interpret.by_meaning")
TEXTS, VECTORS = _FILES / "sentences.txt", _FILES / "sentences.npz"
NEAREST = 2
"""So many sentences of a group count: one alone may be near by chance."""
_SCALE = 127
"""Vectors are kept in 8 bits, as the model's weights are."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that mean the same, and the `plain` one that stands for them; "" for requests.

    `act` is the kind of act as `DialogueAct` has it, or "request", "cheaper" or "courtesy". Placeholders in `plain` say
    what the sentences speak of: {item} one or more items shown, {items} at least two, {brand} an excluded brand.
    """

    act: str
    plain: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The groups, requests first, each with its vectors: shape (sentences of the group, 384)."""

    groups: tuple[Group, ...]
    vectors: tuple[Vectors, ...]

    @classmethod
    def load(cls) -> "Sentences":
        """Load what comes with the package (some milliseconds)."""
        groups = read_groups()
        with VECTORS.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            vectors = kept["vectors"].astype(np.float32) / _SCALE
        ends = np.cumsum([len(group.sentences) for group in groups])[:-1]
        return cls(groups, tuple(np.split(vectors, ends)))

    def likeness(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how near a message's unit vector of shape (384,) comes to each group: shape (groups,), up to 1."""
        return np.array([np.sort(of_group @ vector)[-NEAREST:].mean() for of_group in self.vectors], dtype=np.float32)


def read_groups() -> tuple[Group, ...]:
    """Return the groups of `sentences.txt`, in its order."""
    text = re.sub(r"^#.*\n", "", TEXTS.read_text("utf-8"), flags=re.M)
    blocks = (block.split("\n") for block in re.split(r"^= ", text, flags=re.M)[1:])
    heads = ((head.partition(": "), lines) for head, *lines in blocks)
    return tuple(Group(act, plain, tuple(filter(None, lines))) for (act, _, plain), lines in heads)


def all_sentences(groups: Sequence[Group]) -> list[str]:
    """Return the sentences of all groups, in order: a row of vectors each."""
    return [sentence for group in groups for sentence in group.sentences]


def digest(texts: Sequence[str]) -> str:
    """Return what tells these texts from others, kept beside their vectors."""
    return sha256("\n".join(texts).encode()).hexdigest()


def packed(vectors: Vectors) -> NDArray[np.int8]:
    """Return vectors as they are kept."""
    return np.rint(vectors * _SCALE).astype(np.int8)
