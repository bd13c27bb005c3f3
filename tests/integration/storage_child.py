"""A process for the storage tests to kill: `python -m tests.integration.storage_child SCENE URL`.

It prints a line at each point that the test waits for, and stays inside while it waits for a line on its input.
"""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Mapping

from recsys.model.delivery import Admitted
from recsys.ports import Store
from storage.open import hold_database, open_store
from storage.sqlite.connection import open_database
from storage.sqlite.store import path_of
from tests.contracts.examples import incoming, item, outgoing, record, turn

Scene = Callable[[str], Awaitable[None]]


def say(line: object) -> None:
    print(line, flush=True)  # noqa: T201 - this is how it talks to the test


def wait() -> None:
    sys.stdin.readline()


async def admit(url: str) -> None:
    """Admit and answer one message after another, saying which is safe."""
    async with open_store(url) as store:
        for n in range(100_000):
            admitted = await store.inbox.admit(incoming(f"e{n}"))
            say(f"admitted e{n}")
            claimed = await store.inbox.claim("w", 1.0, 60.0)
            if admitted is None or claimed is None:
                say("wrong")
                return
            done = turn(record(f"t{n}"), outgoing=(outgoing(f"d{n}"),), admitted=(admitted.number, 0))
            if not await store.conversations.commit(done):
                say("wrong")


async def inside(url: str) -> None:
    """Stay in the middle of a transaction."""
    database = await open_database(path_of(url))

    def half(db: sqlite3.Connection) -> None:
        db.execute("UPDATE catalog SET version = 4711")
        say("inside")
        wait()

    await database.write(half)
    await database.close()


async def staging(url: str) -> None:
    """Stay in the middle of an import."""
    async with open_store(url) as store, store.catalog.begin_import() as imported:
        await imported.upsert([item(f"half{n}") for n in range(500)])
        say("staged")
        wait()


async def holding(url: str) -> None:
    """Hold the database."""
    with hold_database(url):
        say("held")
        wait()


async def foreign(url: str) -> None:
    """Lock the database as another program would."""
    with sqlite3.connect(path_of(url), isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        say("locked")
        wait()
        db.execute("ROLLBACK")
    db.close()
    say("released")


async def leaving(url: str) -> None:
    """Fall out of an open store with reads and writes under way."""
    async with open_store(url) as store:
        await begin_everything(store)
        raise SystemExit(3)


async def interrupted(url: str) -> None:
    """Wait to be interrupted with reads and writes under way."""
    async with open_store(url) as store:
        await begin_everything(store)
        say("busy")
        await asyncio.Event().wait()


async def begin_everything(store: Store) -> None:
    async with store.catalog.begin_import() as imported:
        await imported.upsert([item(f"i{n}") for n in range(50)])
        await imported.finish(prune=False)
    scan = store.catalog.scan(batch=1)
    await anext(scan)
    ABANDONED.append(scan)
    TASKS.extend(asyncio.create_task(store.inbox.admit(incoming(f"e{n}"))) for n in range(50))


ABANDONED: list[object] = []
TASKS: list[asyncio.Task[Admitted | None]] = []
SCENES: Mapping[str, Scene] = {
    "admit": admit,
    "inside": inside,
    "staging": staging,
    "holding": holding,
    "foreign": foreign,
    "leaving": leaving,
    "interrupted": interrupted,
}

if __name__ == "__main__":
    # Shells let their background jobs, and all that these start, ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asyncio.run(SCENES[sys.argv[1]](sys.argv[2]))
