"""conversations.* and users.conversations: channels, their members, their histories."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sandbox import shapes
from sandbox.methods import paging
from sandbox.methods.method import Method, Request, names
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.model import Channel, Json

_TIMESTAMP = re.compile(r"\d+(\.\d+)?")
_KINDS = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}


def _seconds(request: Request, name: str) -> str | None:
    value = request.text(name)
    if not value:
        return None
    if not _TIMESTAMP.fullmatch(value):
        raise SlackRefusalError(f"invalid_ts_{name}")
    whole, _, fraction = value.partition(".")
    return f"{whole:0>10}.{fraction[:6]:0<6}"


def _window(request: Request, timestamps: Sequence[str]) -> tuple[int, int]:
    """Return the slice between `oldest` and `latest`; timestamps of equal width sort as text."""
    inclusive = request.flag("inclusive")
    oldest, latest = _seconds(request, "oldest"), _seconds(request, "latest")
    start, end = 0, len(timestamps)
    if oldest is not None and float(oldest) > 0:
        start = (bisect_left if inclusive else bisect_right)(timestamps, oldest)
    if latest is not None:
        end = (bisect_right if inclusive else bisect_left)(timestamps, latest)
    return start, max(start, end)


def _history(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    request.needs_for(channel, "history")
    workspace.joined_channel(channel.id, request.bot)
    start, end = _window(request, channel.timeline)
    limit = request.number("limit", 100, lowest=1, highest=999, error="invalid_arguments")
    if cursor := request.text("cursor"):
        marker, _, ts = paging.decoded(cursor).partition(":")
        if marker != "next_ts":
            raise SlackRefusalError("invalid_cursor")
        end = min(end, bisect_right(channel.timeline, ts))
    first = max(start, end - limit)
    with_metadata = request.flag("include_all_metadata")
    chosen = reversed(channel.timeline[first:end])
    answer: Json = {
        "messages": [shapes.listed(workspace, channel.messages[ts], with_metadata=with_metadata) for ts in chosen],
        "has_more": first > start,
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    if first > start:
        answer["response_metadata"] = {"next_cursor": paging.encoded(f"next_ts:{channel.timeline[first - 1]}")}
    return answer


def _replies(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    request.needs_for(channel, "history")
    if request.bot not in channel.members:
        raise SlackRefusalError("channel_not_found")
    root = channel.messages.get(request.text("ts"))
    if root is None:
        raise SlackRefusalError("thread_not_found")
    start, end = _window(request, root.replies)
    shown, metadata = paging.page(request, root.replies[start:end], default=1000, error="invalid_arguments")
    with_metadata = request.flag("include_all_metadata")
    messages = [root, *(channel.messages[ts] for ts in shown)]
    answer: Json = {
        "messages": [shapes.listed(workspace, message, with_metadata=with_metadata) for message in messages],
        "has_more": bool(metadata["next_cursor"]),
    }
    if metadata["next_cursor"]:
        answer["response_metadata"] = metadata
    return answer


def _info(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    request.needs_for(channel, "read")
    shape = shapes.channel_shape(workspace, channel, request.bot)
    if request.flag("include_num_members"):
        shape["num_members"] = len(channel.members)
    return {"channel": shape}


def _of_types(request: Request, channels: Sequence[Channel]) -> list[Channel]:
    kinds: set[str] = set()
    for name in (request.text("types") or "public_channel").split(","):
        kind = _KINDS.get(name.strip())
        if kind is None:
            raise SlackRefusalError("invalid_types")
        kinds.add(kind)
    without_archived = request.flag("exclude_archived")
    chosen = [channel for channel in channels if channel.kind in kinds and not (without_archived and channel.archived)]
    for kind in kinds:
        request.needs({"channel": "channels", "private": "groups"}.get(kind, kind) + ":read")
    return chosen


def _list(request: Request) -> Json:
    workspace = request.workspace
    visible = [
        channel
        for channel in workspace.channels.values()
        if channel.kind == "channel" or request.bot in channel.members
    ]
    shown, metadata = paging.page(request, _of_types(request, visible), default=100)
    shapes_of = [shapes.channel_shape(workspace, channel, request.bot) for channel in shown]
    return {"channels": shapes_of, "response_metadata": metadata}


def _of_user(request: Request) -> Json:
    workspace = request.workspace
    user = request.text("user") or request.bot
    joined = [
        channel
        for channel in workspace.channels.values()
        if user in channel.members and (channel.kind == "channel" or request.bot in channel.members)
    ]
    shown, metadata = paging.page(request, _of_types(request, joined), default=100)
    shapes_of = [shapes.channel_shape(workspace, channel, user) for channel in shown]
    return {"channels": shapes_of, "response_metadata": metadata}


def _members(request: Request) -> Json:
    channel = request.workspace.visible_channel(request.text("channel"), request.bot)
    request.needs_for(channel, "read")
    shown, metadata = paging.page(request, channel.members, default=100)
    return {"members": shown, "response_metadata": metadata}


def _join(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    joined = workspace.join(channel, request.bot)
    answer: Json = {"channel": shapes.channel_shape(workspace, channel, request.bot)}
    if not joined:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


def _leave(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    return {} if workspace.leave(channel, request.bot) else {"not_in_channel": True}


def _open(request: Request) -> Json:
    workspace = request.workspace
    users = [name.strip() for name in request.text("users").split(",") if name.strip()]
    if request.text("channel"):
        channel = workspace.visible_channel(request.text("channel"), request.bot)
        if channel.kind != "im":
            raise SlackRefusalError("method_not_supported_for_channel_type")
    elif not users:
        raise SlackRefusalError("users_list_not_supplied")
    elif len(users) > 1:
        # Group direct messages do not exist here.
        raise SlackRefusalError("too_many_users")
    else:
        request.needs("im:write")
        channel = workspace.open_im(workspace.person(users[0]).id, request.bot)
    if not request.flag("return_im"):
        return {"channel": {"id": channel.id}}
    return {
        "no_op": True,
        "already_open": True,
        "channel": shapes.channel_shape(workspace, channel, request.bot) | {"is_open": True},
    }


_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

METHODS = (
    Method(
        "conversations.history",
        _history,
        tier=3,
        required=("channel",),
        optional=names("cursor include_all_metadata inclusive latest limit oldest"),
        scopes=_HISTORY,
        errors=frozenset(names("channel_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest not_in_channel")),
    ),
    Method(
        "conversations.replies",
        _replies,
        tier=3,
        required=("channel", "ts"),
        optional=names("cursor include_all_metadata inclusive latest limit oldest"),
        scopes=_HISTORY,
        errors=frozenset(
            names("channel_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest thread_not_found")
        ),
        json=False,
    ),
    Method(
        "conversations.info",
        _info,
        tier=3,
        required=("channel",),
        optional=("include_num_members", "include_locale"),
        scopes=_READ,
        errors=frozenset({"channel_not_found"}),
        json=False,
    ),
    Method(
        "conversations.list",
        _list,
        tier=2,
        optional=names("cursor exclude_archived limit types team_id"),
        scopes=_READ,
        errors=frozenset(names("invalid_cursor invalid_limit invalid_types")),
        json=False,
    ),
    Method(
        "users.conversations",
        _of_user,
        tier=3,
        optional=names("cursor exclude_archived limit types user team_id"),
        scopes=_READ,
        errors=frozenset(names("invalid_cursor invalid_limit invalid_types")),
        json=False,
    ),
    Method(
        "conversations.members",
        _members,
        tier=4,
        required=("channel",),
        optional=("cursor", "limit"),
        scopes=_READ,
        errors=frozenset(names("channel_not_found invalid_cursor invalid_limit")),
        json=False,
    ),
    Method(
        "conversations.join",
        _join,
        tier=3,
        required=("channel",),
        scopes=("channels:join",),
        errors=frozenset(names("channel_not_found is_archived method_not_supported_for_channel_type")),
    ),
    Method(
        "conversations.leave",
        _leave,
        tier=3,
        required=("channel",),
        scopes=("channels:manage", "groups:write", "im:write", "mpim:write"),
        errors=frozenset(names("cant_leave_general channel_not_found method_not_supported_for_channel_type")),
    ),
    Method(
        "conversations.open",
        _open,
        tier=3,
        optional=names("channel return_im users prevent_creation"),
        scopes=("im:write", "mpim:write", "channels:manage", "groups:write"),
        errors=frozenset(
            names(
                "channel_not_found method_not_supported_for_channel_type too_many_users user_not_found "
                "users_list_not_supplied"
            )
        ),
    ),
)
