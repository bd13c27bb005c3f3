"""What is known about a person: profile, interactions, feedback."""

from dataclasses import dataclass
from typing import Literal

from recsys.model.answer import Side
from recsys.model.ids import ConversationId, ItemId, Tenant, UserId


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's profile as the ranker sees it.

    `recent_views` and `bought` are item ids, latest first (at most `VIEWS_KEPT` views; `bought` covers everything
    known); the rest was stated. `budget_min` and `budget_max` are in the catalog's currency; `budget_hint` is the hint
    as it was given. `learning` allows answers to follow what the person did, `surprises` a pick outside of it.
    """

    recent_views: tuple[ItemId, ...] = ()
    bought: tuple[ItemId, ...] = ()
    preferred_categories: tuple[str, ...] = ()
    budget_hint: str = ""
    budget_min: float | None = None
    budget_max: float | None = None
    preferred_brands: tuple[str, ...] = ()
    avoided_brands: tuple[str, ...] = ()
    avoided_categories: tuple[str, ...] = ()
    learning: bool = True
    surprises: bool = True


EMPTY_PROFILE = Profile()
VIEWS_KEPT = 20

InteractionKind = Literal[
    "view",
    "purchase",
    "save",
    "retract",  # what was thought of the item until then does not count any more
]


@dataclass(frozen=True, slots=True)
class Interaction:
    """A person did something with an item. `at` is in seconds since the epoch."""

    tenant: Tenant
    user: UserId
    item: ItemId
    kind: InteractionKind
    at: float


Signal = Literal["up", "down", "pick", "dismiss"]
REASON_CHARS = 200


@dataclass(frozen=True, slots=True)
class FeedbackEvent:
    """Somebody's reaction to an answer of ours.

    It is about the picks that the message showed at `at`. There is one for each (tenant, channel, message, user,
    source) and each set of picks: the same again changes nothing, another signal takes its place, undoing removes it.
    `source` is the route it came by: the normalised emoji, or the name of a button or of a group of buttons of which
    the last one counts. `position` (from 1) is set where it is about one pick; None means the whole answer. `reason`
    is in the person's words, cut after `REASON_CHARS`.
    """

    tenant: Tenant
    channel: str
    message: str
    user: UserId
    source: str
    signal: Signal
    position: int | None
    at: float
    reason: str = ""


OpinionKind = Literal["pick", "dismiss", "save", "purchase", "up", "down"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A person's last word on an item.

    `kind` says where it came from: "up" and "down" are shares of a thumb on a whole answer, the others are about the
    item itself and outrank them. `weight` is 1 for a pick, 0.8 for a purchase, 0.6 for what is saved, -1 for what is
    dismissed, and the item's share of 1 or -1 for a thumb. `position` is where the item stood (from 1), None where it
    came from no answer.
    """

    item: ItemId
    weight: float
    at: float
    kind: OpinionKind = "pick"
    position: int | None = None


LIKED: frozenset[OpinionKind] = frozenset({"pick", "up"})
DISLIKED: frozenset[OpinionKind] = frozenset({"dismiss", "down"})
"""Opinions of which one may say that somebody liked or disliked an item; what was saved or bought was perhaps not."""


@dataclass(frozen=True, slots=True)
class TeamOpinion:
    """One person's opinion among those of a team; `user` tells people apart and is not to be shown."""

    user: UserId
    item: ItemId
    weight: float
    at: float


@dataclass(frozen=True, slots=True)
class ImpressionCount:
    """How often an item was shown at a position (from 1), and how many of these impressions somebody liked or disliked.

    A thumb on the whole answer counts for each of its picks. `day` counts days (UTC) since the epoch; 0 where the
    counts are not by day.
    """

    item: ItemId
    position: int
    shown: int
    liked: int
    disliked: int
    day: int = 0


@dataclass(frozen=True, slots=True)
class ComparedPick:
    """A pick that one of two compared rankings placed in an answer, and what whoever was answered thought of it.

    `answer` tells the answers of one reading apart, from 1. `said` is 1 where they picked, saved or bought the item, -1
    where they dismissed it, 0 where neither is known. Their last word counts, and for the last answer before it that
    showed them the item; thumbs on whole answers tell nothing.
    """

    answer: int
    side: Side
    said: int


@dataclass(frozen=True, slots=True)
class Impression:
    """An item that a person was shown, where (from 1), and from which of two compared rankings."""

    item: ItemId
    position: int
    side: Side
    at: float


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation that a person took part in: its topic now, their latest words in it, and when they said them."""

    conversation: ConversationId
    topic: str
    said: str
    at: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a person said in a turn, and what was answered."""

    conversation: ConversationId
    said: str
    answered: str
    at: float


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything that is known of one person; all but the profile is latest first."""

    profile: Profile
    interactions: tuple[Interaction, ...]
    feedback: tuple[FeedbackEvent, ...]
    opinions: tuple[Opinion, ...]
    exchanges: tuple[Exchange, ...]
    impressions: tuple[Impression, ...]
