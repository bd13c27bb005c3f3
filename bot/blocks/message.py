"""What is posted: the plain text, the blocks, and the limits that Slack holds them to."""

import json
from dataclasses import dataclass
from typing import Any

from bot.escape import Mrkdwn, Plain

Block = dict[str, Any]

BLOCKS_MAX = 50
SECTION_MAX = 3_000
TEXT_MAX = 4_000
BUTTON_MAX = 75
VALUE_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` for notifications and screen readers, `blocks` for the eye."""

    text: Mrkdwn
    blocks: tuple[Block, ...]

    def payload(self, delivery: str) -> str:
        """Return the JSON that is stored and posted.

        The first block carries the delivery's id, by which a message whose fate is unknown is found again.
        """
        blocks = [dict(block) for block in self.blocks]
        blocks[0]["block_id"] = delivery
        return json.dumps({"text": self.text, "blocks": blocks}, ensure_ascii=False)


def section(text: Mrkdwn, accessory: Block | None = None) -> Block:
    """Return a section; `text` must not be empty and at most 3,000 characters."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {**block, "accessory": accessory} if accessory else block


def context(*texts: Mrkdwn) -> Block:
    """Return a context line of at most ten texts."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in texts]}


def button(label: Plain, action: str, value: str) -> Block:
    """Return a button; label at most 75 characters, value at most 2,000."""
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label, "emoji": True},
        "action_id": action,
        "value": value[:VALUE_MAX],
    }


def actions(*buttons: Block) -> Block:
    """Return a row of buttons (1 to 25)."""
    return {"type": "actions", "elements": list(buttons)}


def image(url: str, alt: Plain) -> Block:
    """Return an image element for a section's side."""
    return {"type": "image", "image_url": url, "alt_text": alt}
