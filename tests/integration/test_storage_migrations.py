"""Migrations: applied once each, in order, whole; from the oldest schema; other histories refused."""

import re
import sqlite3
from collections.abc import AsyncGenerator
from pathlib import Path

import numpy as np
import pytest

from recsys.errors import SchemaTooNew, StorageError
from recsys.model.ids import ItemId
from storage.migrate import Migration, in_order, load, pending
from storage.sqlite.connection import Database, open_database
from storage.sqlite.schema import applied, applied_to, bring_up_to_date, statements
from storage.sqlite.store import SqliteStore

FIRST = Migration(1, "notes", "CREATE TABLE notes (text TEXT);\nINSERT INTO notes VALUES ('a; b');\n")
SECOND = Migration(
    2, "stars", "-- A comment; with a semicolon.\nALTER TABLE notes ADD COLUMN stars INTEGER DEFAULT 0;\n"
)
BROKEN = Migration(2, "broken", "INSERT INTO notes VALUES ('half');\nINSERT INTO nowhere VALUES (1);\n")
KNOWN = load("sqlite")
OF_SCHEMA_1 = """
UPDATE catalog SET version = 7;
INSERT INTO items
SELECT value, 'Title ' || value, '', '', NULL, 'EUR', '', '[]', '{}', '', '', NULL, 'text of ' || value, '', 7
FROM json_each('["a", "b", "c"]');
INSERT INTO vector_models VALUES ('first', 2, 40), ('second', 1, 3);
INSERT INTO vectors VALUES
    ('first', 'a', 'text of a', x'0000803F00000000'),
    ('first', 'b', 'an older text', x'000000000000803F'),
    ('second', 'c', 'text of c', x'0000803F');
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database]:
    opened = await open_database(f"{tmp_path}/store.db")
    try:
        yield opened
    finally:
        await opened.close()


async def asked(database: Database, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await database.read(lambda db: db.execute(statement).fetchall())]


async def schema(database: Database) -> dict[object, str]:
    found = await asked(database, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return {name: re.sub(r"\s+", " ", str(sql)) for name, sql in found}


async def test_an_older_database_keeps_its_rows(database: Database) -> None:
    await bring_up_to_date(database, [FIRST])
    await bring_up_to_date(database, [FIRST, SECOND])
    assert await asked(database, "SELECT text, stars FROM notes") == [("a; b", 0)]
    assert await database.read(applied) == [(1, "notes"), (2, "stars")]
    assert await asked(database, "SELECT count(*) FROM schema_migrations WHERE applied_at > 1.7e9") == [(2,)]


async def test_applying_again_changes_nothing(database: Database) -> None:
    await bring_up_to_date(database, [FIRST])
    await bring_up_to_date(database, [FIRST])
    assert await asked(database, "SELECT text FROM notes") == [("a; b",)]


async def test_a_migration_that_fails_is_undone(database: Database) -> None:
    await bring_up_to_date(database, [FIRST])
    with pytest.raises(StorageError, match="nowhere"):
        await bring_up_to_date(database, [FIRST, BROKEN])
    assert await asked(database, "SELECT text FROM notes") == [("a; b",)]
    assert await database.read(applied) == [(1, "notes")]


@pytest.mark.parametrize("start", range(1, len(KNOWN) + 1))
async def test_every_older_schema_becomes_the_newest(database: Database, tmp_path: Path, start: int) -> None:
    await bring_up_to_date(database, KNOWN[:start])
    await bring_up_to_date(database, KNOWN)
    new = await open_database(f"{tmp_path}/new.db")
    try:
        await bring_up_to_date(new, KNOWN)
        assert await schema(database) == await schema(new)
    finally:
        await new.close()
    assert await asked(database, "PRAGMA foreign_key_check") == []
    assert await asked(database, "PRAGMA integrity_check") == [("ok",)]


async def test_a_catalog_of_schema_1_keeps_its_vectors_and_gets_an_identity(database: Database) -> None:
    await bring_up_to_date(database, KNOWN[:1])
    await database.write(lambda db: [db.execute(statement) for statement in statements(OF_SCHEMA_1)])
    await bring_up_to_date(database, KNOWN)
    catalog = SqliteStore(database).catalog
    state = await catalog.state("first")
    assert (state.version, state.vectors, (await catalog.state("second")).vectors) == (7, 40, 3)
    assert re.fullmatch(r"[0-9a-f]{32}", state.identity)
    changes = await catalog.vectors_since("first", 0)
    assert (changes.change, list(changes.ids), changes.matrix.tolist()) == (40, ["a", "b"], [[1.0, 0.0], [0.0, 1.0]])
    assert list((await catalog.vectors_since("first", 40)).ids) == []
    assert dict(await catalog.vector_models()) == {"first": 1, "second": 1}
    await catalog.put_vectors("second", [(ItemId("a"), "text of a", np.ones(1, np.float32))])
    assert (await catalog.state("second")).vectors > 40, "no number that any model has had"
    assert list((await catalog.vectors_since("second", 3)).ids) == ["a"]


async def test_two_openers_at_once_apply_a_migration_once(database: Database, tmp_path: Path) -> None:
    other = await open_database(f"{tmp_path}/store.db")
    try:
        # Both looked before either wrote: the second finds the work done under its lock.
        assert await database.read(applied) == await other.read(applied) == []
        await bring_up_to_date(database, [FIRST])
        await bring_up_to_date(other, [FIRST])
    finally:
        await other.close()
    assert await applied_to(f"{tmp_path}/store.db") == [(1, "notes")]


def test_what_is_pending_follows_what_was_applied() -> None:
    assert pending([FIRST, SECOND], []) == (FIRST, SECOND)
    assert pending([FIRST, SECOND], [(1, "notes")]) == (SECOND,)
    assert pending([FIRST, SECOND], [(1, "notes"), (2, "stars")]) == ()


def test_a_newer_or_another_history_is_refused() -> None:
    with pytest.raises(SchemaTooNew):
        pending([FIRST], [(1, "notes"), (2, "stars")])
    with pytest.raises(StorageError, match="0001_letters where this recbot knows 0001_notes"):
        pending([FIRST, SECOND], [(1, "letters")])
    with pytest.raises(StorageError, match="0002_stars where"):
        pending([FIRST], [(2, "stars")])


def test_gaps_and_doubles_are_refused() -> None:
    assert in_order([FIRST, SECOND]) == (FIRST, SECOND)
    for wrong in ([SECOND], [FIRST, Migration(3, "late", "")], [FIRST, Migration(1, "again", "")]):
        with pytest.raises(StorageError, match="missing or there twice"):
            in_order(wrong)


def test_the_released_migrations_are_in_order() -> None:
    assert [migration.number for migration in KNOWN] == list(range(1, len(KNOWN) + 1))
    assert KNOWN[0].name == "initial"


def test_a_script_is_split_where_statements_end() -> None:
    script = "-- first;\nCREATE TABLE a (t TEXT DEFAULT ';');\n\n"
    script += "CREATE TRIGGER b AFTER INSERT ON a BEGIN\n SELECT 1;\nEND;\n"
    assert len(list(statements(script))) == 2
    db = sqlite3.connect(":memory:")
    try:
        for statement in statements(script + "-- the end\n"):
            db.execute(statement)
    finally:
        db.close()
    with pytest.raises(StorageError, match="ends within a statement"):
        list(statements("CREATE TABLE a (t TEXT)"))
