"""What the Home tab shows, before any layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recsys.model.catalog import Item
from recsys.model.delivery import ModelState
from recsys.model.ids import ItemId
from recsys.model.person import Profile


@dataclass(frozen=True, slots=True)
class Shelved:
    """One thing on a shelf; `item` is None where the catalog has it no more."""

    id: ItemId
    item: Item | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Items of one kind, latest first: those that are shown, and how many there are."""

    items: tuple[Shelved, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A conversation to go back to: what it is about, where it is, when the person last spoke in it."""

    about: str
    url: str
    at: float


@dataclass(frozen=True, slots=True)
class Kept:
    """How long things are kept, in days: what is said; what was seen, viewed and thumbed; all, after an uninstall."""

    said: int
    seen: int
    uninstalled: int


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What a model was used for this month: calls, tokens in and out, seconds waited in all."""

    model: str
    calls: int
    tokens_in: int
    tokens_out: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PositionCount:
    """How often the pick of a position was shown, and how many of these impressions were liked or disliked."""

    shown: int = 0
    liked: int = 0
    disliked: int = 0


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What admins see besides, as of `at`: catalog, model, requests that wait, feedback by position (from 1).

    `changed_at` is when the catalog changed last, `dollars` what models cost this month; None where it is not known.
    `model` is "" for none, `model_state` how it did this month.
    """

    items: int
    changed_at: float | None
    waiting: int
    model: str
    at: float
    costs: tuple[ModelCost, ...] = ()
    dollars: float | None = None
    model_state: ModelState = field(default_factory=ModelState)
    feedback: Mapping[int, PositionCount] = field(default_factory=dict[int, PositionCount])
    feedback_days: int = 30


@dataclass(frozen=True, slots=True)
class HomePage:
    """One person's Home. `learned` are sentences; `team` is None for all but admins."""

    profile: Profile
    currency: str
    kept: Kept
    learned: tuple[str, ...] = ()
    saved: Shelf = Shelf()
    bought: Shelf = Shelf()
    liked: Shelf = Shelf()
    disliked: Shelf = Shelf()
    threads: tuple[ThreadLink, ...] = ()
    team: TeamFigures | None = None
