"""What is known about a person: profile, interactions, feedback."""

from dataclasses import dataclass
from typing import Literal

from recsys.model.ids import ConversationId, ItemId, Tenant, TurnId, UserId


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's profile as the ranker sees it.

    `recent_views` and `bought` are item ids, latest first (at most `VIEWS_KEPT` views; `bought` covers everything
    known). `budget_min` and `budget_max` are in the catalog's currency; `budget_hint` is the hint as it was given.
    """

    recent_views: tuple[ItemId, ...] = ()
    bought: tuple[ItemId, ...] = ()
    preferred_categories: tuple[str, ...] = ()
    budget_hint: str = ""
    budget_min: float | None = None
    budget_max: float | None = None


EMPTY_PROFILE = Profile()
VIEWS_KEPT = 20

InteractionKind = Literal["view", "purchase"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """A person did something with an item. `at` is in seconds since the epoch."""

    tenant: Tenant
    user: UserId
    item: ItemId
    kind: InteractionKind
    at: float


@dataclass(frozen=True, slots=True)
class Impression:
    """An item that was really shown: where, in which turn, at which position (from 1), to whom."""

    tenant: Tenant
    conversation: ConversationId
    turn: TurnId
    user: UserId
    channel: str
    message: str
    item: ItemId
    position: int
    at: float


Signal = Literal["up", "down", "pick"]


@dataclass(frozen=True, slots=True)
class FeedbackEvent:
    """Somebody's reaction to an answer of ours.

    (tenant, channel, message, user, source) identifies it: the same again changes nothing, undoing removes it.
    `source` is the normalised emoji or the button it came by. `position` (from 1) is set for a pick of one item;
    None means the whole answer.
    """

    tenant: Tenant
    channel: str
    message: str
    user: UserId
    source: str
    signal: Signal
    position: int | None
    at: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """A person's last word on an item, joined from feedback and impressions.

    `weight` is +1 for a picked item, -1 for one disliked by itself, and smaller for a thumb on a whole answer.
    """

    item: ItemId
    weight: float
    at: float
