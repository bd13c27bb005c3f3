"""The deadlines of the platform, in seconds; tests shorten what they would otherwise wait for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Slack's own values.

    `retry_delays`: how long after each failed delivery of an event the next one follows; then Slack gives up.
    `refresh_grace`: how long a connection that was asked to refresh is left open.
    """

    ack_deadline: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_lifetime: float = 3.0
    response_url_lifetime: float = 1800.0
    ticket_lifetime: float = 30.0
    refresh_grace: float = 10.0
