"""Items side by side: a table, or what each is like where a workspace takes no tables."""

from collections.abc import Sequence

from bot.blocks.message import NOTHING, Block, table
from bot.escape import Plain, plain
from recsys.model.answer import Difference, Pick

TITLE_MAX = 60
NAME_MAX = 60
CELL_MAX = 100


def compared(picks: Sequence[Pick], rows: Sequence[Difference]) -> Block:
    """Return a table: a row for each difference, a column for each item."""
    head = [Plain("Differences"), *(plain(pick.item.title, TITLE_MAX) for pick in picks)]
    body = [[plain(row.name, NAME_MAX), *(plain(value, CELL_MAX) for value in row.values)] for row in rows]
    return table([head, *body])


def columns(picks: Sequence[Pick], rows: Sequence[Difference]) -> list[str]:
    """Return what is told of each item in words, its title first."""
    return [
        f"{pick.item.title}\n" + " · ".join(f"{row.name}: {row.values[place] or NOTHING}" for row in rows)
        for place, pick in enumerate(picks)
    ]
