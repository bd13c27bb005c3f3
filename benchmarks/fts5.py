"""The peer: SQLite FTS5 as a careful team would set it up, Porter stems, any word may match, title counts most."""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from recsys.model.catalog import Item


class Fts5:
    """A full-text table in memory over title, brand and description, weighted 3-2-1."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._ids: list[str] = []
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(title, brand, body, tokenize = 'porter unicode61')"
        )
        self._database.executemany(
            "INSERT INTO texts (rowid, title, brand, body) VALUES (?, ?, ?, ?)",
            self._rows(items),
        )
        self._database.commit()

    def search(self, text: str, k: int) -> list[str]:
        """Return the ids of the `k` best items, best first."""
        words = re.findall(r"[^\W_]+", text.lower())
        if not words:
            return []
        rows = self._database.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 3.0, 2.0, 1.0) LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), k),
        )
        return [self._ids[row] for (row,) in rows]

    def _rows(self, items: Iterable[Item]) -> Iterator[tuple[int, str, str, str]]:
        for row, item in enumerate(items):
            self._ids.append(item.id)
            yield row, item.title, item.brand, item.description
