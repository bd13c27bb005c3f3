"""From a URL to a store: the one place that knows which backends exist."""

from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager

from recsys.errors import StorageError
from recsys.ports import Store
from storage.backend import Backend
from storage.memory.store import MemoryBackend
from storage.sqlite.store import SqliteBackend

BACKENDS: Mapping[str, Backend] = {
    "sqlite": SqliteBackend(),
    "memory": MemoryBackend(),
}


@asynccontextmanager
async def open_store(url: str, *, migrate: bool = True) -> AsyncGenerator[Store]:
    """Open the database that `url` names and close it at the end.

    Known are `sqlite:///relative.db`, `sqlite:////absolute.db` and `memory:`. A new or older database is brought up to
    date first; with `migrate=False` it raises SchemaOutdated instead. A newer one raises SchemaTooNew. Raises
    StorageError for an unknown scheme or a file that cannot be opened.
    """
    async with _backend(url).open(url, migrate=migrate) as store:
        yield store


async def schema_versions(url: str) -> tuple[int, int]:
    """Return the number of migrations found in the database and the number known. Changes and creates nothing."""
    return await _backend(url).versions(url)


@contextmanager
def hold_database(url: str) -> Generator[None]:
    """Claim the database for the one process that answers messages; raise StorageBusy when another one has it.

    Others may still open and write it (an import beside a running bot); they must not release its leases.
    """
    with _backend(url).hold(url):
        yield


def _backend(url: str) -> Backend:
    scheme = url.partition(":")[0]
    if ":" not in url or scheme not in BACKENDS:
        known = ", ".join(backend.example for backend in BACKENDS.values())
        raise StorageError(f"{url!r} names no known kind of database; use one of {known}.")
    return BACKENDS[scheme]
