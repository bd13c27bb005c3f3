"""Any sequence of inbox calls means the same to every backend: the in-memory inbox is the model of the others."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.delivery import Admitted
from recsys.model.ids import ConversationId
from recsys.ports import Inbox
from storage.open import open_store
from tests.contracts.conftest import BACKENDS
from tests.contracts.examples import ACME, OTHER, incoming

NAMES = st.sampled_from(["1", "2", "3", "4"])
TENANTS = st.sampled_from([ACME, OTHER])
CONVERSATIONS = st.sampled_from([ConversationId("x"), ConversationId("y")])
OWNERS = st.sampled_from(["w1", "w2"])
SOON = st.sampled_from([0.0, 10.0, 70.0])

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("admit"), NAMES, NAMES | st.just(""), CONVERSATIONS, TENANTS),
        st.tuples(st.just("claim"), OWNERS, SOON),
        st.tuples(st.just("renew"), OWNERS, st.integers(0, 5)),
        st.tuples(st.just("release"), st.integers(0, 5), SOON),
        st.tuples(st.just("amend"), TENANTS, NAMES, st.sampled_from(["old", "new"])),
        st.tuples(st.just("withdraw"), TENANTS, NAMES),
        st.tuples(st.just("finish"), st.integers(0, 5)),
        st.tuples(st.just("release_all")),
        st.tuples(st.just("prune"), SOON),
    ),
    min_size=5,
    max_size=40,
)


@dataclass
class Run:
    """One inbox that takes steps; messages are named by the order of their admission, so that two runs compare."""

    inbox: Inbox
    now: float = 1000.0
    numbers: list[int] = field(default_factory=list[int])

    async def take(self, step: Sequence[object]) -> object:
        match step:
            case ("admit", str(event), str(message), str(conversation), tenant):
                said = incoming(event, message=message, conversation=conversation, tenant=tenant, text="old")
                admitted = await self.inbox.admit(replace(said, received_at=self.now))
                if admitted is not None:
                    self.numbers.append(admitted.number)
                return self.named(admitted)
            case ("claim", str(owner), float(later)):
                self.now += later
                return self.named(await self.inbox.claim(owner, self.now, 60.0))
            case ("renew", str(owner), int(which)):
                return await self.inbox.renew(owner, self.number(which), self.now, 60.0)
            case ("release", int(which), float(later)):
                return await self.inbox.release(self.number(which), self.now + later)
            case ("finish", int(which)):
                return await self.inbox.finish(self.number(which), "ignored")
            case ("prune", float(earlier)):
                return await self.inbox.prune(self.now - earlier)
            case _:
                return await self.take_named(step)

    async def take_named(self, step: Sequence[object]) -> object:
        match step:
            case ("amend", tenant, str(message), str(text)):
                return await self.inbox.amend(OTHER if tenant == OTHER else ACME, "C1", message, text)
            case ("withdraw", tenant, str(message)):
                return await self.inbox.withdraw(OTHER if tenant == OTHER else ACME, "C1", message)
            case _:
                return await self.inbox.release_all()

    def number(self, which: int) -> int:
        return self.numbers[which] if which < len(self.numbers) else -1

    def named(self, admitted: Admitted | None) -> Admitted | None:
        return admitted and replace(admitted, number=self.numbers.index(admitted.number))


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name != "memory"])
@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
def test_a_backend_does_what_memory_does(backend: str, steps: Sequence[Sequence[object]]) -> None:
    async def compare(folder: str) -> None:
        async with open_store("memory:") as model, open_store(BACKENDS[backend](Path(folder))) as store:
            expected, real = Run(model.inbox), Run(store.inbox)
            for step in steps:
                assert await real.take(step) == await expected.take(step)
                assert await real.inbox.waiting() == await expected.inbox.waiting()

    with TemporaryDirectory() as folder:
        asyncio.run(compare(folder))
