"""The outbox: from rendered to posted, in order, and the impressions that a posted answer leaves."""

import pytest

from recsys.errors import StorageError
from recsys.model.delivery import Address, QueuedDelivery
from recsys.model.ids import ConversationId, DeliveryId
from recsys.ports import Store
from tests.contracts.examples import ACME, ANA, GRID, OTHER, THREAD, feedback, outgoing, show

D1 = DeliveryId("d1")


async def test_a_message_is_queued_as_it_was_rendered(store: Store) -> None:
    message = outgoing(
        payload='{"text": "drei – ✈"}', address=Address("C7"), turn=None, items=(), kind="notice", replaces=D1
    )
    compared = outgoing("d2", sides=("", "personal", "plain"))
    assert await store.outbox.enqueue(compared, 1.0) == QueuedDelivery(compared, "pending", 0)
    assert await store.outbox.enqueue(message, 1.0) == QueuedDelivery(message, "pending", 0)
    assert await store.outbox.get(D1) == QueuedDelivery(message, "pending", 0)
    assert await store.outbox.get(DeliveryId("unknown")) is None


async def test_a_delivery_id_is_enqueued_once(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    await store.outbox.sending(D1, 2.0)
    again = await store.outbox.enqueue(outgoing(payload="{}"), 3.0)
    assert again == QueuedDelivery(outgoing(), "sending", 1)
    assert len(await store.outbox.undelivered()) == 1


async def test_a_delivery_id_never_crosses_tenants(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    with pytest.raises(StorageError, match="another workspace"):
        await store.outbox.enqueue(outgoing(tenant=OTHER), 1.0)
    assert [queued.outgoing.tenant for queued in await store.outbox.undelivered()] == [ACME]


async def test_attempts_are_counted_and_an_unsent_message_is_pending_again(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    await store.outbox.sending(D1, 2.0)
    await store.outbox.not_sent(D1, 3.0)
    assert await store.outbox.get(D1) == QueuedDelivery(outgoing(), "pending", 1)
    await store.outbox.sending(D1, 4.0)
    assert await store.outbox.get(D1) == QueuedDelivery(outgoing(), "sending", 2)


async def test_a_sent_message_leaves_impressions(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    await store.outbox.sending(D1, 2.0)
    assert not await store.feedback.is_ours(ACME, "C1", "m1")
    await store.outbox.sent(D1, "m1", 3.0)
    assert await store.outbox.get(D1) == QueuedDelivery(outgoing(), "sent", 1, "m1")
    assert await store.feedback.is_ours(ACME, "C1", "m1")
    await store.feedback.record(feedback(signal="pick", position=2, source="two"))
    assert [opinion.item for opinion in await store.feedback.opinions(ACME, ANA)] == ["b"]


async def test_sent_stays_sent(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    await store.outbox.sent(D1, "m1", 3.0)
    await store.outbox.sent(D1, "m2", 4.0)
    await store.outbox.not_sent(D1, 5.0)
    await store.outbox.sending(D1, 6.0)
    await store.outbox.failed(D1, "channel_not_found", 7.0)
    assert await store.outbox.get(D1) == QueuedDelivery(outgoing(), "sent", 0, "m1")
    assert not await store.feedback.is_ours(ACME, "C1", "m2")


async def test_a_message_without_picks_leaves_no_impressions(store: Store) -> None:
    await store.outbox.enqueue(outgoing(items=(), kind="notice"), 1.0)
    await store.outbox.sent(D1, "m1", 3.0)
    assert not await store.feedback.is_ours(ACME, "C1", "m1")


async def test_a_failed_message_is_given_up(store: Store) -> None:
    await store.outbox.enqueue(outgoing(), 1.0)
    await store.outbox.sending(D1, 2.0)
    await store.outbox.failed(D1, "not_in_channel", 3.0)
    assert await store.outbox.get(D1) == QueuedDelivery(outgoing(), "failed", 1, reason="not_in_channel")
    assert list(await store.outbox.undelivered()) == []


async def test_undelivered_is_oldest_first_of_all_or_of_one_conversation(store: Store) -> None:
    elsewhere = ConversationId("C2/1.0")
    queue = [
        outgoing("z"),
        outgoing("a", conversation=elsewhere),
        outgoing("m"),
        outgoing("t", tenant=OTHER),
        outgoing("g", tenant=GRID),
        outgoing("done"),
    ]
    for message in queue:
        await store.outbox.enqueue(message, 1.0)
    await store.outbox.sent(DeliveryId("done"), "m1", 2.0)
    await store.outbox.sending(DeliveryId("m"), 2.0)
    assert [queued.outgoing.delivery for queued in await store.outbox.undelivered()] == ["z", "a", "m", "t", "g"]
    mine = await store.outbox.undelivered((ACME, THREAD))
    assert [(queued.outgoing.delivery, queued.status) for queued in mine] == [("z", "pending"), ("m", "sending")]


async def test_an_unknown_delivery_is_an_error(store: Store) -> None:
    for change in (store.outbox.sending(D1, 1.0), store.outbox.not_sent(D1, 1.0), store.outbox.sent(D1, "m1", 1.0)):
        with pytest.raises(StorageError, match="holds no message d1"):
            await change


async def test_old_ended_messages_are_forgotten_and_what_they_showed_is_not(store: Store) -> None:
    await show(store, "m1")
    await store.outbox.enqueue(outgoing("waiting"), 1.0)
    await store.outbox.enqueue(outgoing("refused"), 1.0)
    await store.outbox.failed(DeliveryId("refused"), "is_archived", 50.0)
    await store.outbox.enqueue(outgoing("late"), 1.0)
    await store.outbox.failed(DeliveryId("late"), "is_archived", 1_000.0)
    assert await store.outbox.prune(1_000.0) == 2
    assert await store.outbox.get(DeliveryId("refused")) is None
    assert await store.outbox.get(DeliveryId("late")) is not None
    assert [queued.outgoing.delivery for queued in await store.outbox.undelivered()] == ["waiting"]
    assert await store.feedback.is_ours(ACME, outgoing().address.channel, "m1")
