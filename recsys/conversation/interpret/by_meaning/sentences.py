"""The example sentences, in groups of one meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

FILES = files("recsys.conversation.interpret.by_meaning")
TEXTS = FILES / "sentences.txt"
REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that mean the same, and the `plain` one that stands for them; "" for requests.

    `act` is the kind of act as `DialogueAct` has it, or "request", "cheaper" or "courtesy". Placeholders in `plain` say
    what the sentences speak of: {item} one or more items shown, {items} at least two, {brand} an excluded brand.
    """

    act: str
    plain: str
    sentences: tuple[str, ...]


def read_groups() -> tuple[Group, ...]:
    """Return the groups of `sentences.txt`, in its order."""
    text = re.sub(r"^#.*\n", "", TEXTS.read_text("utf-8"), flags=re.M)
    blocks = (block.split("\n") for block in re.split(r"^= ", text, flags=re.M)[1:])
    heads = ((head.partition(": "), lines) for head, *lines in blocks)
    return tuple(Group(act, plain, tuple(filter(None, lines))) for (act, _, plain), lines in heads)


def all_sentences(groups: Sequence[Group]) -> list[str]:
    """Return the sentences of all groups, in order."""
    return [sentence for group in groups for sentence in group.sentences]


def digest(groups: Sequence[Group]) -> str:
    """Return what tells these groups from others, kept beside what was fitted to them."""
    return sha256("\n".join(f"{group.act}: {group.plain}\n{group.sentences}" for group in groups).encode()).hexdigest()
