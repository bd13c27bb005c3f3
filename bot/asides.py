"""What stands beside our messages: whispers, dialogs, what links show. A courtesy each, whose failing loses nothing."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import logging
from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Block, Message
from bot.slack_errors import error_name

logger = logging.getLogger(__name__)

SECONDS = 2.0
"""How long to wait for Slack: a tap must be acknowledged, and a dialog opened, within three."""


class Asides:
    """Speaks to single people in one workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Take a client."""
        self._client = client

    async def whisper(self, channel: str, thread: str | None, user: str, message: Message) -> bool:
        """Post a message that only `user` sees; False where Slack did not take it."""
        call = self._client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread, text=message.text, blocks=list(message.blocks)
        )
        return await self._taken(call, "A whisper")

    async def open(self, trigger: str, view: Block) -> bool:
        """Open a dialog for who just tapped; False where Slack did not take it."""
        return await self._taken(self._client.views_open(trigger_id=trigger, view=view), "A dialog")

    async def update(self, view: str, shown: Block) -> bool:
        """Show something else in an open dialog; False where Slack did not take it."""
        return await self._taken(self._client.views_update(view_id=view, view=shown), "A dialog")

    async def unfurl(self, channel: str, message: str, entities: Sequence[Block], plainer: Mapping[str, Block]) -> bool:
        """Show what the links of a message lead to, as Work Objects or else as blocks by address; False for neither."""
        unfurl = partial(self._client.chat_unfurl, channel=channel, ts=message)
        return await self._taken(unfurl(metadata={"entities": list(entities)}), "A Work Object") or await self._taken(
            unfurl(unfurls=dict(plainer)), "What a link shows"
        )

    async def present(self, trigger: str, entity: Block) -> bool:
        """Show the details of a Work Object to who just opened it; False where Slack did not take it."""
        call = self._client.entity_presentDetails(trigger_id=trigger, metadata=entity)
        return await self._taken(call, "The details of an item")

    async def _taken(self, call: Awaitable[Any], what: str) -> bool:
        try:
            async with asyncio.timeout(SECONDS):
                await call
        except SlackApiError as error:
            logger.warning("%s did not reach its person (%s)", what, error_name(error))
            return False
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("%s did not reach its person (%s)", what, type(error).__name__)
            return False
        return True
