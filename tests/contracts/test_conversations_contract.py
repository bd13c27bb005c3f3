"""Conversations: state, turns, and a turn that is written whole or not at all."""

import asyncio

from recsys.model.constraints import AttributeIs, BrandNotIn, NotItems, PriceMin, Stated
from recsys.model.delivery import CompletedTurn
from recsys.model.dialogue import EMPTY_STATE, DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ConversationId, ItemId, TurnId
from recsys.ports import Store
from tests.contracts.examples import (
    ACME,
    ANA,
    BO,
    GRID,
    OTHER,
    STATE,
    THREAD,
    incoming,
    outgoing,
    record,
    turn,
)


async def test_an_unknown_conversation_is_empty(store: Store) -> None:
    assert not await store.conversations.known(ACME, THREAD)
    assert await store.conversations.state(ACME, THREAD) == EMPTY_STATE
    assert list(await store.conversations.turns(ACME, THREAD)) == []
    assert await store.conversations.last_turn_at(ACME, THREAD) is None


async def test_opening_twice_changes_nothing(store: Store) -> None:
    await store.conversations.open(ACME, THREAD, ANA, 1.0)
    assert await store.conversations.known(ACME, THREAD)
    assert await store.conversations.state(ACME, THREAD) == EMPTY_STATE
    await store.conversations.commit(turn())
    await store.conversations.open(ACME, THREAD, BO, 2.0)
    assert await store.conversations.state(ACME, THREAD) == STATE


async def test_a_commit_writes_everything(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    done = turn(admitted=(admitted.number, 0), bought=(ItemId("x"),))
    assert await store.conversations.commit(done)
    assert await store.conversations.known(ACME, THREAD)
    assert await store.conversations.state(ACME, THREAD) == STATE
    assert list(await store.conversations.turns(ACME, THREAD)) == [record()]
    assert await store.conversations.last_turn_at(ACME, THREAD) == 200.0
    assert (await store.profiles.get(ACME, ANA)).bought == ("x",)
    assert [queued.outgoing for queued in await store.outbox.undelivered()] == [outgoing()]
    assert await store.inbox.waiting() == 0


async def refused(store: Store, done: CompletedTurn) -> None:
    """Assert that a commit writes nothing at all."""
    assert not await store.conversations.commit(done)
    assert not await store.conversations.known(ACME, THREAD)
    assert await store.conversations.state(ACME, THREAD) == EMPTY_STATE
    assert list(await store.conversations.turns(ACME, THREAD)) == []
    assert (await store.profiles.get(ACME, ANA)).bought == ()
    assert list(await store.outbox.undelivered()) == []


async def test_a_commit_is_refused_when_the_message_was_edited(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    await store.inbox.amend(ACME, "C1", "m-e1", "something else")
    await refused(store, turn(admitted=(admitted.number, 0), bought=(ItemId("x"),)))
    assert await store.conversations.commit(turn(admitted=(admitted.number, 1)))


async def test_a_commit_is_refused_when_the_message_was_withdrawn(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    await store.inbox.withdraw(ACME, "C1", "m-e1")
    await refused(store, turn(admitted=(admitted.number, 0)))


async def test_a_commit_for_an_unknown_message_is_refused(store: Store) -> None:
    await refused(store, turn(admitted=(4711, 0)))


async def test_a_message_is_answered_once(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    commits = [
        store.conversations.commit(
            turn(record(f"t{n}"), outgoing=(outgoing(f"d{n}"),), admitted=(admitted.number, 0)),
        )
        for n in range(5)
    ]
    assert sum(await asyncio.gather(*commits)) == 1
    assert len(await store.conversations.turns(ACME, THREAD)) == 1
    assert len(await store.outbox.undelivered()) == 1


async def test_the_same_turn_is_written_once(store: Store) -> None:
    assert await store.conversations.commit(turn())
    assert not await store.conversations.commit(turn(state=DialogueState(topic="other")))
    assert await store.conversations.state(ACME, THREAD) == STATE


async def test_a_delivery_that_exists_is_left_as_it_is(store: Store) -> None:
    await store.outbox.enqueue(outgoing(payload='{"text": "first"}'), 1.0)
    assert await store.conversations.commit(turn())
    queued = await store.outbox.get(outgoing().delivery)
    assert queued is not None
    assert queued.outgoing.payload == '{"text": "first"}'


async def test_the_state_is_replaced_as_a_whole(store: Store) -> None:
    await store.conversations.commit(turn())
    rich = DialogueState(
        turns=2,
        topic="laptop – leise",
        constraints=(
            Stated(PriceMin(100.0, inclusive=False), 0, "over 100"),
            Stated(BrandNotIn(("HP", "Dell")), 1, "not HP or Dell"),
            Stated(AttributeIs("touchscreen", "=", value=True), 1, "touch"),
            Stated(AttributeIs("weight_g", "<", 1500.0), 1, "light"),
            Stated(NotItems((ItemId("a"),)), 1, "others"),
        ),
        slates=(ShownSlate(0, (ShownItem(ItemId("a"), None), ShownItem(ItemId("b"), 9.5, "HP", "B"))),),
        shown=(ItemId("a"), ItemId("b")),
        liked=(ItemId("b"),),
        rejected=(ItemId("a"),),
        bought=(ItemId("z"),),
    )
    assert await store.conversations.commit(turn(record("t2", index=1), state=rich, outgoing=()))
    assert await store.conversations.state(ACME, THREAD) == rich


async def test_turns_come_oldest_first_and_only_the_latest(store: Store) -> None:
    for n in range(5):
        await store.conversations.commit(turn(record(f"t{n}", index=n, at=200.0 + n), outgoing=()))
    assert [done.index for done in await store.conversations.turns(ACME, THREAD)] == [0, 1, 2, 3, 4]
    assert [done.index for done in await store.conversations.turns(ACME, THREAD, latest=2)] == [3, 4]
    assert await store.conversations.last_turn_at(ACME, THREAD) == 204.0


async def test_conversations_of_two_tenants_never_mix(store: Store) -> None:
    await store.conversations.commit(turn())
    for tenant in (OTHER, GRID):
        assert not await store.conversations.known(tenant, THREAD)
        assert await store.conversations.state(tenant, THREAD) == EMPTY_STATE
        assert list(await store.conversations.turns(tenant, THREAD)) == []
        mine = record(tenant=tenant, said="mine")
        assert await store.conversations.commit(turn(mine, state=DialogueState(topic="mine"), outgoing=()))
        assert list(await store.conversations.turns(tenant, THREAD)) == [mine]
    assert await store.conversations.state(ACME, THREAD) == STATE
    assert list(await store.conversations.turns(ACME, THREAD)) == [record()]


async def test_conversations_of_one_tenant_never_mix(store: Store) -> None:
    elsewhere = ConversationId("C2/1.0")
    await store.conversations.commit(turn())
    await store.conversations.commit(
        turn(record("t2", conversation=elsewhere), state=DialogueState(topic="other"), outgoing=())
    )
    assert [done.id for done in await store.conversations.turns(ACME, THREAD)] == [TurnId("t1")]
    assert await store.conversations.state(ACME, THREAD) == STATE
