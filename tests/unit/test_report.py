"""The report: whatever a catalog holds, one well-formed page that loads nothing, with the numbers that were counted."""

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.costs import Prices
from bot.report.comparing import ANSWERS_NEEDED, compare, verdict, wilson
from bot.report.page import page
from bot.report.reading import Report, Tally, read_report
from recsys.model.answer import ModelUsage
from recsys.model.catalog import Item
from recsys.model.delivery import Address, CompletedTurn, Outgoing, TurnRecord
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId
from recsys.model.person import ComparedPick, FeedbackEvent
from recsys.ports import Store
from storage.open import open_store

TEAM, ANA = Tenant("", "T1"), UserId("U1")

tallies = st.builds(Tally, st.integers(5_000, 10_000), st.integers(0, 5_000), st.integers(0, 5_000)) | st.just(
    Tally(0, 0, 0)
)
picks = st.builds(ComparedPick, st.integers(1, 8), st.sampled_from(["personal", "plain"]), st.sampled_from([-1, 0, 1]))
names = st.text(max_size=60).map(lambda text: "".join(char for char in text if char.isprintable()))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(names, tallies, max_size=10),
    st.lists(tallies, min_size=1, max_size=120),
    st.lists(picks, max_size=20),
    st.text(max_size=9),
)
def test_any_names_and_numbers_make_a_sound_page(
    groups: dict[str, Tally], days: list[Tally], compared: list[ComparedPick], model: str
) -> None:
    by_day = {f"day {number}": tally for number, tally in enumerate(days)}
    model = model if model.isprintable() else "m"
    text = page(
        Report(
            "a",
            "b",
            {1: days[0]},
            groups,
            "brand",
            by_day,
            3,
            0,
            compared,
            {model: (1, 2)},
            {model: 1} if model else {},
        )
    )
    assert "<script" not in text
    assert not re.search(r"<[^>]*(?:src|href|url)\b", text)
    for drawing in text.split("<svg")[1:]:
        ET.fromstring("<svg" + drawing.partition("</svg>")[0] + "</svg>")  # noqa: S314 - our own text


async def test_what_was_shown_and_liked_is_counted_for_the_team_alone() -> None:
    now = time.time()
    async with open_store("memory:") as store:
        async with store.catalog.begin_import() as changes:
            await changes.upsert([Item(ItemId(name), name, "Acme", category="Lamps <b>") for name in "abcd"])
            await changes.finish(prune=False)
        await _answered(store, TEAM, now)
        await _answered(store, Tenant("", "T2"), now)
        report = await read_report(store, TEAM, now=now, days=7, prices=Prices(1.0, 1.0, 2.0))
    assert report.total == Tally(3, 1, 0)
    assert report.by_position[2] == Tally(1, 1, 0)
    assert report.by_group == {"Lamps <b>": Tally(3, 1, 0)}
    assert len(report.by_day) == 7
    assert (report.items_shown, report.items) == (3, 4)
    assert [(pick.side, pick.said) for pick in report.compared] == [("personal", 1), ("plain", 0)]
    assert report.dollars == 4.0
    text = page(report)
    for told in ("Lamps &lt;b&gt;", "at the prices that are set, $4.", "in 1 of these it was the personalised one"):
        assert told in text


async def _answered(store: Store, tenant: Tenant, now: float) -> None:
    name = f"{tenant.team}-1"
    conversation, turn, delivery = ConversationId("C1:1"), TurnId(name), DeliveryId(name)
    items = (ItemId("a"), ItemId("b"), ItemId("c"))
    answer = Outgoing(delivery, tenant, conversation, ANA, Address("C1", "1"), "answer", "{}", turn, items)
    answer = replace(answer, sides=("", "personal", "plain"))
    usage = (ModelUsage("small", 2_000_000, 500_000, 1_000_000, 1.0),)
    record = TurnRecord(turn, tenant, conversation, ANA, 0, "lamp", "ask", "", now, usage)
    await store.conversations.commit(CompletedTurn(record, EMPTY_STATE, (answer,)))
    await store.outbox.sent(delivery, "1.0", now)
    await store.feedback.record(FeedbackEvent(tenant, "C1", "1.0", ANA, "two", "pick", 2, now))


def test_a_time_without_answers_is_told() -> None:
    assert "Nothing was recommended" in page(Report("a", "b", {}, {}, "brand", {"a": Tally(0, 0, 0)}, 0, 0, (), {}, {}))


def answers(personal: int, plain: int, even: int = 0) -> Sequence[ComparedPick]:
    """So many answers in which the personalised pick was liked or the plain one was, or both were."""
    likes = [(1, 0)] * (personal // 2) + [(0, -1)] * (personal - personal // 2) + [(0, 1)] * plain + [(1, 1)] * even
    return [
        pick
        for answer, (liked, other) in enumerate(likes, start=1)
        for pick in (ComparedPick(answer, "personal", liked), ComparedPick(answer, "plain", other))
    ]


def test_an_answer_counts_for_the_side_that_pleased_more() -> None:
    found = compare(answers(14, 6, even=5))
    assert (found.answers, found.won, found.lost) == (25, 14, 6)
    assert (found.personal, found.plain) == (Tally(25, 12, 0), Tally(25, 11, 7))


@pytest.mark.parametrize(
    ("personal", "plain", "told"),
    [
        (0, 0, "No answers were compared"),
        (14, 6, f"too little to tell which is better: .* {ANSWERS_NEEDED - 20} more"),
        (15, 5, "makes the answers better"),
        (5, 15, "makes the answers worse"),
        (100, 100, "not by much"),
    ],
)
def test_it_is_said_what_can_be_concluded(personal: int, plain: int, told: str) -> None:
    assert re.search(told, verdict(compare(answers(personal, plain))))


def test_wilsons_interval() -> None:
    assert wilson(14, 20) == pytest.approx((0.4810, 0.8545), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
