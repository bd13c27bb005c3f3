"""The only one to post and update: brings a stored message to Slack, or finds out whether it was posted.

A layout that Slack refuses is followed by a plainer one, at last by the text alone: an answer is never lost over its
looks. A workspace that takes no cards is remembered for a day.

The SDK's own retries are switched off for this client: a connection that breaks after Slack has taken a message would
post it twice. What is certain and what is not is told apart here, and `bot.courier` decides.
"""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, cast

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import SECTION_MAX, Block, Message, section
from bot.escape import Mrkdwn
from bot.pacing import Line, Pacing
from bot.slack_errors import TOKEN_ERRORS, error_name, retry_after
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import Tenant

logger = logging.getLogger(__name__)

# Slack's answer says that nothing was posted, and that later it may work.
RATE_ERRORS = frozenset({"ratelimited", "rate_limited", "http_429"})
PASSING_ERRORS = RATE_ERRORS | {"message_limit_exceeded"}
# Slack's answer leaves open whether the message was posted.
UNCERTAIN_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# Slack cannot change the message now, and mostly can a little later.
UNCHANGED_ERRORS = frozenset({"update_failed", "external_channel_migrating"})
# We may not read what stands there, now or ever.
UNREADABLE_ERRORS = frozenset(
    {
        "access_denied",
        "channel_is_limited_access",
        "channel_not_found",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_in_channel",
    }
)
LAYOUT_ERRORS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})

WAITS_FOR_ITS_TURN = "waits_for_its_turn"
"""Our own name for what Slack was not even asked."""

SESSION_METHOD = "agents.sessions.setStatus"

CARDLESS_SECONDS = 86_400.0
HISTORY_PAGES = 5
STATUS_SECONDS = 2.0
"""How long to wait for Slack to take a status; a turn does not wait longer for what is only a courtesy."""


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
    """The message was not posted; try again after so many seconds.

    `exact` where Slack, or the queue before it, told how many; else it is a guess that grows from time to time.
    """

    seconds: float
    error: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Nobody knows whether the message was posted: look before posting again."""

    error: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The message does not stand in Slack."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Whether the message stands in Slack cannot be found out."""

    error: str


class Outbound:
    """Posts to one workspace."""

    def __init__(self, client: AsyncWebClient, *, cards: bool = True) -> None:
        """Take a client of ours alone; its retry handlers are removed. Without `cards` the plainer layout is posted."""
        client.retry_handlers.clear()
        self._client = client
        self._cards = cards
        self._pacing = Pacing()
        self._cardless: dict[Tenant, float] = {}
        """Until when a workspace is not offered cards again, by the monotonic clock."""

    def wait(self, outgoing: Outgoing, *, updates: bool) -> Later | None:
        """Return how long a post or an update must wait for its turn; None when it may go out, and must do so now."""
        line = _line("chat.update" if updates else "chat.postMessage", outgoing)
        seconds = self._pacing.wait(line, _place(outgoing))
        return Later(seconds, WAITS_FOR_ITS_TURN, exact=True) if seconds else None

    async def post(self, outgoing: Outgoing) -> Posted | Refused | Later | Uncertain:
        """Post one message."""
        return await self._deliver(outgoing, None)

    async def update(self, outgoing: Outgoing, message: str) -> Posted | Refused | Later | Uncertain:
        """Show one message in the place of another of ours. To do it again changes nothing."""
        return await self._deliver(outgoing, message)

    async def status(self, channel: str, thread: str, text: str) -> str:
        """Say under a thread what we are doing ("" takes it away); return Slack's error, "" where there was none."""
        return await self._courtesy(
            "assistant.threads.setStatus",
            partial(self._client.assistant_threads_setStatus, channel_id=channel, thread_ts=thread, status=text),
        )

    async def session(
        self, channel: str, thread: str, status: Literal["active", "processing"], title: str | None = None
    ) -> str:
        """Say whether we are at work in a thread, which then has a Stop button; return Slack's error as `status`.

        `title` (at most 200 characters) is what a session is called that begins with this.
        """
        return await self._courtesy(
            SESSION_METHOD,
            partial(
                self._client.agents_sessions_setStatus,
                channel_id=channel,
                thread_ts=thread,
                status=status,
                title=title or None,
            ),
        )

    def sessions_closed(self) -> float:
        """Return for how many seconds Slack takes no `session` call."""
        return self._pacing.closed((SESSION_METHOD, ""))

    async def find(self, outgoing: Outgoing) -> Posted | Absent | Unreadable | Later:
        """Look for a message whose fate is unknown, by the delivery's id on its first block."""
        cursor: str | None = None
        for _ in range(HISTORY_PAGES):
            page = await self._page(outgoing.address, cursor)
            if isinstance(page, Absent | Unreadable | Later):
                return page
            messages: list[Mapping[str, Any]] = page.get("messages") or []
            for message in messages:
                if any(block.get("block_id") == outgoing.delivery for block in message.get("blocks") or ()):
                    return Posted(str(message["ts"]))
            metadata = cast("Mapping[str, str]", page.get("response_metadata") or {})
            cursor = metadata.get("next_cursor") or None
            if cursor is None:
                break
        return Absent()

    async def _page(self, address: Address, cursor: str | None) -> Mapping[str, Any] | Absent | Unreadable | Later:
        """Return a page of what stands where a message was to stand; Absent where there is no such thread."""
        line = ("conversations.replies" if address.thread else "conversations.history", "")
        if closed := self._pacing.closed(line):
            return Later(closed, WAITS_FOR_ITS_TURN, exact=True)
        try:
            if address.thread:
                page = await self._client.conversations_replies(
                    channel=address.channel, ts=address.thread, limit=200, cursor=cursor
                )
            else:
                page = await self._client.conversations_history(channel=address.channel, limit=200, cursor=cursor)
        except SlackApiError as error:
            name, wait = error_name(error), retry_after(error, default=5.0)
            if name == "thread_not_found":
                return Absent()
            if name in UNREADABLE_ERRORS:
                return Unreadable(name)
            if name in RATE_ERRORS:
                self._pacing.limited(line, None, wait)
            return Later(wait, name, exact=name in RATE_ERRORS)
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            return Later(2.0, type(error).__name__)
        return cast("Mapping[str, Any]", page.data)

    async def respond(self, url: str, message: Message, *, replaces: bool = False, of_tap: bool = False) -> bool:
        """Answer a command or a tap privately; `replaces` the message that was tapped. True when Slack took it.

        What is `of_tap` waits no longer than a tap may that is still to be acknowledged.
        """
        body: dict[str, object] = {"text": message.text, "blocks": list(message.blocks)}
        body |= {"replace_original": True} if replaces else {"response_type": "ephemeral"}
        try:
            timeout = aiohttp.ClientTimeout(total=STATUS_SECONDS if of_tap else 10.0)
            async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, json=body) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("The private answer did not go through (%s)", type(error).__name__)
            return False

    async def _courtesy(self, method: str, call: Callable[[], Awaitable[object]]) -> str:
        """Wait a short while for a call that nothing depends on; return its error, "" where there was none."""
        line = (method, "")
        if self._pacing.closed(line):
            return "ratelimited"
        try:
            async with asyncio.timeout(STATUS_SECONDS):
                await call()
        except SlackApiError as error:
            name = error_name(error)
            if name in RATE_ERRORS:
                self._pacing.limited(line, None, retry_after(error, default=2.0))
            return name
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError):
            return "request_timeout"  # whatever broke, it is not known whether Slack took it
        return ""

    async def _deliver(self, outgoing: Outgoing, replaced: str | None) -> Posted | Refused | Later | Uncertain:
        content = json.loads(outgoing.payload)
        outcome: Posted | Refused | Later | Uncertain = Refused("invalid_blocks")
        for tried, blocks in enumerate(self._layouts(outgoing.tenant, content)):
            outcome = await self._call(outgoing, content["text"], blocks, replaced)
            if not (isinstance(outcome, Refused) and outcome.error in LAYOUT_ERRORS):
                # The plainer layout differs in nothing else, so it was the cards that were refused.
                if tried and isinstance(outcome, Posted) and blocks == content.get("plainer"):
                    self._cardless[outgoing.tenant] = time.monotonic() + CARDLESS_SECONDS
                break
            logger.warning("Slack refused a layout of %s (%s); trying a plainer one", outgoing.delivery, outcome.error)
        return outcome

    def _layouts(self, tenant: Tenant, content: Mapping[str, Any]) -> list[list[Block]]:
        """Return the layouts to try in order, each plainer than the one before."""
        layouts = [content["blocks"]]
        if plainer := content.get("plainer"):
            cards = self._cards and time.monotonic() >= self._cardless.get(tenant, 0.0)
            layouts = [*layouts, plainer] if cards else [plainer]
        bare = [_without_picture(block) for block in layouts[-1]]
        return [*layouts, *([bare] if bare != layouts[-1] else []), _text_alone(content)]

    async def _call(
        self, outgoing: Outgoing, text: str, blocks: Sequence[Block], replaced: str | None
    ) -> Posted | Refused | Later | Uncertain:
        channel = outgoing.address.channel
        try:
            if replaced is not None:
                response = await self._client.chat_update(channel=channel, ts=replaced, text=text, blocks=blocks)
            else:
                response = await self._client.chat_postMessage(
                    channel=channel,
                    thread_ts=outgoing.address.thread,
                    text=text,
                    blocks=blocks,
                    unfurl_links=False,
                    unfurl_media=False,
                )
        except SlackApiError as error:
            outcome = _outcome(error)
            if isinstance(outcome, Later) and outcome.error in RATE_ERRORS:
                line = _line("chat.postMessage" if replaced is None else "chat.update", outgoing)
                return replace(outcome, seconds=self._pacing.limited(line, _place(outgoing), outcome.seconds))
            return outcome
        except (SlackClientError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            return Uncertain(type(error).__name__)
        return Posted(str(cast("object", response["ts"])))


def _line(method: str, outgoing: Outgoing) -> Line:
    """Return what Slack limits: posts in each channel, all else in the whole workspace."""
    return method, outgoing.address.channel if method == "chat.postMessage" else ""


def _place(outgoing: Outgoing) -> Hashable:
    """Return who waits in a queue: a conversation, whose messages keep their own order."""
    return outgoing.tenant, outgoing.conversation


def _without_picture(block: Block) -> Block:
    """Take the picture from a section: one that Slack cannot load has the whole message refused."""
    if block.get("accessory", {}).get("type") != "image":
        return block
    return {name: value for name, value in block.items() if name != "accessory"}


def _text_alone(content: Mapping[str, Any]) -> list[Block]:
    """Keep the text in one plain block, so that the delivery's id still stands on it."""
    block_id = content["blocks"][0]["block_id"]
    return [{**section(Mrkdwn(content["text"][:SECTION_MAX])), "block_id": block_id}]


def _outcome(error: SlackApiError) -> Refused | Later | Uncertain:
    name = error_name(error)
    if name in PASSING_ERRORS:
        return Later(retry_after(error, default=2.0), name, exact=name in RATE_ERRORS)
    if name in UNCHANGED_ERRORS:
        return Later(1.0, name)
    if name in TOKEN_ERRORS:
        return Later(30.0, name)
    if name in UNCERTAIN_ERRORS or name.startswith("http_"):
        return Uncertain(name)
    return Refused(name)
