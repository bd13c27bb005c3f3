"""What is left of people in a database's files, what their opinions cost to read, and opinions of older databases."""

import json
import random
import sqlite3
import subprocess
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest

from recsys.errors import StorageBusy
from recsys.model.delivery import Address
from recsys.model.ids import ConversationId, ItemId, UserId
from recsys.model.person import Interaction, Profile
from storage.migrate import load
from storage.sqlite.connection import Database, open_database
from storage.sqlite.schema import bring_up_to_date
from storage.sqlite.store import SqliteStore
from tests.contracts.examples import (
    ACME,
    ANA,
    BO,
    OTHER,
    STATE,
    THREAD,
    feedback,
    import_items,
    incoming,
    item,
    outgoing,
    record,
    show,
    turn,
)

WORDS = "a violin for my daughter"
KNOWN = load("sqlite")
OF_SCHEMA_2 = """
INSERT INTO impressions VALUES
    ('', 'T-acme', 'C1', 'm1', 1, 'a', 'c', 't', 'U-bo', 1), ('', 'T-acme', 'C1', 'm1', 2, 'b', 'c', 't', 'U-bo', 1),
    ('', 'T-acme', 'C1', 'm1', 3, 'c', 'c', 't', 'U-bo', 1), ('', 'T-acme', 'C1', 'm2', 1, 'd', 'c', 't', 'U-bo', 1);
INSERT INTO feedback (enterprise, team, channel, message, user, source, signal, position, at) VALUES
    ('', 'T-acme', 'C1', 'm1', 'U-ana', '-1', 'down', NULL, 5),
    ('', 'T-acme', 'C1', 'm1', 'U-ana', 'two', 'pick', 2, 4),
    ('', 'T-acme', 'C1', 'm2', 'U-ana', '+1', 'up', NULL, 6),
    ('', 'T-acme', 'C1', 'm3', 'U-ana', '+1', 'up', NULL, 7);
INSERT INTO interactions (enterprise, team, user, kind, item, at, place) VALUES
    ('', 'T-acme', 'U-ana', 'purchase', 'c', 3, 0), ('', 'T-acme', 'U-ana', 'view', 'e', 8, 0);
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database]:
    opened = await open_database(f"{tmp_path}/store.db")
    try:
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def store(database: Database) -> SqliteStore:
    await bring_up_to_date(database, KNOWN)
    return SqliteStore(database)


def found_in_files(database: Database, *texts: str) -> set[str]:
    """Search the files as they lie on the disk, from another process: closing one here would end SQLite's locks."""
    files = [f"{database.path}{ending}" for ending in ("", "-wal", "-shm")]
    held = subprocess.run(["cat", *files], check=True, capture_output=True).stdout
    return {text for text in texts if text.encode() in held}


async def talk(store: SqliteStore, n: int, user: UserId, words: str) -> None:
    """One turn and what comes with it: in a direct conversation, or in a thread with others."""
    said = record(
        f"t{n}", user=user, conversation=ConversationId(f"D-{user}") if n % 2 else THREAD, index=n, said=words
    )
    answer = outgoing(f"d{n}", user=user, payload=json.dumps({"text": f"<@{user}> {words}"}))
    await store.conversations.commit(turn(said, state=replace(STATE, topic=words), outgoing=(answer,)))
    await store.outbox.sent(answer.delivery, f"m{n}", float(n))
    await store.feedback.record(feedback(user=user, message=f"m{n}", signal="down", reason=words))
    await store.profiles.record(Interaction(ACME, user, ItemId(f"i{n}"), "save", float(n)))


def talk_much(db: sqlite3.Connection) -> None:
    """Add turns of many sizes, so that SQLite moves rows between pages, and leaves copies behind."""
    chance = random.Random(1)
    for n in range(1500):
        user, words = chance.choice(((ANA, WORDS), (BO, "a desk")))
        db.execute(
            "INSERT INTO turns (enterprise, team, id, conversation, user, position, said, act, answered, at, usage)"
            " VALUES ('', 'T-acme', ?, 'C1/1.0', ?, ?, ?, 'ask', '', ?, '[]')",
            (f"{chance.random()} {user}", user, n, words * chance.randint(1, 15), chance.random()),
        )


async def test_nothing_of_a_forgotten_person_is_in_the_files(database: Database, store: SqliteStore) -> None:
    for n in range(8):
        await talk(store, n, *((ANA, WORDS) if n in {0, 1, 4, 5} else (BO, "a desk")))
    await database.write(talk_much)
    mention = f"for <@{ANA}> please"
    await store.conversations.commit(turn(record("t-bo", user=BO, index=2000, said=mention), outgoing=()))
    await store.profiles.put(ACME, ANA, Profile(avoided_brands=("violin makers",), budget_hint="violin money"), 1.0)
    await store.inbox.admit(incoming(text=WORDS, address=Address("D-U-ana")))
    assert found_in_files(database, ANA, "violin", BO) == {ANA, "violin", BO}

    assert await store.people.forget(ACME, ANA) > 700

    assert found_in_files(database, ANA, "violin", BO, "a desk") == {BO, "a desk"}
    assert [done.said for done in await store.conversations.turns(ACME, THREAD, 1)] == ["for somebody please"]
    assert await store.people.forget(ACME, ANA) == 0


async def test_a_reader_that_holds_the_log_is_named_and_the_next_attempt_clears_it(
    database: Database, store: SqliteStore
) -> None:
    await import_items(store, item("a"), item("b"))
    await talk(store, 1, ANA, WORDS)
    await database.writer.run(lambda db: db.execute("PRAGMA busy_timeout = 0"))
    scan = store.catalog.scan(batch=1)
    await anext(scan)
    with pytest.raises(StorageBusy, match="deleted, but the database's log still holds it"):
        await store.people.forget(ACME, ANA)
    assert (await store.people.record(ACME, ANA)).exchanges == ()
    assert [found.id async for items in scan for found in items] == ["b"]
    assert await store.people.forget(ACME, ANA) == 0
    assert found_in_files(database, ANA, "violin") == set()


async def test_a_large_team_is_forgotten_in_parts(database: Database, store: SqliteStore) -> None:
    await database.write(
        lambda db: db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
            " INSERT INTO interactions (enterprise, team, user, kind, item, at, place)"
            " SELECT '', iif(i % 5, 'T-acme', 'T-other'), 'U-ana', 'save', 'i' || i, 1, 0 FROM n"
        )
    )
    await store.people.mark_uninstalled(ACME, 1.0)
    assert await store.people.forget_team(ACME) == 2001
    assert len(await store.profiles.saved(OTHER, ANA, 1000)) == 500
    assert found_in_files(database, "T-acme") == set()


async def steps_of_reading_opinions(database: Database, store: SqliteStore) -> int:
    """Count the virtual machine's work for the latest opinions, in units of ten instructions."""
    ticks: list[int] = []
    await database.readers[0].run(lambda db: db.set_progress_handler(lambda: ticks.append(1), 10))
    assert len(await store.feedback.opinions(ACME, ANA, latest=50)) == 50
    await database.readers[0].run(lambda db: db.set_progress_handler(None, 0))
    return len(ticks)


async def test_opinions_cost_the_same_after_ten_thousand_events(database: Database, store: SqliteStore) -> None:
    def say(db: sqlite3.Connection, count: int) -> None:
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO opinions (enterprise, team, user, item, weight, at, kind)"
            " SELECT '', 'T-acme', 'U-ana', 'i' || i || 'of' || ?1, 1, i, 'save' FROM n",
            (count,),
        )

    await database.write(lambda db: say(db, 50))
    few = await steps_of_reading_opinions(database, store)
    await database.write(lambda db: say(db, 10_000))
    assert await steps_of_reading_opinions(database, store) < 2 * few


async def test_a_database_of_schema_2_gets_the_opinions_that_its_events_say(database: Database) -> None:
    await bring_up_to_date(database, KNOWN[:2])
    await database.write(lambda db: [db.execute(statement) for statement in OF_SCHEMA_2.split(";\n")])
    await bring_up_to_date(database, KNOWN)
    store = SqliteStore(database)
    migrated = list(await store.feedback.opinions(ACME, ANA))
    assert [(opinion.item, opinion.kind, opinion.weight, opinion.at, opinion.position) for opinion in migrated] == [
        ("d", "up", 1.0, 6.0, 1),
        ("a", "down", pytest.approx(-6 / 11), 5.0, 1),
        ("b", "pick", 1.0, 4.0, 2),
        ("c", "purchase", 0.8, 3.0, None),
    ]
    change = await store.feedback.change(ACME)
    assert change > 0
    for source, signal, position in (("-1", "down", None), ("two", "pick", 2)):
        again = feedback(source=source, signal=signal, position=position, at=5.0 if position is None else 4.0)
        assert await store.feedback.undo(ACME, "C1", "m1", ANA, source)
        assert await store.feedback.record(again)
    assert list(await store.feedback.opinions(ACME, ANA)) == migrated, "the same rule in the migration and after it"
    await show(store, "m3", items=(ItemId("f"),))
    assert (await store.feedback.opinions(ACME, ANA))[0].item == "f"
    assert (await store.profiles.get(ACME, ANA)).recent_views == ("e",)
