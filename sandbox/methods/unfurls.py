"""chat.unfurl and entity.presentDetails: previews of links to the app's own pages, and what lies behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes
from sandbox.block_kit import check_blocks
from sandbox.methods.method import Method, Request, names
from sandbox.model import as_array, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.model import Json, Message


def _unfurl(request: Request) -> Json:
    message = _message(request)
    unfurls = request.object("unfurls", error="invalid_unfurls_format") or {}
    metadata = request.object("metadata", error="invalid_metadata_format") or {}
    entities = [as_object(entity) or {} for entity in as_array(metadata.get("entities")) or []]
    if not unfurls and not entities:
        raise SlackRefusalError("missing_unfurls")
    shown = [_attachment(request, message, url, as_object(content) or {}) for url, content in unfurls.items()]
    shown += [_work_object(message, entity) for entity in entities]
    # Slack's own doing, not the author's: a message_changed without `edited`.
    request.workspace.change(message, by=None, attachments=[*message.attachments, *shown])
    return {}


def _message(request: Request) -> Message:
    for name in ("channel", "ts"):
        if not request.text(name):
            raise SlackRefusalError(f"missing_{name}")
    workspace = request.workspace
    channel = workspace.channels.get(request.text("channel"))
    if channel is None or request.bot not in channel.members:
        raise SlackRefusalError("cannot_find_channel")
    message = channel.messages.get(request.text("ts"))
    if message is None:
        raise SlackRefusalError("cannot_find_message")
    return message


def _must_be_in(message: Message, url: str) -> None:
    if url.replace("&", "&amp;") not in message.text and url not in message.text:
        raise SlackRefusalError("cannot_unfurl_message")


def _attachment(request: Request, message: Message, url: str, content: Json) -> Json:
    _must_be_in(message, url)
    if content.get("blocks") is not None:
        try:
            content = content | {"blocks": check_blocks(content["blocks"], refused=request.service.refused_blocks)}
        except SlackRefusalError:
            raise SlackRefusalError("cannot_parse_attachment") from None
    return {"fallback": url, "from_url": url, "is_app_unfurl": True, **content}


def _work_object(message: Message, entity: Json) -> Json:
    """Return a Work Object as an attachment; of its many fields, the page draws title, type and description."""
    payload = as_object(entity.get("entity_payload")) or {}
    attributes = as_object(payload.get("attributes")) or {}
    title = (as_object(attributes.get("title")) or {}).get("text")
    url = entity.get("app_unfurl_url") or entity.get("url")
    if not isinstance(url, str) or not title or not (as_object(entity.get("external_ref")) or {}).get("id"):
        raise SlackRefusalError("invalid_metadata_format")
    _must_be_in(message, url)
    kind = attributes.get("display_type") or str(entity.get("entity_type", "")).rpartition("/")[2]
    return {
        "fallback": title,
        "from_url": url,
        "is_app_unfurl": True,
        "title": title,
        "title_link": url,
        "footer": kind,
        "work_object": entity,
    }


def _present(request: Request) -> Json:
    entity = request.object("metadata", error="invalid_metadata")
    if entity is None or not (as_object(entity.get("entity_payload")) or {}).get("attributes"):
        raise SlackRefusalError("invalid_metadata")
    try:
        trigger = request.service.grants.exchange(request.text("trigger_id"))
    except SlackRefusalError:
        raise SlackRefusalError("invalid_trigger_id") from None
    if (as_object(entity.get("external_ref")) or {}).get("id") != trigger.subject:
        raise SlackRefusalError("entity_metadata_does_not_match_trigger")
    request.workspace.tell(changes.EntityShown(trigger.user, entity))
    return {}


METHODS = (
    Method(
        "entity.presentDetails",
        _present,
        tier=3,
        required=("trigger_id",),
        optional=("metadata",),
        errors=frozenset(names("entity_metadata_does_not_match_trigger invalid_metadata invalid_trigger_id")),
    ),
    Method(
        "chat.unfurl",
        _unfurl,
        tier=3,
        optional=names("channel ts unfurls metadata"),
        scopes=("links:write",),
        errors=frozenset(
            names(
                "cannot_find_channel cannot_find_message cannot_parse_attachment cannot_unfurl_message "
                "invalid_metadata_format invalid_unfurls_format missing_channel missing_ts missing_unfurls"
            )
        ),
    ),
)
