"""What compared answers tell: whether the personalised or the plain picks pleased more, and how sure that is. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from bot.report.reading import Tally
from recsys.model.answer import Side
from recsys.model.person import ComparedPick

MIDDLE = 0.5
"""The share of two sides that please alike."""
DEVIATIONS = 1.96
"""Standard deviations on either side that hold 95 %."""
ADVANTAGE, ANSWERS_NEEDED = 0.6, 194
"""So many decided answers show, four times in five, that one side wins this share of them (binomial test, 5 %)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the picks of each side were received, and in how many of the `answers` one side pleased more.

    An answer is `won` by the personalised picks, or `lost` to the plain ones, by likes less dislikes.
    """

    answers: int
    personal: Tally
    plain: Tally
    won: int
    lost: int

    @property
    def decided(self) -> int:
        """Return in how many answers one side pleased more."""
        return self.won + self.lost

    @property
    def share(self) -> float:
        """Return the share of the decided answers that the personalised picks won; the middle where none is decided."""
        return self.won / self.decided if self.decided else MIDDLE

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval of the share."""
        return wilson(self.won, self.decided)


def compare(picks: Sequence[ComparedPick]) -> Comparison:
    """Return what the picks of compared answers tell."""
    nets: defaultdict[int, int] = defaultdict(int)
    for pick in picks:
        nets[pick.answer] += pick.said if pick.side == "personal" else -pick.said
    won, lost = sum(net > 0 for net in nets.values()), sum(net < 0 for net in nets.values())
    return Comparison(len(nets), _tally(picks, "personal"), _tally(picks, "plain"), won, lost)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, within 0..1; all of it where nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, DEVIATIONS**2 / whole
    half = DEVIATIONS * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max((share + spread / 2 - half) / (1 + spread), 0.0), min((share + spread / 2 + half) / (1 + spread), 1.0)


def verdict(found: Comparison) -> str:
    """Return in words what can be concluded, and what cannot."""
    if not found.answers:
        return (
            "No answers were compared. It takes the built-in ranker, a share of answers in RECBOT_COMPARED, and people "
            "of whose taste enough is known to change an order."
        )
    low, high = found.interval
    told = f"In {found.decided:,} of {found.answers:,} compared answers one side pleased more"
    if found.decided:
        sure = f"{percent(found.share)}, 95 % interval {percent(low)} to {percent(high)}"
        told = f"{told}; in {found.won:,} of these it was the personalised one ({sure})"
    if low > MIDDLE:
        return f"{told}. What was learned makes the answers better."
    if high < MIDDLE:
        return f"{told}. What was learned makes the answers worse."
    if found.decided >= ANSWERS_NEEDED:
        return f"{told}. If either side is better, then not by much: a share beyond that interval is unlikely."
    return (
        f"{told}. That is too little to tell which is better: to show that one side wins {percent(ADVANTAGE)} it takes "
        f"about {ANSWERS_NEEDED} such answers, {ANSWERS_NEEDED - found.decided:,} more than there are."
    )


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * share:.0f} %"


def _tally(picks: Sequence[ComparedPick], side: Side) -> Tally:
    said = [pick.said for pick in picks if pick.side == side]
    return Tally(len(said), said.count(1), said.count(-1))
