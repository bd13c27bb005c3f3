"""The SQLite backend: `sqlite:///relative.db` and `sqlite:////absolute.db`."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

from recsys.errors import SchemaOutdated, StorageError
from recsys.ports import CatalogStore, ConversationStore, FeedbackStore, Inbox, Outbox, PeopleStore, ProfileStore, Store
from storage.migrate import load, pending
from storage.sqlite.catalog import SqliteCatalog
from storage.sqlite.connection import Database, open_database
from storage.sqlite.conversations import SqliteConversations
from storage.sqlite.feedback import SqliteFeedback
from storage.sqlite.inbox import SqliteInbox
from storage.sqlite.locks import process_lock
from storage.sqlite.outbox import SqliteOutbox
from storage.sqlite.people import SqlitePeople
from storage.sqlite.profiles import SqliteProfiles
from storage.sqlite.schema import applied_to, bring_up_to_date

DIALECT = "sqlite"


class SqliteStore:
    """`recsys.ports.Store` over one database file."""

    def __init__(self, database: Database) -> None:
        """Take an open database whose schema is up to date."""
        self.database = database
        self.catalog: CatalogStore = SqliteCatalog(database)
        self.profiles: ProfileStore = SqliteProfiles(database)
        self.conversations: ConversationStore = SqliteConversations(database)
        self.inbox: Inbox = SqliteInbox(database)
        self.outbox: Outbox = SqliteOutbox(database)
        self.feedback: FeedbackStore = SqliteFeedback(database)
        self.people: PeopleStore = SqlitePeople(database)

    async def close(self) -> None:
        """Close all connections."""
        await self.database.close()


class SqliteBackend:
    """`storage.backend.Backend` for files."""

    example = "sqlite:///recbot.db"

    @asynccontextmanager
    async def open(self, url: str, *, migrate: bool) -> AsyncGenerator[Store]:
        """Open, migrate and finally close the database."""
        path, known = path_of(url), load(DIALECT)
        if pending(known, await applied_to(path)) and not migrate:
            raise SchemaOutdated
        database = await open_database(path)
        try:
            await bring_up_to_date(database, known)
            yield SqliteStore(database)
        finally:
            await database.close()

    async def versions(self, url: str) -> tuple[int, int]:
        """Return (found, known); a file that does not exist yet is not created."""
        return len(await applied_to(path_of(url))), len(load(DIALECT))

    @contextmanager
    def hold(self, url: str) -> Generator[None]:
        """Lock `<file>.lock` for this process; the lock ends with the process however it dies."""
        with process_lock(path_of(url)):
            yield


def path_of(url: str) -> str:
    """Return the file that `sqlite:///...` names."""
    path = url.removeprefix("sqlite:///")
    if path in {url, "", ":memory:"} or path.endswith("/"):
        raise StorageError(
            f"{url!r} names no database file; write sqlite:///recbot.db, or sqlite:////folder/recbot.db for a file "
            "anywhere, or memory: for none."
        )
    return path
