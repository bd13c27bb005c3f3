"""Conversations in SQLite: state, turns, and the commit of a whole turn."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.delivery import CompletedTurn, DailyUsage, ModelState, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, Tenant, UserId
from storage import codec
from storage.sqlite import inbox
from storage.sqlite.connection import Database
from storage.sqlite.rows import insert_conversation, insert_outgoing, insert_purchase, key

_STATE = "SELECT state, state_before FROM conversations WHERE enterprise = ? AND team = ? AND conversation = ?"
_SET_STATE = """
UPDATE conversations SET state = ?, state_before = ? WHERE enterprise = ? AND team = ? AND conversation = ?
"""
_TURNS = """
SELECT * FROM turns WHERE enterprise = ? AND team = ? AND conversation = ? ORDER BY position DESC, rowid DESC LIMIT ?
"""

_INSERT = """
INSERT INTO turns (enterprise, team, id, conversation, user, position, said, act, answered, at, usage, delivery, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CORRECT = """
ON CONFLICT (enterprise, team, id) DO UPDATE SET said = excluded.said, act = excluded.act, answered = excluded.answered,
    at = excluded.at, usage = excluded.usage, delivery = excluded.delivery, state = excluded.state
"""
# `turn IS NOT NULL` and `message != ''` are what the partial indexes say.
_STATE_AT = """
SELECT state FROM turns
WHERE enterprise = ?1 AND team = ?2 AND id = coalesce(
    (
        SELECT turn FROM outbox
        WHERE enterprise = ?1 AND team = ?2 AND address_channel = ?3 AND message = ?4 AND turn IS NOT NULL
        ORDER BY number DESC LIMIT 1
    ),
    (SELECT turn FROM inbox WHERE enterprise = ?1 AND team = ?2 AND channel = ?3 AND message = ?4 AND message != '')
)
"""
_USAGE = """
SELECT date(at, 'unixepoch') AS day, user, call.value ->> 'model' AS model, count(*) AS calls,
    sum(call.value ->> 'prompt_tokens') AS prompt_tokens, sum(call.value ->> 'cached_tokens') AS cached_tokens,
    sum(call.value ->> 'completion_tokens') AS completion_tokens, sum(call.value ->> 'seconds') AS seconds
FROM turns, json_each(turns.usage) AS call
WHERE enterprise = ? AND team = ? AND at >= ?
GROUP BY day, user, model ORDER BY day, user, model
"""
_MODEL_STATE = """
SELECT count(*), count(fell_back_at), max(fell_back_at)
FROM (
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM json_each(turns.usage) AS call WHERE call.value ->> 'fell_back'
    ) THEN at END AS fell_back_at
    FROM turns WHERE enterprise = ? AND team = ? AND at >= ? AND usage != '[]'
)
"""
_FORGET_EMPTY = """
DELETE FROM conversations WHERE opened_at < ? AND NOT EXISTS (
    SELECT 1 FROM turns
    WHERE turns.enterprise = conversations.enterprise
        AND turns.team = conversations.team
        AND turns.conversation = conversations.conversation
)
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
        return await self._stored_state(tenant, conversation, "state")

    async def state_before(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return the state that its latest turn was answered from."""
        return await self._stored_state(tenant, conversation, "state_before")

    async def state_at(self, tenant: Tenant, channel: str, message: str) -> DialogueState | None:
        """Return the state after the turn of a message that asked or of one that answered."""

        def work(db: sqlite3.Connection) -> DialogueState | None:
            row = db.execute(_STATE_AT, (*key(tenant), channel, message)).fetchone()
            return None if row is None or row["state"] is None else codec.decode_state(row["state"])

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

    async def usage(self, tenant: Tenant, since: float) -> Sequence[DailyUsage]:
        """Return what models cost, by day, user and model."""

        def work(db: sqlite3.Connection) -> list[DailyUsage]:
            return [codec.decode_row(DailyUsage, dict(row)) for row in db.execute(_USAGE, (*key(tenant), since))]

        return await self.database.read(work)

    async def model_state(self, tenant: Tenant, since: float) -> ModelState:
        """Return how the models did."""

        def work(db: sqlite3.Connection) -> ModelState:
            return ModelState(*db.execute(_MODEL_STATE, (*key(tenant), since)).fetchone())

        return await self.database.read(work)

    async def prune(self, before: float) -> int:
        """Delete old turns, and old conversations that have none left."""

        def work(db: sqlite3.Connection) -> int:
            turns = db.execute("DELETE FROM turns WHERE at < ?", (before,)).rowcount
            db.execute(_FORGET_EMPTY, (before,))
            return turns

        return await self.database.write(work, flush=False)

    async def _stored_state(self, tenant: Tenant, conversation: ConversationId, column: str) -> DialogueState:
        def work(db: sqlite3.Connection) -> DialogueState:
            row = _state(db, tenant, conversation)
            return EMPTY_STATE if row is None or row[column] is None else codec.decode_state(row[column])

        return await self.database.read(work)


def _state(db: sqlite3.Connection, tenant: Tenant, conversation: ConversationId) -> sqlite3.Row | None:
    return db.execute(_STATE, (*key(tenant), conversation)).fetchone()


def _commit(db: sqlite3.Connection, turn: CompletedTurn) -> bool:
    record = turn.record
    if turn.admitted is not None and not inbox.is_open(db, *turn.admitted):
        return False
    if turn.corrects and not _is_latest(db, record):
        return False
    insert_conversation(db, record.tenant, record.conversation, record.user, record.at)
    states = codec.encode_state(turn.state), codec.encode_state(turn.before)
    if not _insert_record(db, record, states[0], _CORRECT if turn.corrects else "ON CONFLICT DO NOTHING"):
        return False
    db.execute(_SET_STATE, (*states, *key(record.tenant), record.conversation))
    for item in turn.bought:
        insert_purchase(db, record.tenant, record.user, item, record.at)
    for outgoing in turn.outgoing:
        insert_outgoing(db, outgoing, record.at)
    if turn.admitted is not None:
        inbox.end(db, turn.admitted[0], "answered", record.id)
    return True


def _is_latest(db: sqlite3.Connection, record: TurnRecord) -> bool:
    row = db.execute(_TURNS, (*key(record.tenant), record.conversation, 1)).fetchone()
    return row is not None and row["id"] == record.id


def _insert_record(db: sqlite3.Connection, record: TurnRecord, state: str, on_conflict: str) -> bool:
    return (
        db.execute(
            f"{_INSERT} {on_conflict}",
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
                record.delivery,
                state,
            ),
        ).rowcount
        == 1
    )


def _record(row: sqlite3.Row) -> TurnRecord:
    fields = {name: row[name] for name in ("id", "conversation", "user", "said", "act", "answered", "at", "delivery")}
    return codec.decode_row(
        TurnRecord,
        {
            **fields,
            "tenant": {"enterprise": row["enterprise"], "team": row["team"]},
            "index": row["position"],
            "usage": codec.decode_usage(row["usage"]),
        },
    )
