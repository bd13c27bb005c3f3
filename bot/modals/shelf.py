"""All that is on one shelf of the Home tab, page by page, each with the button that takes it back."""

import json
from collections.abc import Mapping
from typing import Any

from bot.blocks.message import Block, actions, button, context
from bot.escape import Mrkdwn, Plain
from bot.home.page import Shelf
from bot.home.shelves import HOME_ACTION, SHELVES, shelved_block
from bot.modals.form import View, modal

SHELF = "shelf"
TURN = "turn"
PAGE_ITEMS = 25
"""Far below the 100 blocks that a view takes: a page is read at a glance."""


def shelf_view(name: str, shelf: Shelf, page: int) -> View:
    """Return a page (from 0) of a shelf; `shelf` holds the items of that page, and counts all."""
    kind, pages = SHELVES[name], pages_of(shelf.total)
    which = f", page {page + 1} of {pages}" if pages > 1 else ""
    said = Mrkdwn(f"{shelf.total:,} in all{which}, the latest first." if shelf.total else "Nothing here any more.")
    blocks: list[Block] = [context(said), *(shelved_block(one, kind) for one in shelf.items)]
    turns = [
        button(label, f"{HOME_ACTION}:{TURN}:{towards}", str(to))
        for label, towards, to in ((Plain("Newer"), "newer", page - 1), (Plain("Older"), "older", page + 1))
        if 0 <= to < pages
    ]
    if turns:
        blocks.append(actions(*turns))
    view = modal(SHELF, kind.title, blocks, close="Close")
    return {**view, "private_metadata": json.dumps([name, page])}


def pages_of(total: int) -> int:
    """Return how many pages so many items take, at least one."""
    return max(1, -(-total // PAGE_ITEMS))


def shown_page(view: Mapping[str, Any]) -> tuple[str, int]:
    """Return which shelf a view shows, and which page of it."""
    name, page = json.loads(view["private_metadata"])
    return str(name), int(page)
