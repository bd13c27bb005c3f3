"""What only a file can suffer: full disks, cancelled tasks, wrong files, and statements that must stay cheap."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from recsys.errors import SchemaOutdated, SchemaTooNew, StorageBusy, StorageError, StorageFull
from storage.migrate import load
from storage.open import hold_database, open_store, schema_versions
from storage.sqlite.connection import Database, open_database
from storage.sqlite.errors import translated
from storage.sqlite.schema import bring_up_to_date
from storage.sqlite.store import SqliteStore
from tests.contracts.examples import ACME, import_items, incoming, item, outgoing, turn


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def database(path: Path) -> AsyncGenerator[Database]:
    opened = await open_database(str(path))
    try:
        await bring_up_to_date(opened, load("sqlite"))
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database)


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Ask the file itself, past all of our code."""
    db = sqlite3.connect(path)
    try:
        return db.execute(statement).fetchall()
    finally:
        db.close()


def folder_of(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


def content(path: Path) -> bytes:
    return path.read_bytes()


def make(path: Path, text: str | None) -> None:
    """Put a text in the database's place, or a folder."""
    if text is None:
        path.mkdir()
    else:
        path.write_text(text)


async def limit_pages(database: Database, more: int) -> None:
    """Leave room for so many more pages, as a disk that fills up does."""

    def work(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + more}")

    await database.writer.run(work)


async def test_a_full_disk_loses_nothing_and_heals(database: Database, store: SqliteStore) -> None:
    await store.inbox.admit(incoming("before"))
    await limit_pages(database, 2)
    large = turn(outgoing=(outgoing(payload="x" * 200_000),), admitted=(1, 0))
    with pytest.raises(StorageFull, match=r"store\.db is full; free some space"):
        await store.conversations.commit(large)
    assert await store.inbox.waiting() == 1
    assert not await store.conversations.known(ACME, large.record.conversation)
    assert list(await store.outbox.undelivered()) == []
    await limit_pages(database, 10_000)
    assert await store.conversations.commit(large)


async def test_an_import_on_a_full_disk_leaves_the_old_catalog(database: Database, store: SqliteStore) -> None:
    await import_items(store, item("a"))
    await limit_pages(database, 2)
    with pytest.raises(StorageFull):
        await import_items(store, *(item(f"i{n}", description="x" * 900) for n in range(300)), prune=True)
    assert [found.id async for items in store.catalog.scan() for found in items] == ["a"]
    await limit_pages(database, 10_000)
    assert (await import_items(store, item("b"), prune=True)).removed == 1


async def test_a_cancelled_task_leaves_a_whole_unit_and_no_open_transaction(database: Database) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(db: sqlite3.Connection) -> None:
        db.execute("UPDATE catalog SET version = 1")
        inside.set()
        go_on.wait(30)
        db.execute("UPDATE catalog SET version = version + 1")

    task = asyncio.create_task(database.write(slow))
    await asyncio.to_thread(inside.wait, 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await database.write(lambda db: db.execute("UPDATE catalog SET version = version + 10"))
    version = await database.read(lambda db: db.execute("SELECT version FROM catalog").fetchone()[0])
    assert version == 12


async def test_a_task_cancelled_in_the_queue_does_not_disturb_its_neighbours(store: SqliteStore) -> None:
    tasks = [asyncio.create_task(store.inbox.admit(incoming(f"e{n}"))) for n in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(result, asyncio.CancelledError) for result in results[::2])
    assert not any(isinstance(result, BaseException) for result in results[1::2])
    assert await store.inbox.admit(incoming("e1")) is None
    assert await store.inbox.admit(incoming("later")) is not None


async def test_a_unit_that_fails_is_undone(database: Database) -> None:
    def failing(db: sqlite3.Connection) -> None:
        db.execute("UPDATE catalog SET version = 99")
        raise StorageError("on purpose")

    with pytest.raises(StorageError, match="on purpose"):
        await database.write(failing)
    assert await database.read(lambda db: db.execute("SELECT version FROM catalog").fetchone()[0]) == 0


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError):
        await database.read(lambda db: db.execute("UPDATE catalog SET version = 99"))


async def test_half_a_character_is_refused_whole(store: SqliteStore) -> None:
    await store.inbox.admit(incoming())
    with pytest.raises(StorageError, match="half a character"):
        await store.conversations.commit(turn(outgoing=(outgoing(payload="\ud83d"),), admitted=(1, 0)))
    assert await store.inbox.waiting() == 1
    assert not await store.conversations.known(ACME, incoming().conversation)


async def test_an_ended_message_is_forgotten_but_for_what_recognises_it(store: SqliteStore, path: Path) -> None:
    for name in ("answered", "withdrawn", "failed"):
        await store.inbox.admit(incoming(name, text="a secret wish", reply_url="https://hooks.example/secret"))
    await store.conversations.commit(turn(admitted=(1, 0)))
    await store.inbox.withdraw(ACME, "C1", "m-withdrawn")
    await store.inbox.finish(3, "failed")
    assert rows(path, "SELECT outcome, text, reply_url, event FROM inbox ORDER BY number") == [
        ("answered", "", "", "answered"),
        ("withdrawn", "", "", "withdrawn"),
        ("failed", "", "", "failed"),
    ]


async def steps_of_a_claim(database: Database, store: SqliteStore) -> int:
    """Count the virtual machine's work for one claim, in units of ten instructions."""
    ticks: list[int] = []
    await database.writer.run(lambda db: db.set_progress_handler(lambda: ticks.append(1), 10))
    claimed = await store.inbox.claim("w", 1000.0, 60.0)
    await database.writer.run(lambda db: db.set_progress_handler(None, 0))
    assert claimed is not None
    await store.inbox.finish(claimed.number, "ignored")
    return len(ticks)


async def test_a_claim_costs_the_same_after_ten_thousand_answers(database: Database, store: SqliteStore) -> None:
    await store.inbox.admit(incoming("first"))
    alone = await steps_of_a_claim(database, store)
    await database.write(
        lambda db: db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO inbox (enterprise, team, event, channel, message, conversation, user, origin, text,"
            " address_channel, received_at, reply_url, outcome)"
            " SELECT '', 'T-acme', 'old' || i, 'C1', 'old' || i, 'C1/1.0', 'U', 'reply', '', 'C1', 1.0, '', 'answered'"
            " FROM n"
        )
    )
    await store.inbox.admit(incoming("last"))
    assert await steps_of_a_claim(database, store) <= alone + 2


async def test_closing_twice_is_safe_and_nothing_works_afterwards(store: SqliteStore) -> None:
    scan = store.catalog.scan()
    await import_items(store, item("a"), item("b"))
    scan = store.catalog.scan(batch=1)
    await anext(scan)
    await store.close()
    await store.close()
    for call in (store.inbox.waiting, store.inbox.release_all, lambda: anext(scan)):
        with pytest.raises(StorageError, match="closed already"):
            await call()


async def test_an_unfinished_schema_is_refused_or_migrated(path: Path) -> None:
    url = f"sqlite:///{path}"
    known = len(load("sqlite"))
    assert await schema_versions(url) == (0, known)
    with pytest.raises(SchemaOutdated, match="recbot migrate"):
        async with open_store(url, migrate=False):
            pytest.fail("it is open")
    assert list(folder_of(path)) == [], "asking creates nothing"
    async with open_store(url):
        pass
    assert await schema_versions(url) == (known, known)
    async with open_store(url, migrate=False) as store:
        assert await store.inbox.waiting() == 0


async def test_a_newer_schema_is_refused(path: Path) -> None:
    url = f"sqlite:///{path}"
    async with open_store(url):
        pass
    db = sqlite3.connect(path)
    with db:
        db.execute("INSERT INTO schema_migrations VALUES (9999, 'of_the_future', 0)")
    db.close()
    for migrate in (True, False):
        with pytest.raises(SchemaTooNew, match="newer recbot"):
            async with open_store(url, migrate=migrate):
                pytest.fail("it is open")
    found, known = await schema_versions(url)
    assert found == known + 1


async def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("CREATE TABLE letters (text TEXT)")
    db.close()
    before = content(path)
    with pytest.raises(StorageError, match="another program"):
        async with open_store(f"sqlite:///{path}"):
            pytest.fail("it is open")
    assert content(path) == before
    assert list(folder_of(path)) == [path.name]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("this is a letter" * 100, "is no SQLite database", id="a text"),
        pytest.param(None, "cannot be opened; check", id="a folder"),
    ],
)
async def test_what_is_no_database_is_named(path: Path, text: str | None, sentence: str) -> None:
    make(path, text)
    with pytest.raises(StorageError, match=sentence):
        async with open_store(f"sqlite:///{path}"):
            pytest.fail("it is open")


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/missing/store.db"
    with pytest.raises(StorageError, match=r"folder of the database .* does not exist"):
        async with open_store(url):
            pytest.fail("it is open")
    with pytest.raises(StorageError, match="No such file"), hold_database(url):
        pytest.fail("it is held")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://localhost/recbot", r"use one of sqlite:///recbot\.db, memory:"),
        ("recbot.db", "use one of"),
        ("", "use one of"),
        ("sqlite://recbot.db", "names no database file"),
        ("sqlite:///", "names no database file"),
        ("sqlite:///:memory:", "names no database file"),
        ("sqlite:///folder/", "names no database file"),
        ("memory:there", "write memory: alone"),
    ],
)
async def test_a_url_that_names_no_database_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(StorageError, match=sentence):
        async with open_store(url):
            pytest.fail("it is open")
    with pytest.raises(StorageError, match=sentence):
        await schema_versions(url)
    with pytest.raises(StorageError, match=sentence), hold_database(url):
        pytest.fail("it is held")


async def test_a_relative_url_names_a_file_here() -> None:
    async with open_store("sqlite:///here.db"):
        assert "here.db" in folder_of(Path("here.db"))


def test_every_error_of_the_driver_is_translated() -> None:
    codes = {name: getattr(sqlite3, name) for name in dir(sqlite3) if name.startswith("SQLITE_") and "_" in name}
    kinds = {sqlite3.SQLITE_BUSY: StorageBusy, sqlite3.SQLITE_LOCKED: StorageBusy, sqlite3.SQLITE_FULL: StorageFull}
    for code in [value for value in codes.values() if isinstance(value, int)]:
        error = sqlite3.OperationalError("as the driver says it")
        error.sqlite_errorcode = code
        with pytest.raises(StorageError) as caught, translated("my.db"):
            raise error
        assert type(caught.value) is kinds.get(code & 0xFF, StorageError)
        assert caught.value.__cause__ is error
        assert "my.db" in str(caught.value)


async def test_memory_has_no_versions_and_no_lock() -> None:
    assert await schema_versions("memory:") == (0, 0)
    with hold_database("memory:"), hold_database("memory:"):
        pass
