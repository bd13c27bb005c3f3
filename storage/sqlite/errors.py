"""SQLite's errors, translated into recbot's: the only place that knows result codes."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from recsys.errors import StorageBusy, StorageError, StorageFull

_SENTENCES = {
    sqlite3.SQLITE_NOTADB: "{path} is no SQLite database; name another file, or move this one away.",
    sqlite3.SQLITE_CORRUPT: "The database {path} is damaged; restore it from a backup, or move it away to begin anew.",
    sqlite3.SQLITE_READONLY: "The database {path} cannot be written; check the rights on the file and its folder.",
    sqlite3.SQLITE_PERM: "The database {path} cannot be opened; check the rights on the file and its folder.",
    sqlite3.SQLITE_CANTOPEN: "The database {path} cannot be opened; check that its folder exists and can be written.",
    sqlite3.SQLITE_IOERR: "The disk that holds the database {path} does not read or write; check the disk.",
}


@contextmanager
def translated(path: str) -> Generator[None]:
    """Turn whatever the driver raises inside into StorageError or its kin, with the driver's error as the cause."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _translate(error, path) from error
    except OSError as error:
        raise StorageError(
            f"The files of the database {path} cannot be used ({error.strerror}); check the disk and their rights."
        ) from error
    except UnicodeEncodeError as error:
        raise StorageError("The text holds half a character and cannot be stored; send it again without it.") from error


def _translate(error: Exception, path: str) -> StorageError:
    code = getattr(error, "sqlite_errorcode", None)
    # The low byte is the kind; the rest tells variants apart, such as SQLITE_BUSY_SNAPSHOT.
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StorageBusy(f"Another process holds the database {path}; stop it, or try again in a moment.")
    if primary == sqlite3.SQLITE_FULL:
        return StorageFull(
            f"The disk that holds the database {path} is full; free some space. Nothing that was acknowledged is lost."
        )
    sentence = _SENTENCES.get(primary or 0, "The database {path} refused a statement ({error}); run `recbot doctor`.")
    return StorageError(sentence.format(path=path, error=error))
