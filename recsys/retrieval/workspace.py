"""The directory that an index is saved in, shared by the processes that use one database.

```
<directory>/lock        held for a moment by whoever looks for, takes or replaces what is saved
            saved-7/    complete; the one with the highest number counts, older ones are about to be removed
            work-x1y2/  one process's own: its `lock` is held as long as the process lives
```
"""

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

_SAVED, _WORK, _LOCK = "saved-", "work-", "lock"


class Workspace:
    """A process's own part of the directory. All methods raise OSError where the disk does not do as it is told."""

    def __init__(self, directory: Path) -> None:
        """Create the directory and our part of it, and remove what killed processes left behind."""
        self._directory = directory
        directory.mkdir(mode=0o700, exist_ok=True)
        with self._alone():
            for leftover in directory.glob(f"{_WORK}*"):
                _remove_if_abandoned(leftover)
            self._own = Path(mkdtemp(prefix=_WORK, dir=directory))
            self._lock = _open_lock(self._own / _LOCK)
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def new_folder(self) -> Path:
        """Return an empty directory of our own."""
        return Path(mkdtemp(dir=self._own))

    def copy_of_saved(self) -> Path | None:
        """Return a new directory with what is saved, None where nothing is. Its files are to be read only."""
        with self._alone():
            saved = self._saved()
            if not saved:
                return None
            folder = self.new_folder()
            shutil.copytree(saved[-1], folder, copy_function=link_or_copy, dirs_exist_ok=True)
            return folder

    def publish(self, draft: Path) -> None:
        """Make a complete directory of ours the saved one. Readers have the old or the new one, never a part."""
        for directory, _, files in os.walk(draft):
            for name in (*files, ""):
                _flush(Path(directory, name))
        with self._alone():
            saved = self._saved()
            number = _number(saved[-1]) + 1 if saved else 1
            draft.rename(self._directory / f"{_SAVED}{number}")
            _flush(self._directory)
            for old in saved:
                shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Remove our part. What is saved stays."""
        shutil.rmtree(self._own, ignore_errors=True)
        os.close(self._lock)

    def _saved(self) -> list[Path]:
        return sorted((path for path in self._directory.glob(f"{_SAVED}*")), key=_number)

    @contextmanager
    def _alone(self) -> Generator[None]:
        descriptor = _open_lock(self._directory / _LOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Give a file that will never be written to a second name, or copy it where the file system cannot do that."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _remove_if_abandoned(work: Path) -> None:
    descriptor = _open_lock(work / _LOCK)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(work, ignore_errors=True)
    finally:
        os.close(descriptor)


def _number(saved: Path) -> int:
    return int(saved.name.removeprefix(_SAVED))


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
