"""When calls may go out. What Slack once said of waiting holds for everybody, and who waits has a place in a queue.

A method that was never limited costs nothing here. One that was is called by one after the other from then on, a second
apart, until it has been quiet for a while: without that, all who wait would come at once and be turned away again.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

SPACING_SECONDS = 1.0
"""Between two calls where there was a limit: what Slack takes of messages to one channel in the long run."""
CALM_SECONDS = 15.0
"""A limit that nobody met for so long is forgotten: as long as Slack's short bursts take to be allowed again."""
PATIENCE_SECONDS = 5.0
"""Who does not come for so long after the time that they were told has given up their place."""
SOON_SECONDS = 0.005
"""Less than this is no wait: timers are not more exact."""
Line = tuple[str, str]
"""A method, and the channel where it is limited by channel ("" where it is not)."""


@dataclass(slots=True)
class _Queue:
    """Who waits, in order, and when each was told to come; nobody goes before `free_at`."""

    free_at: float
    forget_at: float
    waiting: dict[Hashable, float] = field(default_factory=dict[Hashable, float])
    last: Hashable = None


class Pacing:
    """The limits that Slack has told of."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any; `clock` counts seconds."""
        self._clock = clock
        self._queues: dict[Line, _Queue] = {}

    def closed(self, line: Line) -> float:
        """Return for how many seconds nobody may call, 0.0 where somebody may."""
        queue = self._queues.get(line)
        return 0.0 if queue is None else max(0.0, queue.free_at - self._clock())

    def wait(self, line: Line, who: Hashable) -> float:
        """Return how long `who` must wait before they ask again; 0.0 when it is their turn, and they must call now.

        Who is told to wait keeps their place in the queue.
        """
        queue, now = self._queues.get(line), self._clock()
        if queue is None:
            return 0.0
        for other, due in list(queue.waiting.items()):
            if other != who and due + PATIENCE_SECONDS < now:
                del queue.waiting[other]
        places = [*queue.waiting] if who in queue.waiting else [*queue.waiting, who]
        seconds = max(0.0, queue.free_at - now) + places.index(who) * SPACING_SECONDS
        if seconds > SOON_SECONDS:
            queue.waiting[who] = now + seconds
            return seconds
        queue.waiting.pop(who, None)
        if now > queue.forget_at and not queue.waiting:
            del self._queues[line]
            return 0.0
        queue.free_at, queue.last = now + SPACING_SECONDS, who
        if queue.waiting:
            queue.forget_at = now + CALM_SECONDS
        return 0.0

    def limited(self, line: Line, who: Hashable, seconds: float) -> float:
        """Note that Slack turned `who` away for so many seconds; return how long they must wait, as `wait` does.

        Who had been next stays so.
        """
        free_at = self._clock() + seconds
        queue = self._queues.setdefault(line, _Queue(free_at, 0.0))
        queue.free_at = max(queue.free_at, free_at)
        queue.forget_at = queue.free_at + CALM_SECONDS
        if who is None:
            return seconds
        if queue.last == who:
            queue.waiting = {who: queue.free_at, **queue.waiting}
        return self.wait(line, who)
