"""The in-memory backend, `memory:`: for tests and for a look around; it forgets everything at the end."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from recsys.errors import StorageError
from recsys.ports import CatalogStore, ConversationStore, FeedbackStore, Inbox, Outbox, PeopleStore, ProfileStore, Store
from storage.memory.catalog import MemoryCatalog
from storage.memory.conversations import MemoryConversations
from storage.memory.feedback import MemoryFeedback
from storage.memory.inbox import MemoryInbox
from storage.memory.outbox import MemoryOutbox
from storage.memory.people import MemoryPeople
from storage.memory.profiles import MemoryProfiles
from storage.memory.tables import Tables


class MemoryStore:
    """`recsys.ports.Store` in this process."""

    def __init__(self) -> None:
        """Begin empty."""
        tables = Tables()
        self.catalog: CatalogStore = MemoryCatalog(tables)
        self.profiles: ProfileStore = MemoryProfiles(tables)
        self.conversations: ConversationStore = MemoryConversations(tables)
        self.inbox: Inbox = MemoryInbox(tables)
        self.outbox: Outbox = MemoryOutbox(tables)
        self.feedback: FeedbackStore = MemoryFeedback(tables)
        self.people: PeopleStore = MemoryPeople(tables)

    async def close(self) -> None:
        """Do nothing: there is nothing to close."""


class MemoryBackend:
    """`storage.backend.Backend` for `memory:`."""

    example = "memory:"

    @asynccontextmanager
    async def open(self, url: str, *, migrate: bool) -> AsyncGenerator[Store]:  # noqa: ARG002 - the protocol's signature
        """Begin with an empty store."""
        _check(url)
        yield MemoryStore()

    async def versions(self, url: str) -> tuple[int, int]:
        """Return (0, 0): there is no schema."""
        _check(url)
        return 0, 0

    @contextmanager
    def hold(self, url: str) -> Generator[None]:
        """Do nothing: no other process can see it."""
        _check(url)
        yield


def _check(url: str) -> None:
    if url != MemoryBackend.example:
        raise StorageError(f"{url!r} is not understood; write memory: alone.")
