"""What the in-memory store holds. No method of it awaits in the middle, so each one is whole."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from recsys.model.answer import Side
from recsys.model.catalog import Item
from recsys.model.delivery import Admitted, Outgoing, QueuedDelivery, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId
from recsys.model.person import FeedbackEvent, InteractionKind, Opinion, Profile
from storage.opinions import WEIGHTS, Word, last_word, words

NO_SIDE: tuple[Side, ...] = ("",)


@dataclass(slots=True)
class InboxRow:
    """One message and how far it got; `outcome` is empty while it is open, `turn` what it was answered by last."""

    admitted: Admitted
    owner: str = ""
    lease_until: float = 0.0
    retry_at: float = 0.0
    outcome: str = ""
    turn: TurnId | None = None

    @property
    def conversation(self) -> tuple[Tenant, ConversationId]:
        """Return whose turn it is."""
        return self.admitted.incoming.tenant, self.admitted.incoming.conversation


@dataclass(slots=True)
class ConversationRow:
    """A conversation's state, and the one that its latest turn was answered from."""

    opened_at: float
    state: DialogueState = EMPTY_STATE
    before: DialogueState = EMPTY_STATE


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item, the hash of the text that stands for it, and the version that it came with."""

    item: Item
    content_hash: str
    version: int


@dataclass(frozen=True, slots=True)
class StoredVector:
    """A unit vector, the hash of the text it was made from, and the number of the change that it came with."""

    content_hash: str
    vector: NDArray[np.float32]
    changed: int


@dataclass(slots=True)
class VectorModel:
    """The vectors of an embedding model, and the number of their latest change."""

    dimensions: int
    changes: int = 0
    vectors: dict[ItemId, StoredVector] = field(default_factory=dict[ItemId, StoredVector])


@dataclass(slots=True)
class Seen:
    """When somebody viewed or bought an item; `place`, then `number` (of arrival) order what has the same time."""

    at: float
    place: int
    number: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A set of picks that a message showed from `at` on, and the person it answers.

    Aligned with the items: `sides`, and when each one joined (-inf for those shown from the start).
    """

    user: UserId
    items: tuple[ItemId, ...]
    sides: tuple[Side, ...]
    joined: tuple[float, ...]
    at: float


@dataclass(slots=True)
class FeedbackRow:
    """An event, the number of its arrival, and what it says of the picks that it is about."""

    event: FeedbackEvent
    number: int
    words: list[Opinion] = field(default_factory=list[Opinion])


Message = tuple[Tenant, str, str]
Route = tuple[Tenant, str, str, UserId, str]
"""Tenant, channel, message, user and source."""


@dataclass(slots=True)
class Tables:
    """Everything, by key."""

    catalog_identity: str = field(default_factory=lambda: token_hex(16))
    catalog_version: int = 0
    catalog_changed_at: float | None = None
    items: dict[ItemId, ItemRow] = field(default_factory=dict[ItemId, ItemRow])
    removed_items: dict[ItemId, int] = field(default_factory=dict[ItemId, int])
    vector_changes: int = 0
    vector_models: dict[str, VectorModel] = field(default_factory=dict[str, VectorModel])
    profiles: dict[tuple[Tenant, UserId], Profile] = field(default_factory=dict[tuple[Tenant, UserId], Profile])
    interactions: dict[tuple[Tenant, UserId, InteractionKind], dict[ItemId, Seen]] = field(
        default_factory=dict[tuple[Tenant, UserId, InteractionKind], dict[ItemId, Seen]]
    )
    conversations: dict[tuple[Tenant, ConversationId], ConversationRow] = field(
        default_factory=dict[tuple[Tenant, ConversationId], ConversationRow]
    )
    turns: dict[tuple[Tenant, TurnId], TurnRecord] = field(default_factory=dict[tuple[Tenant, TurnId], TurnRecord])
    turn_states: dict[tuple[Tenant, TurnId], DialogueState] = field(
        default_factory=dict[tuple[Tenant, TurnId], DialogueState]
    )
    inbox: dict[int, InboxRow] = field(default_factory=dict[int, InboxRow])
    outbox_ended: dict[DeliveryId, float] = field(default_factory=dict[DeliveryId, float])
    outbox: dict[DeliveryId, QueuedDelivery] = field(default_factory=dict[DeliveryId, QueuedDelivery])
    shown: dict[Message, dict[int, Shown]] = field(default_factory=dict[Message, dict[int, Shown]])
    feedback: dict[tuple[Route, int], FeedbackRow] = field(default_factory=dict[tuple[Route, int], FeedbackRow])
    taken_back: dict[Route, float] = field(default_factory=dict[Route, float])
    opinions: dict[tuple[Tenant, UserId], dict[ItemId, Opinion]] = field(
        default_factory=dict[tuple[Tenant, UserId], dict[ItemId, Opinion]]
    )
    opinion_changes: dict[Tenant, int] = field(default_factory=dict[Tenant, int])
    uninstalled: dict[Tenant, float] = field(default_factory=dict[Tenant, float])
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def note(self, tenant: Tenant, user: UserId, kind: InteractionKind, item: ItemId, at: float) -> None:
        """Note what somebody did with an item; the same again only moves its time forward."""
        seen = self.interactions.setdefault((tenant, user, kind), {})
        if item not in seen:
            seen[item] = Seen(at, 0, next(self.numbers))
        elif at > seen[item].at:
            seen[item] = Seen(at, 0, seen[item].number)
        self.refresh(tenant, user, [item])

    def show(self, outgoing: Outgoing, message: str, at: float) -> None:
        """Note what a message of ours shows from now on, and tell the feedback that came before we knew.

        Picks that come after those it shows join them, and what was said before they did is not about them. Any others
        take their place, and feedback on the earlier ones stays with those. Nothing happens where it shows these picks
        already, or where it has none and never had any.
        """
        place = (outgoing.tenant, outgoing.address.channel, message)
        revisions = self.shown.get(place, {})
        latest = max(revisions, default=-1)
        before = revisions[latest].items if revisions else ()
        if before == outgoing.items:
            return
        grows = bool(before) and outgoing.items[: len(before)] == before
        revision = latest if grows else latest + 1
        since, sides = at, outgoing.sides or NO_SIDE * len(outgoing.items)
        joined = (-math.inf,) * len(outgoing.items)
        if grows:
            shown, added = revisions[latest], len(outgoing.items) - len(before)
            since, sides, joined = shown.at, (*shown.sides, *sides[len(before) :]), (*shown.joined, *(at,) * added)
        self.shown.setdefault(place, {})[revision] = Shown(outgoing.user, outgoing.items, sides, joined, since)
        for route, about in [key for key in self.feedback if key[0][:3] == place]:
            # A click on the new picks may be stored before we note that they were posted.
            if about == latest and self.feedback[route, about].event.at >= at:
                self.feedback[route, revision] = self.feedback.pop((route, about))
                self.tell(route, revision)
            elif about == revision:
                self.tell(route, revision)

    def tell(self, route: Route, revision: int) -> None:
        """Write down what a feedback event says of the picks that it is about, in place of what it said before."""
        row, shown = self.feedback[route, revision], self.shown.get(route[:3], {}).get(revision)
        before = row.words
        told = zip(shown.items, shown.joined, strict=True) if shown else ()
        picks = [(place, item) for place, (item, joined) in enumerate(told, start=1) if joined <= row.event.at]
        row.words = words(row.event.signal, row.event.position, row.event.at, picks)
        self.refresh(route[0], route[3], {word.item for word in (*before, *row.words)})

    def refresh(self, tenant: Tenant, user: UserId, items: Iterable[ItemId]) -> None:
        """Bring a person's opinions on these items into step, and count the change if there is one."""
        mine = self.opinions.setdefault((tenant, user), {})
        before = dict(mine)
        for item in items:
            last = last_word(self._said(tenant, user, item), self._at(tenant, user, "retract", item))
            if last is not None:
                mine[item] = last
            else:
                mine.pop(item, None)
        if mine != before:
            self.opinion_changes[tenant] = next(self.numbers)

    def passed_over(self, tenant: Tenant, user: UserId, since: float, latest: int) -> set[ItemId]:
        """Return what was shown beside what a person spoke of since then, and left without a word."""
        mine, passed = self.opinions.get((tenant, user), {}), set[ItemId]()
        events = [
            (row, self.shown.get(route[:3], {}).get(revision))
            for (route, revision), row in self.feedback.items()
            if (route[0], route[3]) == (tenant, user) and row.event.at >= since and row.event.position is not None
        ]
        events.sort(key=lambda each: (-each[0].event.at, -each[0].number))
        for row, shown in events[:latest]:
            event, position = row.event, row.event.position
            if shown is None or position is None:
                continue
            last = [mine.get(word.item) for word in row.words]
            if any(one and (one.kind, one.at) == (event.signal, event.at) for one in last):
                told = enumerate(zip(shown.items, shown.joined, strict=True), start=1)
                seen = [(place, item) for place, (item, joined) in told if joined <= event.at]
                passed |= {item for place, item in seen if event.signal == "dismiss" or place < position}
        return passed - mine.keys()

    def _said(self, tenant: Tenant, user: UserId, item: ItemId) -> Iterable[Word]:
        for (route, _), row in self.feedback.items():
            if (route[0], route[3]) == (tenant, user):
                yield from (Word(word, row.number) for word in row.words if word.item == item)
        for kind in ("save", "purchase"):
            seen = self.interactions.get((tenant, user, kind), {}).get(item)
            if seen:
                yield Word(Opinion(item, WEIGHTS[kind], seen.at, kind), seen.number)

    def _at(self, tenant: Tenant, user: UserId, kind: InteractionKind, item: ItemId) -> float:
        seen = self.interactions.get((tenant, user, kind), {}).get(item)
        return seen.at if seen else float("-inf")
