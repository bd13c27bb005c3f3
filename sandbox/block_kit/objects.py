"""Composition objects: texts, options, confirmation dialogs and what else blocks and elements are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.block_kit.rules import (
    Findings,
    Shape,
    anything,
    array,
    choice,
    flag,
    string,
    typed,
    url,
)
from sandbox.model import as_object

if TYPE_CHECKING:
    from sandbox.block_kit.rules import Rule

PLAIN = frozenset({"plain_text"})


def text(*, longest: int, plain: bool = False, shortest: int = 1) -> Rule:
    """Accept a text object of that many characters; `plain`: no mrkdwn there."""
    content = string(longest=longest, shortest=shortest)
    kinds: dict[str, Rule] = {
        "plain_text": Shape({"text": content}, {"emoji": flag}, also=_counted),
        "mrkdwn": Shape({"text": content}, {"verbatim": flag}, also=_counted),
    }
    return typed(kinds, only=PLAIN if plain else None)


def _counted(value: object, _pointer: str, findings: Findings) -> None:
    entry = as_object(value) or {}
    content = entry.get("text")
    findings.characters += len(content) if isinstance(content, str) else 0


identifier = string(longest=255)
confirm = Shape(
    {
        "title": text(longest=100, plain=True),
        "text": text(longest=300),
        "confirm": text(longest=30, plain=True),
        "deny": text(longest=30, plain=True),
    },
    {"style": choice("primary", "danger")},
)
option = Shape(
    {"text": text(longest=75), "value": string(longest=150)},
    {"description": text(longest=75), "url": url},
)
options = array(option, most=100)
option_group = Shape({"label": text(longest=75, plain=True), "options": options})
placeholder = text(longest=150, plain=True)
dispatch_config = Shape(
    {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), most=2)},
)
conversation_filter = Shape(
    optional={
        "include": array(choice("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
slack_file = Shape(optional={"id": string(longest=255), "url": url}, one_of=("id", "url"))
image = Shape(
    {"alt_text": string(longest=2000)},
    {"image_url": url, "slack_file": slack_file, "image_width": anything, "image_height": anything},
    one_of=("image_url", "slack_file"),
)
feedback_choice = Shape(
    {"text": text(longest=75, plain=True), "value": string(longest=2000)},
    {"accessibility_label": string(longest=75)},
)
