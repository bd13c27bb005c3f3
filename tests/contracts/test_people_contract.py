"""People and teams as a whole: everything that is known of them, and forgetting it."""

import json
from dataclasses import replace

import pytest

from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, UserId
from recsys.model.person import EMPTY_PROFILE, Exchange, Impression, Interaction, Opinion, PersonRecord, Profile, Thread
from recsys.ports import Store
from tests.contracts.examples import (
    ACME,
    ANA,
    BO,
    GRID,
    OTHER,
    STATE,
    THREAD,
    feedback,
    incoming,
    outgoing,
    record,
    show,
    turn,
)

HEART = feedback(source="heart", at=310.0, reason="it is light")
ELSEWHERE = ConversationId("C2/1.0")
NOTHING = PersonRecord(EMPTY_PROFILE, (), (), (), (), ())


async def live(store: Store, tenant: Tenant = ACME, user: UserId = ANA, conversation: ConversationId = THREAD) -> None:
    """Leave a row of a person in every table."""
    name = f"{tenant}-{user}"
    await store.profiles.put(tenant, user, Profile(bought=(ItemId("p"),), avoided_brands=("HP",)), 1.0)
    await store.profiles.record(Interaction(tenant, user, ItemId("s"), "save", 2.0))
    said = record(f"t-{name}", tenant=tenant, user=user, conversation=conversation)
    await store.conversations.commit(turn(said, outgoing=()))
    sides = ("", "plain", "personal")
    await show(store, f"m-{name}", tenant=tenant, user=user, conversation=conversation, sides=sides)
    await store.feedback.record(
        replace(HEART, tenant=tenant, user=user, message=f"m-{name}", signal="pick", position=2)
    )
    await store.inbox.admit(incoming(f"e-{name}", tenant=tenant, user=user, conversation=conversation))


async def test_everything_that_is_known_of_a_person(store: Store) -> None:
    assert await store.people.record(ACME, ANA) == NOTHING
    await live(store)
    await live(store, user=BO, conversation=ELSEWHERE)
    picked = replace(HEART, message=f"m-{ACME}-{ANA}", signal="pick", position=2)
    assert await store.people.record(ACME, ANA) == PersonRecord(
        profile=Profile(bought=(ItemId("p"),), avoided_brands=("HP",)),
        interactions=(
            Interaction(ACME, ANA, ItemId("s"), "save", 2.0),
            Interaction(ACME, ANA, ItemId("p"), "purchase", 1.0),
        ),
        feedback=(picked,),
        opinions=(
            Opinion(ItemId("b"), 1.0, 310.0, "pick", 2),
            Opinion(ItemId("s"), 0.6, 2.0, "save"),
            Opinion(ItemId("p"), 0.8, 1.0, "purchase"),
        ),
        exchanges=(Exchange(THREAD, "quiet headphones", "Three picks", 200.0),),
        impressions=(
            Impression(ItemId("a"), 1, "", 2.0),
            Impression(ItemId("b"), 2, "plain", 2.0),
            Impression(ItemId("c"), 3, "personal", 2.0),
        ),
    )


async def test_threads_are_those_a_person_spoke_in_latest_first(store: Store) -> None:
    topics = {"C1/1.0": "mice", "C2/1.0": "", "C3/1.0": "desks"}
    for n, (name, topic) in enumerate(topics.items()):
        for part, user in enumerate((ANA, ANA, BO)):
            said = record(
                f"t{n}{part}", conversation=ConversationId(name), user=user, at=float(10 * n + part), said=f"{n}{part}"
            )
            await store.conversations.commit(turn(said, state=DialogueState(topic=topic), outgoing=()))
    threads = await store.people.threads(ACME, ANA, latest=2)
    assert list(threads) == [
        Thread(ConversationId("C3/1.0"), "desks", "21", 21.0),
        Thread(ConversationId("C2/1.0"), "", "11", 11.0),
    ]
    assert len(await store.people.threads(ACME, BO)) == 3
    assert list(await store.people.threads(OTHER, ANA)) == []


async def test_a_person_is_forgotten_and_nobody_else(store: Store) -> None:
    others = ((ACME, BO), (OTHER, ANA), (GRID, ANA))
    await live(store)
    for tenant, user in others:
        await live(store, tenant, user, ELSEWHERE)
    before = [await store.people.record(*other) for other in others]
    assert await store.people.forget(ACME, ANA) > 5
    assert await store.people.record(ACME, ANA) == NOTHING
    assert [pick.said for pick in await store.feedback.compared(ACME)] == [1, 0], "the other's alone"
    assert not await store.conversations.known(ACME, THREAD)
    assert list(await store.conversations.turns(ACME, THREAD)) == []
    assert list(await store.people.threads(ACME, ANA)) == []
    assert list(await store.profiles.users(ACME)) == [BO]
    assert not await store.feedback.is_ours(ACME, "C1", f"m-{ACME}-{ANA}")
    assert [await store.people.record(*other) for other in others] == before
    assert await store.inbox.waiting() == len(others)
    assert await store.people.forget(ACME, ANA) == 0
    await live(store)
    assert await store.people.record(ACME, ANA) != NOTHING, "who comes back begins anew"


async def test_a_conversation_with_others_stays_without_what_the_person_brought_in(store: Store) -> None:
    await store.conversations.commit(turn(outgoing=()))
    theirs = record("t2", user=BO, index=1)
    await store.conversations.commit(turn(theirs, state=replace(STATE, turns=2), outgoing=(), before=STATE))
    await store.people.forget(ACME, ANA)
    assert await store.conversations.known(ACME, THREAD)
    assert list(await store.conversations.turns(ACME, THREAD)) == [theirs]
    assert await store.conversations.state(ACME, THREAD) == DialogueState(turns=2)
    assert await store.conversations.state_before(ACME, THREAD) == EMPTY_STATE
    await store.people.forget(ACME, UserId("U-nobody"))
    assert await store.conversations.known(ACME, THREAD)


async def test_what_is_being_answered_for_a_forgotten_person_is_not_committed(store: Store) -> None:
    await store.inbox.admit(incoming())
    claimed = await store.inbox.claim("worker", 1000.0, 60.0)
    assert claimed is not None
    await store.people.forget(ACME, ANA)
    assert not await store.conversations.commit(turn(admitted=(claimed.number, claimed.revision)))
    assert await store.people.record(ACME, ANA) == NOTHING
    assert list(await store.outbox.undelivered()) == []


async def test_a_forgotten_person_is_named_nowhere_in_what_others_said(store: Store) -> None:
    said = "a mouse for <@U-ana|ana o'n>, not <@U-ana>, nor <@U-ana2|anabel>"
    payload = json.dumps(
        {"text": 'a mouse for @ana o\'n and &lt;@U-ana|ana "o"&gt;, @anabel', "to": [1, "x\nU-ana\n@ana o'n"]}
    )
    theirs = record("t-bo", user=BO, said=said, answered='I found no @ana "o"')
    topic = DialogueState(turns=1, topic="mice of U-ana")
    await store.conversations.commit(turn(theirs, state=topic, outgoing=(outgoing(user=BO, payload=payload),)))
    await store.inbox.admit(incoming(user=BO, text="and &lt;@U-ana&gt;?"))
    elsewhere = record("t-bo", tenant=OTHER, user=BO, said=said)
    await store.conversations.commit(turn(elsewhere, outgoing=()))
    await store.people.forget(ACME, ANA)
    [kept] = await store.conversations.turns(ACME, THREAD)
    assert kept.said == "a mouse for somebody, not somebody, nor <@U-ana2|anabel>"
    assert kept.answered == "I found no somebody"
    assert (await store.conversations.state(ACME, THREAD)).topic == "mice of somebody"
    queued = await store.outbox.get(DeliveryId("d1"))
    assert queued is not None
    assert json.loads(queued.outgoing.payload) == {
        "text": "a mouse for somebody and somebody, @anabel",
        "to": [1, "x\nsomebody\nsomebody"],
    }
    claimed = await store.inbox.claim("worker", 1000.0, 60.0)
    assert claimed is not None
    assert claimed.incoming.text == "and somebody?"
    assert [done.said for done in await store.conversations.turns(OTHER, THREAD)] == [said]


async def test_opinions_of_others_on_an_answer_to_a_forgotten_person_stay(store: Store) -> None:
    await show(store)
    await store.feedback.record(feedback(user=BO, signal="pick", position=1))
    await store.people.forget(ACME, ANA)
    assert [opinion.item for opinion in await store.feedback.opinions(ACME, BO)] == ["a"]


@pytest.mark.parametrize("teams", [(ACME, OTHER, GRID), (GRID, ACME, OTHER)])
async def test_a_team_is_forgotten_and_no_other(store: Store, teams: tuple[Tenant, ...]) -> None:
    gone, *left = teams
    for tenant in teams:
        for user in (ANA, BO):
            await live(store, tenant, user)
        await store.people.mark_uninstalled(tenant, 5.0)
    before = [await store.people.record(tenant, ANA) for tenant in left]
    assert await store.people.forget_team(gone) > 10
    for user in (ANA, BO):
        assert await store.people.record(gone, user) == NOTHING
    assert not await store.conversations.known(gone, THREAD)
    assert await store.feedback.change(gone) == 0
    assert set(await store.people.uninstalled_before(9.0)) == set(left)
    assert [await store.people.record(tenant, ANA) for tenant in left] == before
    assert await store.inbox.waiting() == 4
    assert await store.people.forget_team(gone) == 0


async def test_teams_that_took_the_bot_out_are_listed_until_they_take_it_back(store: Store) -> None:
    for tenant, at in ((ACME, 20.0), (OTHER, 10.0), (GRID, 30.0), (ACME, 5.0)):
        await store.people.mark_uninstalled(tenant, at)
    assert list(await store.people.uninstalled_before(30.0)) == [OTHER, ACME]
    await store.people.reinstalled(OTHER)
    await store.people.reinstalled(OTHER)
    assert list(await store.people.uninstalled_before(31.0)) == [ACME, GRID]
