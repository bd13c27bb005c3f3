"""Numbered migrations: SQL files that are applied once each, in order, and never edited afterwards.

A migration is `storage/migrations/<dialect>/NNNN_name.sql`. To change the schema, add the next number; a file that was
released stays as it is, because databases remember the names of what they have seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from recsys.errors import SchemaTooNew, StorageError

_FILE = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; `number` counts from 1."""

    number: int
    name: str
    sql: str


def load(dialect: str) -> tuple[Migration, ...]:
    """Return the migrations that this recbot knows, in order. Raises StorageError when one is missing or misnamed."""
    folder = files("storage.migrations").joinpath(dialect)
    named = [(entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".sql")]
    found: list[Migration] = []
    for name, entry in sorted(named, key=lambda pair: pair[0]):
        match = _FILE.fullmatch(name)
        if match is None:
            raise StorageError(f"The migration {name} is misnamed; call it NNNN_name.sql.")
        found.append(Migration(int(match["number"]), match["name"], entry.read_text(encoding="utf-8")))
    return in_order(found)


def in_order(migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Return the migrations when they are numbered 1, 2, 3 and so on; raise StorageError otherwise."""
    for expected, migration in enumerate(migrations, start=1):
        if migration.number != expected:
            raise StorageError(
                f"Migration {expected:04} is missing or there twice (next is {migration.number:04}_{migration.name}); "
                "install recbot anew."
            )
    return tuple(migrations)


def pending(known: Sequence[Migration], applied: Sequence[tuple[int, str]]) -> tuple[Migration, ...]:
    """Return what has yet to be applied to a database that has seen `applied` (number and name, in order).

    Raises SchemaTooNew when the database is ahead, StorageError when it has another history than this recbot.
    """
    if len(applied) > len(known):
        raise SchemaTooNew
    for (number, name), migration in zip(applied, known, strict=False):
        if (number, name) != (migration.number, migration.name):
            raise StorageError(
                f"The database has seen a migration {number:04}_{name} where this recbot knows "
                f"{migration.number:04}_{migration.name}; use the version that wrote it, or another database file."
            )
    return tuple(known[len(applied) :])
