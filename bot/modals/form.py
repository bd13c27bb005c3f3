"""The parts of a form, and what is read from one that was sent. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.blocks.message import BUTTON_MAX, Block
from bot.escape import Plain, plain

OPTION_VALUE_MAX = 150
OPTIONS_MAX = 100

View = dict[str, Any]


def modal(callback: str, title: str, blocks: Sequence[Block], *, submit: str = "", close: str = "Cancel") -> View:
    """Return a modal; title and buttons at most 24 characters."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(plain(title, 24)),
        "close": _plain(plain(close, 24)),
        "blocks": list(blocks),
    }
    return {**view, "submit": _plain(plain(submit, 24))} if submit else view


def field(name: str, label: str, element: Block, *, hint: str = "") -> Block:
    """Return an input that may be left empty; it is read again by its name."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": _plain(plain(label)),
        "element": element,
        "optional": True,
    }
    return {**block, "hint": _plain(plain(hint))} if hint else block


def element(kind: str, action: str, placeholder: str = "", /, **more: object) -> Block:
    """Return something to fill in or to choose from."""
    made: Block = {"type": kind, "action_id": action, **more}
    shown = plain(placeholder, 150)
    return {**made, "placeholder": _plain(shown)} if shown else made


def text_input(*, placeholder: str = "", value: str = "", most: int = 300, **more: object) -> Block:
    """Return a line to type in, with at most so many characters."""
    said = plain(value, most)
    filled = {"initial_value": said} if said else {}
    return element("plain_text_input", "typed", placeholder, max_length=most, **filled, **more)


def option(text: str, value: str) -> Block:
    """Return one choice; `value` at most 150 characters."""
    return {"text": _plain(plain(text, BUTTON_MAX) or Plain("…")), "value": value}


def options(values: Sequence[str]) -> list[Block]:
    """Return at most 100 choices that read as they are called; what is too long for a choice is left out."""
    return [option(value, value) for value in values if value.strip() and len(value) <= OPTION_VALUE_MAX][:OPTIONS_MAX]


def typed(view: Mapping[str, Any], name: str) -> str:
    """Return what was typed into a field, "" for nothing."""
    return str(_state(view, name).get("value") or "").strip()


def chosen(view: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the values chosen in a field, none for nothing."""
    state = _state(view, name)
    single = [state["selected_option"]] if state.get("selected_option") else []
    found = cast(list[Mapping[str, Any]], state.get("selected_options") or single)
    return tuple(str(one["value"]) for one in found)


def holds(view: Mapping[str, Any], name: str) -> bool:
    """Return whether the field was sent at all, filled in or empty."""
    return name in view["state"]["values"]


def conversation(view: Mapping[str, Any], name: str) -> str:
    """Return the id of the conversation chosen in a field, "" for none."""
    return str(_state(view, name).get("selected_conversation") or "")


def _state(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the state of a field's only element."""
    values = cast(Mapping[str, Mapping[str, Mapping[str, Any]]], view["state"]["values"])
    for state in values.get(name, {}).values():
        return state
    return {}


def _plain(text: Plain) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
