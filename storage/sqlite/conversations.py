"""Conversations in SQLite: state, turns, and the commit of a whole turn."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.delivery import CompletedTurn, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, Tenant, UserId
from storage import codec
from storage.sqlite import inbox
from storage.sqlite.connection import Database
from storage.sqlite.rows import insert_conversation, insert_outgoing, insert_purchase, key

_STATE = "SELECT state FROM conversations WHERE enterprise = ? AND team = ? AND conversation = ?"
_SET_STATE = "UPDATE conversations SET state = ? WHERE enterprise = ? AND team = ? AND conversation = ?"
_TURNS = """
SELECT * FROM turns WHERE enterprise = ? AND team = ? AND conversation = ? ORDER BY position DESC, rowid DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class SqliteConversations:
    """`recsys.ports.ConversationStore`."""

    database: Database

    async def open(self, tenant: Tenant, conversation: ConversationId, user: UserId, at: float) -> None:
        """Begin taking part in a conversation."""
        await self.database.write(lambda db: insert_conversation(db, tenant, conversation, user, at), flush=False)

    async def known(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether we take part in it."""
        return await self.database.read(lambda db: _state(db, tenant, conversation) is not None)

    async def state(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return its state."""

        def work(db: sqlite3.Connection) -> DialogueState:
            row = _state(db, tenant, conversation)
            return EMPTY_STATE if row is None or row[0] is None else codec.decode_state(row[0])

        return await self.database.read(work)

    async def commit(self, turn: CompletedTurn) -> bool:
        """Write a whole turn, or nothing."""
        return await self.database.write(lambda db: _commit(db, turn), flush=False)

    async def turns(self, tenant: Tenant, conversation: ConversationId, latest: int = 20) -> Sequence[TurnRecord]:
        """Return the latest turns, oldest first."""

        def work(db: sqlite3.Connection) -> list[TurnRecord]:
            rows = db.execute(_TURNS, (*key(tenant), conversation, latest)).fetchall()
            return [_record(row) for row in reversed(rows)]

        return await self.database.read(work)

    async def last_turn_at(self, tenant: Tenant, conversation: ConversationId) -> float | None:
        """Return when the latest turn ended."""

        def work(db: sqlite3.Connection) -> float | None:
            row = db.execute(_TURNS, (*key(tenant), conversation, 1)).fetchone()
            return None if row is None else row["at"]

        return await self.database.read(work)


def _state(db: sqlite3.Connection, tenant: Tenant, conversation: ConversationId) -> sqlite3.Row | None:
    return db.execute(_STATE, (*key(tenant), conversation)).fetchone()


def _commit(db: sqlite3.Connection, turn: CompletedTurn) -> bool:
    record = turn.record
    if turn.admitted is not None and not inbox.is_open(db, *turn.admitted):
        return False
    insert_conversation(db, record.tenant, record.conversation, record.user, record.at)
    if not _insert_record(db, record):
        return False
    db.execute(
        _SET_STATE,
        (codec.encode_state(turn.state), *key(record.tenant), record.conversation),
    )
    for item in turn.bought:
        insert_purchase(db, record.tenant, record.user, item, record.at)
    for outgoing in turn.outgoing:
        insert_outgoing(db, outgoing, record.at)
    if turn.admitted is not None:
        inbox.end(db, turn.admitted[0], "answered")
    return True


def _insert_record(db: sqlite3.Connection, record: TurnRecord) -> bool:
    return (
        db.execute(
            "INSERT INTO turns (enterprise, team, id, conversation, user, position, said, act, answered, at, usage)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                *key(record.tenant),
                record.id,
                record.conversation,
                record.user,
                record.index,
                record.said,
                record.act,
                record.answered,
                record.at,
                codec.encode_usage(record.usage),
            ),
        ).rowcount
        == 1
    )


def _record(row: sqlite3.Row) -> TurnRecord:
    fields = {name: row[name] for name in ("id", "conversation", "user", "said", "act", "answered", "at")}
    return codec.decode_row(
        TurnRecord,
        {
            **fields,
            "tenant": {"enterprise": row["enterprise"], "team": row["team"]},
            "index": row["position"],
            "usage": codec.decode_usage(row["usage"]),
        },
    )
