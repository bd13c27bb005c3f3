"""The only caller of Slack's `chat.*`: posts a stored message, or finds out whether it was posted.

The SDK's own retries are switched off for this client: a connection that breaks after Slack has taken a message would
post it twice. What is certain and what is not is told apart here, and `bot.courier` decides.
"""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Message
from bot.slack_errors import TOKEN_ERRORS, error_name, retry_after
from recsys.model.delivery import Outgoing

logger = logging.getLogger(__name__)

# Slack's answer says that nothing was posted, and that later it may work.
PASSING_ERRORS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack's answer leaves open whether the message was posted.
UNCERTAIN_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
LAYOUT_ERRORS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})

HISTORY_PAGES = 5


@dataclass(frozen=True, slots=True)
class Posted:
    """The message stands in Slack under this ts."""

    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The message was not posted and never will be."""

    error: str


@dataclass(frozen=True, slots=True)
class Later:
    """The message was not posted; try again after so many seconds."""

    seconds: float
    error: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Nobody knows whether the message was posted: look before posting again."""

    error: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The message does not stand in Slack."""


class Outbound:
    """Posts to one workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Take a client of ours alone; its retry handlers are removed."""
        client.retry_handlers.clear()
        self._client = client

    async def post(self, outgoing: Outgoing) -> Posted | Refused | Later | Uncertain:
        """Post one message."""
        payload = json.loads(outgoing.payload)
        outcome = await self._post(outgoing, payload)
        if isinstance(outcome, Refused) and outcome.error in LAYOUT_ERRORS:
            logger.warning(
                "Slack refused the layout of %s (%s); posting its text alone", outgoing.delivery, outcome.error
            )
            return await self._post(outgoing, _text_alone(payload))
        return outcome

    async def find(self, outgoing: Outgoing) -> Posted | Absent | Later:
        """Look for a message whose fate is unknown, by the delivery's id on its first block."""
        address = outgoing.address
        cursor: str | None = None
        for _ in range(HISTORY_PAGES):
            try:
                if address.thread:
                    page = await self._client.conversations_replies(
                        channel=address.channel, ts=address.thread, limit=200, cursor=cursor
                    )
                else:
                    page = await self._client.conversations_history(channel=address.channel, limit=200, cursor=cursor)
            except SlackApiError as error:
                if error_name(error) == "thread_not_found":
                    return Absent()
                return Later(retry_after(error, default=5.0), error_name(error))
            except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
                return Later(2.0, type(error).__name__)
            messages: list[Mapping[str, Any]] = page.get("messages") or []
            for message in messages:
                if any(block.get("block_id") == outgoing.delivery for block in message.get("blocks") or ()):
                    return Posted(str(message["ts"]))
            metadata = cast("Mapping[str, str]", page.get("response_metadata") or {})
            cursor = metadata.get("next_cursor") or None
            if cursor is None:
                break
        return Absent()

    async def respond(self, url: str, message: Message) -> bool:
        """Answer a command privately, where we cannot post. True when Slack took it."""
        body = {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)}
        try:
            timeout = aiohttp.ClientTimeout(total=10)
            async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, json=body) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("The private answer did not go through (%s)", type(error).__name__)
            return False

    async def _post(self, outgoing: Outgoing, payload: Mapping[str, Any]) -> Posted | Refused | Later | Uncertain:
        try:
            response = await self._client.chat_postMessage(
                channel=outgoing.address.channel,
                thread_ts=outgoing.address.thread,
                text=payload["text"],
                blocks=payload["blocks"],
                unfurl_links=False,
                unfurl_media=False,
            )
        except SlackApiError as error:
            return _outcome(error)
        except (SlackClientError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            return Uncertain(type(error).__name__)
        return Posted(str(cast("object", response["ts"])))


def _text_alone(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep the text in one plain block, so that the delivery's id still stands on it."""
    block = {
        "type": "section",
        "block_id": payload["blocks"][0]["block_id"],
        "text": {"type": "mrkdwn", "text": payload["text"][:3_000]},
    }
    return {"text": payload["text"], "blocks": [block]}


def _outcome(error: SlackApiError) -> Refused | Later | Uncertain:
    name = error_name(error)
    if name in PASSING_ERRORS:
        return Later(retry_after(error, default=2.0), name)
    if name in TOKEN_ERRORS:
        return Later(30.0, name)
    if name in UNCERTAIN_ERRORS or name.startswith("http_"):
        return Uncertain(name)
    return Refused(name)
