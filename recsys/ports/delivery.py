"""Messages on their way in and out."""

import math
from collections.abc import Sequence
from typing import Protocol

from recsys.model.delivery import (
    Admitted,
    Incoming,
    Outgoing,
    QueuedDelivery,
)
from recsys.model.ids import ConversationId, DeliveryId, Tenant


class Inbox(Protocol):
    """Messages admitted and not yet answered: durable, deduplicated, leased, one at a time for a conversation."""

    async def admit(self, incoming: Incoming) -> Admitted | None:
        """Store a message before it is acknowledged; None when its event or its message was seen before."""
        ...

    async def claim(self, owner: str, now: float, lease: float) -> Admitted | None:
        """Lease the oldest waiting message whose conversation has no other leased or older waiting one, or None.

        A lease that ran out counts as waiting. A message whose retry time (`release`) has not come is passed over,
        and so are the younger ones of its conversation.
        """
        ...

    async def renew(self, owner: str, number: int, now: float, lease: float) -> bool:
        """Extend a lease; False when it is not held any more."""
        ...

    async def release(self, number: int, retry_at: float) -> bool:
        """Give a claimed message back, to be tried again at `retry_at`; False when it has ended in the meantime."""
        ...

    async def rebind(self, number: int, conversation: ConversationId, message: str) -> None:
        """Move a command to the conversation of the root posted for it; opens that conversation."""
        ...

    async def amend(
        self, tenant: Tenant, channel: str, message: str, text: str, *, ended_since: float = math.inf
    ) -> bool:
        """Replace the text of a message that is not answered yet; False when there is none.

        One that was received at `ended_since` or later is opened again with its new text, if it was answered or
        "stopped" or has "failed".
        """
        ...

    async def withdraw(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Drop a message that is not answered yet (it was deleted); False when there is none."""
        ...

    async def is_open(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether a message waits for its answer."""
        ...

    async def is_awaited(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether anything said in a conversation waits for its answer."""
        ...

    async def finish(self, number: int, outcome: str, revision: int | None = None) -> bool:
        """End a message without a turn; `outcome` says why in a word ("failed", "ignored").

        With `revision`, one that was edited since stays open: False then.
        """
        ...

    async def release_all(self) -> int:
        """Give back every lease: called at the start of a process that alone owns the database. Returns how many."""
        ...

    async def waiting(self) -> int:
        """Return how many messages are neither answered nor ended."""
        ...

    async def prune(self, before: float) -> int:
        """Delete ended rows received before that time; returns how many."""
        ...


class Outbox(Protocol):
    """Our messages, from rendered to posted. A conversation's messages go out in the order they were enqueued."""

    async def enqueue(self, outgoing: Outgoing, at: float) -> QueuedDelivery:
        """Add a message; one with the same delivery id is left as it is and returned."""
        ...

    async def get(self, delivery: DeliveryId) -> QueuedDelivery | None:
        """Return one message with its status."""
        ...

    async def undelivered(self, conversation: tuple[Tenant, ConversationId] | None = None) -> Sequence[QueuedDelivery]:
        """Return what is pending or sending, oldest first, of all conversations or of one."""
        ...

    async def sending(self, delivery: DeliveryId, at: float) -> None:
        """Note, durably, that an attempt begins; counts it."""
        ...

    async def not_sent(self, delivery: DeliveryId, at: float) -> None:
        """Note that an attempt surely posted nothing: the message is pending again."""
        ...

    async def sent(self, delivery: DeliveryId, message: str, at: float) -> None:
        """Note that it was posted as `message`, and write its impressions, in one transaction.

        Where that message showed other picks until now (it was updated), opinions on those stay with them.
        """
        ...

    async def failed(self, delivery: DeliveryId, reason: str, at: float) -> None:
        """Give up on a message that can never be posted; `reason` is Slack's error name."""
        ...

    async def prune(self, before: float) -> int:
        """Delete what was sent or given up before that time; impressions stay. Returns how many."""
        ...
