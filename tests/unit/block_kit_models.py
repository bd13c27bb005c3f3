"""Block Kit by somebody else's book: our JSON, built anew of the models of `slackblocks`, which know the limits."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Callable
from typing import Any

import slackblocks as models

_KINDS: dict[str, Callable[..., Any]] = {
    "actions": models.ActionsBlock,
    "button": models.Button,
    "card": models.CardBlock,
    "carousel": models.CarouselBlock,
    "checkboxes": models.CheckboxGroup,
    "context": models.ContextBlock,
    "context_actions": models.ContextActionsBlock,
    "conversations_select": models.ConversationSelectMenu,
    "divider": models.DividerBlock,
    "external_select": models.ExternalSelectMenu,
    "feedback_buttons": models.FeedbackButtons,
    "header": models.HeaderBlock,
    "home": models.HomeTabView,
    "image": models.Image,
    "input": models.InputBlock,
    "modal": models.ModalView,
    "multi_external_select": models.ExternalMultiSelectMenu,
    "multi_static_select": models.StaticMultiSelectMenu,
    "number_input": models.NumberInput,
    "overflow": models.OverflowMenu,
    "plain_text_input": models.PlainTextInput,
    "radio_buttons": models.RadioButtonGroup,
    "raw_text": models.RawText,
    "section": models.SectionBlock,
    "static_select": models.StaticSelectMenu,
    "table": models.TableBlock,
}
_UNTYPED: dict[str, Callable[..., Any]] = {
    "column_settings": models.ColumnSettings,
    "confirm": models.ConfirmationDialogue,
    "filter": models.ConversationFilter,
    "negative_button": models.FeedbackButton,
    "option_groups": models.OptionGroup,
    "positive_button": models.FeedbackButton,
}
_UNKNOWN_TO_IT = frozenset({"visible_to_user_ids"})
"""Fields that Slack takes and the library does not know yet; `sandbox.block_kit` checks them."""


def built(value: Any, name: str = "", inside: str = "") -> Any:
    """Return the models of a block, view, element or text. Raises the library's `InvalidUsageError` beyond a limit.

    `name` is the field that the value is in, `inside` the type of what holds it.
    """
    if isinstance(value, list):
        return [built(inner, name, inside) for inner in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type", "")
    if kind in {"mrkdwn", "plain_text"}:
        markdown = kind == "mrkdwn"
        return models.Text(value["text"], models.TextType.MARKDOWN if markdown else models.TextType.PLAINTEXT)
    fields = {key: built(inner, key, kind) for key, inner in value.items() if key not in _UNKNOWN_TO_IT | {"type"}}
    if kind == "image" and inside in {"", "home", "modal"}:
        return models.ImageBlock(**fields)
    make = _KINDS[kind] if kind else _UNTYPED.get(name, models.Option)
    return make(**fields)
