"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import shapes
from sandbox.block_kit import check_blocks
from sandbox.methods.method import Method, Request, names
from sandbox.model import as_object
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import posted_text
from sandbox.workspace import MAX_TEXT

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message

MAX_UPDATED_TEXT = 4_000
MAX_MARKDOWN = 12_000
MAX_ATTACHMENTS = 100
MAX_METADATA = 8_000  # characters of its JSON


def _target(request: Request) -> Channel:
    """Return the channel to post to: an id, a name, or a person's id for the direct message with them."""
    workspace, wanted = request.workspace, request.text("channel")
    if wanted in workspace.people:
        return workspace.im_with_bot(wanted)
    if wanted.startswith("#") or wanted not in workspace.channels:
        wanted = workspace.channel_named(wanted).id
    return workspace.visible_channel(wanted, request.bot)


def must_be_allowed_in(request: Request, channel: Channel) -> None:
    """Refuse where the app may not post: not_in_channel, messages_tab_disabled."""
    public_too = "chat:write.public" in request.service.manifest.scopes
    if request.bot not in channel.members and not public_too:
        raise SlackRefusalError("not_in_channel")
    if channel.kind == "im" and not request.service.manifest.features.app_home.messages_tab_enabled:
        raise SlackRefusalError("messages_tab_disabled")


def _attachments(request: Request) -> list[Json]:
    attachments = request.array("attachments", error="invalid_arguments") or []
    if len(attachments) > MAX_ATTACHMENTS:
        raise SlackRefusalError("too_many_attachments")
    dressed: list[Json] = []
    for number, attachment in enumerate(attachments, start=1):
        entry = as_object(attachment) or {}
        if entry.get("blocks") is not None:
            entry = entry | {"blocks": check_blocks(entry["blocks"], refused=request.service.refused_blocks)}
        dressed.append({"id": number, "fallback": "[no preview available]", **entry})
    return dressed


def given_metadata(request: Request) -> Json | None:
    """Return the metadata of a message, None when there is none; invalid_metadata_format, metadata_too_large."""
    metadata = request.object("metadata", error="invalid_metadata_format")
    if metadata is None:
        return None
    # Bolt's own `say` sends no payload in a direct message's thread, and Slack takes that for an empty one.
    payload = {} if metadata.get("event_payload") is None else as_object(metadata["event_payload"])
    if not isinstance(metadata.get("event_type"), str) or payload is None:
        raise SlackRefusalError("invalid_metadata_format")
    if len(str(metadata)) > MAX_METADATA:
        raise SlackRefusalError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": payload}


def _content(request: Request) -> dict[str, Any]:
    """Return what a message is to hold: text, blocks and attachments; no_text when that is nothing."""
    text, markdown = request.text("text"), request.text("markdown_text")
    blocks = request.array("blocks", error="invalid_blocks_format")
    attachments = _attachments(request)
    if markdown:
        if text or blocks:
            raise SlackRefusalError("markdown_text_conflict")
        if len(markdown) > MAX_MARKDOWN:
            raise SlackRefusalError("msg_blocks_too_long")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if not text.strip() and not blocks and not attachments:
        raise SlackRefusalError("no_text")
    return {
        "text": posted_text(text),
        "blocks": check_blocks(blocks, refused=request.service.refused_blocks) if blocks else [],
        "attachments": attachments,
    }


def given_style(request: Request) -> dict[str, Any]:
    """Return another name and icon than the bot's own, where the app may choose one; missing_scope."""
    style = {name: request.text(name) or None for name in ("username", "icon_emoji", "icon_url")}
    if not any(style.values()):
        return {}
    request.needs("chat:write.customize")
    return {**style, "subtype": "bot_message", "username": style["username"] or request.workspace.app.name}


def _post(request: Request) -> Json:
    workspace = request.workspace
    channel = _target(request)
    must_be_allowed_in(request, channel)
    content = _content(request)
    text = content.pop("text")[:MAX_TEXT]
    try:
        message = workspace.post(
            channel,
            request.bot,
            text,
            thread_ts=request.text("thread_ts") or None,
            broadcast=request.flag("reply_broadcast"),
            bot_id=workspace.app.bot_id,
            metadata=given_metadata(request),
            **content,
            **given_style(request),
        )
    except SlackRefusalError as refusal:
        if refusal.error in {"thread_not_found", "message_not_found"}:
            raise SlackRefusalError("cannot_reply_to_message") from None
        raise
    if message.thread_ts:
        workspace.threads.set_status(channel.id, message.thread_ts, "")
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": shapes.message_shape(workspace, message, with_metadata=True),
    }


def _own(request: Request, error: str) -> Message:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    message = workspace.message(channel, request.text("ts"))
    if message.bot_id != workspace.app.bot_id:
        raise SlackRefusalError(error)
    return message


def _limited(request: Request) -> dict[str, Any]:
    try:
        return _content(request)
    except SlackRefusalError as refusal:
        if refusal.error == "msg_blocks_too_long":
            raise SlackRefusalError("msg_too_long") from None
        raise


def _update(request: Request) -> Json:
    message = _own(request, "cant_update_message")
    if request.workspace.channel(message.channel).archived:
        raise SlackRefusalError("is_inactive")
    if message.stream is not None and message.stream.state == "streaming":
        raise SlackRefusalError("streaming_state_conflict")
    content = _limited(request)
    if len(content["text"]) > MAX_UPDATED_TEXT:
        raise SlackRefusalError("msg_too_long")
    if "metadata" in request.args:
        content["metadata"] = given_metadata(request)
    request.workspace.change(message, by=request.bot, **content)
    shape = shapes.message_shape(request.workspace, message, with_metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shape}


def _delete(request: Request) -> Json:
    message = _own(request, "cant_delete_message")
    request.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def _post_ephemeral(request: Request) -> Json:
    workspace, user = request.workspace, request.text("user")
    channel = _target(request)
    must_be_allowed_in(request, channel)
    if channel.archived:
        raise SlackRefusalError("is_archived")
    if user not in channel.members:
        raise SlackRefusalError("user_not_in_channel")
    content = _limited(request)
    text = content.pop("text")
    if len(text) > MAX_TEXT:
        raise SlackRefusalError("msg_too_long")
    message = workspace.whisper(
        channel,
        user,
        text,
        user=request.bot,
        bot_id=workspace.app.bot_id,
        thread_ts=request.text("thread_ts") or None,
        **content,
        **given_style(request),
    )
    return {"message_ts": message.ts}


def _permalink(request: Request) -> Json:
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel"), request.bot)
    message = workspace.message(channel, request.text("message_ts"))
    link = f"{request.service.origin}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


_CONTENT = "attachments blocks icon_emoji icon_url link_names markdown_text metadata parse text thread_ts username"
_CONTENT_ERRORS = (
    "channel_not_found invalid_blocks invalid_blocks_format is_archived markdown_text_conflict "
    "messages_tab_disabled no_text not_in_channel too_many_attachments "
)
_METADATA_ERRORS = "invalid_metadata_format metadata_too_large "

METHODS = (
    Method(
        "chat.postMessage",
        _post,
        tier="special",
        required=("channel",),
        optional=names(f"{_CONTENT} mrkdwn reply_broadcast unfurl_links unfurl_media"),
        scopes=("chat:write",),
        errors=frozenset(names(_CONTENT_ERRORS + _METADATA_ERRORS + "cannot_reply_to_message msg_blocks_too_long")),
    ),
    Method(
        "chat.update",
        _update,
        tier=3,
        required=("channel", "ts"),
        optional=names("attachments blocks link_names markdown_text metadata parse text reply_broadcast"),
        scopes=("chat:write",),
        errors=frozenset(
            names(
                _METADATA_ERRORS + "cant_update_message channel_not_found invalid_blocks invalid_blocks_format "
                "is_inactive markdown_text_conflict message_not_found msg_too_long no_text streaming_state_conflict "
                "too_many_attachments"
            )
        ),
    ),
    Method(
        "chat.delete",
        _delete,
        tier=3,
        required=("channel", "ts"),
        scopes=("chat:write",),
        errors=frozenset(names("cant_delete_message channel_not_found message_not_found")),
    ),
    Method(
        "chat.postEphemeral",
        _post_ephemeral,
        tier=4,
        required=("channel", "user"),
        optional=names(_CONTENT),
        scopes=("chat:write",),
        errors=frozenset(names(_CONTENT_ERRORS + "msg_too_long user_not_in_channel")),
    ),
    Method(
        "chat.getPermalink",
        _permalink,
        tier="special",
        required=("channel", "message_ts"),
        errors=frozenset(names("channel_not_found message_not_found")),
        json=False,
    ),
)
