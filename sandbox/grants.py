"""Short-lived permissions Slack hands the app: trigger ids and response URLs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.clock import Clock
    from sandbox.timing import Timing

RESPONSE_URL_USES = 5


@dataclass(slots=True)
class Trigger:
    """What a person's act allows the app once and soon; `subject` is the id of the Work Object it was about, if any."""

    user: str
    expires: float
    subject: str = ""
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

    def __init__(self, timing: Timing, clock: Clock) -> None:
        self._timing = timing
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def new_trigger(self, user: str, subject: str = "") -> str:
        """Return a trigger id: good for one view, for three seconds."""
        self._prune()
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, self._clock.steady() + self._timing.trigger_lifetime, subject)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up and return it; invalid_trigger_id, expired_trigger_id, exchanged_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackRefusalError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackRefusalError("exchanged_trigger_id")
        if trigger.expires < self._clock.steady():
            raise SlackRefusalError("expired_trigger_id")
        trigger.exchanged = True
        return trigger

    def new_response_url(self, channel: str, user: str, *, message_ts: str | None, thread_ts: str | None) -> str:
        """Return the token of a response URL: five uses within half an hour."""
        token = secrets.token_urlsafe(24)
        expires = self._clock.steady() + self._timing.response_url_lifetime
        self._urls[token] = ResponseUrl(channel, user, message_ts, thread_ts, expires)
        return token

    def use_response_url(self, token: str) -> ResponseUrl:
        """Count one use; expired_url, used_url (both also what Slack says of unknown ones: expired_url)."""
        grant = self._urls.get(token)
        if grant is None or grant.expires < self._clock.steady():
            raise SlackRefusalError("expired_url")
        if grant.uses_left <= 0:
            raise SlackRefusalError("used_url")
        grant.uses_left -= 1
        return grant

    def _prune(self) -> None:
        # Both dicts are in order of issue, which is the order of expiry: look at the oldest only. A trigger is kept
        # for a minute past its end, so that Slack's "expired" can be told from "invalid".
        now = self._clock.steady()
        while self._triggers and next(iter(self._triggers.values())).expires + 60 < now:
            del self._triggers[next(iter(self._triggers))]
        while self._urls and next(iter(self._urls.values())).expires < now:
            del self._urls[next(iter(self._urls))]
