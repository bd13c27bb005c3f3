"""Slack's payloads to the domain's input, or None for what is not for us. Pure: no database, no network.

A conversation is a thread; what is said in a direct message outside of threads is one conversation.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.reactions import meaning, normalise
from bot.wordless import is_emoji_only
from recsys.model.delivery import Address, Incoming, Origin
from recsys.model.ids import ConversationId, Tenant, UserId
from recsys.model.person import FeedbackEvent

Payload = Mapping[str, Any]

# Of the message subtypes only these are a person saying something; all others, unknown ones included, are dropped.
SPOKEN_SUBTYPES = frozenset({None, "file_share", "thread_broadcast", "me_message"})

_ADDRESSED = re.compile(r",\s{0,3}<@[UW][^<>]*>[\s?!.]*\Z")
"""“..., @ben?”: what is for somebody is asked without the comma (“a mouse for @ben”)."""
EDITED_SECONDS = 3_600
"""For so long after a message came, to edit it is to ask."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A message's text was changed. `asks` is the message as it reads now, where it was not for us before."""

    tenant: Tenant
    channel: str
    message: str
    text: str
    asks: Incoming | None = None


@dataclass(frozen=True, slots=True)
class Wordless:
    """Something without words that was sent to us directly: a file, a forwarded message."""

    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message was deleted."""

    tenant: Tenant
    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that means something was put on a message, or taken back. `author` is whose message, if Slack says."""

    feedback: FeedbackEvent
    author: str | None


def mapping(value: object) -> Payload:
    """Return a part of a payload, empty where it is missing or of another kind."""
    return value if isinstance(value, Mapping) else {}  # pyright: ignore[reportUnknownVariableType] - JSON from Slack


def is_direct(channel: str) -> bool:
    """Return whether a channel is a direct message, by its id."""
    return channel.startswith("D")


def thread_conversation(channel: str, root: str) -> ConversationId:
    """Name the conversation of a thread."""
    return ConversationId(f"{channel}:{root}")


def direct_conversation(channel: str) -> ConversationId:
    """Name the conversation of a direct message, outside of its threads."""
    return ConversationId(channel)


def conversation_in(channel: str, thread: str | None) -> ConversationId:
    """Name the conversation of what is said in a direct message, in a thread of it or in none."""
    return thread_conversation(channel, thread) if thread else direct_conversation(channel)


def tenant_of(body: Payload) -> Tenant:
    """Read the tenant of an events, command or interactivity payload: the team that installed us, as far as it is told.

    What people of other workspaces do in a channel shared with them (Slack Connect) names their team beside it; a
    modal of an organisation-wide install names no team but that of its view or of the person.
    """
    view, team, user = mapping(body.get("view")), mapping(body.get("team")), mapping(body.get("user"))
    authorizations: list[Any] = body.get("authorizations") or [{}]
    installed = mapping(authorizations[0])
    teams = (installed.get("team_id"), view.get("app_installed_team_id"), body.get("team_id"), team.get("id"))
    enterprises = (
        installed.get("enterprise_id"),
        body.get("enterprise_id"),
        mapping(body.get("enterprise")).get("id"),
        team.get("enterprise_id"),
    )
    return Tenant(str(next(filter(None, enterprises), "")), str(next(filter(None, (*teams, user.get("team_id"))), "")))


def message(body: Payload, bot_user: str, now: float) -> Incoming | Edit | Deletion | Wordless | None:
    """Read a `message` event: something said, changed or deleted; None for the rest.

    Of what is said in a channel only replies in threads come back (origin "reply"), and of those only what has words:
    whether we take part in that thread is for the caller to look up. A message that mentions us comes as `app_mention`
    too; both carry the same channel and ts, so the second is dropped at admission.
    """
    event = mapping(body.get("event"))
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _edit(body, event, bot_user, now)
    if subtype == "message_deleted":
        deleted = str(event.get("deleted_ts") or "")
        return Deletion(tenant_of(body), str(event["channel"]), deleted) if deleted else None
    return _said_to_us(body, event, bot_user, now)


def mention(body: Payload, bot_user: str, now: float) -> Incoming | None:
    """Read an `app_mention` event.

    Slack sends it again when a message is edited. A message answered before is dropped at admission; a fresh one that
    only now mentions us is a request; an old one that somebody tidies up is not.
    """
    event = mapping(body.get("event"))
    if not _by_a_person(event, bot_user):
        return None
    if event.get("edited") and now - float(event["ts"]) > EDITED_SECONDS:
        return None
    return _incoming(body, event, "mention", bot_user, now)


def command(body: Payload, now: float) -> Incoming:
    """Read a slash command. Its thread does not exist yet: the conversation is named by the trigger until it does."""
    channel, trigger = str(body["channel_id"]), str(body.get("trigger_id") or f"{body['user_id']}-{now}")
    return Incoming(
        tenant=tenant_of(body),
        event=f"command:{trigger}",
        channel=channel,
        message="",
        conversation=ConversationId(f"{channel}:command:{trigger}"),
        user=UserId(str(body["user_id"])),
        origin="command",
        text=_said(str(body.get("text") or ""), ""),
        address=Address(channel),
        received_at=now,
        reply_url=str(body.get("response_url") or ""),
    )


def reaction(body: Payload, bot_user: str, now: float) -> Reaction | None:
    """Read `reaction_added` or `reaction_removed`; None where the emoji, the item or the author is not ours to read.

    Its time is Slack's, where Slack tells it: an event that comes again, or late, is as old as it was.
    """
    event = mapping(body.get("event"))
    item = mapping(event.get("item"))
    said = meaning(str(event.get("reaction") or ""))
    user = str(event.get("user") or "")
    author = event.get("item_user")
    if said is None or item.get("type") != "message" or not user or user == bot_user:
        return None
    if author is not None and author != bot_user:
        return None
    feedback = FeedbackEvent(
        tenant=tenant_of(body),
        channel=str(item["channel"]),
        message=str(item["ts"]),
        user=UserId(user),
        source=normalise(str(event["reaction"])),
        signal=said.signal,
        position=said.position,
        at=float(event.get("event_ts") or now),
    )
    return Reaction(feedback, None if author is None else str(author))


def _said_to_us(body: Payload, event: Payload, bot_user: str, now: float) -> Incoming | Wordless | None:
    if event.get("subtype") not in SPOKEN_SUBTYPES or not _by_a_person(event, bot_user):
        return None
    has_words = bool(str(event.get("text") or "").strip())
    if _is_direct(event):
        incoming = _incoming(body, event, "direct", bot_user, now)
        return incoming if has_words else Wordless(incoming)
    if f"<@{bot_user}>" in str(event.get("text") or ""):
        return _incoming(body, event, "mention", bot_user, now)
    if not has_words or event.get("thread_ts") is None or _speaks_to_others(event):
        return None
    return _incoming(body, event, "reply", bot_user, now)


def _edit(body: Payload, event: Payload, bot_user: str, now: float) -> Edit | Deletion | None:
    """Read a change. Slack also sends one for unfurls and new replies: only a changed text is an edit."""
    tenant = tenant_of(body)
    new, old = mapping(event.get("message")), mapping(event.get("previous_message"))
    if new.get("subtype") == "tombstone":  # what is left of a deleted message that has replies
        return Deletion(tenant, str(event["channel"]), str(new["ts"]))
    if not new.get("edited") or new.get("bot_id") or new.get("text") == old.get("text"):
        return None
    asks = None
    if "text" in old and now - float(new["ts"]) <= EDITED_SECONDS:
        place = {"channel": event["channel"], "channel_type": event.get("channel_type")}
        before = _said_to_us(body, {**new, **place, "text": old["text"]}, bot_user, now)
        after = _said_to_us(body, {**new, **place}, bot_user, now)
        is_new = not isinstance(before, Incoming) or (is_emoji_only(before.text) and before.origin != "mention")
        asks = after if is_new and isinstance(after, Incoming) else None
    return Edit(tenant, str(event["channel"]), str(new["ts"]), str(new.get("text") or ""), asks)


def _incoming(body: Payload, event: Payload, origin: Origin, bot_user: str, now: float) -> Incoming:
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event["thread_ts"]) if event.get("thread_ts") not in {None, "", ts} else None
    direct = _is_direct(event)
    root = thread or ts
    return Incoming(
        tenant=tenant_of(body),
        event=str(body.get("event_id") or f"{channel}:{ts}"),
        channel=channel,
        message=ts,
        conversation=conversation_in(channel, thread if direct else root),
        user=UserId(str(event["user"])),
        origin=origin,
        text=_said(str(event.get("text") or ""), bot_user),
        address=Address(channel, thread if direct else root),
        received_at=now,
    )


def said_in_edit(edit: Edit, bot_user: str) -> str:
    """Return an edited text as it would have been admitted."""
    return _said(edit.text, bot_user)


def _said(text: str, bot_user: str) -> str:
    """Take our own mention out of a text; what else Slack escapes is for the interpreter to read."""
    own = f"<@{re.escape(bot_user)}(\\|[^>]*)?>" if bot_user else "(?!)"
    storable = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be stored
    return re.sub(own, " ", storable).strip()


def _by_a_person(event: Payload, bot_user: str) -> bool:
    # A workflow's post has no user, a bot's has a bot_id: answering either is how bots end up talking to each other.
    user = event.get("user")
    return bool(user) and user not in {bot_user, "USLACKBOT"} and not event.get("bot_id")


def _is_direct(event: Payload) -> bool:
    return event.get("channel_type") == "im" or is_direct(str(event.get("channel") or ""))


def _speaks_to_others(event: Payload) -> bool:
    """Whether a reply begins or ends by addressing somebody: people in our thread may talk to each other in peace."""
    text = str(event.get("text") or "")
    return re.match(r"\s*<@[UW]", text) is not None or _ADDRESSED.search(text) is not None
