"""Faults happen when they are ordered, as often as they are ordered, and to what they are ordered for."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.faults import Faults
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, QUICK, bolt_app, call, running, web_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.web.async_client import AsyncWebClient

GEAR = "C0GEAR0001"


@pytest.fixture
async def heard(sandbox: Sandbox) -> AsyncIterator[list[str]]:
    """The texts a running app was told of, in order."""
    app, texts = bolt_app(sandbox), list[str]()

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        texts.append(event["text"])

    async with running(sandbox, app):
        yield texts


async def say(sandbox: Sandbox, *texts: str) -> None:
    for text in texts:
        await sandbox.person("ana").say(sandbox.channel("gear"), text)


async def test_a_dropped_event_is_retried(sandbox: Sandbox, heard: list[str]) -> None:
    sandbox.faults.order("drop_event")
    await say(sandbox, "one")
    await sandbox.wait_for(lambda: heard)
    await sandbox.settled()
    assert heard == ["one"]
    assert [(delivery.dropped, delivery.attempt) for delivery in sandbox.deliveries] == [(True, 0), (False, 1)]


async def test_a_dropped_ack_brings_the_event_again(sandbox: Sandbox, heard: list[str]) -> None:
    sandbox.faults.order("drop_ack", times=2)
    await say(sandbox, "one")
    await sandbox.wait_for(lambda: len(heard) == 3)
    await sandbox.settled()
    assert [delivery.attempt for delivery in sandbox.deliveries] == [0, 1, 2]


async def test_a_duplicate_comes_with_the_same_event_id(sandbox: Sandbox, heard: list[str]) -> None:
    sandbox.faults.order("duplicate_event", only="message")
    await say(sandbox, "one", "two")
    await sandbox.wait_for(lambda: len(heard) == 3)
    await sandbox.settled()
    ids = [delivery.event_id for delivery in sandbox.deliveries]
    assert ids[0] == ids[1] != ids[2]


async def test_two_events_change_places(sandbox: Sandbox, heard: list[str]) -> None:
    sandbox.faults.order("reorder_event")
    await say(sandbox, "one", "two", "three")
    await sandbox.wait_for(lambda: len(heard) == 3)
    await sandbox.settled()
    assert heard == ["two", "one", "three"]


async def test_a_delayed_event_is_overtaken(sandbox: Sandbox, heard: list[str]) -> None:
    sandbox.faults.order("delay_event", seconds=0.1)
    await say(sandbox, "one", "two")
    await sandbox.wait_for(lambda: len(heard) == 2)
    assert heard == ["two", "one"]


async def test_rate_limits_name_the_seconds_to_wait(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.order("rate_limit", only="chat.postMessage", seconds=2)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=GEAR, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "2"
    assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["ok"]
    sandbox.faults.order("rate_limit", channel="C0GENERAL1")
    assert (await call(client, "chat.postMessage", channel="C0GENERAL1", text="x"))["error"] == "ratelimited"
    assert len(sandbox.answers(sandbox.channel("gear"))) == 1


async def test_server_errors_and_refusals_on_order(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.order("server_error", only="chat.postMessage", status=500)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=GEAR, text="x")
    assert refused.value.response.status_code == 500
    sandbox.faults.order("fail_call", error="fatal_error")
    assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["error"] == "fatal_error"
    assert sandbox.answers(sandbox.channel("gear")) == []


async def test_cards_are_refused_where_they_are_not_known_yet(sandbox: Sandbox, client: AsyncWebClient) -> None:
    card = {"type": "card", "title": {"type": "mrkdwn", "text": "Quiet"}}
    home = {"type": "home", "blocks": [{"type": "carousel", "elements": [card]}]}
    sandbox.refuse_blocks("card", "carousel")
    refused = await call(client, "chat.postMessage", channel=GEAR, text="x", blocks=home["blocks"])
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == ["unsupported type: carousel [json-pointer:/blocks/0/type]"]
    assert (await call(client, "views.publish", user_id="U0ANA00001", view=home))["error"] == "invalid_arguments"
    sandbox.refuse_blocks()
    assert (await call(client, "chat.postMessage", channel=GEAR, text="x", blocks=home["blocks"]))["ok"]


async def test_a_lost_response_leaves_the_message_posted(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.order("lose_response", only="chat.postMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=GEAR, text="once")
    (message,) = sandbox.answers(sandbox.channel("gear"))
    (lost,) = [recorded for recorded in sandbox.calls if recorded.method == "chat.postMessage"]
    assert lost.lost
    assert lost.ok
    assert lost.answered is None
    assert lost.answer["ts"] == message.ts


async def test_a_delayed_call_is_answered_late(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.order("delay_call", only="auth.test", seconds=0.1)
    started = time.monotonic()
    assert (await call(client, "auth.test"))["ok"]
    assert time.monotonic() - started >= 0.1
    assert sandbox.calls[-1].method == "auth.test"


def test_orders_are_used_up_oldest_first_and_only_by_what_they_name() -> None:
    faults = Faults()
    faults.order("rate_limit", only="chat.update", seconds=1)
    faults.order("rate_limit", times=2, seconds=2)
    assert [fault.seconds for fault in [faults.take("rate_limit", "auth.test")] if fault] == [2]
    assert [fault.seconds for fault in [faults.take("rate_limit", "chat.update")] if fault] == [1]
    assert faults.remaining()["rate_limit"] == 1
    assert faults.take("drop_ack", "message") is None
    faults.clear()
    assert faults.take("rate_limit", "chat.update") is None


async def test_response_urls_serve_five_times(sandbox: Sandbox) -> None:
    delivery = await sandbox.person("ana").command(sandbox.channel("gear"), "/parrot")
    async with aiohttp.ClientSession() as session:
        for number, expected in enumerate([200] * 5 + [404]):
            async with session.post(delivery.payload["response_url"], json={"text": f"{number}"}) as answer:
                assert answer.status == expected
        async with session.post(f"{sandbox.url}commands/T0ACME0001/other", json={"text": "x"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (404, "expired_url")
    assert [whisper.text for whisper in sandbox.person("ana").whispers(sandbox.channel("gear"))][1:] == list("01234")


async def test_time_runs_out_for_response_urls_triggers_and_rate_limits() -> None:
    async with Sandbox(MANIFEST, timing=QUICK, rate_limits=True) as sandbox, aiohttp.ClientSession() as session:
        client, view = (
            web_client(sandbox),
            {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []},
        )
        payload = (await sandbox.person("ana").command(sandbox.channel("gear"), "/parrot")).payload
        sandbox.advance(3.1)
        late = await call(client, "views.open", trigger_id=payload["trigger_id"], view=view)
        assert late["error"] == "expired_trigger_id"
        sandbox.advance(1800)
        async with session.post(payload["response_url"], json={"text": "late"}) as answer:
            assert (await answer.json())["error"] == "expired_url"
        errors = [(await call(client, "users.list")).get("error") for _ in range(5)]
        assert errors == [None, None, None, "ratelimited", "ratelimited"]
        sandbox.advance(60)
        assert (await call(client, "users.list"))["ok"]


async def test_the_client_made_for_tests_does_not_retry(sandbox: Sandbox) -> None:
    # What the other tests here rely on: one call is one request.
    client = web_client(sandbox)
    sandbox.faults.order("lose_response", times=2)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.auth_test()
    assert sandbox.faults.remaining()["lose_response"] == 1
