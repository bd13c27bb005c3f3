"""Requests that come by no message: from a form, a button, or a shortcut on what somebody else wrote. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.inbound import is_direct, tenant_of, thread_conversation
from bot.wordless import is_pictures
from recsys.model.delivery import Address, Incoming
from recsys.model.ids import ConversationId, UserId

Payload = Mapping[str, Any]


def asked(body: Payload, event: str, channel: str, text: str, now: float, *, reply_url: str = "") -> Incoming:
    """Return a request to be answered in a thread of its own, as if `/recommend` had been typed in that channel.

    `event` names what the person did: the same again is the same request.
    """
    return Incoming(
        tenant=tenant_of(body),
        event=event,
        channel=channel,
        message="",
        conversation=ConversationId(f"{channel}:command:{event}"),
        user=UserId(str(body["user"]["id"])),
        origin="command",
        text=_storable(text),
        address=Address(channel),
        received_at=now,
        reply_url=reply_url,
    )


def about_message(body: Payload, now: float) -> Incoming | None:
    """Read a message shortcut: the message's words, asked in its thread by its user; None for one without words.

    Emoji are none, also those that would say something of an answer.
    """
    message, channel, user = body["message"], str(body["channel"]["id"]), str(body["user"]["id"])
    text = _storable(str(message.get("text") or "")).strip()
    if not text or is_pictures(text):
        return None
    root = str(message.get("thread_ts") or message["ts"])
    return Incoming(
        tenant=tenant_of(body),
        event=f"shortcut:{body.get('action_ts')}:{user}:{message['ts']}",
        channel=channel,
        message="",
        conversation=thread_conversation(channel, root),
        user=UserId(user),
        origin="direct" if is_direct(channel) else "mention",
        text=text,
        address=Address(channel, root),
        received_at=now,
        reply_url=str(body.get("response_url") or ""),
    )


def _storable(text: str) -> str:
    """Replace half a surrogate pair, which cannot be stored."""
    return text.encode("utf-8", "replace").decode("utf-8")
