"""What is posted: the plain text, the blocks, and the limits that Slack holds them to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.escape import Mrkdwn, Plain

Block = dict[str, Any]

SECTION_MAX = 3_000
BUTTON_MAX = 75
VALUE_MAX = 2_000
NOTHING = "–"
"""What stands where a text is empty: Slack refuses a whole message for one text without characters."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` for notifications and screen readers, `blocks` for the eye.

    `plainer` is the same in blocks that every workspace takes; empty where `blocks` are such.
    """

    text: Mrkdwn
    blocks: tuple[Block, ...]
    plainer: tuple[Block, ...] = ()

    def payload(self, delivery: str) -> str:
        """Return the JSON that is stored, both layouts in it; which one is posted shows when it is.

        The first block carries the delivery's id, by which a message whose fate is unknown is found again.
        """
        content: dict[str, object] = {"text": self.text, "blocks": _named(self.blocks, delivery)}
        if self.plainer:
            content["plainer"] = _named(self.plainer, delivery)
        return json.dumps(content, ensure_ascii=False)


def _named(blocks: Sequence[Block], delivery: str) -> list[Block]:
    return [{**blocks[0], "block_id": delivery}, *blocks[1:]]


def mrkdwn_object(text: Mrkdwn) -> Block:
    """Return a text object in which Slack reads markup."""
    return {"type": "mrkdwn", "text": text if text.strip() else NOTHING}


def plain_object(text: Plain) -> Block:
    """Return a text object in which Slack reads nothing but emoji."""
    return {"type": "plain_text", "text": text if text.strip() else NOTHING, "emoji": True}


def section(text: Mrkdwn, accessory: Block | None = None) -> Block:
    """Return a section; `text` at most 3,000 characters."""
    block: Block = {"type": "section", "text": mrkdwn_object(text)}
    return {**block, "accessory": accessory} if accessory else block


def context(*texts: Mrkdwn) -> Block:
    """Return a context line of at most ten texts."""
    return {"type": "context", "elements": [mrkdwn_object(text) for text in texts]}


def button(label: Plain, action: str, value: str, *, url: str | None = None, only_for: str = "") -> Block:
    """Return a button; label at most 75 characters, value at most 2,000.

    With `url` it opens that address, and tells us so. `only_for` is the one person who sees it, "" for everybody.
    """
    element: Block = {"type": "button", "text": plain_object(label), "action_id": action}
    if value:
        element["value"] = value[:VALUE_MAX]
    if url:
        element["url"] = url
    if only_for:
        element["visible_to_user_ids"] = [only_for]
    return element


def actions(*elements: Block) -> Block:
    """Return a row of buttons and menus (1 to 25)."""
    return {"type": "actions", "elements": list(elements)}


def image(url: str, alt: Plain) -> Block:
    """Return an image for a section's side or a card's head."""
    return {"type": "image", "image_url": url, "alt_text": alt if alt.strip() else NOTHING}


def option(label: Plain, value: str) -> Block:
    """Return an option of a menu; label at most 75 characters, value at most 150."""
    return {"text": plain_object(label), "value": value}


def table(rows: Sequence[Sequence[Plain]]) -> Block:
    """Return a table of plain cells, the first row its head; at most 100 rows of 20 cells."""
    cells = [[{"type": "raw_text", "text": cell if cell.strip() else NOTHING} for cell in row] for row in rows]
    wrapped = [{"is_wrapped": True}] * len(rows[0])
    return {"type": "table", "rows": cells, "column_settings": wrapped}
