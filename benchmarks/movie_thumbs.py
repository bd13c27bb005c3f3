"""Ratings of films as thumbs, and films as items of a catalog."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from recsys.model.catalog import Item
from recsys.model.ids import ItemId, UserId
from recsys.model.person import Opinion

UP, DOWN = 4.0, 2.5
_YEAR = re.compile(r"\((\d{3})\d\)\s*$")

Thumbs = Mapping[UserId, Sequence[Opinion]]


def read_thumbs(path: Path) -> Thumbs:
    """Return each user's thumbs, earliest first: up at 4 and more, down at 2.5 and less; others are none."""
    thumbs: defaultdict[UserId, list[Opinion]] = defaultdict(list)
    for row in _rows(path):
        rating = float(row["rating"])
        if rating >= UP or rating <= DOWN:
            opinion = Opinion(ItemId(row["movieId"]), 1.0 if rating >= UP else -1.0, float(row["timestamp"]))
            thumbs[UserId(row["userId"])].append(opinion)
    return {user: sorted(given, key=lambda opinion: opinion.at) for user, given in thumbs.items()}


def read_films(path: Path) -> Mapping[ItemId, Item]:
    """Return films as items: genres are tags, the decade is an attribute."""
    return {ItemId(row["movieId"]): _film(row) for row in _rows(path)}


def read_users(path: Path) -> Sequence[UserId]:
    """Return the users that a file names, one a line."""
    return [UserId(line.strip()) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _film(row: Mapping[str, str]) -> Item:
    year = _YEAR.search(row["title"])
    return Item(
        ItemId(row["movieId"]),
        row["title"],
        tags=tuple(genre for genre in row["genres"].split("|") if not genre.startswith("(")),
        attributes={"decade": f"{year[1]}0s"} if year else {},
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
