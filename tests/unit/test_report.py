"""The report: whatever a catalog holds, one well-formed page that loads nothing, with the numbers that were counted."""

import re
import time
import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.report.page import page
from bot.report.reading import Report, Tally, read_report
from recsys.model.catalog import Item
from recsys.model.delivery import Address, CompletedTurn, Outgoing, TurnRecord
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId
from recsys.model.person import FeedbackEvent
from recsys.ports import Store
from storage.open import open_store

TEAM, ANA = Tenant("", "T1"), UserId("U1")

tallies = st.builds(Tally, st.integers(5_000, 10_000), st.integers(0, 5_000), st.integers(0, 5_000)) | st.just(
    Tally(0, 0, 0)
)
names = st.text(max_size=60).map(lambda text: "".join(char for char in text if char.isprintable()))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(names, tallies, max_size=10), st.lists(tallies, min_size=1, max_size=120), st.text(max_size=9))
def test_any_names_and_numbers_make_a_sound_page(groups: dict[str, Tally], days: list[Tally], model: str) -> None:
    by_day = {f"day {number}": tally for number, tally in enumerate(days)}
    model = model if model.isprintable() else "m"
    text = page(
        Report("a", "b", {1: days[0]}, groups, "brand", by_day, 3, 0, {model: (1, 2)}, {model: 1} if model else {})
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
        report = await read_report(store, TEAM, now=now, days=7)
    assert report.total == Tally(3, 1, 0)
    assert report.by_position[2] == Tally(1, 1, 0)
    assert report.by_group == {"Lamps <b>": Tally(3, 1, 0)}
    assert len(report.by_day) == 7
    assert (report.items_shown, report.items) == (3, 4)
    assert "Lamps &lt;b&gt;" in page(report)


async def _answered(store: Store, tenant: Tenant, now: float) -> None:
    name = f"{tenant.team}-1"
    conversation, turn, delivery = ConversationId("C1:1"), TurnId(name), DeliveryId(name)
    items = (ItemId("a"), ItemId("b"), ItemId("c"))
    answer = Outgoing(delivery, tenant, conversation, ANA, Address("C1", "1"), "answer", "{}", turn, items)
    record = TurnRecord(turn, tenant, conversation, ANA, 0, "lamp", "ask", "", now)
    await store.conversations.commit(CompletedTurn(record, EMPTY_STATE, (answer,)))
    await store.outbox.sent(delivery, "1.0", now)
    await store.feedback.record(FeedbackEvent(tenant, "C1", "1.0", ANA, "two", "pick", 2, now))


def test_a_time_without_answers_is_told() -> None:
    assert "Nothing was recommended" in page(Report("a", "b", {}, {}, "brand", {"a": Tally(0, 0, 0)}, 0, 0, {}, {}))
