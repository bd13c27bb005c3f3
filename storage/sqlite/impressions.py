"""Impressions in SQLite: what each message shows, and showed before it was updated."""

import sqlite3
from itertools import zip_longest

from recsys.model.delivery import Outgoing
from recsys.model.ids import Tenant
from storage.sqlite.opinions import tell
from storage.sqlite.rows import key

_MESSAGE = "enterprise = ? AND team = ? AND channel = ? AND message = ?"


def insert_impressions(db: sqlite3.Connection, outgoing: Outgoing, message: str, at: float) -> None:
    """Note what a message of ours shows from now on, and tell the feedback that came before we knew.

    Picks that come after those it shows join them, and what was said before they did is not about them. Any others take
    their place, and feedback on the earlier ones stays with those. Nothing happens where it shows these picks already,
    or where it has none and never had any.
    """
    place = (*key(outgoing.tenant), outgoing.address.channel, message)
    # SQLite's rule for a column beside max(): `at` is of that revision.
    found = db.execute(f"SELECT coalesce(max(revision), -1), at FROM impressions WHERE {_MESSAGE}", place)  # noqa: S608 - the clause above
    latest, since = found.fetchone()
    before = _items(db, place, latest)
    if before == outgoing.items:
        return
    grows = bool(before) and outgoing.items[: len(before)] == before
    revision = latest if grows else latest + 1
    times = (since, at) if grows else (at, None)
    picks = list(enumerate(zip_longest(outgoing.items, outgoing.sides, fillvalue=""), 1)) or [(0, ("", ""))]
    db.executemany(
        "INSERT INTO impressions (enterprise, team, channel, message, revision, position, item, side, conversation,"
        " turn, user, at, joined_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*place, revision, position, *pick, outgoing.conversation, outgoing.turn or "", outgoing.user, *times)
            for position, pick in picks[len(before) if grows else 0 :]
        ],
    )
    # A click on the new picks may be stored before we note that they were posted.
    moved = f"UPDATE feedback SET revision = ? WHERE {_MESSAGE} AND revision = ? AND at >= ?"  # noqa: S608 - the clause above
    db.execute(moved, (revision, *place, latest, at))
    told = db.execute(f"SELECT number FROM feedback WHERE {_MESSAGE} AND revision = ?", (*place, revision))  # noqa: S608 - the clause above
    for row in told.fetchall():
        tell(db, row["number"])


def revision_at(db: sqlite3.Connection, tenant: Tenant, channel: str, message: str, at: float) -> int:
    """Return which set of picks a message showed at a time; the first one for any time before it was noted."""
    found = db.execute(
        f"SELECT max(revision) FROM impressions WHERE {_MESSAGE} AND (revision = 0 OR at <= ?)",  # noqa: S608 - the clause above
        (*key(tenant), channel, message, at),
    )
    return found.fetchone()[0] or 0


def _items(db: sqlite3.Connection, place: tuple[str, str, str, str], revision: int) -> tuple[str, ...]:
    rows = db.execute(
        f"SELECT item FROM impressions WHERE {_MESSAGE} AND revision = ? AND position > 0 ORDER BY position",  # noqa: S608 - the clause above
        (*place, revision),
    )
    return tuple(row[0] for row in rows)
