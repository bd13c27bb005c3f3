"""A committed answer is delivered, whatever the database does in between."""

import asyncio
import time
from typing import Any

import pytest

from bot import courier as couriers
from bot.courier import Courier
from bot.outbound import Posted
from recsys.errors import StorageBusy
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import ConversationId, DeliveryId, Tenant, UserId
from storage.open import open_store

TENANT, THREAD = Tenant("", "T1"), ConversationId("C1:1.1")
ANSWER = Outgoing(DeliveryId("answer-1"), TENANT, THREAD, UserId("U1"), Address("C1", "1.1"), "answer", '{"text": "x"}')


class Posts:
    """Stands where Slack stands: takes everything, and finds what it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def post(self, outgoing: Outgoing) -> Posted:
        self.taken.append(outgoing.delivery)
        return Posted(f"{len(self.taken)}.0")

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
        assert not await courier.deliver(TENANT, THREAD)
        await asyncio.wait_for(done.wait(), 5)
        await courier.close()
        assert posts.taken == ["answer-1"]
        assert await store.outbox.undelivered() == []
