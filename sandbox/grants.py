"""Short-lived permissions Slack hands the app: trigger ids and response URLs."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.timing import Timing

RESPONSE_URL_USES = 5


@dataclass(slots=True)
class _Trigger:
    user: str
    expires: float
    exchanged: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer given through this URL goes: to `user` in `channel`, about `message_ts` when there is one."""

    channel: str
    user: str
    message_ts: str | None
    thread_ts: str | None
    expires: float
    uses_left: int = RESPONSE_URL_USES


class Grants:
    """Issues and redeems both kinds."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._triggers: dict[str, _Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def new_trigger(self, user: str) -> str:
        """Return a trigger id: good for one view, for three seconds."""
        self._prune()
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(user, time.monotonic() + self._timing.trigger_lifetime)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Return whose trigger this was; invalid_trigger_id, expired_trigger_id, exchanged_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackRefusalError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackRefusalError("exchanged_trigger_id")
        if trigger.expires < time.monotonic():
            raise SlackRefusalError("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user

    def new_response_url(self, channel: str, user: str, *, message_ts: str | None, thread_ts: str | None) -> str:
        """Return the token of a response URL: five uses within half an hour."""
        token = secrets.token_urlsafe(24)
        expires = time.monotonic() + self._timing.response_url_lifetime
        self._urls[token] = ResponseUrl(channel, user, message_ts, thread_ts, expires)
        return token

    def use_response_url(self, token: str) -> ResponseUrl:
        """Count one use; expired_url, used_url (both also what Slack says of unknown ones: expired_url)."""
        grant = self._urls.get(token)
        if grant is None or grant.expires < time.monotonic():
            raise SlackRefusalError("expired_url")
        if grant.uses_left <= 0:
            raise SlackRefusalError("used_url")
        grant.uses_left -= 1
        return grant

    def _prune(self) -> None:
        # Both dicts are in order of issue, which is the order of expiry: look at the oldest only. A trigger is kept
        # for a minute past its end, so that Slack's "expired" can be told from "invalid".
        now = time.monotonic()
        while self._triggers and next(iter(self._triggers.values())).expires + 60 < now:
            del self._triggers[next(iter(self._triggers))]
        while self._urls and next(iter(self._urls.values())).expires < now:
            del self._urls[next(iter(self._urls))]
