"""agents.sessions.*: whether the app is at work in a thread, and what the thread is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods.method import Method, Request, names
from sandbox.refusal import SlackRefusalError
from sandbox.threads import SESSION_STATUSES

if TYPE_CHECKING:
    from sandbox.model import Json

MAX_TITLE = 200
_NO_STOP = "missing_agent_session_stopped_event_subscription"


def _thread(request: Request) -> tuple[str, str]:
    """Return channel and root of the session; only apps declared as agents, and members, may have one."""
    workspace = request.workspace
    channel = workspace.visible_channel(request.text("channel_id"), request.bot)
    if not request.service.manifest.is_agent or request.bot not in channel.members:
        raise SlackRefusalError("not_authorized")
    thread_ts = request.text("thread_ts")
    if not thread_ts:
        raise SlackRefusalError("thread_ts_required")
    message = channel.messages.get(thread_ts)
    if message is None or message.is_reply:
        raise SlackRefusalError("invalid_arguments", messages=["no such thread [json-pointer:/thread_ts]"])
    return channel.id, thread_ts


def _title(request: Request) -> str:
    title = request.text("title")
    if len(title) > MAX_TITLE:
        raise SlackRefusalError("invalid_arguments", messages=["must be less than 201 characters"])
    return title


def _set_status(request: Request) -> Json:
    channel_id, thread_ts = _thread(request)
    status = request.text("status")
    if status not in SESSION_STATUSES:
        raise SlackRefusalError("invalid_status")
    if request.text("initiator_user_id"):
        request.workspace.person(request.text("initiator_user_id"))
    if any(request.text(name) for name in ("icon_emoji", "icon_url", "username")):
        request.needs("chat:write.customize")
    session = request.workspace.threads.set_session(channel_id, thread_ts, status, _title(request))
    answer: Json = {"status": session.status, "agent_status": session.status, "title": session.title}
    if not request.service.manifest.is_stoppable:
        answer |= {"warning": _NO_STOP, "response_metadata": {"warnings": [_NO_STOP]}}
    return answer


def _rename(request: Request) -> Json:
    channel_id, thread_ts = _thread(request)
    return {"title": request.workspace.threads.rename_session(channel_id, thread_ts, _title(request)).title}


METHODS = (
    Method(
        "agents.sessions.setStatus",
        _set_status,
        tier=3,
        required=("channel_id", "status"),
        optional=names("icon_emoji icon_url initiator_user_id thread_ts title username"),
        scopes=("chat:write",),
        errors=frozenset(names("channel_not_found invalid_status not_authorized thread_ts_required user_not_found")),
    ),
    Method(
        "agents.sessions.rename",
        _rename,
        tier=3,
        required=("channel_id", "title"),
        optional=("thread_ts",),
        scopes=("chat:write",),
        errors=frozenset(names("channel_not_found not_authorized session_not_found thread_ts_required")),
    ),
)
