"""Any sequence of events leaves the same opinions in every backend: the in-memory store is the model of the others."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.answer import Side
from recsys.model.ids import ItemId, UserId
from recsys.model.person import FeedbackEvent, Interaction
from recsys.ports import Store
from storage.open import open_store
from tests.contracts.conftest import BACKENDS
from tests.contracts.examples import ACME, ANA, BO, feedback, outgoing


@dataclass(frozen=True, slots=True)
class Show:
    """A message shows these picks from now on."""

    message: str
    items: tuple[ItemId, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """A reaction is removed."""

    message: str
    user: UserId
    source: str
    until: float | None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An interaction is taken back."""

    of: Interaction
    until: float | None


@dataclass(frozen=True, slots=True)
class Prune:
    """What is older than so many seconds is deleted."""

    age: float


Step = Show | FeedbackEvent | Undo | Interaction | TakeBack | Prune

USERS = st.sampled_from([ANA, BO])
MESSAGES = st.sampled_from(["m1", "m2"])
SOURCES = st.sampled_from(["thumbs", "one"])
SIGNALS = st.sampled_from(["up", "down", "pick", "dismiss"])
POSITIONS = st.sampled_from([None, 1, 2, 3])
SLATES = st.sampled_from(["", "a", "ab", "abc", "ba", "cd"]).map(lambda names: tuple(map(ItemId, names)))
SIDES = st.sampled_from([(), ("personal", "plain", ""), ("", "plain", "personal")])
KINDS = st.sampled_from(["view", "save", "purchase", "retract"])
ITEMS = st.sampled_from("abcd").map(ItemId)
# Added to the second of the step: late and early, and never the time of another event.
CLOCKS = st.sampled_from([0.0, -2.25, 1.5])
# When what is taken back was said at the latest; None for whenever.
UNTIL = st.sampled_from([None, 0.25, -3.5, -6.5])

EVENTS = st.builds(
    feedback, message=MESSAGES, user=USERS, source=SOURCES, signal=SIGNALS, position=POSITIONS, at=CLOCKS
)
INTERACTIONS = st.builds(Interaction, st.just(ACME), USERS, ITEMS, KINDS, CLOCKS)
STEPS = st.lists(
    st.one_of(
        st.builds(Show, MESSAGES, SLATES, SIDES),
        EVENTS,
        st.builds(Undo, MESSAGES, USERS, SOURCES, UNTIL),
        INTERACTIONS,
        st.builds(TakeBack, INTERACTIONS, UNTIL),
        st.builds(Prune, st.sampled_from([2.0, 8.0])),
    ),
    min_size=5,
    max_size=25,
)


async def take(store: Store, step: Step, now: float) -> object:
    """Take a step and return what the store says to it."""
    match step:
        case Show(message, items, sides):
            answer = outgoing(f"d{now}", items=items, sides=sides[: len(items)])
            await store.outbox.enqueue(answer, now)
            return await store.outbox.sent(answer.delivery, message, now)
        case FeedbackEvent():
            return await store.feedback.record(replace(step, at=now + step.at))
        case Undo(message, user, source, until):
            latest = math.inf if until is None else now + until
            return await store.feedback.undo(ACME, "C1", message, user, source, until=latest)
        case Interaction():
            return await store.profiles.record(replace(step, at=now + step.at))
        case TakeBack(of, until):
            latest = math.inf if until is None else now + until
            return await store.profiles.undo(ACME, of.user, of.item, of.kind, until=latest)
        case Prune(age):
            return await store.people.prune(now - age) > 0


async def view(store: Store) -> Sequence[object]:
    """Return all that can be seen of opinions, but for the number of their change."""
    return (
        [list(await store.feedback.opinions(ACME, user)) for user in (ANA, BO)],
        [opinion async for opinions in store.feedback.team_opinions(ACME, 2) for opinion in opinions],
        list(await store.feedback.impression_counts(ACME)),
        list(await store.feedback.compared(ACME)),
        [
            (record.feedback, record.impressions)
            for user in (ANA, BO)
            for record in [await store.people.record(ACME, user)]
        ],
        [list(await store.feedback.passed_over(ACME, user, since)) for user in (ANA, BO) for since in (0.0, 6.0)],
    )


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name != "memory"])
@given(steps=STEPS)
@settings(max_examples=20, deadline=None)
def test_a_backend_does_what_memory_does(backend: str, steps: Sequence[Step]) -> None:
    async def compare(folder: str) -> None:
        async with open_store("memory:") as model, open_store(BACKENDS[backend](Path(folder))) as store:
            seen, change = await view(store), 0
            for second, step in enumerate(steps):
                assert await take(store, step, float(second)) == await take(model, step, float(second))
                before, seen = seen, await view(store)
                assert seen == await view(model)
                earlier, change = change, await store.feedback.change(ACME)
                assert (change > earlier) == (seen[:2] != before[:2]), "it tells of opinions alone"

    with TemporaryDirectory() as folder:
        asyncio.run(compare(folder))
