"""Messages that grow while they are read: what may be added, when no more, and what the app is told."""

# The SDK's calls are partly untyped.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.conftest import call, posted

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from sandbox.model import Message
    from sandbox.server import Sandbox

GEAR, ANA, TEAM = "C0GEAR0001", "U0ANA00001", "T0ACME0001"
RECIPIENT = {"recipient_user_id": ANA, "recipient_team_id": TEAM}
CARD = {"type": "card", "title": {"type": "mrkdwn", "text": "Quiet"}}


def text(words: str) -> dict[str, Any]:
    return {"type": "markdown_text", "text": words}


def task(number: int, status: str, **fields: str) -> dict[str, Any]:
    return {"type": "task_update", "id": f"{number}", "title": f"Step {number}", "status": status, **fields}


def blocks(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "blocks", "blocks": list(content)}


async def started(sandbox: Sandbox, client: AsyncWebClient, **args: Any) -> Message:
    """Start a stream below a message of Ana's in #gear."""
    root = await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    answer = await call(client, "chat.startStream", channel=GEAR, thread_ts=root.ts, **RECIPIENT, **args)
    assert answer["ok"], answer
    return sandbox.channel("gear").messages[answer["ts"]]


async def append(client: AsyncWebClient, message: Message, *chunks: dict[str, Any]) -> str:
    """Append and return Slack's name of the error, "" when there is none."""
    answer = await call(client, "chat.appendStream", channel=GEAR, ts=message.ts, chunks=list(chunks))
    return answer.get("error", "")


async def test_a_stream_grows_and_is_finished(sandbox: Sandbox, client: AsyncWebClient) -> None:
    message = await started(sandbox, client, markdown_text="One ")
    assert await append(client, message, text("two "), task(1, "in_progress"), text("three")) == ""
    assert await append(client, message, task(1, "complete", output="Found"), blocks(CARD)) == ""
    assert message.text == "One two three"
    assert [block["type"] for block in message.blocks] == ["markdown", "task_card", "markdown", "card"]
    assert message.blocks[1]["status"] == "complete"
    answer = await call(client, "chat.stopStream", channel=GEAR, ts=message.ts, blocks=[{"type": "divider"}])
    assert answer["message"]["streaming_state"] == "completed"
    assert [block["type"] for block in answer["message"]["blocks"]][-2:] == ["card", "divider"]
    assert len({block["block_id"] for block in answer["message"]["blocks"]}) == 5
    kinds = [delivery.payload["event"].get("subtype", "") for delivery in sandbox.deliveries]
    assert kinds == ["", "", "message_changed"]  # Ana's, the stream's beginning, its end
    assert sandbox.deliveries[1].payload["event"]["text"] == "One "


async def test_the_sdk_s_own_helper_streams(sandbox: Sandbox, client: AsyncWebClient) -> None:
    root = await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    stream = await client.chat_stream(channel=GEAR, thread_ts=root.ts, buffer_size=1, **RECIPIENT)
    await stream.append(markdown_text="One ")
    await stream.append(markdown_text="two")
    await stream.stop(blocks=[{"type": "divider"}], session_status="suspended")
    (answer,) = sandbox.answers(sandbox.channel("gear"), root.ts)
    assert (answer.text, [block["type"] for block in answer.blocks]) == ("One two", ["markdown", "divider"])
    assert sandbox.workspace.threads.sessions[GEAR, root.ts].status == "suspended"


async def test_a_plan_gathers_its_tasks(sandbox: Sandbox, client: AsyncWebClient) -> None:
    message = await started(sandbox, client, task_display_mode="plan")
    plan = {"type": "plan_update", "title": "Looking"}
    assert await append(client, message, task(1, "complete"), task(2, "pending"), plan, task(2, "error")) == ""
    assert (message.blocks[0]["type"], message.blocks[0]["title"]) == ("plan", "Looking")
    assert [entry["status"] for entry in message.blocks[0]["tasks"]] == ["complete", "error"]


async def test_outside_of_direct_messages_a_stream_needs_its_recipient(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    start = {"channel": GEAR, "markdown_text": "x"}
    assert (await call(client, "chat.startStream", **start))["error"] == "missing_recipient_team_id"
    only = await call(client, "chat.startStream", **start, recipient_team_id=TEAM)
    assert only["error"] == "missing_recipient_user_id"
    stranger = sandbox.stranger("sam", sandbox.channel("gear"))
    wrong = await call(client, "chat.startStream", **start, recipient_team_id=TEAM, recipient_user_id=stranger.id)
    assert wrong["error"] == "user_not_found"
    right = await call(
        client, "chat.startStream", **start, recipient_team_id="T0OTHER001", recipient_user_id=stranger.id
    )
    assert right["ok"]
    direct = sandbox.person("ana").dm().id
    assert (await call(client, "chat.startStream", channel=direct, markdown_text="x"))["ok"]


async def test_a_live_stream_cannot_be_updated_and_an_old_one_not_continued(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    message = await started(sandbox, client, markdown_text="x")
    update = {"channel": GEAR, "ts": message.ts, "text": "y"}
    assert (await call(client, "chat.update", **update))["error"] == "streaming_state_conflict"
    sandbox.advance(299)
    assert await append(client, message, text("still")) == ""
    sandbox.advance(2)
    assert await append(client, message, text("late")) == "message_not_in_streaming_state"
    late = await call(client, "chat.stopStream", channel=GEAR, ts=message.ts)
    assert late["error"] == "message_not_in_streaming_state"
    assert (await call(client, "chat.update", **update))["ok"]


async def test_the_stop_button_ends_streams_and_tells_the_app(sandbox: Sandbox, client: AsyncWebClient) -> None:
    message = await started(sandbox, client, markdown_text="x")
    ana, gear, root = sandbox.person("ana"), sandbox.channel("gear"), str(message.thread_ts)
    await ana.stop(gear, root)
    event = sandbox.deliveries[-1].payload["event"]
    assert (event["type"], event["thread_ts"], event["user"]) == ("agent_session_stopped", root, ana.id)
    assert event["streaming_message_ts"] == [message.ts]
    assert await append(client, message, text("more")) == "stopped_by_user"
    # The app itself has to say that it stopped.
    assert sandbox.workspace.threads.is_processing(gear, root)
    status = {"channel_id": GEAR, "thread_ts": root, "status": "active"}
    assert (await call(client, "agents.sessions.setStatus", **status))["agent_status"] == "active"
    assert not sandbox.workspace.threads.is_processing(gear, root)


BAD: list[tuple[list[Any], str]] = [
    ([], "no_text"),
    ([text("")], "invalid_chunks"),
    ([{"type": "sofa"}], "invalid_chunks"),
    ([task(1, "asleep")], "invalid_chunks"),
    ([text("x" * 7_000)] * 2, "msg_blocks_too_long"),
    ([blocks({"type": "sofa"})], "invalid_blocks"),
    ([blocks(*[{"type": "divider"}] * 26)] * 2, "msg_blocks_too_many"),
]


@pytest.mark.parametrize(("chunks", "error"), BAD)
async def test_chunks_that_are_refused_leave_nothing_behind(
    sandbox: Sandbox, client: AsyncWebClient, chunks: list[Any], error: str
) -> None:
    message = await started(sandbox, client, markdown_text="x")
    assert await append(client, message, *chunks) == error
    assert await append(client, message, text("y")) == ""
    assert (message.text, len(message.blocks)) == ("xy", 1)


async def test_only_streams_of_its_own_can_be_continued(sandbox: Sandbox, client: AsyncWebClient) -> None:
    gear = sandbox.channel("gear")
    plain, other = await posted(client, gear), await sandbox.person("ana").say(gear, "mine")
    assert await append(client, plain, text("x")) == "message_not_in_streaming_state"
    assert await append(client, other, text("x")) == "message_not_owned_by_app"
