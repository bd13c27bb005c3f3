"""What the in-memory store holds. No method of it awaits in the middle, so each one is whole."""

from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from recsys.model.catalog import Item
from recsys.model.delivery import Admitted, QueuedDelivery, TurnRecord
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId
from recsys.model.person import FeedbackEvent, Impression, InteractionKind, Profile


@dataclass(slots=True)
class InboxRow:
    """One message and how far it got; `outcome` is empty while it is open."""

    admitted: Admitted
    owner: str = ""
    lease_until: float = 0.0
    retry_at: float = 0.0
    outcome: str = ""

    @property
    def conversation(self) -> tuple[Tenant, ConversationId]:
        """Return whose turn it is."""
        return self.admitted.incoming.tenant, self.admitted.incoming.conversation


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


@dataclass(slots=True)
class Tables:
    """Everything, by key."""

    catalog_identity: str = field(default_factory=lambda: token_hex(16))
    catalog_version: int = 0
    items: dict[ItemId, ItemRow] = field(default_factory=dict[ItemId, ItemRow])
    removed_items: dict[ItemId, int] = field(default_factory=dict[ItemId, int])
    vector_changes: int = 0
    vector_models: dict[str, VectorModel] = field(default_factory=dict[str, VectorModel])
    profiles: dict[tuple[Tenant, UserId], Profile] = field(default_factory=dict[tuple[Tenant, UserId], Profile])
    interactions: dict[tuple[Tenant, UserId, InteractionKind], dict[ItemId, Seen]] = field(
        default_factory=dict[tuple[Tenant, UserId, InteractionKind], dict[ItemId, Seen]]
    )
    conversations: dict[tuple[Tenant, ConversationId], DialogueState] = field(
        default_factory=dict[tuple[Tenant, ConversationId], DialogueState]
    )
    turns: dict[tuple[Tenant, TurnId], TurnRecord] = field(default_factory=dict[tuple[Tenant, TurnId], TurnRecord])
    inbox: dict[int, InboxRow] = field(default_factory=dict[int, InboxRow])
    outbox_ended: dict[DeliveryId, float] = field(default_factory=dict[DeliveryId, float])
    outbox: dict[DeliveryId, QueuedDelivery] = field(default_factory=dict[DeliveryId, QueuedDelivery])
    impressions: dict[tuple[Tenant, str, str], list[Impression]] = field(
        default_factory=dict[tuple[Tenant, str, str], list[Impression]]
    )
    feedback: dict[tuple[Tenant, str, str, UserId, str], tuple[int, FeedbackEvent]] = field(
        default_factory=dict[tuple[Tenant, str, str, UserId, str], tuple[int, FeedbackEvent]]
    )
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def note(self, tenant: Tenant, user: UserId, kind: InteractionKind, item: ItemId, at: float) -> None:
        """Note a view or a purchase; the same again only moves its time forward."""
        seen = self.interactions.setdefault((tenant, user, kind), {})
        if item not in seen:
            seen[item] = Seen(at, 0, next(self.numbers))
        elif at > seen[item].at:
            seen[item] = Seen(at, 0, seen[item].number)
