"""Names of things: who, where, which."""

from dataclasses import dataclass
from typing import NewType

ItemId = NewType("ItemId", str)
UserId = NewType("UserId", str)
ConversationId = NewType("ConversationId", str)
"""Opaque to the domain; `bot.inbound` builds it from a channel and a thread."""
TurnId = NewType("TurnId", str)
DeliveryId = NewType("DeliveryId", str)
"""One visible message of ours. Derived from the message it answers, so that a second attempt finds the first."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whose state it is. `enterprise` is empty outside Enterprise Grid."""

    enterprise: str
    team: str


LOCAL_TENANT = Tenant("", "local")
"""The tenant of `recbot chat` and of the benchmarks, where there is no Slack."""
