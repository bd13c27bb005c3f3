"""reactions.*: the emoji below a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox import shapes
from sandbox.methods.method import Method, Request, names
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.model import Json, Message

_TIMESTAMP = re.compile(r"\d+\.\d{6}")


def _item(request: Request) -> Message:
    if not request.text("channel") or not request.text("timestamp"):
        raise SlackRefusalError("no_item_specified")
    if not _TIMESTAMP.fullmatch(request.text("timestamp")):
        raise SlackRefusalError("bad_timestamp")
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    return workspace.message(channel, request.text("timestamp"))


def _member(request: Request, message: Message) -> None:
    if request.bot not in request.workspace.channels[message.channel].members:
        raise SlackRefusalError("no_access")


def _add(request: Request) -> Json:
    message = _item(request)
    _member(request, message)
    request.workspace.react(message, request.bot, request.text("name").strip(":"))
    return {}


def _remove(request: Request) -> Json:
    message = _item(request)
    _member(request, message)
    request.workspace.unreact(message, request.bot, request.text("name").strip(":"))
    return {}


def _get(request: Request) -> Json:
    message = _item(request)
    return {
        "type": "message",
        "channel": message.channel,
        "message": shapes.listed(request.workspace, message),
    }


METHODS = (
    Method(
        "reactions.add",
        _add,
        tier=3,
        required=("name",),
        optional=("channel", "timestamp"),
        scopes=("reactions:write",),
        errors=frozenset(
            names(
                "already_reacted bad_timestamp channel_not_found invalid_name is_archived message_not_found no_access "
                "no_item_specified too_many_emoji"
            )
        ),
    ),
    Method(
        "reactions.remove",
        _remove,
        tier=2,
        required=("name",),
        optional=("channel", "timestamp"),
        scopes=("reactions:write",),
        errors=frozenset(
            names(
                "bad_timestamp channel_not_found invalid_name message_not_found no_access no_item_specified no_reaction"
            )
        ),
    ),
    Method(
        "reactions.get",
        _get,
        tier=3,
        optional=("channel", "timestamp", "full"),
        scopes=("reactions:read",),
        errors=frozenset(names("bad_timestamp channel_not_found message_not_found no_item_specified")),
        json=False,
    ),
)
