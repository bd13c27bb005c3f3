"""What a storage backend offers to `storage.open`."""

from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import Protocol

from recsys.ports import Store


class Backend(Protocol):
    """One kind of database. Each method takes the whole URL and raises StorageError when it does not understand it."""

    @property
    def example(self) -> str:
        """Return a URL to show to people."""
        ...

    def open(self, url: str, *, migrate: bool) -> AbstractAsyncContextManager[Store]:
        """Open the database; see `storage.open.open_store`."""
        ...

    async def versions(self, url: str) -> tuple[int, int]:
        """Return the number of migrations found and known; change and create nothing."""
        ...

    def hold(self, url: str) -> AbstractContextManager[None]:
        """Claim the database for this process alone; see `storage.open.hold_database`."""
        ...
