"""Which taps count."""

import pytest

from bot.taps import DOUBLE_TAP_SECONDS, Taps
from recsys.model.ids import Tenant, UserId

ANA, BO = ((Tenant("", "T1"), UserId(user)) for user in ("UANA", "UBO"))
CHEAPER, MORE = ("C1", "2.2", "refine", "10", "cheaper"), ("C1", "2.2", "more", "1", "item-7")


def counts(taps: Taps, tapped: tuple[str, ...], at: float, person: tuple[Tenant, UserId] = ANA) -> bool:
    with taps.tap(person, tapped, at) as counted:
        return counted


def test_the_same_again_counts_only_later() -> None:
    taps = Taps()
    assert [counts(taps, CHEAPER, at) for at in (100.0, 100.2, 102.0)] == [True, False, False]
    assert counts(taps, CHEAPER, 102.0 + DOUBLE_TAP_SECONDS)


def test_another_button_another_person_and_a_tap_in_between_count() -> None:
    taps = Taps()
    assert counts(taps, CHEAPER, 100.0)
    assert counts(taps, CHEAPER, 100.1, BO)
    assert counts(taps, MORE, 100.2)
    assert counts(taps, CHEAPER, 100.3)


def test_after_one_that_failed_the_next_counts() -> None:
    taps = Taps()
    with pytest.raises(ValueError, match="the database"), taps.tap(ANA, CHEAPER, 100.0):
        raise ValueError("the database is busy")
    assert counts(taps, CHEAPER, 100.1)


def test_what_is_over_is_not_held() -> None:
    taps = Taps()
    for number in range(100):
        counts(taps, CHEAPER, 100.0 + number, (Tenant("", "T1"), UserId(f"U{number}")))
    assert len(taps._latest) <= DOUBLE_TAP_SECONDS  # pyright: ignore[reportPrivateUsage] - what it holds shows nowhere else
