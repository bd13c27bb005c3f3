"""Block elements: everything a person can press, choose or fill in, and what merely stands in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.block_kit import objects
from sandbox.block_kit.rules import (
    Findings,
    Shape,
    anything,
    array,
    choice,
    flag,
    link,
    number_text,
    string,
    url,
    whole_number,
)
from sandbox.model import as_array, as_object

if TYPE_CHECKING:
    from sandbox.block_kit.rules import Rule

_AUDIENCE = array(string(longest=255), most=10)
_ACTION: dict[str, Rule] = {"action_id": objects.identifier}
_FOCUS: dict[str, Rule] = {"focus_on_load": flag}
_SELECT: dict[str, Rule] = _ACTION | _FOCUS | {"placeholder": objects.placeholder, "confirm": objects.confirm}
_SEVERAL: dict[str, Rule] = _SELECT | {"max_selected_items": whole_number(1, 100)}
_INPUT: dict[str, Rule] = (
    _ACTION
    | _FOCUS
    | {
        "placeholder": objects.placeholder,
        "dispatch_action_config": objects.dispatch_config,
    }
)
_STATIC: dict[str, Rule] = {"options": objects.options, "option_groups": array(objects.option_group, most=100)}


def _select(own: dict[str, Rule], several: dict[str, Rule]) -> tuple[Shape, Shape]:
    return Shape(optional=_SELECT | own), Shape(optional=_SEVERAL | several)


def _initial_is_offered(value: object, pointer: str, findings: Findings) -> None:
    """Report what is chosen at first but is none of the options, field for field."""
    entry = as_object(value) or {}
    offered = list(as_array(entry.get("options")) or [])
    for group in as_array(entry.get("option_groups")) or []:
        offered += as_array((as_object(group) or {}).get("options")) or []
    first = entry.get("initial_option")
    chosen = as_array(entry.get("initial_options")) or ([] if first is None else [first])
    if any(option not in offered for option in chosen):
        findings.report("initial option must match one of the options", pointer)


_text = objects.text
_users, _users_multi = _select({"initial_user": anything}, {"initial_users": anything})
_channels, _channels_multi = _select(
    {"initial_channel": anything, "response_url_enabled": flag}, {"initial_channels": anything}
)
_conversation: dict[str, Rule] = {"default_to_current_conversation": flag, "filter": objects.conversation_filter}
_conversations, _conversations_multi = _select(
    _conversation | {"initial_conversation": anything, "response_url_enabled": flag},
    _conversation | {"initial_conversations": anything},
)
_external, _external_multi = _select(
    {"initial_option": objects.option, "min_query_length": whole_number(0, 150)},
    {"initial_options": objects.options, "min_query_length": whole_number(0, 150)},
)
_CHOICES = Shape(
    {"options": array(objects.option, most=10)},
    _ACTION | _FOCUS | {"initial_options": array(objects.option, most=10), "confirm": objects.confirm},
    also=_initial_is_offered,
)

ELEMENTS: dict[str, Rule] = {
    "button": Shape(
        {"text": _text(longest=75, plain=True)},
        _ACTION
        | {
            "url": link,
            "value": string(longest=2000),
            "style": choice("primary", "danger"),
            "confirm": objects.confirm,
            "accessibility_label": string(longest=75),
            "visible_to_user_ids": _AUDIENCE,
        },
    ),
    "checkboxes": _CHOICES,
    "radio_buttons": Shape(
        {"options": array(objects.option, most=10)},
        _ACTION | _FOCUS | {"initial_option": objects.option, "confirm": objects.confirm},
        also=_initial_is_offered,
    ),
    "overflow": Shape({"options": array(objects.option, most=5)}, _ACTION | {"confirm": objects.confirm}),
    "static_select": Shape(
        optional=_SELECT | _STATIC | {"initial_option": objects.option},
        one_of=("options", "option_groups"),
        also=_initial_is_offered,
    ),
    "multi_static_select": Shape(
        optional=_SEVERAL | _STATIC | {"initial_options": objects.options},
        one_of=("options", "option_groups"),
        also=_initial_is_offered,
    ),
    "external_select": _external,
    "multi_external_select": _external_multi,
    "users_select": _users,
    "multi_users_select": _users_multi,
    "channels_select": _channels,
    "multi_channels_select": _channels_multi,
    "conversations_select": _conversations,
    "multi_conversations_select": _conversations_multi,
    "datepicker": Shape(optional=_SELECT | {"initial_date": string(longest=10, shortest=10)}),
    "timepicker": Shape(optional=_SELECT | {"initial_time": string(longest=5, shortest=5), "timezone": anything}),
    "datetimepicker": Shape(optional=_SELECT | {"initial_date_time": anything}),
    "plain_text_input": Shape(
        optional=_INPUT
        | {
            "initial_value": string(longest=3000, shortest=0),
            "multiline": flag,
            "min_length": whole_number(0, 3000),
            "max_length": whole_number(1, 3000),
        }
    ),
    "email_text_input": Shape(optional=_INPUT | {"initial_value": string(longest=3000)}),
    "url_text_input": Shape(optional=_INPUT | {"initial_value": string(longest=3000)}),
    "number_input": Shape(
        {"is_decimal_allowed": flag},
        _INPUT | {"initial_value": number_text, "min_value": number_text, "max_value": number_text},
    ),
    "rich_text_input": Shape(optional=_INPUT | {"initial_value": anything}),
    "file_input": Shape(
        optional=_ACTION | {"filetypes": array(string(longest=255), most=100), "max_files": whole_number(1, 10)}
    ),
    "feedback_buttons": Shape(
        {"positive_button": objects.feedback_choice, "negative_button": objects.feedback_choice}, _ACTION
    ),
    "icon_button": Shape(
        {"icon": string(longest=255), "text": _text(longest=75, plain=True)},
        _ACTION
        | {
            "value": string(longest=2000),
            "confirm": objects.confirm,
            "accessibility_label": string(longest=75),
            "visible_to_user_ids": _AUDIENCE,
        },
    ),
    "image": objects.image,
    "plain_text": _text(longest=2000),
    "mrkdwn": _text(longest=2000),
    "url_source": Shape({"url": url, "text": string(longest=255)}),
}

_INPUTS_ONLY = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"}) | {
    "rich_text_input"
}
_SINGLE_SELECTS = frozenset(
    {"static_select", "external_select", "users_select", "channels_select", "conversations_select"}
)
_PICKERS = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"})

IN_ACTIONS = _SINGLE_SELECTS | _PICKERS | {"button", "overflow"} | {f"multi_{name}" for name in _SINGLE_SELECTS}
AS_ACCESSORY = IN_ACTIONS | {"image"}
IN_INPUT = _INPUTS_ONLY | _SINGLE_SELECTS | _PICKERS | {f"multi_{name}" for name in _SINGLE_SELECTS}
IN_CONTEXT = frozenset({"image", "plain_text", "mrkdwn"})
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
