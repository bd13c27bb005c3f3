"""Forgetting in SQLite: units of work that delete a person or a team from every table.

The tables are found in the schema by their columns, so that one which is added later is not overlooked.
"""

import json
import sqlite3
from dataclasses import replace

from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import Tenant, UserId
from storage import codec
from storage.naming import names_in, without
from storage.sqlite.opinions import count_change, refresh, unsay
from storage.sqlite.rows import key

DELETED_AT_ONCE = 1000
"""Rows a unit of work where there may be millions: the writer is free for admissions in between."""

# What refers to others comes before them; the note that a team is gone stays until nothing else is left of it.
_TABLES = """
SELECT tables.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
WHERE tables.type = 'table' AND columns.name = ?
ORDER BY tables.name = 'uninstalled', tables.name DESC
"""
_TEXTS = (
    ("turns", "said"),
    ("turns", "answered"),
    ("turns", "state"),
    ("inbox", "text"),
    ("outbox", "payload"),
    ("conversations", "state"),
    ("conversations", "state_before"),
    ("feedback", "reason"),
)
_SPOKEN_IN = """
SELECT DISTINCT conversation FROM turns INDEXED BY turns_by_user WHERE enterprise = ? AND team = ? AND user = ?
"""
_SILENT = """
DELETE FROM conversations
WHERE enterprise = ?1 AND team = ?2 AND (user = ?3 OR conversation IN (SELECT value FROM json_each(?4)))
    AND NOT EXISTS (
        SELECT 1 FROM turns
        WHERE turns.enterprise = ?1 AND turns.team = ?2 AND turns.conversation = conversations.conversation
    )
    AND NOT EXISTS (
        SELECT 1 FROM inbox
        WHERE inbox.enterprise = ?1 AND inbox.team = ?2 AND inbox.conversation = conversations.conversation
            AND outcome = ''
    )
"""
_OLD_FEEDBACK = """
SELECT number, enterprise, team, user FROM feedback
WHERE at < ? AND (position IS NULL OR NOT EXISTS (SELECT 1 FROM words WHERE words.feedback = feedback.number))
LIMIT ?
"""


def forget_person(db: sqlite3.Connection, tenant: Tenant, user: UserId) -> int:
    """Delete all rows of a person; returns how many.

    A conversation goes where nobody else had a turn; else it begins anew, and no tap goes back to its answers: what it
    is about may be their words.
    """
    who = (*key(tenant), user)
    spoken_in = [row[0] for row in db.execute(_SPOKEN_IN, who)]
    rows = 0
    for table in _tables_with(db, "user"):
        if table != "conversations":
            rows += db.execute(f"DELETE FROM {table} WHERE enterprise = ? AND team = ? AND user = ?", who).rowcount  # noqa: S608 - named by the schema
    rows += db.execute(_SILENT, (*who, json.dumps(spoken_in))).rowcount
    for conversation in spoken_in:
        _begin_anew(db, (*key(tenant), conversation))
    db.execute("UPDATE conversations SET user = '' WHERE enterprise = ? AND team = ? AND user = ?", who)
    _unname(db, tenant, user)
    if rows:
        count_change(db, *key(tenant))
    return rows


def forget_some_of_team(db: sqlite3.Connection, tenant: Tenant) -> int:
    """Delete some rows of a team; returns how many, 0 when none are left."""
    for table in _tables_with(db, "team"):
        some = f"SELECT rowid FROM {table} WHERE enterprise = ? AND team = ? LIMIT ?"  # noqa: S608 - named by the schema
        rows = db.execute(f"DELETE FROM {table} WHERE rowid IN ({some})", (*key(tenant), DELETED_AT_ONCE)).rowcount  # noqa: S608 - the statement above
        if rows:
            return rows
    return 0


def prune_some(db: sqlite3.Connection, before: float) -> int:
    """Delete some old impressions, views and thumbs on whole answers; returns how many, 0 when none are left."""
    olds = (("impressions", "at < ?"), ("interactions", "at < ? AND kind = 'view'"), ("taken_back", "at < ?"))
    for table, old in olds:
        some = f"SELECT rowid FROM {table} WHERE {old} LIMIT ?"  # noqa: S608 - the clauses above
        rows = db.execute(f"DELETE FROM {table} WHERE rowid IN ({some})", (before, DELETED_AT_ONCE)).rowcount  # noqa: S608 - the statement above
        if rows:
            return rows
    thumbs = db.execute(_OLD_FEEDBACK, (before, DELETED_AT_ONCE)).fetchall()
    for number, *who in thumbs:
        items = unsay(db, number)
        db.execute("DELETE FROM feedback WHERE number = ?", (number,))
        refresh(db, (who[0], who[1], who[2]), items)
    return len(thumbs)


def _tables_with(db: sqlite3.Connection, column: str) -> list[str]:
    return [row[0] for row in db.execute(_TABLES, (column,))]


def _unname(db: sqlite3.Connection, tenant: Tenant, user: UserId) -> None:
    """Take a person out of what others said: their id, and the names that stand beside it."""
    found = _texts_with(db, tenant, user)
    names = {name for *_, text in found for name in names_in(text, user)}
    for name in names:
        found += _texts_with(db, tenant, f"@{name}")
    for table, column, number, text in found:
        changed = without(text, user, names)
        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, number))  # noqa: S608 - named in _TEXTS


def _texts_with(db: sqlite3.Connection, tenant: Tenant, told: str) -> list[tuple[str, str, int, str]]:
    """Return the texts that hold these words, each with its table, column and row."""
    return [
        (table, column, row[0], row[1])
        for table, column in _TEXTS
        for row in db.execute(
            f"SELECT rowid, {column} FROM {table} NOT INDEXED"  # noqa: S608 - named in _TEXTS
            f" WHERE enterprise = ? AND team = ? AND instr({column}, ?)",
            (*key(tenant), told),
        )
    ]


def _begin_anew(db: sqlite3.Connection, conversation: tuple[str, str, str]) -> None:
    where = "WHERE enterprise = ? AND team = ? AND conversation = ?"
    db.execute(f"UPDATE turns SET state = NULL {where}", conversation)  # noqa: S608 - the clause above
    row = db.execute(f"SELECT state FROM conversations {where} AND state IS NOT NULL", conversation).fetchone()  # noqa: S608 - the clause above
    if row is not None:
        state = codec.encode_state(replace(EMPTY_STATE, turns=codec.decode_state(row["state"]).turns))
        db.execute(f"UPDATE conversations SET state = ?, state_before = NULL {where}", (state, *conversation))  # noqa: S608 - the clause above
