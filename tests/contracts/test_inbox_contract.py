"""The inbox: durable, deduplicated, leased, one at a time for a conversation."""

import asyncio
from dataclasses import replace

import pytest

from recsys.errors import StorageError
from recsys.model.delivery import Address, Admitted, Incoming
from recsys.model.ids import ConversationId
from recsys.ports import Store
from tests.contracts.examples import ACME, GRID, OTHER, THREAD, incoming, record, turn

ELSEWHERE = ConversationId("C2/1.0")


async def claimed(store: Store, now: float = 1000.0, owner: str = "w") -> Admitted | None:
    return await store.inbox.claim(owner, now, 60.0)


async def event_of(store: Store, now: float = 1000.0) -> str | None:
    admitted = await claimed(store, now)
    return admitted and admitted.incoming.event


async def test_an_admitted_message_is_claimed_as_it_came(store: Store) -> None:
    message = incoming(
        text="leise Kopfhörer 🎧", address=Address("C9"), reply_url="https://hooks.example/1", about="9.9"
    )
    admitted = await store.inbox.admit(message)
    assert admitted is not None
    assert admitted == Admitted(admitted.number, 0, 0, message)
    assert await claimed(store) == replace(admitted, attempts=1)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(incoming("e1", message="other"), id="same event"),
        pytest.param(incoming("e2", message="m-e1"), id="same message"),
        pytest.param(incoming("e1"), id="both"),
    ],
)
async def test_a_duplicate_is_not_admitted(store: Store, again: Incoming) -> None:
    await store.inbox.admit(incoming("e1"))
    assert await store.inbox.admit(again) is None
    assert await store.inbox.waiting() == 1


async def test_a_duplicate_of_an_ended_message_is_not_admitted(store: Store) -> None:
    admitted = await store.inbox.admit(incoming("e1"))
    assert admitted is not None
    await store.inbox.finish(admitted.number, "failed")
    assert await store.inbox.admit(incoming("e2", message="m-e1")) is None


async def test_what_differs_in_channel_tenant_or_is_a_command_is_no_duplicate(store: Store) -> None:
    distinct = [
        incoming("e1"),
        incoming("e2", message="m-e1", channel="C2"),
        incoming("e1", tenant=OTHER),
        incoming("e1", tenant=GRID),
        incoming("e3", message=""),
        incoming("e4", message=""),
    ]
    assert None not in [await store.inbox.admit(message) for message in distinct]
    assert await store.inbox.waiting() == len(distinct)


async def test_one_of_many_simultaneous_duplicates_is_admitted(store: Store) -> None:
    results = await asyncio.gather(*(store.inbox.admit(incoming("e1")) for _ in range(20)))
    assert sum(admitted is not None for admitted in results) == 1


async def test_numbers_grow_in_the_order_of_admission(store: Store) -> None:
    numbers = [admitted.number for n in range(5) if (admitted := await store.inbox.admit(incoming(f"e{n}")))]
    assert len(numbers) == 5
    assert numbers == sorted(set(numbers))


async def test_claims_go_by_age_and_one_at_a_time_in_a_conversation(store: Store) -> None:
    await store.inbox.admit(incoming("first"))
    await store.inbox.admit(incoming("second"))
    await store.inbox.admit(incoming("elsewhere", conversation=ELSEWHERE))
    await store.inbox.admit(incoming("other tenant", tenant=OTHER))
    first = await claimed(store)
    assert first is not None
    assert first.incoming.event == "first"
    assert await event_of(store) == "elsewhere"
    assert await event_of(store) == "other tenant"
    assert await event_of(store) is None
    await store.inbox.finish(first.number, "ignored")
    assert await event_of(store) == "second"


async def test_simultaneous_claims_never_share_a_message(store: Store) -> None:
    for n in range(10):
        await store.inbox.admit(incoming(f"e{n}", conversation=ConversationId(str(n))))
    claims = await asyncio.gather(*(store.inbox.claim(f"w{n}", 1000.0, 60.0) for n in range(15)))
    events = [admitted.incoming.event for admitted in claims if admitted]
    assert sorted(events) == [f"e{n}" for n in range(10)]


async def test_a_lease_that_ran_out_counts_as_waiting(store: Store) -> None:
    await store.inbox.admit(incoming("first"))
    await store.inbox.admit(incoming("second"))
    await claimed(store, now=1000.0)
    assert await claimed(store, now=1059.9) is None
    again = await claimed(store, now=1060.0)
    assert again is not None
    assert (again.incoming.event, again.attempts) == ("first", 2)


async def test_a_lease_is_renewed_only_by_its_owner_while_it_holds(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    assert not await store.inbox.renew("w", admitted.number, 1000.0, 60.0)
    await claimed(store, now=1000.0)
    assert not await store.inbox.renew("somebody", admitted.number, 1010.0, 60.0)
    assert await store.inbox.renew("w", admitted.number, 1050.0, 60.0)
    assert await claimed(store, now=1100.0) is None
    assert not await store.inbox.renew("w", admitted.number, 1110.0, 60.0)
    assert await claimed(store, now=1110.0) is not None


async def test_an_ended_message_cannot_be_renewed(store: Store) -> None:
    await store.inbox.admit(incoming())
    admitted = await claimed(store)
    assert admitted is not None
    await store.inbox.finish(admitted.number, "ignored")
    assert not await store.inbox.renew("w", admitted.number, 1001.0, 60.0)


async def test_a_released_message_waits_for_its_time_and_holds_back_the_younger(store: Store) -> None:
    await store.inbox.admit(incoming("first"))
    await store.inbox.admit(incoming("second"))
    await store.inbox.admit(incoming("elsewhere", conversation=ELSEWHERE))
    first = await claimed(store)
    assert first is not None
    await store.inbox.release(first.number, retry_at=1050.0)
    assert await event_of(store, now=1001.0) == "elsewhere"
    assert await event_of(store, now=1049.9) is None
    assert await event_of(store, now=1050.0) == "first"


async def test_release_all_gives_back_every_lease(store: Store) -> None:
    for n in range(3):
        await store.inbox.admit(incoming(f"e{n}", conversation=ConversationId(str(n))))
    await claimed(store)
    await claimed(store)
    assert await store.inbox.release_all() == 2
    assert await store.inbox.release_all() == 0
    assert [await event_of(store) for _ in range(4)] == ["e0", "e1", "e2", None]


async def test_a_command_moves_to_the_conversation_of_its_root(store: Store) -> None:
    await store.inbox.admit(
        incoming("command", message="", origin="command", address=Address("C1"), conversation=ConversationId("cmd"))
    )
    await store.inbox.admit(incoming("reply", conversation=ELSEWHERE))
    command = await claimed(store)
    assert command is not None
    await store.inbox.rebind(command.number, ELSEWHERE, "55.0")
    assert await store.conversations.known(ACME, ELSEWHERE)
    assert await claimed(store) is None, "the reply waits for the command it now follows"
    assert await store.inbox.admit(incoming("root", message="55.0")) is None, "the root is known as its message"
    await store.inbox.release_all()
    moved = await claimed(store)
    assert moved is not None
    assert moved.incoming == replace(
        command.incoming, conversation=ELSEWHERE, message="55.0", address=Address("C1", "55.0")
    )


async def test_an_older_message_waits_for_a_younger_one_that_is_leased(store: Store) -> None:
    await store.inbox.admit(incoming("command", message="", conversation=ConversationId("cmd")))
    await store.inbox.admit(incoming("reply", conversation=ELSEWHERE))
    command, reply = await claimed(store), await claimed(store)
    assert command is not None
    assert reply is not None
    await store.inbox.rebind(command.number, ELSEWHERE, "55.0")
    await store.inbox.release(command.number, retry_at=0.0)
    assert await claimed(store) is None
    await store.inbox.finish(reply.number, "ignored")
    assert await event_of(store) == "command"


async def test_what_has_ended_cannot_move(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    await store.inbox.finish(admitted.number, "ignored")
    with pytest.raises(StorageError, match="not open any more"):
        await store.inbox.rebind(admitted.number, ELSEWHERE, "55.0")
    assert not await store.conversations.known(ACME, ELSEWHERE)


async def test_an_edit_replaces_the_text_and_counts(store: Store) -> None:
    await store.inbox.admit(incoming())
    assert await store.inbox.amend(ACME, "C1", "m-e1", "loud headphones")
    admitted = await claimed(store)
    assert admitted is not None
    assert (admitted.incoming.text, admitted.revision) == ("loud headphones", 1)
    assert await store.inbox.amend(ACME, "C1", "m-e1", "loud headphones"), "an unfurled link changes nothing"
    await store.inbox.release_all()
    again = await claimed(store)
    assert again is not None
    assert again.revision == 1


async def test_edit_and_deletion_reach_only_the_message_they_name(store: Store) -> None:
    await store.inbox.admit(incoming())
    await store.inbox.admit(incoming("command", message=""))
    for tenant, channel, message in ((OTHER, "C1", "m-e1"), (ACME, "C2", "m-e1"), (ACME, "C1", "m"), (ACME, "C1", "")):
        assert not await store.inbox.amend(tenant, channel, message, "changed")
        assert not await store.inbox.withdraw(tenant, channel, message)
    assert await store.inbox.waiting() == 2


async def test_a_withdrawn_message_is_never_claimed_and_frees_its_conversation(store: Store) -> None:
    await store.inbox.admit(incoming("first"))
    await store.inbox.admit(incoming("second"))
    assert await store.inbox.withdraw(ACME, "C1", "m-first")
    assert not await store.inbox.withdraw(ACME, "C1", "m-first")
    assert not await store.inbox.amend(ACME, "C1", "m-first", "changed")
    assert await event_of(store) == "second"


async def test_an_answered_message_is_neither_edited_nor_withdrawn(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    assert await store.conversations.commit(turn(admitted=(admitted.number, 0)))
    assert not await store.inbox.amend(ACME, "C1", "m-e1", "changed")
    assert not await store.inbox.withdraw(ACME, "C1", "m-e1")
    assert await store.inbox.waiting() == 0


async def test_an_answered_message_that_is_edited_soon_is_open_again(store: Store) -> None:
    await store.inbox.admit(incoming(received_at=100.0))
    await store.inbox.admit(incoming("e2"))
    first = await claimed(store)
    assert first is not None
    assert await store.conversations.commit(turn(admitted=(first.number, 0)))
    assert not await store.inbox.release(first.number, 0.0), "it has ended"
    assert not await store.inbox.amend(ACME, "C1", "m-e1", "chairs", ended_since=100.5)
    assert await store.inbox.amend(ACME, "C1", "m-e1", "", ended_since=100.0)
    assert await store.inbox.amend(ACME, "C1", "m-e1", "chairs", ended_since=100.0)
    again = await claimed(store)
    assert again is not None
    assert (again.number, again.revision, again.attempts, again.incoming.text) == (first.number, 2, 1, "chairs")
    assert not await store.conversations.commit(turn(record("t2"), admitted=(first.number, 0)))
    assert await store.inbox.release(first.number, 0.0)
    assert await store.inbox.withdraw(ACME, "C1", "m-e1")
    assert not await store.inbox.amend(ACME, "C1", "m-e1", "tables", ended_since=0.0), "what was deleted is gone"


@pytest.mark.parametrize(("outcome", "again"), [("stopped", True), ("failed", True), ("refused", False)])
async def test_what_was_stopped_or_failed_and_is_edited_soon_is_open_again(
    store: Store, outcome: str, *, again: bool
) -> None:
    await store.inbox.admit(incoming(received_at=100.0))
    first = await claimed(store)
    assert first is not None
    await store.inbox.finish(first.number, outcome)
    assert not await store.inbox.amend(ACME, "C1", "m-e1", "chairs", ended_since=100.5)
    assert await store.inbox.amend(ACME, "C1", "m-e1", "chairs", ended_since=100.0) == again
    reopened = await claimed(store)
    assert (reopened is not None) == again
    if reopened is not None:
        assert (reopened.revision, reopened.attempts, reopened.incoming.text) == (1, 1, "chairs")


async def test_finish_needs_a_word_and_keeps_the_first(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    with pytest.raises(StorageError, match="outcome"):
        await store.inbox.finish(admitted.number, "")
    assert await store.inbox.waiting() == 1
    await store.inbox.finish(admitted.number, "failed")
    await store.inbox.finish(admitted.number, "ignored")
    assert await store.inbox.waiting() == 0
    assert not await store.conversations.commit(turn(admitted=(admitted.number, 0)))


async def test_finish_of_one_revision_leaves_a_later_one_open(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    await store.inbox.amend(ACME, "C1", "m-e1", "loud headphones")
    assert not await store.inbox.finish(admitted.number, "ignored", 0)
    assert await store.inbox.waiting() == 1
    assert await store.inbox.finish(admitted.number, "ignored", 1)
    assert await store.inbox.waiting() == 0


async def test_prune_deletes_only_what_is_old_and_ended(store: Store) -> None:
    for n, at in enumerate((100.0, 200.0, 300.0)):
        await store.inbox.admit(incoming(f"e{n}", received_at=at, conversation=ConversationId(str(n))))
    first, second = await claimed(store), await claimed(store)
    assert first is not None
    assert second is not None
    await store.inbox.finish(first.number, "ignored")
    await store.inbox.finish(second.number, "ignored")
    assert await store.inbox.prune(200.0) == 1
    assert await store.inbox.prune(1000.0) == 1
    assert await store.inbox.waiting() == 1
    assert await store.inbox.admit(incoming("e0")) is not None, "what was pruned is forgotten"


async def test_numbers_are_not_used_again_after_pruning(store: Store) -> None:
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    await store.inbox.finish(admitted.number, "ignored")
    await store.inbox.prune(1000.0)
    later = await store.inbox.admit(incoming("e2"))
    assert later is not None
    assert later.number > admitted.number
    assert not await store.conversations.commit(turn(admitted=(admitted.number, 0)))


async def test_the_thread_that_is_answered_takes_the_next_message(store: Store) -> None:
    await store.inbox.admit(incoming("first"))
    await store.inbox.admit(incoming("second"))
    first = await claimed(store)
    assert first is not None
    assert await store.conversations.commit(turn(admitted=(first.number, first.revision)))
    second = await claimed(store)
    assert second is not None
    assert (second.incoming.event, second.incoming.conversation) == ("second", THREAD)


async def test_a_message_is_open_until_it_is_answered(store: Store) -> None:
    assert not await store.inbox.is_open(ACME, "C1", "m-e1")
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    assert await store.inbox.is_open(ACME, "C1", "m-e1")
    await claimed(store)
    assert await store.inbox.is_open(ACME, "C1", "m-e1")
    assert not await store.inbox.is_open(OTHER, "C1", "m-e1")
    assert not await store.inbox.is_open(ACME, "C2", "m-e1")
    await store.inbox.finish(admitted.number, "ignored")
    assert not await store.inbox.is_open(ACME, "C1", "m-e1")


async def test_a_conversation_is_awaited_while_anything_said_in_it_is_open(store: Store) -> None:
    assert not await store.inbox.is_awaited(ACME, THREAD)
    admitted = await store.inbox.admit(incoming())
    assert admitted is not None
    assert await store.inbox.is_awaited(ACME, THREAD)
    assert not await store.inbox.is_awaited(OTHER, THREAD)
    assert not await store.inbox.is_awaited(ACME, ELSEWHERE)
    await store.inbox.finish(admitted.number, "ignored")
    assert not await store.inbox.is_awaited(ACME, THREAD)
