"""What the sandbox remembers about its traffic, for assertions and for measuring. Times are time.monotonic()."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sandbox.model import Json

EnvelopeKind: TypeAlias = Literal["events_api", "slash_commands", "interactive"]


@dataclass(slots=True)
class WebCall:
    """One Web API call. `error` is Slack's name (None: ok), `answered` None when no answer reached the client.

    `lost` tells that the call took effect but its answer was cut off (a fault).
    """

    method: str
    args: Json
    received: float
    status: int = 200
    error: str | None = None
    answer: Json = field(default_factory=Json)
    answered: float | None = None
    lost: bool = False

    @property
    def ok(self) -> bool:
        """Whether the call succeeded, seen from the server."""
        return self.status == 200 and self.error is None


@dataclass(slots=True)
class Delivery:
    """One envelope on its way to the app: every retry and every duplicate has its own.

    `name` is the event's type, the command, or the interaction's type. `sent` is None while it waits for a connection
    or after a fault dropped it; `acked` is None until an ack arrived in time; `late` is an ack that did not.
    """

    kind: EnvelopeKind
    name: str
    payload: Json
    envelope_id: str
    attempt: int = 0
    reason: str = ""
    connection: int | None = None
    created: float = 0.0
    sent: float | None = None
    acked: float | None = None
    late: float | None = None
    response: Json | None = None
    dropped: bool = False
    failed: str | None = None

    @property
    def event_id(self) -> str | None:
        """The id Slack's retries share; None for commands and interactions."""
        return self.payload.get("event_id")
