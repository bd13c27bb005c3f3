"""Payloads of slash commands and interactions, as Slack shapes them (pure, but for the ids they are given)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import shapes
from sandbox.model import Json, as_array, as_object

if TYPE_CHECKING:
    from sandbox.model import Channel, Message
    from sandbox.workspace import Workspace

VERIFICATION = "sandbox-verification"


def slash_command(
    workspace: Workspace, *, user: str, channel: Channel, command: str, text: str, trigger_id: str, response_url: str
) -> Json:
    """Return what a slash command sends."""
    return {
        "token": VERIFICATION,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.payload_name,
        "user_id": user,
        "user_name": workspace.person(user).name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app.app_id,
        "is_enterprise_install": "false",
        **_grid(workspace),
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(workspace: Workspace, kind: str, *, user: str, trigger_id: str) -> Json:
    """Return what every interaction has in common."""
    person = workspace.person(user)
    return {
        "type": kind,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": workspace.team_of(user)},
        "api_app_id": workspace.app.app_id,
        "token": VERIFICATION,
        "trigger_id": trigger_id,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain, **_grid(workspace)},
        "enterprise": _enterprise(workspace),
        "is_enterprise_install": False,
    }


def _grid(workspace: Workspace) -> Json:
    team = workspace.team
    return {"enterprise_id": team.enterprise_id, "enterprise_name": team.enterprise_name} if team.enterprise_id else {}


def _enterprise(workspace: Workspace) -> Json | None:
    team = workspace.team
    return {"id": team.enterprise_id, "name": team.enterprise_name} if team.enterprise_id else None


def from_message(workspace: Workspace, channel: Channel, message: Message, response_url: str) -> Json:
    """Return what an interaction with a message adds."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return {
        "container": container,
        "channel": {"id": channel.id, "name": channel.payload_name},
        "message": shapes.message_shape(workspace, message),
        "state": {"values": Json()},
        "response_url": response_url,
    }


def find_element(
    blocks: object, *, block_id: str | None, action_id: str, seen_by: str | None = None
) -> tuple[str, Json] | None:
    """Return the block id and the element with that action id, wherever it stands in blocks; None when it does not.

    Elements that `seen_by` may not see are passed over.
    """
    for block in as_array(blocks) or []:
        entry = as_object(block) or {}
        found = _find_in(entry, action_id, seen_by)
        if found is not None and block_id in {None, entry.get("block_id")}:
            return str(entry.get("block_id", "")), found
        for within in ("child_blocks", "elements"):
            nested = find_element(entry.get(within), block_id=block_id, action_id=action_id, seen_by=seen_by)
            if nested is not None:
                return nested
    return None


def _find_in(block: Json, action_id: str, seen_by: str | None) -> Json | None:
    candidates = [block.get("accessory"), block.get("element")]
    candidates += as_array(block.get("elements")) or []
    candidates += as_array(block.get("actions")) or []
    for candidate in candidates:
        element = as_object(candidate)
        if element is not None and element.get("action_id") == action_id:
            audience = element.get("visible_to_user_ids")
            return element if audience is None or seen_by in audience else None
    return None


def _option(element: Json, value: str) -> Json:
    groups = [as_object(group) or {} for group in as_array(element.get("option_groups")) or []]
    options = [*(as_array(element.get("options")) or [])]
    for group in groups:
        options += as_array(group.get("options")) or []
    for option in options:
        entry = as_object(option) or {}
        if entry.get("value") == value:
            return {name: entry[name] for name in ("text", "value") if name in entry}
    return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}


_SELECTED = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
_WITH_OPTION = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
_WITH_OPTIONS = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})


def choice_made(element: Json, value: object) -> Json:
    """Return what a choice or an input contributes to `actions` and to `state`; {} for a button.

    `value` is an option's value, a list of them, an id, a date or a text, as the element's type wants it.
    """
    kind = str(element["type"])
    if kind in _WITH_OPTION:
        return {"selected_option": None if value is None else _option(element, str(value))}
    if kind in _WITH_OPTIONS:
        return {"selected_options": [_option(element, str(entry)) for entry in as_array(value) or []]}
    if kind in _SELECTED:
        return {_SELECTED[kind]: value}
    if kind == "feedback_buttons":
        return {"value": str(value)}
    if kind.endswith("_input"):
        return {"value": value}
    return {}


def action(element: Json, *, block_id: str, value: object, at: str) -> Json:
    """Return one entry of `actions`."""
    shape: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id, "action_ts": at}
    if element["type"] in {"button", "icon_button"}:
        shape |= {name: element[name] for name in ("text", "value", "url", "style") if name in element}
        return shape
    return shape | choice_made(element, value)
