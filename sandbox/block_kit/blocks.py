"""Blocks, the surfaces they may stand on, and the limits of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.block_kit import objects
from sandbox.block_kit.elements import (
    AS_ACCESSORY,
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
)
from sandbox.block_kit.rich_text import RICH_TEXT
from sandbox.block_kit.rules import (
    Findings,
    Shape,
    Surface,
    anything,
    array,
    choice,
    flag,
    string,
    typed,
    url,
)
from sandbox.model import Json, as_array, as_object

if TYPE_CHECKING:
    from sandbox.block_kit.rules import Rule

_ID: dict[str, Rule] = {"block_id": objects.identifier}
_SURFACES: dict[str, frozenset[Surface]] = {
    "markdown": frozenset({"message"}),
    "table": frozenset({"message"}),
    "context_actions": frozenset({"message"}),
    "file": frozenset({"message"}),
    "plan": frozenset({"message"}),
    "task_card": frozenset({"message"}),
    "card": frozenset({"message", "home"}),
    "carousel": frozenset({"message", "home"}),
    "container": frozenset({"message", "home"}),
    "alert": frozenset({"modal"}),
}

_text = objects.text


def _unique_actions(value: object, pointer: str, findings: Findings) -> None:
    entry = as_object(value) or {}
    name = "actions" if entry.get("type") == "card" else "elements"
    seen: set[str] = set()
    for position, element in enumerate(as_array(entry.get(name)) or []):
        action_id = (as_object(element) or {}).get("action_id")
        if isinstance(action_id, str):
            if action_id in seen:
                findings.report(
                    f'`action_id` "{action_id}" already exists in this block', f"{pointer}/{name}/{position}"
                )
            seen.add(action_id)


def _markdown_total(value: object, pointer: str, findings: Findings) -> None:
    text = (as_object(value) or {}).get("text")
    if isinstance(text, str):
        findings.characters += len(text)
        findings.markdown_characters += len(text)
        if len(text) <= 12_000 < findings.markdown_characters:
            findings.report("markdown blocks must have less than 12001 characters together", f"{pointer}/text")


def _table_rows(value: object, pointer: str, findings: Findings) -> None:
    findings.tables += 1
    if findings.tables > 1:
        findings.report("only_one_table_allowed", pointer)
    rows = as_array((as_object(value) or {}).get("rows")) or []
    for position, row in enumerate(rows):
        for cell in as_array(row) or []:
            text = (as_object(cell) or {}).get("text")
            findings.characters += len(text) if isinstance(text, str) else 0
        if len(as_array(row) or []) != len(as_array(rows[0]) or []):
            findings.report("all rows must have the same number of cells", f"{pointer}/rows/{position}")


_BUTTONS = typed(ELEMENTS, only=frozenset({"button"}))
_CARD = Shape(
    optional=_ID
    | {
        "hero_image": objects.image,
        "icon": objects.image,
        "title": _text(longest=150),
        "subtitle": _text(longest=150),
        "body": _text(longest=200),
        "subtext": _text(longest=200),
        "actions": array(_BUTTONS, most=3),
    },
    one_of=("title", "body", "hero_image", "actions"),
    also=_unique_actions,
)
_TASK = Shape(
    {"task_id": string(longest=255), "title": string(longest=255)},
    _ID
    | {
        "status": choice("pending", "in_progress", "complete", "error"),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": array(typed(ELEMENTS, only=frozenset({"url_source"})), most=100),
    },
)
_CELL = typed(
    {
        "raw_text": Shape({"text": string(longest=12_000)}),
        "raw_number": Shape({"value": anything}, {"text": anything}),
        "rich_text": RICH_TEXT,
    }
)


def _started(value: object, pointer: str, findings: Findings) -> None:
    if (as_object(value) or {}).get("status") == "pending":
        findings.report("only tasks of a plan may be pending", f"{pointer}/status")


BLOCKS: dict[str, Rule] = {
    "section": Shape(
        optional=_ID
        | {
            "text": _text(longest=3000),
            "fields": array(_text(longest=2000), most=10),
            "accessory": typed(ELEMENTS, only=AS_ACCESSORY),
            "expand": flag,
        },
        one_of=("text", "fields"),
    ),
    "header": Shape({"text": _text(longest=150, plain=True)}, _ID),
    "divider": Shape(optional=_ID),
    "image": Shape(
        objects.image.required,
        {**objects.image.optional, **_ID, "title": _text(longest=2000, plain=True)},
        one_of=objects.image.one_of,
    ),
    "actions": Shape({"elements": array(typed(ELEMENTS, only=IN_ACTIONS), most=25)}, _ID, also=_unique_actions),
    "context": Shape({"elements": array(typed(ELEMENTS, only=IN_CONTEXT), most=10)}, _ID),
    "context_actions": Shape(
        {"elements": array(typed(ELEMENTS, only=IN_CONTEXT_ACTIONS), most=5)}, _ID, also=_unique_actions
    ),
    "input": Shape(
        {"label": _text(longest=2000, plain=True), "element": typed(ELEMENTS, only=IN_INPUT)},
        _ID | {"hint": _text(longest=2000, plain=True), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": Shape({"text": string(longest=12_000)}, _ID, also=_markdown_total),
    "rich_text": RICH_TEXT,
    "table": Shape(
        {"rows": array(array(_CELL, most=20), most=100)},
        _ID | {"column_settings": array(anything, most=20, fewest=0)},
        also=_table_rows,
    ),
    "video": Shape(
        {
            "alt_text": string(longest=2000),
            "title": _text(longest=200, plain=True),
            "thumbnail_url": url,
            "video_url": url,
        },
        _ID
        | {
            "title_url": url,
            "author_name": string(longest=50),
            "provider_name": string(longest=255),
            "provider_icon_url": url,
            "description": _text(longest=200, plain=True),
        },
    ),
    "file": Shape({"external_id": string(longest=255), "source": choice("remote")}, _ID),
    "card": _CARD,
    "carousel": Shape({"elements": array(typed({"card": _CARD}), most=10)}, _ID),
    "task_card": Shape(_TASK.required, _TASK.optional, also=_started),
    "plan": Shape({"title": string(longest=255)}, _ID | {"tasks": array(typed({"task_card": _TASK}), most=50)}),
    "alert": Shape(
        {"text": _text(longest=200)}, _ID | {"level": choice("default", "info", "warning", "error", "success")}
    ),
}


def _child(value: object, pointer: str, findings: Findings) -> None:
    block(value, pointer, findings, nested=True)


BLOCKS["container"] = Shape(
    {"child_blocks": array(_child, most=10)},
    _ID
    | {
        "title": _text(longest=150),
        "rich_text_title": RICH_TEXT,
        "subtitle": _text(longest=150),
        "icon": objects.image,
        "width": choice("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    one_of=("title", "rich_text_title"),
)
_ANY_BLOCK = typed(BLOCKS)


def block(value: object, pointer: str, findings: Findings, *, nested: bool = False) -> None:
    """Check one block of a list of blocks."""
    entry: Json = as_object(value) or {}
    name, block_id = str(entry.get("type")), entry.get("block_id")
    surfaces = _SURFACES.get(name, {findings.surface})
    if findings.surface not in surfaces or name in findings.refused or (nested and name == "container"):
        findings.report(f"unsupported type: {name}", f"{pointer}/type")
        return
    _ANY_BLOCK(value, pointer, findings)
    if isinstance(block_id, str):
        if block_id in findings.block_ids:
            findings.report(f'`block_id` "{block_id}" already exists', pointer)
        findings.block_ids.add(block_id)
