"""Faults on order: each happens to the next N things that fit, then no more. Nothing here is random.

Faults of calls: delay_call, rate_limit, server_error, fail_call, lose_response.
Faults of deliveries (events, commands, interactions): delay_event, drop_event, drop_ack, duplicate_event,
reorder_event.
Disconnects, refreshes and a revoked token are acts, not rules: see `Sandbox.disconnect`, `.refresh`, `.revoke_token`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

CallFault: TypeAlias = Literal["delay_call", "rate_limit", "server_error", "fail_call", "lose_response"]
DeliveryFault: TypeAlias = Literal["delay_event", "drop_event", "drop_ack", "duplicate_event", "reorder_event"]
FaultKind: TypeAlias = CallFault | DeliveryFault
KINDS: tuple[FaultKind, ...] = (*get_args(CallFault), *get_args(DeliveryFault))


@dataclass(slots=True)
class Fault:
    """A fault still to happen `times` times. `only` names a method, an event's type, a command or an interaction.

    `seconds`: the delay, or Retry-After. `error`: what fail_call answers. `status`: what server_error answers.
    `channel`: the one channel (an id) that a rate_limit is for.
    """

    kind: FaultKind
    times: int
    only: str | None = None
    seconds: float = 1.0
    error: str = "internal_error"
    status: int = 503
    channel: str | None = None


class Faults:
    """The faults on order, oldest first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(
        self,
        kind: FaultKind,
        *,
        times: int = 1,
        only: str | None = None,
        seconds: float = 1.0,
        error: str = "internal_error",
        status: int = 503,
        channel: str | None = None,
    ) -> Fault:
        """Order a fault; see Fault for the arguments. Its `times` tells how often it is still to come."""
        fault = Fault(kind, times, only, seconds, error, status, channel)
        self._ordered.append(fault)
        return fault

    def take(self, kind: FaultKind, name: str, channel: str = "") -> Fault | None:
        """Return the first fault of that kind that fits, used up by one; None when nothing is on order."""
        for fault in self._ordered:
            if fault.kind == kind and fault.only in {None, name} and fault.channel in {None, channel}:
                fault.times -= 1
                if fault.times <= 0:
                    self._ordered.remove(fault)
                return fault
        return None

    def cancel(self, kind: FaultKind) -> None:
        """Cancel what is on order of one kind."""
        self._ordered = [fault for fault in self._ordered if fault.kind != kind]

    def clear(self) -> None:
        """Cancel everything on order."""
        self._ordered.clear()

    def remaining(self) -> dict[str, int]:
        """Return how often each kind is still to come, all kinds named."""
        counts = dict.fromkeys(map(str, KINDS), 0)
        for fault in self._ordered:
            counts[fault.kind] += fault.times
        return counts
