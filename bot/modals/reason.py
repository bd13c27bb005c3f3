"""The form that a thumbs-down opens: why? The thumb is stored by then, and nobody has to say."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.inbound import tenant_of
from bot.modals.form import View, chosen, element, field, modal, option, text_input, typed
from bot.services import Services
from recsys.model.ids import UserId
from recsys.model.person import REASON_CHARS

REASON = "reason"
REASONS = ("Not what I asked for", "Too expensive", "I know these already", "The reasons are wrong")
WORDS_MAX = REASON_CHARS - max(map(len, REASONS)) - 2


def reason_view(channel: str, message: str, source: str) -> View:
    """Return the form about one answer; `source` names the feedback there that the reason is added to."""
    choices = element("radio_buttons", "chosen", options=[option(reason, reason) for reason in REASONS])
    blocks = [
        field("choice", "Your thumbs-down is noted. What was the reason?", choices),
        field("words", "More", text_input(placeholder="In your own words", most=WORDS_MAX)),
    ]
    view = modal(REASON, "What was wrong?", blocks, submit="Send", close="Skip")
    return {**view, "private_metadata": json.dumps([channel, message, source])}


def reason_given(view: Mapping[str, Any]) -> str:
    """Return the reason in words, "" for none."""
    return ": ".join(filter(None, (*chosen(view, "choice"), typed(view, "words"))))


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        if reason := reason_given(view):
            channel, message, source = json.loads(view["private_metadata"])
            user = UserId(str(body["user"]["id"]))
            await services.store.feedback.give_reason(tenant_of(body), channel, message, user, source, reason=reason)
        await ack()

    app.view(REASON)(sent)
