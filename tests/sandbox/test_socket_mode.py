"""Deliveries, acks and retries over a real WebSocket, with a plain client that acks when it is told to."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.sandbox.conftest import bolt_app, call, posted, running, web_client

if TYPE_CHECKING:
    from slack_bolt.context.say.async_say import AsyncSay
    from slack_sdk.web.async_client import AsyncWebClient

    from sandbox.server import Sandbox


async def ticket(sandbox: Sandbox) -> str:
    client = web_client(sandbox)
    client.token = sandbox.app_token
    return str((await call(client, "apps.connections.open"))["url"])


class Listener:
    """A Socket Mode client by hand."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack

    async def connect(self, sandbox: Sandbox) -> dict[str, Any]:
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        self.socket = await self._stack.enter_async_context(session.ws_connect(await ticket(sandbox)))
        return await self.next()

    async def next(self) -> dict[str, Any]:
        return await self.socket.receive_json(timeout=5)

    async def ack(self, envelope: dict[str, Any]) -> None:
        await self.socket.send_json({"envelope_id": envelope["envelope_id"]})


@pytest.fixture
async def listener(sandbox: Sandbox) -> Any:
    async with AsyncExitStack() as stack:
        connected = Listener(stack)
        hello = await connected.connect(sandbox)
        assert hello["type"] == "hello"
        assert hello["num_connections"] == 1
        yield connected


async def test_an_envelope_is_acked_once(sandbox: Sandbox, listener: Listener) -> None:
    await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    envelope = await listener.next()
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert payload["api_app_id"] == "A0APP00001"
    assert payload["authorizations"][0]["user_id"] == sandbox.bot_user_id
    await listener.ack(envelope)
    await sandbox.settled()
    (delivery,) = sandbox.deliveries
    assert delivery.sent is not None
    assert delivery.acked is not None
    assert delivery.acked >= delivery.sent


async def test_an_event_without_ack_comes_three_times_more_and_then_no_more(
    sandbox: Sandbox, listener: Listener
) -> None:
    await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    envelopes = [await listener.next() for _ in range(4)]
    await sandbox.settled()
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 1, 2, 3]
    assert [envelope["retry_reason"] for envelope in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 4
    assert [delivery.failed for delivery in sandbox.deliveries] == ["timeout"] * 4


async def test_a_late_ack_is_remembered_as_late(sandbox: Sandbox, listener: Listener) -> None:
    await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    first, second = await listener.next(), await listener.next()
    await listener.ack(second)
    await listener.ack(first)
    await sandbox.wait_for(lambda: sandbox.deliveries[0].late)
    assert sandbox.deliveries[0].acked is None
    assert sandbox.deliveries[1].acked is not None


async def test_what_a_lost_connection_owed_goes_to_the_next_one(sandbox: Sandbox, listener: Listener) -> None:
    await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    first = await listener.next()
    sandbox.disconnect()
    async with AsyncExitStack() as stack:
        successor = Listener(stack)
        await successor.connect(sandbox)
        again = await successor.next()
        await successor.ack(again)
        await sandbox.settled()
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert again["retry_reason"] == "connection_failed"


async def test_events_wait_for_a_connection(sandbox: Sandbox) -> None:
    await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    async with AsyncExitStack() as stack:
        late = Listener(stack)
        await late.connect(sandbox)
        envelope = await late.next()
        await late.ack(envelope)
        await sandbox.settled()
    assert envelope["retry_attempt"] == 0


async def test_tickets_open_one_connection_and_ten_are_the_most(sandbox: Sandbox) -> None:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        url = await ticket(sandbox)
        await stack.enter_async_context(session.ws_connect(url))
        for again in (url, url.split("?", maxsplit=1)[0]):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(again)
        for _ in range(9):
            await stack.enter_async_context(session.ws_connect(await ticket(sandbox)))
        too_many = await stack.enter_async_context(session.ws_connect(await ticket(sandbox)))
        assert (await too_many.receive_json(timeout=5))["reason"] == "too_many_websockets"
        assert sandbox.connections == 10


async def test_each_event_goes_to_one_of_several_connections(sandbox: Sandbox, listener: Listener) -> None:
    async with AsyncExitStack() as stack:
        second = Listener(stack)
        assert (await second.connect(sandbox))["num_connections"] == 2
        for number in range(4):
            await sandbox.person("ana").say(sandbox.channel("gear"), f"message {number}")
        for each in (listener, second, listener, second):
            await each.ack(await each.next())
        await sandbox.settled()
    assert sorted(delivery.connection or 0 for delivery in sandbox.deliveries) == [1, 1, 2, 2]


async def test_a_refreshed_bolt_app_loses_nothing(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[str]()

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        await ana.say(gear, "before")
        sandbox.refresh()
        await ana.say(gear, "during")
        await sandbox.wait_for(lambda: len(seen) == 2)
        await sandbox.settled()
        assert sandbox.deliveries[1].connection == 2
    assert seen == ["before", "during"]


async def test_a_bolt_app_comes_back_after_its_connection_was_cut(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.event("message")
    async def message(event: dict[str, Any], say: AsyncSay) -> None:
        await say(text="here", thread_ts=event["ts"])

    async with running(sandbox, app):
        sandbox.disconnect()
        asked = await sandbox.person("ana").say(sandbox.channel("gear"), "still there?")
        answer = await sandbox.answer(sandbox.channel("gear"), asked.ts, timeout=10)
    assert answer.text == "here"


async def test_only_what_the_app_may_see_is_delivered(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana = sandbox.person("ana")
    for name in ("random", "finance"):
        channel = sandbox.channel(name)
        message = await ana.say(channel, "@Parrot hello")
        await ana.react(message, "eyes")
        assert "not in this channel" in ana.whispers(channel)[0].text
    assert not sandbox.deliveries
    await ana.invite(sandbox.channel("finance"), sandbox.bot_user_id)
    await ana.say(sandbox.channel("finance"), "@Parrot hello")
    assert [delivery.name for delivery in sandbox.deliveries] == ["member_joined_channel", "message", "app_mention"]
    assert sandbox.deliveries[1].payload["event"]["channel_type"] == "group"
    await posted(client, sandbox.channel("gear"))
    own = sandbox.deliveries[-1].payload["event"]
    assert (own["bot_id"], own["user"]) == ("B0BOT00001", sandbox.bot_user_id)


async def test_direct_messages_cause_no_mention(sandbox: Sandbox) -> None:
    ana = sandbox.person("ana")
    await ana.say(ana.dm(), "@Parrot hello")
    assert [delivery.name for delivery in sandbox.deliveries] == ["message"]


async def test_another_app_s_message_mentions_the_app_too(sandbox: Sandbox) -> None:
    gear = sandbox.channel("gear")
    sandbox.webhook(gear, f"<@{sandbox.bot_user_id}> hello")
    message, mention = (delivery.payload["event"] for delivery in sandbox.deliveries)
    assert (message["subtype"], message["bot_id"], mention["type"]) == ("bot_message", "B0OTHER001", "app_mention")
    assert "user" not in message
    assert sandbox.answers(gear) == []


async def test_a_link_preview_changes_a_message_without_an_edit(sandbox: Sandbox) -> None:
    message = await sandbox.person("ana").say(sandbox.channel("gear"), "@Parrot https://example.com")
    sandbox.workspace.change(message, by=None, attachments=[{"id": 1, "title": "Example"}])
    changed = sandbox.deliveries[-1].payload["event"]
    assert changed["subtype"] == "message_changed"
    assert "edited" not in changed["message"]
    assert [delivery.name for delivery in sandbox.deliveries] == ["message", "app_mention", "message"]
