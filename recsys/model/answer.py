"""From candidates to what a person reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, Stated
from recsys.model.ids import ItemId
from recsys.model.taste import Leaning

SLATE_SIZE = 3
CANDIDATES_MAX = 25


@dataclass(frozen=True, slots=True)
class CandidateRequest:
    """What to look for. Constraints hold for every candidate; `near` items pull towards similar ones, never filter.

    Nor does `leaning`: it decides who of many is a candidate, and changes no score.
    """

    text: str
    constraints: tuple[Constraint, ...] = ()
    near: tuple[ItemId, ...] = ()
    limit: int = CANDIDATES_MAX
    leaning: Leaning | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an item is a candidate.

    Its rank (from 1) in each retriever's list, the words of the request that it holds, the attributes whose values hold
    some of them, and its cosine with the request, None where meaning was not searched.
    """

    ranks: Mapping[str, int] = field(default_factory=dict[str, int])
    matched: tuple[str, ...] = ()
    similarity: float | None = None
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item worth ranking. `score` is the relevance in 0..1, comparable within one request only.

    `variants` are the same product in other colours or packs, best first, where this is the best of them.
    """

    item: Item
    score: float
    evidence: Evidence
    variants: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """At most `limit` candidates, best first; how many items met the constraints, of how many in the catalog.

    `readings` are words of the request that no item holds, and what they were taken for.
    """

    candidates: tuple[Candidate, ...]
    passing: int
    total: int
    readings: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What a model call cost, in tokens and seconds; `fell_back` where the built-in ranker ranked in its place."""

    model: str
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float
    fell_back: bool = False


@dataclass(frozen=True, slots=True)
class RankedPick:
    """A place in the ranking: a candidate's id and one sentence of reason.

    `english` says the same in English where the reason is in another language, for it to be checked by.
    """

    item: ItemId
    reason: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates in order, best first, at least those to be shown.

    `model` is the model's name, or "" for the built-in ranker. `fallback` says in one clause why the model did not
    rank although one is configured ("the model did not answer in time"), else "".
    """

    picks: tuple[RankedPick, ...]
    model: str = ""
    fallback: str = ""
    usage: tuple[ModelUsage, ...] = ()


Side = Literal["", "personal", "plain"]
"""Of two rankings that were compared the one which a pick came from; "" where none was, or both agreed on it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One recommended item with its reason, as shown.

    `variants` are the same product in other colours or packs, `also` says which ("silver and white"), "" where the
    catalog does not tell. A `surprise` is shown to learn of the person, in the place of what is known to please. `side`
    is for counting, and not told.
    """

    item: Item
    reason: str
    variants: tuple[ItemId, ...] = ()
    also: str = ""
    surprise: bool = False
    side: Side = ""


AnswerKind = Literal["slate", "no_result", "details", "compare", "explain", "text"]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A way out of a dead end: the constraint that bites, the offer in words, and what to say to take it."""

    constraint: Constraint
    label: str
    say: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap: what it shows, and what it says in the person's name."""

    label: str
    say: str


@dataclass(frozen=True, slots=True)
class Question:
    """A short question beside the picks, with answers to tap."""

    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a comparison: an attribute by name, and its value for each pick in order, "" where not known."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person reads, before any layout.

    `text` leads (one or two sentences). `picks` are the slate, at most three; for details, compare and explain they
    are the items spoken of. `active` are the constraints in force, `removable` a tap for each that lifts it, in the
    same order; several brands or categories have one each. `question` narrows a broad request; `differences` are the
    rows of a comparison, whose picks have no reason. `suggestions` are follow-ups that fit, as the person would say
    them. `considered` counts the items that met the constraints, of `total`; `seconds` is the turn's own time.
    """

    kind: AnswerKind
    text: str
    picks: tuple[Pick, ...] = ()
    active: tuple[Stated, ...] = ()
    removable: tuple[Choice, ...] = ()
    question: Question | None = None
    differences: tuple[Difference, ...] = ()
    suggestions: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    model: str = ""
    fallback: str = ""
    considered: int = 0
    total: int = 0
    seconds: float = 0.0
