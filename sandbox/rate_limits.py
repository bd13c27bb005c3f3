"""Slack's rate limits: so many calls a minute for each method, by its tier; posting has its own, by channel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from sandbox.clock import Clock

Tier: TypeAlias = Literal[1, 2, 3, 4, "special"]

CALLS_PER_MINUTE: dict[Tier, int] = {1: 1, 2: 20, 3: 50, 4: 100, "special": 600}
POSTS_PER_MINUTE = 60  # chat.postMessage, in one channel
BURST_SECONDS = 10.0  # what may be called at once: as much as is due in this time, and one call at least


class RateLimits:
    """A bucket for each method (and channel, where messages are posted) that refills steadily."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._full_again: dict[tuple[str, str], float] = {}

    def wait_for(self, method: str, tier: Tier, channel: str) -> int:
        """Count a call; return the whole seconds it is too early, 0 when it is not."""
        posting = method == "chat.postMessage"
        per_call = 60.0 / (POSTS_PER_MINUTE if posting else CALLS_PER_MINUTE[tier])
        key, now = (method, channel if posting else ""), self._clock.steady()
        full_again = max(now, self._full_again.get(key, now)) + per_call
        early = full_again - now - max(BURST_SECONDS, per_call)
        if early > 0:
            return math.ceil(early)
        self._full_again[key] = full_again
        return 0
