"""Conversations: state, turns, and a turn that is written whole or not at all."""

import asyncio
from dataclasses import replace

import pytest

from recsys.model.answer import ModelUsage
from recsys.model.constraints import AttributeIs, BrandNotIn, NotItems, PriceMin, Stated
from recsys.model.delivery import CompletedTurn, DailyUsage, ModelState
from recsys.model.dialogue import EMPTY_STATE, DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ConversationId, DeliveryId, ItemId, TurnId
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
    assert await store.conversations.state_before(ACME, THREAD) == EMPTY_STATE
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


async def test_a_correction_takes_the_place_of_the_latest_turn(store: Store) -> None:
    empty, after = DialogueState(), DialogueState(turns=2, topic="chairs")
    await store.conversations.commit(turn(before=empty))
    await store.conversations.commit(turn(record("t2", index=1), outgoing=(), before=STATE))
    assert await store.conversations.state_before(ACME, THREAD) == STATE
    mended = record("t2", index=1, said="an office chair", at=300.0, delivery=DeliveryId("d9"))
    done = turn(mended, state=after, before=STATE, corrects=True, outgoing=(outgoing("d9", replaces="d1"),))
    assert await store.conversations.commit(done)
    assert list(await store.conversations.turns(ACME, THREAD)) == [record(), mended]
    assert await store.conversations.state(ACME, THREAD) == after
    assert await store.conversations.state_before(ACME, THREAD) == STATE
    assert [queued.outgoing.replaces for queued in await store.outbox.undelivered()] == [None, "d1"]


async def test_the_state_after_each_turn_is_found_by_the_message_that_answered_it(store: Store) -> None:
    chairs, desks = DialogueState(turns=2, topic="chairs"), DialogueState(turns=2, topic="desks")
    await store.conversations.commit(turn())
    assert await store.conversations.state_at(ACME, "C1", "m1") is None, "nobody knows yet which message it is"
    await store.outbox.sent(DeliveryId("d1"), "m1", 2.0)
    await store.conversations.commit(turn(record("t2", index=1), state=chairs, outgoing=(outgoing("d2", turn="t2"),)))
    await store.outbox.sent(DeliveryId("d2"), "m2", 3.0)
    assert await store.conversations.state_at(ACME, "C1", "m1") == STATE
    assert await store.conversations.state_at(ACME, "C1", "m2") == chairs
    mended = turn(record("t2", index=1), state=desks, corrects=True, outgoing=(outgoing("d3", turn="t2"),))
    await store.conversations.commit(mended)
    assert await store.conversations.state_at(ACME, "C1", "m2") == desks
    for tenant, channel, message in ((OTHER, "C1", "m1"), (GRID, "C1", "m1"), (ACME, "C2", "m1"), (ACME, "C1", "m9")):
        assert await store.conversations.state_at(tenant, channel, message) is None


async def test_the_state_after_each_turn_is_found_by_the_message_that_asked(store: Store) -> None:
    states = [replace(STATE, turns=n, topic=topic) for n, topic in enumerate(("mice", "desks"))]
    for n, state in enumerate(states):
        admitted = await store.inbox.admit(incoming(f"e{n}"))
        assert admitted is not None
        assert await store.conversations.state_at(ACME, "C1", f"m-e{n}") is None, "it is not answered yet"
        done = replace(turn(record(f"t{n}", index=n)), state=state, admitted=(admitted.number, 0))
        answer = outgoing(f"d{n}", turn=done.record.id)
        assert await store.conversations.commit(replace(done, outgoing=(answer,)))
        await store.outbox.sent(answer.delivery, f"a{n}", 210.0)
    unanswered = await store.inbox.admit(incoming("e2", message=""))
    assert unanswered is not None
    await store.inbox.finish(unanswered.number, "ignored")
    at = store.conversations.state_at
    assert [await at(ACME, "C1", name) for name in ("m-e0", "a0", "m-e1", "a1")] == [states[n] for n in (0, 0, 1, 1)]
    assert [await at(ACME, "C1", name) for name in ("m-other", "")] == [None] * 2
    assert [await at(ACME, "C2", "m-e1"), await at(OTHER, "C1", "m-e1"), await at(GRID, "C1", "m-e1")] == [None] * 3


async def test_a_command_has_the_message_that_was_posted_for_it(store: Store) -> None:
    admitted = await store.inbox.admit(incoming(origin="command", message=""))
    assert admitted is not None
    await store.inbox.rebind(admitted.number, THREAD, "m-root")
    assert await store.conversations.commit(replace(turn(), admitted=(admitted.number, 0)))
    assert await store.conversations.state_at(ACME, "C1", "m-root") == STATE


async def test_the_state_of_a_message_is_that_after_its_latest_wording(store: Store) -> None:
    admitted = await store.inbox.admit(incoming(received_at=100.0))
    assert admitted is not None
    first = replace(turn(record("t1", user=BO)), admitted=(admitted.number, 0))
    assert await store.conversations.commit(first)
    assert await store.inbox.amend(ACME, "C1", "m-e1", "mice", ended_since=0.0)
    corrected = replace(first, state=DialogueState(topic="mice"), admitted=(admitted.number, 1), corrects=True)
    assert await store.conversations.commit(replace(corrected, outgoing=()))
    assert await store.conversations.state_at(ACME, "C1", "m-e1") == DialogueState(topic="mice")
    assert await store.inbox.amend(ACME, "C1", "m-e1", "desks", ended_since=0.0)
    again = replace(record("t1-2", user=BO), index=1)
    later = replace(first, record=again, state=DialogueState(topic="desks"), admitted=(admitted.number, 2))
    assert await store.conversations.commit(replace(later, outgoing=()))
    assert await store.conversations.state_at(ACME, "C1", "m-e1") == DialogueState(topic="desks")
    assert await store.inbox.amend(ACME, "C1", "m-e1", "chairs", ended_since=0.0)
    await store.inbox.finish(admitted.number, "stopped")
    assert await store.conversations.state_at(ACME, "C1", "m-e1") == DialogueState(topic="desks"), "which still stands"


async def test_states_of_turns_are_forgotten_with_what_was_said(store: Store) -> None:
    for n, (user, at) in enumerate(((ANA, 100.0), (BO, 300.0), (BO, 300.0))):
        conversation = THREAD if n < 2 else ConversationId("C1/2.0")
        said = record(f"t{n}", index=n, user=user, at=at, conversation=conversation)
        admitted = await store.inbox.admit(incoming(f"e{n}", user=user, conversation=conversation, received_at=at))
        assert admitted is not None
        posted = outgoing(f"d{n}", turn=f"t{n}", conversation=conversation, user=user)
        await store.conversations.commit(turn(said, outgoing=(posted,), admitted=(admitted.number, 0)))
        await store.outbox.sent(DeliveryId(f"d{n}"), f"m{n}", at)

    async def states(n: int) -> set[DialogueState | None]:
        return {await store.conversations.state_at(ACME, "C1", message) for message in (f"m{n}", f"m-e{n}")}

    await store.conversations.prune(200.0)
    assert await states(0) == {None}
    assert await states(1) == {STATE}
    await store.conversations.commit(turn(record("t4", index=4, at=400.0), outgoing=()))
    await store.people.forget(ACME, ANA)
    assert await states(1) == {None}, "it may hold their words"
    assert await states(2) == {STATE}
    await store.people.forget_team(ACME)
    assert await states(2) == {None}


@pytest.mark.parametrize("name", ["t1", "t3"])
async def test_only_the_latest_turn_can_be_corrected(store: Store, name: str) -> None:
    await store.conversations.commit(turn())
    await store.conversations.commit(turn(record("t2", index=1), outgoing=()))
    assert not await store.conversations.commit(turn(record(name, said="other"), state=EMPTY_STATE, corrects=True))
    assert await store.conversations.state(ACME, THREAD) == STATE
    assert [done.said for done in await store.conversations.turns(ACME, THREAD)] == ["quiet headphones"] * 2


async def test_usage_is_counted_by_day_user_and_model(store: Store) -> None:
    day, call = 86_400.0, ModelUsage("small", 900, 512, 60, 0.75)
    costs = [
        (ACME, ANA, 2.2 * day, (call, call, replace(call, model="big", prompt_tokens=5))),
        (ACME, ANA, 2.9 * day, (call,)),
        (ACME, ANA, 3.0 * day, (call,)),
        (ACME, BO, 2.5 * day, (call,)),
        (ACME, BO, 2.6 * day, ()),
        (ACME, ANA, 1.9 * day, (call,)),
        (OTHER, ANA, 2.5 * day, (call,)),
        (GRID, ANA, 2.5 * day, (call,)),
    ]
    for n, (tenant, user, at, usage) in enumerate(costs):
        done = record(f"t{n}", tenant=tenant, user=user, at=at, usage=usage, index=n)
        await store.conversations.commit(turn(done, outgoing=()))
    assert list(await store.conversations.usage(ACME, 2 * day)) == [
        DailyUsage("1970-01-03", ANA, "big", 1, 5, 512, 60, 0.75),
        DailyUsage("1970-01-03", ANA, "small", 3, 2700, 1536, 180, 2.25),
        DailyUsage("1970-01-03", BO, "small", 1, 900, 512, 60, 0.75),
        DailyUsage("1970-01-04", ANA, "small", 1, 900, 512, 60, 0.75),
    ]


async def test_it_is_counted_how_often_a_model_did_not_rank(store: Store) -> None:
    call = ModelUsage("small", 900, 512, 60, 0.75)
    vain = replace(call, fell_back=True)
    assert await store.conversations.model_state(ACME, 0.0) == ModelState()
    turns = [(ACME, 50.0, (vain,)), (ACME, 100.0, (call,)), (ACME, 300.0, (vain, vain)), (ACME, 200.0, (call, vain))]
    turns += [(ACME, 400.0, ()), (OTHER, 500.0, (vain,))]
    for n, (tenant, at, usage) in enumerate(turns):
        done = record(f"t{n}", tenant=tenant, at=at, usage=usage, index=n)
        await store.conversations.commit(turn(done, outgoing=()))
    assert await store.conversations.model_state(ACME, 100.0) == ModelState(3, 2, 300.0)


async def test_what_was_said_long_ago_is_forgotten(store: Store) -> None:
    ended, ongoing, opened = (ConversationId(f"C1/{name}") for name in ("ended", "ongoing", "opened"))
    await store.conversations.commit(turn(record("t1", conversation=ended, at=100.0), outgoing=()))
    for n, at in enumerate((100.0, 300.0)):
        await store.conversations.commit(turn(record(f"o{n}", conversation=ongoing, at=at, index=n), outgoing=()))
    await store.conversations.open(ACME, opened, ANA, 250.0)
    assert await store.conversations.prune(200.0) == 2
    known = [await store.conversations.known(ACME, one) for one in (ended, ongoing, opened)]
    assert known == [False, True, True]
    assert await store.conversations.state(ACME, ended) == EMPTY_STATE
    assert [done.id for done in await store.conversations.turns(ACME, ongoing)] == ["o1"]
    assert await store.conversations.state(ACME, ongoing) == STATE
    assert await store.conversations.prune(200.0) == 0
