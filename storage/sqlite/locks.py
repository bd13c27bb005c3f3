"""Locks between processes, beside the database file. The system takes them back however a process dies."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress

from recsys.errors import StorageBusy, StorageError

_POLL_SECONDS = 0.005


@contextmanager
def process_lock(path: str) -> Generator[None]:
    """Hold `<file>.lock`: this process alone answers messages from this database. Raises StorageBusy."""
    descriptor = open_lock(f"{path}.lock")
    try:
        if not _take(descriptor):
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            named = f" (process {holder})" if holder else ""
            raise StorageBusy(
                f"Another recbot{named} runs on {path} already; stop it, or give this one another database."
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def write_turn(descriptor: int, path: str, seconds: float) -> Generator[None]:
    """Wait for our turn to write, at most `seconds`, and hold it. Blocks: for the writer's thread only."""
    deadline = time.monotonic() + seconds
    while not _take(descriptor):
        if time.monotonic() >= deadline:
            raise StorageBusy(f"Another recbot keeps writing to the database {path}; try again in a moment.")
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def open_lock(name: str) -> int:
    """Return a descriptor of a lock file, creating it. Raises StorageError."""
    try:
        return os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StorageError(f"The lock file {name} cannot be made ({error.strerror}); check its folder.") from error


def _take(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
