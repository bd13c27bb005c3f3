"""Applies migrations to a SQLite file and reads which it has seen."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from recsys.errors import StorageError
from storage.migrate import Migration, pending
from storage.sqlite.connection import Database, snapshot_of

_TABLE = """
CREATE TABLE schema_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at REAL NOT NULL
) STRICT
"""


async def applied_to(path: str) -> list[tuple[int, str]]:
    """Return number and name of what a file has seen; nothing for a file that does not exist, which stays so."""
    if not await asyncio.to_thread(Path(path).exists):
        return []
    async with snapshot_of(path) as snapshot:
        return await snapshot.read(applied)


async def bring_up_to_date(database: Database, known: Sequence[Migration]) -> None:
    """Apply what is pending, each migration in a transaction of its own."""
    while todo := pending(known, await database.read(applied)):
        await database.write(lambda db, step=todo[0]: _apply(db, step))


def applied(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return number and name of the migrations that a database has seen, in order; refuse somebody else's database."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if "schema_migrations" not in tables:
        if tables:
            raise StorageError("The database belongs to another program; name another file for recbot.")
        return []
    return [(row[0], row[1]) for row in db.execute("SELECT number, name FROM schema_migrations ORDER BY number")]


def _apply(db: sqlite3.Connection, migration: Migration) -> None:
    # Another process may have been faster between our look and our lock.
    seen = applied(db)
    if (migration.number, migration.name) in seen:
        return
    if not seen:
        db.execute(_TABLE)
    for statement in statements(migration.sql):
        db.execute(statement)
    db.execute(
        "INSERT INTO schema_migrations (number, name, applied_at) VALUES (?, ?, ?)",
        (migration.number, migration.name, time.time()),
    )


def statements(sql: str) -> Iterator[str]:
    """Split a script into statements; `executescript` cannot be used, because it commits first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in statement.splitlines()):
        raise StorageError("A migration ends within a statement; install recbot anew.")
