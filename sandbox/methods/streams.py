"""chat.*Stream: messages that grow while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import shapes
from sandbox.block_kit import check_blocks
from sandbox.methods.chat import given_metadata, given_style, must_be_allowed_in
from sandbox.methods.method import Method, Request, names
from sandbox.refusal import SlackRefusalError
from sandbox.streaming import LIFETIME_SECONDS, Stream, TaskDisplay, given_chunks
from sandbox.threads import SESSION_STATUSES
from sandbox.typing_in import posted_text

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message


def _start(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    must_be_allowed_in(request, channel)
    if channel.kind != "im":
        _check_recipient(request)
    stream = Stream(workspace.now() + LIFETIME_SECONDS, _display(request))
    stream.extend(_chunks(request), refused=request.service.refused_blocks)
    thread_ts = request.text("thread_ts") or None
    if thread_ts is not None and thread_ts not in channel.messages:
        raise SlackRefusalError("messaging_processing_failed")
    style = given_style(request)
    message = workspace.start_stream(channel, stream, thread_ts=thread_ts, bot_id=workspace.app.bot_id, **style)
    if message.thread_ts:
        workspace.threads.set_status(channel.id, message.thread_ts, "")
        if request.service.manifest.is_agent:
            workspace.threads.set_session(channel.id, message.thread_ts, "processing")
    return {"channel": channel.id, "ts": message.ts}


def _display(request: Request) -> TaskDisplay:
    match request.text("task_display_mode"):
        case "" | "timeline":
            return "timeline"
        case "plan":
            return "plan"
        case _:
            raise SlackRefusalError("invalid_arguments", messages=["must be a valid enum value (timeline, plan)"])


def _check_recipient(request: Request) -> None:
    """Outside of direct messages a stream is shown to one person, named with their own workspace."""
    for name in ("recipient_team_id", "recipient_user_id"):
        if not request.text(name):
            raise SlackRefusalError(f"missing_{name}")
    user = request.workspace.person(request.text("recipient_user_id")).id
    if request.workspace.team_of(user) != request.text("recipient_team_id"):
        raise SlackRefusalError("user_not_found")


def _chunks(request: Request) -> list[Json]:
    return given_chunks(request.text("markdown_text"), request.array("chunks", error="invalid_chunks"))


def _own_stream(request: Request) -> tuple[Channel, Message, Stream]:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    message = workspace.message(channel, request.text("ts"))
    if message.bot_id != workspace.app.bot_id:
        raise SlackRefusalError("message_not_owned_by_app")
    if message.stream is None:
        raise SlackRefusalError("message_not_in_streaming_state")
    return channel, message, message.stream


def _append(request: Request) -> Json:
    channel, message, stream = _own_stream(request)
    stream.must_be_open()
    chunks = _chunks(request)
    if not chunks:
        raise SlackRefusalError("no_text")
    stream.extend(chunks, refused=request.service.refused_blocks)
    request.workspace.grow(message)
    return {"channel": channel.id, "ts": message.ts}


def _stop(request: Request) -> Json:
    workspace = request.workspace
    channel, message, stream = _own_stream(request)
    if stream.state != "streaming":
        raise SlackRefusalError("message_not_in_streaming_state")
    status = request.text("session_status") or "active"
    if status not in SESSION_STATUSES:
        raise SlackRefusalError("invalid_arguments", messages=["invalid `session_status`"])
    refused = request.service.refused_blocks
    blocks = request.array("blocks", error="invalid_blocks") or []
    check_blocks(blocks, refused=refused)
    metadata = given_metadata(request)
    stream.extend(_chunks(request), refused=refused)
    stream.finish(blocks)
    workspace.end_streams("completed", lambda live: live is message)
    workspace.change(message, by=None, text=posted_text(stream.text), blocks=stream.blocks, metadata=metadata)
    if message.thread_ts and request.service.manifest.is_agent:
        workspace.threads.set_session(channel.id, message.thread_ts, status)
    shape = shapes.message_shape(workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


_CONTENT_ERRORS = "channel_not_found invalid_blocks invalid_chunks msg_blocks_too_long msg_blocks_too_many "
_STREAM_ERRORS = "message_not_found message_not_in_streaming_state message_not_owned_by_app "

METHODS = (
    Method(
        "chat.startStream",
        _start,
        tier=2,
        required=("channel",),
        optional=names(
            "chunks icon_emoji icon_url markdown_text recipient_team_id recipient_user_id task_display_mode "
            "thread_ts username"
        ),
        scopes=("chat:write",),
        errors=frozenset(
            names(
                _CONTENT_ERRORS + "is_archived messages_tab_disabled messaging_processing_failed "
                "missing_recipient_team_id missing_recipient_user_id not_in_channel user_not_found"
            )
        ),
    ),
    Method(
        "chat.appendStream",
        _append,
        tier=4,
        required=("channel", "ts"),
        optional=("chunks", "markdown_text"),
        scopes=("chat:write",),
        errors=frozenset(names(_CONTENT_ERRORS + _STREAM_ERRORS + "no_text stopped_by_user")),
    ),
    Method(
        "chat.stopStream",
        _stop,
        tier=2,
        required=("channel", "ts"),
        optional=names("blocks chunks markdown_text metadata session_status"),
        scopes=("chat:write",),
        errors=frozenset(names(_CONTENT_ERRORS + _STREAM_ERRORS + "invalid_metadata_format metadata_too_large")),
    ),
)
