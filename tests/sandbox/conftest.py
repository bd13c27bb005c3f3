# The SDK's calls are partly untyped.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from sandbox.timing import Timing

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from sandbox.model import Channel, Message

MANIFEST = """
display_information: {name: Parrot, description: Repeats things}
features:
  bot_user: {display_name: Parrot}
  app_home: {home_tab_enabled: true, messages_tab_enabled: true}
  agent_view:
    agent_description: Repeats things
    suggested_prompts: [{title: Say it, message: Say it again}]
  unfurl_domains: [shop.example.com]
  slash_commands:
    - {command: /parrot, description: Repeats, usage_hint: words, should_escape: true}
    - {command: /plain, description: Repeats as typed}
  shortcuts:
    - {name: Repeat, type: global, callback_id: repeat, description: Repeats}
    - {name: Repeat this, type: message, callback_id: repeat_this, description: Repeats this}
oauth_config:
  scopes:
    bot: [app_mentions:read, assistant:write, channels:history, channels:join, channels:manage, channels:read,
      chat:write, commands, groups:history, groups:read, im:history, mpim:history, im:read, im:write, reactions:read,
      reactions:write, team:read, users:read, links:read, links:write]
settings:
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
  event_subscriptions:
    bot_events: [app_mention, message.channels, message.groups, message.im, message.mpim, reaction_added,
      reaction_removed, app_home_opened, member_joined_channel, member_left_channel, tokens_revoked,
      app_uninstalled, channel_rename, channel_archive, agent_session_stopped, link_shared,
      entity_details_requested]
"""

# Slack's deadlines, shortened: what a test waits for comes soon, what it does not wait for never passes 5 s.
QUICK = Timing(ack_deadline=0.25, retry_delays=(0.0, 0.05, 0.05), refresh_grace=5.0)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(MANIFEST, timing=QUICK) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> AsyncWebClient:
    return web_client(sandbox)


def web_client(sandbox: Sandbox) -> AsyncWebClient:
    """Without retries: a test says itself when it calls again."""
    return AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.base_url, retry_handlers=[])


async def call(client: AsyncWebClient, method: str, **args: Any) -> dict[str, Any]:
    """Call a Web API method with a JSON body and return what came back, refusals too."""
    try:
        answer = await client.api_call(method, json=args)
    except SlackApiError as error:
        answer = error.response
    return cast("dict[str, Any]", answer.data)


async def call_by_form(client: AsyncWebClient, method: str, **args: Any) -> dict[str, Any]:
    """The same, with the arguments as the SDK sends those of methods that take no JSON."""
    try:
        answer = await client.api_call(method, params=args)
    except SlackApiError as error:
        answer = error.response
    return cast("dict[str, Any]", answer.data)


async def posted(client: AsyncWebClient, channel: Channel, text: str = "Hello", **content: Any) -> Message:
    """Post as the app and return the message as the workspace has it."""
    answer = await call(client, "chat.postMessage", channel=channel.id, text=text, **content)
    return channel.messages[answer["ts"]]


def bolt_app(sandbox: Sandbox) -> AsyncApp:
    return AsyncApp(client=web_client(sandbox), process_before_response=True)


@asynccontextmanager
async def running(sandbox: Sandbox, app: AsyncApp) -> AsyncGenerator[AsyncSocketModeHandler]:
    """Run a Bolt app in Socket Mode against the sandbox until the block is left."""
    handler = AsyncSocketModeHandler(app, sandbox.app_token, ping_interval=0.5)
    await handler.connect_async()
    await sandbox.connected()
    try:
        yield handler
    finally:
        await handler.close_async()
