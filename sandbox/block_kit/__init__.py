"""Block Kit as Slack checks it: what a message, a modal and a Home may hold.

`check_blocks` and `check_view` raise SlackRefusalError with Slack's names and, in `messages`, one line for everything
that is wrong, each with a JSON pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.block_kit.blocks import block
from sandbox.block_kit.objects import option, option_group, text
from sandbox.block_kit.rules import Findings, Shape, Surface, anything, array, choice, flag, string
from sandbox.model import Json, as_array, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

MAX_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MAX_CHARACTERS = 13_200
"""All texts of a message's blocks together; observed with the real service, not documented."""

MAX_VIEW_BYTES = 250_000


def _checked(value: object, surface: Surface, refused: AbstractSet[str]) -> Findings:
    findings = Findings(surface, refused)
    array(block, most=MAX_BLOCKS[surface], fewest=0)(value, "/blocks", findings)
    return findings


def check_blocks(value: object, *, refused: AbstractSet[str] = frozenset()) -> list[Json]:
    """Return a message's blocks when Slack would take them; `refused` are types this workspace does not know yet.

    Raises SlackRefusalError: invalid_blocks_format (no array), invalid_blocks, msg_blocks_too_long.
    """
    blocks = as_array(value)
    if blocks is None:
        raise SlackRefusalError("invalid_blocks_format")
    findings = _checked(blocks, "message", refused)
    if findings.messages:
        raise SlackRefusalError("invalid_blocks", messages=findings.messages, errors=findings.messages)
    if findings.characters > MAX_CHARACTERS:
        raise SlackRefusalError("msg_blocks_too_long")
    return numbered(blocks)


def numbered(blocks: list[Json], prefix: str = "b") -> list[Json]:
    """Return blocks, those within blocks too, with a block_id each: Slack makes one up where the app gave none."""
    return [_named(entry, f"{prefix}{place}") for place, entry in enumerate(blocks)]


def _named(block: Json, name: str) -> Json:
    within = {"carousel": "elements", "container": "child_blocks"}.get(str(block.get("type")))
    named = block if block.get("block_id") else {**block, "block_id": name}
    return named if within is None else {**named, within: numbered(as_array(block[within]) or [], f"{name}-")}


def check_options(value: object) -> list[Json]:
    """Return the options an app answers an external select with; [] when they are not as Slack wants them."""
    answer, findings = as_object(value) or {}, Findings("message")
    _OPTIONS(answer, "", findings)
    groups = as_array(answer.get("option_groups")) or []
    options = as_array(answer.get("options")) or [option for group in groups for option in group["options"]]
    return [] if findings.messages else options


_OPTIONS = Shape(
    optional={"options": array(option, most=100, fewest=0), "option_groups": array(option_group, most=100)},
    one_of=("options", "option_groups"),
)
_VIEW_FIELDS = {
    "blocks": anything,
    "private_metadata": string(longest=3000, shortest=0),
    "callback_id": string(longest=255, shortest=0),
    "external_id": string(longest=255, shortest=0),
}
_VIEWS = {
    "home": Shape({"blocks": anything}, _VIEW_FIELDS),
    "modal": Shape(
        {"title": text(longest=24, plain=True), "blocks": anything},
        _VIEW_FIELDS
        | {
            "close": text(longest=24, plain=True),
            "submit": text(longest=24, plain=True),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
}


def _has_input(blocks: list[Json]) -> bool:
    return any((as_object(entry) or {}).get("type") == "input" for entry in blocks)


def check_view(value: object, *, kind: Surface, refused: AbstractSet[str] = frozenset()) -> Json:
    """Return a view ("modal" or "home") when Slack would take it.

    Raises SlackRefusalError: invalid_arguments, view_too_large.
    """
    view = as_object(value)
    if view is None:
        raise SlackRefusalError("invalid_arguments", messages=["must be a valid object [json-pointer:/view]"])
    if len(str(view)) > MAX_VIEW_BYTES:
        raise SlackRefusalError("view_too_large")
    findings = _checked(view.get("blocks", []), kind, refused)
    choice(kind)(view.get("type"), "/view/type", findings)
    _VIEWS[kind](view, "/view", findings)
    if kind == "modal" and _has_input(as_array(view.get("blocks")) or []) and not view.get("submit"):
        findings.report("`submit` is required when an `input` block is within `blocks`", "/view")
    if findings.messages:
        raise SlackRefusalError("invalid_arguments", messages=findings.messages)
    return {**view, "blocks": numbered(as_array(view["blocks"]) or [])}
