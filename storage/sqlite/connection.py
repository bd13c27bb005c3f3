"""Connections: one writer, a few readers, and units of work that are whole or not at all.

A unit of work is one plain function that gets the driver's connection and runs on the connection's own thread, inside
one transaction. That is three times as fast as awaiting each statement, and it makes the usual accidents impossible:
the thread's queue is the writer's lock, and a task that is cancelled while it waits leaves its unit to end by itself,
committed or rolled back as a whole. No unit may wait for anything but the disk.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from recsys.errors import StorageBusy, StorageError
from storage.sqlite.errors import translated
from storage.sqlite.locks import open_lock, write_turn

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_SECONDS = 5.0
READERS = 3
WAL_LIMIT = 64 * 1024 * 1024
# A flush costs 0.3 to 15 ms, and a turn has half a dozen commits. Two of them must outlive a power cut: what was
# acknowledged (Slack never sends it again) and that an attempt to post begins (else it might be posted twice). The log
# is one file, so that each flush takes along all commits before it; the others are left to the next.
FLUSHED = "PRAGMA synchronous = FULL"
UNFLUSHED = "PRAGMA synchronous = NORMAL"

OLDEST_SQLITE = (3, 38)
"""STRICT tables and json_each() without a build flag."""


class UnitConnection(aiosqlite.Connection):
    """An aiosqlite connection whose thread also runs whole functions."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        """Open nothing yet: await the object to connect."""
        super().__init__(connector, iter_chunk_size=1)
        self.waiting = 0

    async def run(self, work: Work[T]) -> T:
        """Run `work` on the connection's thread. It runs to its end even when the caller is cancelled."""
        if not self._running:
            raise StorageError("The database is closed already.")
        # aiosqlite leaves the method that all of its own go through without types.
        # The type is quoted because it would be built anew in every call.
        execute = cast("Callable[[Work[T], sqlite3.Connection], Awaitable[T]]", self._execute)  # pyright: ignore[reportUnknownMemberType]
        self.waiting += 1
        try:
            return await execute(work, self._conn)
        finally:
            self.waiting -= 1

    def end(self) -> asyncio.Future[object] | None:
        """Close after what is queued, and end the thread; the future is done then. None when that was done before."""
        if not self._running:
            return None
        return cast(asyncio.Future[object] | None, self.stop())  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the database."""

    path: str
    connection: UnitConnection

    async def read(self, work: Work[T]) -> T:
        """Run `work` within the transaction that holds the moment."""
        with translated(self.path):
            return await self.connection.run(work)


@dataclass(eq=False)
class Database:
    """One SQLite file. All methods raise StorageError and its kin, never a driver's error."""

    path: str
    writer: UnitConnection
    readers: Sequence[UnitConnection]
    write_lock: int
    snapshots: set[UnitConnection] = field(default_factory=set[UnitConnection])

    async def write(self, work: Work[T], *, flush: bool = True) -> T:
        """Run `work` as one transaction that takes the write lock first, so that it never fails halfway for others.

        Without `flush` the commit survives kill -9 at once, but a power cut only after the next one with it.
        Processes take turns by a lock of our own around the transaction and the checkpoint that may follow it: SQLite
        before 3.51.3 can damage the file when two connections write and checkpoint at once.
        """
        unit = transaction("BEGIN IMMEDIATE", work)
        synchronous = FLUSHED if flush else UNFLUSHED

        def turn(db: sqlite3.Connection) -> T:
            with write_turn(self.write_lock, self.path, BUSY_SECONDS):
                db.execute(synchronous)
                return unit(db)

        return await self._run(self.writer, turn)

    async def stage(self, work: Work[T]) -> T:
        """Run `work`, which touches only temporary tables, on the writer without locking the database."""
        return await self._run(self.writer, transaction("BEGIN", work))

    async def read(self, work: Work[T]) -> T:
        """Run `work` on the reader with least to do; it sees one moment of the database."""
        reader = min(self.readers, key=lambda connection: connection.waiting)
        return await self._run(reader, transaction("BEGIN", work))

    async def rewrite(self) -> None:
        """Write the file anew and empty the log: what was deleted is then nowhere in them.

        Deleting overwrites a row where it stands, but SQLite leaves copies in unused parts of pages when it moves rows
        between them. Readers go on, writers wait. Raises StorageBusy when a reader holds the log.
        """

        def turn(db: sqlite3.Connection) -> bool:
            with write_turn(self.write_lock, self.path, BUSY_SECONDS):
                db.execute("VACUUM")
                return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

        if await self._run(self.writer, turn):
            raise StorageBusy("It is deleted, but the database's log still holds it for a reader; try again later.")

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[Snapshot]:
        """Open a connection whose work all sees the database as of one moment."""
        async with snapshot_of(self.path) as snapshot:
            self.snapshots.add(snapshot.connection)
            try:
                yield snapshot
            finally:
                self.snapshots.discard(snapshot.connection)

    async def close(self) -> None:
        """Let what is queued end, then close all connections and their threads."""
        await stop([*self.snapshots, *self.readers, self.writer])
        if self.write_lock >= 0:
            os.close(self.write_lock)
            self.write_lock = -1

    async def _run(self, connection: UnitConnection, work: Work[T]) -> T:
        with translated(self.path):
            return await connection.run(work)


@asynccontextmanager
async def snapshot_of(path: str) -> AsyncGenerator[Snapshot]:
    """Open a file that exists, for reading as of one moment, on a connection of its own."""
    connection = await _connect(path, reader_pragmas())
    try:
        snapshot = Snapshot(path, connection)
        await snapshot.read(lambda db: db.execute("BEGIN"))
        yield snapshot
    finally:
        await stop([connection])


async def open_database(path: str) -> Database:
    """Open the file, creating it when it is new (its folder must exist)."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError(f"This Python brings SQLite {sqlite3.sqlite_version}; 3.38 or newer is needed.")
    if not Path(path).parent.is_dir():
        raise StorageError(f"The folder of the database {path} does not exist; create it, or name another file.")
    write_lock = open_lock(f"{path}.write-lock")
    opened: list[UnitConnection] = []
    try:
        opened.append(await _connect(path, writer_pragmas()))
        for _ in range(READERS):
            opened.append(await _connect(path, reader_pragmas()))  # noqa: PERF401 - what was opened must be known
    except BaseException:
        await stop(opened)
        os.close(write_lock)
        raise
    return Database(path, opened[0], opened[1:], write_lock)


def writer_pragmas() -> tuple[str, ...]:
    """Return the settings of the connection that writes."""
    return (
        "PRAGMA journal_mode = WAL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA trusted_schema = OFF",
        f"PRAGMA journal_size_limit = {WAL_LIMIT}",
    )


def reader_pragmas() -> tuple[str, ...]:
    """Return the settings of a connection that only reads."""
    return ("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF")


def transaction(begin: str, work: Work[T]) -> Work[T]:
    """Return a function that runs `work` between BEGIN and COMMIT, and rolls back whatever goes wrong."""

    def unit(db: sqlite3.Connection) -> T:
        db.execute(begin)
        try:
            result = work(db)
            db.execute("COMMIT")
        except BaseException:
            # A full disk may have rolled back already.
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return result

    return unit


async def stop(connections: Sequence[UnitConnection]) -> None:
    """Close connections and end their threads; each is told before any is waited for, so that none is forgotten."""
    endings = [ending for connection in connections if (ending := connection.end()) is not None]
    with suppress(sqlite3.Error):
        await asyncio.gather(*endings)


async def _connect(path: str, pragmas: Sequence[str]) -> UnitConnection:
    def connector() -> sqlite3.Connection:
        # isolation_level None: transactions begin and end where we say, never by the driver's guess.
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            for pragma in pragmas:
                db.execute(pragma)
        except BaseException:
            db.close()
            raise
        return db

    with translated(path):
        connection = UnitConnection(connector)
        await connection
        return connection
