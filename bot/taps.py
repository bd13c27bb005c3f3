"""Double taps: what somebody taps twice in a moment is meant once."""

from collections.abc import Generator
from contextlib import contextmanager

from recsys.model.ids import Tenant, UserId

DOUBLE_TAP_SECONDS = 3.0
"""The same tap again within so long is the finger's, not the person's."""

Person = tuple[Tenant, UserId]
Tapped = tuple[str, ...]
"""What tells one thing to tap from another: its channel and message, its name, what it carries."""


class Taps:
    """Each person's latest tap, while it can still be doubled.

    In memory alone: after a restart the second half of a double tap counts, which is as if it had come a bit later.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._latest: dict[Person, tuple[Tapped, float]] = {}  # longest ago first

    @contextmanager
    def tap(self, person: Person, tapped: Tapped, at: float, *, remember: bool = True) -> Generator[bool]:
        """Yield whether a tap counts: False where it doubles the same person's latest one, with none in between.

        Where the block that handles it fails, the next one counts, however soon it comes. Without `remember` it does
        once the block has ended.
        """
        latest = self._latest.pop(person, None)
        self._latest[person] = (tapped, at)
        self._let_go(at)
        try:
            yield latest is None or latest[0] != tapped or abs(at - latest[1]) >= DOUBLE_TAP_SECONDS
        except BaseException:
            self._latest.pop(person, None)
            raise
        if not remember:
            self._latest.pop(person, None)

    def _let_go(self, at: float) -> None:
        """Drop what cannot be doubled any more, so that no more is held than was tapped in a moment."""
        for person, (_, tapped_at) in list(self._latest.items()):
            if abs(at - tapped_at) < DOUBLE_TAP_SECONDS:
                return
            del self._latest[person]
