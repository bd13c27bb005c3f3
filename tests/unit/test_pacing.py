"""The queue before a method that Slack has limited."""

from bot.pacing import CALM_SECONDS, PATIENCE_SECONDS, SPACING_SECONDS, Pacing

GEAR, OTHER = ("chat.postMessage", "C1"), ("chat.postMessage", "C2")


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_was_never_limited_waits_for_nothing() -> None:
    pacing = Pacing(Clock())
    assert [pacing.wait(GEAR, name) for name in "abcabc"] == [0.0] * 6


def test_those_who_wait_go_in_order_and_one_after_the_other() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    assert pacing.limited(GEAR, "a", 4.0) == 4.0
    assert [pacing.wait(GEAR, name) for name in "bcb"] == [5.0, 6.0, 5.0]
    assert pacing.wait(OTHER, "d") == 0.0, "another channel is not concerned"
    clock.now += 4.0
    assert pacing.wait(GEAR, "c") > 0.0, "two are before it"
    went: list[float] = []
    for name in "abc":
        assert pacing.wait(GEAR, name) == 0.0
        went.append(clock.now)
        clock.now += SPACING_SECONDS
    assert went == [104.0, 105.0, 106.0]


def test_who_is_turned_away_again_stays_the_next() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.limited(GEAR, "a", 1.0)
    pacing.wait(GEAR, "b")
    clock.now += 1.0
    assert pacing.wait(GEAR, "a") == 0.0
    assert pacing.limited(GEAR, "a", 3.0) == 3.0
    assert pacing.wait(GEAR, "b") == 3.0 + SPACING_SECONDS


def test_a_limit_is_forgotten_and_nobody_waits_for_who_does_not_come() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.limited(GEAR, "a", 1.0)
    clock.now += 1.0 + PATIENCE_SECONDS + 1.0
    assert pacing.wait(GEAR, "b") == 0.0, "a has given up"
    assert pacing.wait(GEAR, "c") > 0.0
    clock.now += CALM_SECONDS + PATIENCE_SECONDS
    assert [pacing.wait(GEAR, name) for name in "dea"] == [0.0] * 3
