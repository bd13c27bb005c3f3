"""Opinions in SQLite: units of work that keep them in step with feedback and interactions.

Each runs within the transaction of the event that it follows.
"""

import sqlite3
from collections.abc import Iterable

from recsys.model.ids import ItemId
from recsys.model.person import Opinion
from storage.opinions import WEIGHTS, Word, last_word, words

Person = tuple[str, str, str]
"""Enterprise, team and user: the first three columns of what belongs to a person."""

_SHOWN = """
SELECT position, item FROM impressions
WHERE enterprise = ? AND team = ? AND channel = ? AND message = ? AND revision = ? AND position > 0
    AND (joined_at IS NULL OR joined_at <= ?)
"""
_SAID = """
SELECT item, weight, at, kind, position, feedback FROM words
WHERE enterprise = ? AND team = ? AND user = ? AND item = ?
"""
_DONE = """
SELECT kind, at, number FROM interactions
WHERE enterprise = ? AND team = ? AND user = ? AND kind IN ('purchase', 'save', 'retract') AND item = ?
"""
_PUT = """
INSERT INTO opinions (enterprise, team, user, item, weight, at, kind, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (enterprise, team, user, item) DO UPDATE SET
    weight = excluded.weight, at = excluded.at, kind = excluded.kind, position = excluded.position
WHERE (weight, at, kind, position) IS NOT (excluded.weight, excluded.at, excluded.kind, excluded.position)
"""


def tell(db: sqlite3.Connection, feedback: int) -> None:
    """Write down what a feedback event says of the picks that it is about, in place of what it said before."""
    event = db.execute("SELECT * FROM feedback WHERE number = ?", (feedback,)).fetchone()
    place = tuple(event[name] for name in ("enterprise", "team", "channel", "message", "revision", "at"))
    shown = [(row[0], ItemId(row[1])) for row in db.execute(_SHOWN, place)]
    said = words(event["signal"], event["position"], event["at"], shown)
    before = unsay(db, feedback)
    who = (event["enterprise"], event["team"], event["user"])
    db.executemany(
        "INSERT INTO words (feedback, position, enterprise, team, user, item, kind, weight, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(feedback, word.position, *who, word.item, word.kind, word.weight, word.at) for word in said],
    )
    refresh(db, who, {*before, *(word.item for word in said)})


def unsay(db: sqlite3.Connection, feedback: int) -> list[ItemId]:
    """Remove what a feedback event says; returns the items whose opinions are to be refreshed."""
    return [ItemId(row[0]) for row in db.execute("DELETE FROM words WHERE feedback = ? RETURNING item", (feedback,))]


def refresh(db: sqlite3.Connection, who: Person, items: Iterable[ItemId]) -> None:
    """Bring a person's opinions on these items into step, and count the change if there is one."""
    changes = sum([_refresh_one(db, who, item) for item in items])
    if changes:
        count_change(db, who[0], who[1])


def count_change(db: sqlite3.Connection, enterprise: str, team: str) -> None:
    """Give a team's opinions a new number."""
    db.execute("INSERT OR REPLACE INTO opinion_changes (enterprise, team) VALUES (?, ?)", (enterprise, team))


def _refresh_one(db: sqlite3.Connection, who: Person, item: ItemId) -> int:
    said = [Word(Opinion(*word), feedback) for *word, feedback in db.execute(_SAID, (*who, item))]
    retracted = float("-inf")
    for kind, at, number in db.execute(_DONE, (*who, item)):
        if kind == "retract":
            retracted = at
        else:
            said.append(Word(Opinion(item, WEIGHTS[kind], at, kind), number))
    last = last_word(said, retracted)
    if last is None:
        statement = "DELETE FROM opinions WHERE enterprise = ? AND team = ? AND user = ? AND item = ?"
        return db.execute(statement, (*who, item)).rowcount
    return db.execute(_PUT, (*who, item, last.weight, last.at, last.kind, last.position)).rowcount
