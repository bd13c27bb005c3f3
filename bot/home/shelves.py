"""What a person saved, bought, liked and disliked, each with a button that takes it back. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.blocks.items import facts
from bot.blocks.message import BUTTON_MAX, Block, button, section
from bot.escape import Mrkdwn, Plain, link, mrkdwn, plain
from bot.home.page import HomePage, Shelf, Shelved

HOME_ACTION = "home"
ALL = "all"


class ShelfKind(NamedTuple):
    """Title of a shelf, and name and label of the button that takes one off it."""

    title: Plain
    action: str
    undo: Plain


SHELVES = {
    "saved": ShelfKind(Plain("Saved"), "unsave", Plain("Remove")),
    "bought": ShelfKind(Plain("Bought"), "unbuy", Plain("Not bought")),
    "liked": ShelfKind(Plain("Liked"), "retract", Plain("Undo")),
    "disliked": ShelfKind(Plain("Disliked"), "retract", Plain("Undo")),
}
"""By their names in the page."""


def shelf_blocks(page: HomePage) -> Iterator[Block]:
    """Return the beginnings of all shelves that have something on them."""
    for name, kind in SHELVES.items():
        shelf: Shelf = getattr(page, name)
        if not shelf.total:
            continue
        yield {"type": "divider"}
        if shelf.total > len(shelf.items):
            everything = button(Plain("Show all"), f"{HOME_ACTION}:{ALL}:{name}", name)
            everything["accessibility_label"] = f"Show all: {kind.title}"
            yield section(Mrkdwn(f"*{kind.title}*  {shelf.total:,}, the latest {len(shelf.items)} here"), everything)
        else:
            yield section(Mrkdwn(f"*{kind.title}*  {shelf.total:,}"))
        yield from (shelved_block(one, kind) for one in shelf.items)


def shelved_block(shelved: Shelved, kind: ShelfKind) -> Block:
    """Return one thing with the button that takes it back; by its id where the catalog has it no more."""
    item, id_ = shelved.item, mrkdwn(shelved.id, 200)
    if item is None:
        lines, name = [id_, Mrkdwn("no longer in the catalog")], shelved.id
    else:
        lines, name = [link(item.url, mrkdwn(item.title, 200) or id_), facts(item)], item.title
    take_back = button(kind.undo, f"{HOME_ACTION}:{kind.action}", shelved.id)
    take_back["accessibility_label"] = plain(f"{kind.undo}: {name}", BUTTON_MAX)
    return section(Mrkdwn("\n".join(filter(None, lines)) or "…"), take_back)
