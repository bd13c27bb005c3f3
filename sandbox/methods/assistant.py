"""assistant.threads.*: what an app shows while it works, and the prompts it suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods.method import Method, Request, names
from sandbox.model import as_array, as_object
from sandbox.refusal import SlackRefusalError
from sandbox.threads import Prompts

if TYPE_CHECKING:
    from sandbox.model import Channel, Json

MAX_LOADING_MESSAGES = 10
MAX_LOADING_MESSAGE = 50
MAX_PROMPTS = 4


def _channel(request: Request) -> Channel:
    channel = request.workspace.visible_channel(request.text("channel_id"), request.bot)
    if request.bot not in channel.members:
        raise SlackRefusalError("channel_not_found")
    return channel


def _thread(request: Request, channel: Channel) -> str:
    thread_ts = request.text("thread_ts")
    message = channel.messages.get(thread_ts)
    if message is None or message.is_reply:
        raise SlackRefusalError("invalid_thread_ts")
    return thread_ts


def _set_status(request: Request) -> Json:
    channel = _channel(request)
    thread_ts = _thread(request, channel)
    loading = as_array(request.parsed("loading_messages", error="invalid_arguments")) or []
    if len(loading) > MAX_LOADING_MESSAGES or not all(0 < len(str(text)) <= MAX_LOADING_MESSAGE for text in loading):
        raise SlackRefusalError(
            "invalid_arguments",
            messages=["no more than 10 texts of 1 to 50 characters allowed [json-pointer:/loading_messages]"],
        )
    status = request.text("status")
    request.workspace.threads.set_status(channel.id, thread_ts, status, tuple(map(str, loading)) if status else ())
    return {}


def _set_suggested_prompts(request: Request) -> Json:
    if not request.service.manifest.is_agent:
        raise SlackRefusalError("not_agent_app")
    channel = _channel(request)
    if request.text("thread_ts"):
        _thread(request, channel)
    prompts = request.array("prompts", error="invalid_arguments") or []
    shaped = [as_object(prompt) or {} for prompt in prompts]
    if not 1 <= len(shaped) <= MAX_PROMPTS or not all(
        prompt.get("title") and prompt.get("message") for prompt in shaped
    ):
        raise SlackRefusalError(
            "invalid_arguments",
            messages=["1 to 4 prompts with `title` and `message` are needed [json-pointer:/prompts]"],
        )
    request.workspace.threads.suggest(channel.id, Prompts(request.text("title"), tuple(shaped)))
    return {}


def _set_title(request: Request) -> Json:
    channel = _channel(request)
    request.workspace.threads.set_title(channel.id, _thread(request, channel), request.text("title"))
    return {}


METHODS = (
    Method(
        "assistant.threads.setStatus",
        _set_status,
        tier="special",
        required=("channel_id", "thread_ts", "status"),
        may_be_empty=frozenset({"status"}),
        optional=names("loading_messages icon_emoji icon_url username"),
        scopes=("chat:write",),
        errors=frozenset(names("channel_not_found invalid_thread_ts")),
    ),
    Method(
        "assistant.threads.setSuggestedPrompts",
        _set_suggested_prompts,
        tier=4,
        required=("channel_id", "prompts"),
        optional=("thread_ts", "title"),
        scopes=("assistant:write",),
        errors=frozenset(names("channel_not_found invalid_thread_ts not_agent_app")),
    ),
    Method(
        "assistant.threads.setTitle",
        _set_title,
        tier=4,
        required=("channel_id", "thread_ts", "title"),
        scopes=("assistant:write",),
        errors=frozenset(names("channel_not_found invalid_thread_ts")),
    ),
)
