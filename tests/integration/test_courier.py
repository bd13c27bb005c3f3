"""A committed answer is delivered, whatever the database does in between."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from bot import courier as couriers
from bot.courier import Courier
from bot.outbound import Later, Posted, Refused
from recsys.errors import StorageBusy
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import ConversationId, DeliveryId, Tenant, UserId
from storage.open import open_store

TENANT, THREAD = Tenant("", "T1"), ConversationId("C1:1.1")
ANSWER = Outgoing(DeliveryId("answer-1"), TENANT, THREAD, UserId("U1"), Address("C1", "1.1"), "answer", '{"text": "x"}')


class Posts:
    """Stands where Slack stands: takes everything but updates of what is gone, and finds what it took."""

    def __init__(self, *gone: str) -> None:
        self.taken: list[str] = []
        self.gone = gone

    def wait(self, outgoing: Outgoing, *, updates: bool) -> None:
        """Let everything go out at once."""

    async def post(self, outgoing: Outgoing) -> Posted:
        self.taken.append(outgoing.delivery)
        return Posted(f"{len(self.taken)}.0")

    async def update(self, outgoing: Outgoing, message: str) -> Posted | Refused | Later:
        if message in self.gone:
            return Refused("message_not_found")
        self.taken.append(f"{outgoing.delivery} in place of {message}")
        return Posted(message)

    async def find(self, outgoing: Outgoing) -> Posted:
        return Posted(f"{self.taken.index(outgoing.delivery) + 1}.0")


class BusyOnce:
    """An outbox whose database is busy the first time one of its methods is called."""

    def __init__(self, outbox: Any, method: str) -> None:
        self._outbox = outbox
        self._method = method

    def __getattr__(self, name: str) -> Any:
        if name == self._method:
            self._method = ""
            return self._busy
        return getattr(self._outbox, name)

    async def _busy(self, *_: object) -> None:
        raise StorageBusy


@pytest.mark.parametrize("method", ["undelivered", "sending", "sent"])
async def test_a_busy_database_delays_an_answer_and_neither_loses_nor_doubles_it(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(couriers, "STORAGE_RETRY_SECONDS", 0.0)
    async with open_store("memory:") as store:
        await store.outbox.enqueue(ANSWER, time.time())
        posts, done = Posts(), asyncio.Event()
        outbox: Any = BusyOnce(store.outbox, method)
        outbound: Any = posts

        def observe(stage: str) -> None:
            if stage in {"sent", "found"}:
                done.set()

        courier = Courier(outbox, outbound, observe)
        assert await courier.deliver(TENANT, THREAD) == 0.0, "tried again at once"
        await asyncio.wait_for(done.wait(), 5)
        await courier.close()
        assert posts.taken == ["answer-1"]
        assert await store.outbox.undelivered() == []


def delivery(name: str, replaces: str | None = None) -> Outgoing:
    return replace(ANSWER, delivery=DeliveryId(name), replaces=DeliveryId(replaces) if replaces else None)


@pytest.mark.parametrize(
    ("first", "gone", "taken"),
    [
        ("pending", (), ["whole"]),
        ("sent", (), ["whole in place of 7.0"]),
        ("sent", ("7.0",), ["whole"]),
        ("failed", (), ["whole"]),
    ],
)
async def test_an_answer_takes_the_place_of_its_first_pick_or_is_posted(
    first: str, gone: tuple[str, ...], taken: list[str]
) -> None:
    async with open_store("memory:") as store:
        await store.outbox.enqueue(delivery("first"), 1.0)
        if first == "sent":
            await store.outbox.sent(DeliveryId("first"), "7.0", 2.0)
        if first == "failed":
            await store.outbox.failed(DeliveryId("first"), "restricted_action", 2.0)
        await store.outbox.enqueue(delivery("whole", "first"), 3.0)
        posts = Posts(*gone)
        outbound: Any = posts
        assert await Courier(store.outbox, outbound).deliver(TENANT, THREAD) == 0.0
        assert posts.taken == taken
        assert await store.outbox.undelivered() == []


async def test_of_two_corrections_that_wait_only_the_later_is_shown_where_the_answer_stands() -> None:
    async with open_store("memory:") as store:
        await store.outbox.enqueue(delivery("answer"), 1.0)
        await store.outbox.sent(DeliveryId("answer"), "7.0", 2.0)
        await store.outbox.enqueue(delivery("second", "answer"), 3.0)
        await store.outbox.enqueue(delivery("third", "second"), 4.0)
        posts = Posts()
        outbound: Any = posts
        assert await Courier(store.outbox, outbound).deliver(TENANT, THREAD) == 0.0
        assert posts.taken == ["third in place of 7.0"]


async def test_an_update_of_what_is_gone_is_posted_once_across_a_crash() -> None:
    async with open_store("memory:") as store:
        await store.outbox.enqueue(delivery("first"), 1.0)
        await store.outbox.sent(DeliveryId("first"), "7.0", 2.0)
        await store.outbox.enqueue(delivery("whole", "first"), 3.0)
        posts = Posts("7.0")
        await posts.post(delivery("whole"))  # a process posted it, and ended before it noted so
        await store.outbox.sending(DeliveryId("whole"), 4.0)
        outbound: Any = posts
        assert await Courier(store.outbox, outbound).deliver(TENANT, THREAD) == 0.0
        assert posts.taken == ["whole"]
        assert await store.outbox.undelivered() == []


class Stuck(Posts):
    """Says of every update that it failed inside of Slack."""

    async def update(self, outgoing: Outgoing, message: str) -> Later:
        self.taken.append(f"{outgoing.delivery} not in place of {message}")
        return Later(0.0, "update_failed")


async def test_an_update_that_slack_never_makes_is_posted_in_the_end() -> None:
    async with open_store("memory:") as store:
        await store.outbox.enqueue(delivery("first"), 1.0)
        await store.outbox.sent(DeliveryId("first"), "7.0", 2.0)
        await store.outbox.enqueue(delivery("whole", "first"), 3.0)
        posts, done = Stuck(), asyncio.Event()
        outbound: Any = posts

        def observe(stage: str) -> None:
            if stage == "posted":
                done.set()

        courier = Courier(store.outbox, outbound, observe)
        await courier.deliver(TENANT, THREAD)
        await asyncio.wait_for(done.wait(), 5)
        await courier.close()
        assert posts.taken == [*["whole not in place of 7.0"] * couriers.UPDATES_MAX, "whole"]
