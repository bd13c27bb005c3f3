"""SQLite among processes: killed ones, ones that hold locks, and ones that must be able to leave."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from recsys.errors import StorageBusy
from storage.open import hold_database, open_store
from tests.contracts.examples import import_items, incoming, item, outgoing

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@asynccontextmanager
async def child(scene: str, url: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "tests.integration.storage_child",
        scene,
        url,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def line_of(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    if not line:
        assert process.stderr is not None
        pytest.fail((await process.stderr.read()).decode())
    return line.decode().strip()


async def tell(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"\n")
    await process.stdin.drain()


async def ended(process: asyncio.subprocess.Process) -> int:
    """Return the exit code of a process that is to end by itself; one that does not tells where it stands."""
    try:
        return await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError:
        assert process.stderr is not None
        process.send_signal(signal.SIGABRT)
        pytest.fail((await process.stderr.read()).decode())


async def killed(process: asyncio.subprocess.Process) -> None:
    process.kill()
    await process.wait()


@pytest.mark.parametrize("after", [1, 7, 20])
async def test_what_was_acknowledged_survives_kill_9(url: str, after: int) -> None:
    async with child("admit", url) as process:
        lines = [await line_of(process) for _ in range(after)]
        await killed(process)
    async with open_store(url) as store:
        for n, line in enumerate(lines):
            assert line == f"admitted e{n}"
            assert await store.inbox.admit(incoming(f"e{n}")) is None, "it is known"
        # Whatever was committed is whole: an answer for each ended message and no other.
        await store.inbox.release_all()
        answered = len(await store.outbox.undelivered())
        waiting = await store.inbox.waiting()
        assert waiting in {0, 1}
        assert answered + waiting >= after
        if waiting:
            claimed = await store.inbox.claim("w", 10_000.0, 60.0)
            assert claimed is not None
            assert claimed.incoming.text == "quiet headphones"


async def test_a_process_killed_within_a_transaction_leaves_nothing_and_locks_nobody(url: str) -> None:
    async with open_store(url) as store:
        await import_items(store, item("a"))
        async with child("inside", url) as process:
            assert await line_of(process) == "inside"
            assert (await store.catalog.state()).version == 1, "readers never wait"
            await killed(process)
        assert await store.inbox.admit(incoming()) is not None
        assert (await store.catalog.state()).version == 1


async def test_a_killed_import_leaves_nothing_behind(url: str) -> None:
    async with open_store(url) as store:
        await import_items(store, item("a"))
        async with child("staging", url) as process:
            assert await line_of(process) == "staged"
            assert await store.inbox.admit(incoming()) is not None, "staging locks nobody"
            await killed(process)
        assert await store.catalog.count() == 1
        counts = await import_items(store, item("a"), item("b"))
        assert (counts.added, counts.unchanged) == (1, 1)


async def test_a_write_waits_for_another_recbot(url: str) -> None:
    async with open_store(url) as store, child("inside", url) as process:
        assert await line_of(process) == "inside"
        admitting = asyncio.create_task(store.inbox.admit(incoming()))
        assert await store.inbox.waiting() == 0
        assert not admitting.done()
        await tell(process)
        assert await asyncio.wait_for(admitting, PATIENCE) is not None


async def test_a_write_waits_for_another_program(url: str) -> None:
    async with open_store(url) as store, child("foreign", url) as process:
        assert await line_of(process) == "locked"
        admitting = asyncio.create_task(store.inbox.admit(incoming()))
        assert await store.inbox.waiting() == 0
        assert not admitting.done()
        await tell(process)
        assert await line_of(process) == "released"
        assert await asyncio.wait_for(admitting, PATIENCE) is not None


@pytest.mark.parametrize(
    ("scene", "sentence"),
    [
        ("inside", r"Another recbot keeps writing to the database .*store\.db; try again"),
        ("foreign", r"Another process holds the database .*store\.db; stop it, or try again"),
    ],
)
async def test_a_write_does_not_wait_for_ever(
    url: str, scene: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.connection.BUSY_SECONDS", 0.1)
    async with open_store(url) as store, child(scene, url) as process:
        await line_of(process)
        with pytest.raises(StorageBusy, match=sentence):
            await store.inbox.admit(incoming())
        await tell(process)
        await ended(process)
        assert await store.inbox.admit(incoming()) is not None, "nothing was kept of the failure"


async def test_one_process_alone_holds_the_database(url: str) -> None:
    async with child("holding", url) as process:
        assert await line_of(process) == "held"
        with (
            pytest.raises(StorageBusy, match=rf"Another recbot \(process {process.pid}\) runs on .*store\.db already"),
            hold_database(url),
        ):
            pytest.fail("two hold it")
        async with open_store(url) as store:
            assert (await import_items(store, item("a"))).added == 1, "an import may run beside it"
        await killed(process)
    with hold_database(url):
        pass
    with hold_database(url):
        pass


async def test_two_open_stores_write_side_by_side(url: str) -> None:
    async with open_store(url) as one, open_store(url) as two:

        async def work(n: int) -> None:
            store = (one, two)[n % 2]
            await store.outbox.enqueue(outgoing(f"d{n}"), 1.0)
            await store.outbox.sent(outgoing(f"d{n}").delivery, f"m{n}", 2.0)

        await asyncio.gather(*(work(n) for n in range(60)), import_items(one, *(item(f"i{n}") for n in range(300))))
        assert await two.catalog.count() == 300
        assert list(await one.outbox.undelivered()) == []


async def test_leaving_an_open_store_by_an_error_ends_the_process(url: str) -> None:
    async with child("leaving", url) as process:
        assert await ended(process) == 3


async def test_an_interrupted_process_ends(url: str) -> None:
    async with child("interrupted", url) as process:
        assert await line_of(process) == "busy"
        process.send_signal(signal.SIGINT)
        await ended(process)
    async with open_store(url) as store:
        assert await store.catalog.count() == 50
