"""The Web API refuses what Slack refuses, by Slack's names."""

# The SDK's calls are partly untyped.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.manifest import ManifestError, load_manifest
from sandbox.methods import METHODS
from sandbox.refusal import COMMON_ERRORS
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, call, call_by_form, posted

ROOT = Path(__file__).parents[2]
GEAR, RANDOM, FINANCE = "C0GEAR0001", "C0RANDOM01", "C0FINANCE1"


def with_token(sandbox: Sandbox, token: str) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=sandbox.base_url, retry_handlers=[])


async def test_tokens(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert (await call(client, "auth.test"))["user_id"] == sandbox.bot_user_id
    assert (await call(with_token(sandbox, "xoxb-other"), "auth.test"))["error"] == "invalid_auth"
    assert (await call(with_token(sandbox, ""), "auth.test"))["error"] == "not_authed"
    assert (await call(with_token(sandbox, sandbox.app_token), "auth.test"))["error"] == "not_allowed_token_type"
    assert (await call(client, "apps.connections.open"))["error"] == "not_allowed_token_type"
    sandbox.revoke_token()
    assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["error"] == "token_revoked"
    assert (await call(with_token(sandbox, sandbox.app_token), "apps.connections.open"))["ok"]
    sandbox.uninstall()
    assert (await call(client, "auth.test"))["error"] == "account_inactive"
    assert [event.name for event in sandbox.deliveries] == ["tokens_revoked", "app_uninstalled"]


async def test_a_token_may_come_in_the_form_but_not_in_a_json_body(sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}auth.test"
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data={"token": sandbox.bot_token}) as answer:
            assert (await answer.json())["ok"] is True
        async with session.post(url, json={"token": sandbox.bot_token}) as answer:
            assert (await answer.json())["error"] == "not_authed"
        async with session.post(url, data="[1]", headers={"Content-Type": "application/json"}) as answer:
            assert (await answer.json())["error"] == "json_not_object"
        async with session.post(url, data="{", headers={"Content-Type": "application/json"}) as answer:
            assert (await answer.json())["error"] == "invalid_json"


async def test_unknown_methods_and_missing_arguments(client: AsyncWebClient) -> None:
    assert await call(client, "chat.shout") == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}
    missing = await call(client, "chat.postMessage", text="x")
    assert missing["error"] == "invalid_arguments"
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    # users.info takes no JSON: Slack overlooks the body.
    assert (await call(client, "users.info", user="U0ANA00001"))["error"] == "invalid_arguments"
    assert (await call_by_form(client, "users.info", user="U0ANA00001"))["user"]["real_name"] == "Ana"


async def test_scopes_come_from_the_manifest(sandbox: Sandbox) -> None:
    less = MANIFEST.replace("chat:write, ", "").replace("groups:history, ", "")
    async with Sandbox(less) as poorer:
        client = with_token(poorer, poorer.bot_token)
        refused = await call(client, "chat.postMessage", channel=GEAR, text="x")
        assert refused["error"] == "missing_scope"
        assert refused["needed"] == "chat:write"
        assert "app_mentions:read" in refused["provided"]
        await poorer.person("ana").invite(poorer.channel("finance"), poorer.bot_user_id)
        history = await call(client, "conversations.history", channel=FINANCE)
        assert (history["error"], history["needed"]) == ("missing_scope", "groups:history")
        answer = await client.auth_test()
        assert "chat:write" not in answer.headers["x-oauth-scopes"].split(",")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"channel": "C0NOWHERE1", "text": "x"}, "channel_not_found"),
    ({"channel": RANDOM, "text": "x"}, "not_in_channel"),
    ({"channel": "#random", "text": "x"}, "not_in_channel"),
    ({"channel": FINANCE, "text": "x"}, "channel_not_found"),
    ({"channel": GEAR}, "no_text"),
    ({"channel": GEAR, "text": "  "}, "no_text"),
    ({"channel": GEAR, "text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ({"channel": GEAR, "text": "x", "blocks": "{"}, "invalid_blocks_format"),
    ({"channel": GEAR, "text": "x", "blocks": [{"type": "sofa"}]}, "invalid_blocks"),
    ({"channel": GEAR, "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    ({"channel": GEAR, "markdown_text": "y" * 12_001}, "msg_blocks_too_long"),
    ({"channel": GEAR, "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ({"channel": GEAR, "text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
    ({"channel": GEAR, "text": "x", "username": "Somebody"}, "missing_scope"),
]


@pytest.mark.parametrize(("args", "error"), REFUSED)
async def test_messages_that_are_refused(client: AsyncWebClient, args: dict[str, Any], error: str) -> None:
    assert (await call(client, "chat.postMessage", **args))["error"] == error


async def test_messages_that_are_taken(sandbox: Sandbox, client: AsyncWebClient) -> None:
    gear = sandbox.channel("gear")
    named = await call(client, "chat.postMessage", channel="#gear", text="a < b & <https://example.com|c> <!channel>")
    assert named["message"]["text"] == "a &lt; b &amp; <https://example.com|c> <!channel>"
    assert named["message"]["bot_profile"]["app_id"] == "A0APP00001"
    direct = await call(client, "chat.postMessage", channel="U0ANA00001", text="to Ana")
    assert direct["channel"] == sandbox.person("ana").dm().id
    cut = await posted(client, gear, "x" * 40_001)
    assert len(cut.text) == 40_000
    below = await posted(client, gear, "below", thread_ts=cut.ts)
    beside = await posted(client, gear, "beside", thread_ts=below.ts)
    assert beside.thread_ts == cut.ts
    with_data = await posted(client, gear, metadata={"event_type": "turn", "event_payload": {"id": 7}})
    plain = await call(client, "conversations.history", channel=GEAR)
    told = await call(client, "conversations.history", channel=GEAR, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert told["messages"][0]["ts"] == with_data.ts
    assert told["messages"][0]["metadata"] == {"event_type": "turn", "event_payload": {"id": 7}}
    sandbox.workspace.archive(gear)
    assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["error"] == "is_archived"
    assert (await call(client, "chat.update", channel=GEAR, ts=cut.ts, text="x"))["error"] == "is_inactive"


async def test_updates_and_deletions(sandbox: Sandbox, client: AsyncWebClient) -> None:
    gear, ana = sandbox.channel("gear"), sandbox.person("ana")
    own, others = await posted(client, gear), await ana.say(gear, "mine")
    assert (await call(client, "chat.update", channel=GEAR, ts=own.ts, text="new"))["text"] == "new"
    assert own.edited_ts is not None
    for method, error in (("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")):
        assert (await call(client, method, channel=GEAR, ts=others.ts, text="x"))["error"] == error
        assert (await call(client, method, channel=GEAR, ts="1.000001", text="x"))["error"] == "message_not_found"
    assert (await call(client, "chat.update", channel=GEAR, ts=own.ts, text="x" * 4_001))["error"] == "msg_too_long"
    assert (await call(client, "chat.update", channel=GEAR, ts=own.ts))["error"] == "no_text"
    assert (await call(client, "chat.delete", channel=GEAR, ts=own.ts))["ok"]
    assert own.ts not in gear.messages


async def test_a_root_with_replies_leaves_a_tombstone(sandbox: Sandbox) -> None:
    gear, ana = sandbox.channel("gear"), sandbox.person("ana")
    root = await ana.say(gear, "root")
    await ana.say(gear, "reply", thread_ts=root.ts)
    await ana.delete(root)
    assert root.subtype == "tombstone"
    assert (await ana.say(gear, "still", thread_ts=root.ts)).thread_ts == root.ts


async def test_ephemeral_messages(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    assert (await call(client, "chat.postEphemeral", channel=GEAR, user=ana.id, text="psst"))["message_ts"]
    assert [message.text for message in ana.whispers(gear)] == ["psst"]
    assert sandbox.person("ben").whispers(gear) == sandbox.messages(gear) == []
    await ana.kick(gear, "U0BEN00001")
    refused = await call(client, "chat.postEphemeral", channel=GEAR, user="U0BEN00001", text="psst")
    assert refused["error"] == "user_not_in_channel"


async def test_reactions(sandbox: Sandbox, client: AsyncWebClient) -> None:
    message = await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    item = {"channel": GEAR, "timestamp": message.ts}
    assert (await call_by_form(client, "reactions.add", name="eyes", **item))["ok"]
    assert (await call_by_form(client, "reactions.add", name="eyes", **item))["error"] == "already_reacted"
    assert (await call_by_form(client, "reactions.add", name="sofa_king", **item))["error"] == "invalid_name"
    assert (await call_by_form(client, "reactions.add", name="eyes"))["error"] == "no_item_specified"
    late = await call_by_form(client, "reactions.add", name="eyes", channel=GEAR, timestamp="1.000001")
    assert late["error"] == "message_not_found"
    odd = await call_by_form(client, "reactions.add", name="eyes", channel=GEAR, timestamp="now")
    assert odd["error"] == "bad_timestamp"
    got = await call_by_form(client, "reactions.get", **item)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [sandbox.bot_user_id], "count": 1}]
    assert (await call_by_form(client, "reactions.remove", name="eyes", **item))["ok"]
    assert (await call_by_form(client, "reactions.remove", name="eyes", **item))["error"] == "no_reaction"


async def test_histories_page_backwards_and_keep_to_their_window(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    sent = [await ana.say(gear, f"message {number}") for number in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = await call(client, "conversations.history", channel=GEAR, limit=2, cursor=cursor)
        seen += [message["ts"] for message in page["messages"]]
        assert page["has_more"] == bool(page.get("response_metadata"))
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == [message.ts for message in reversed(sent)]
    window = {"channel": GEAR, "oldest": sent[1].ts, "latest": sent[3].ts}
    exclusive = await call(client, "conversations.history", **window)
    inclusive = await call(client, "conversations.history", inclusive=True, **window)
    assert [message["text"] for message in exclusive["messages"]] == ["message 2"]
    assert [message["text"] for message in inclusive["messages"]] == ["message 3", "message 2", "message 1"]
    assert (await call(client, "conversations.history", channel=GEAR, cursor="?"))["error"] == "invalid_cursor"
    assert (await call(client, "conversations.history", channel=GEAR, oldest="soon"))["error"] == "invalid_ts_oldest"
    assert (await call(client, "conversations.history", channel=RANDOM))["error"] == "not_in_channel"


async def test_threads_page_forwards_with_their_root(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    root = await ana.say(gear, "root")
    replies = [await ana.say(gear, f"reply {number}", thread_ts=root.ts) for number in range(3)]
    first = await call_by_form(client, "conversations.replies", channel=GEAR, ts=root.ts, limit=2)
    assert [message["text"] for message in first["messages"]] == ["root", "reply 0", "reply 1"]
    assert first["messages"][0]["reply_count"] == 3
    assert first["messages"][0]["latest_reply"] == replies[2].ts
    cursor = first["response_metadata"]["next_cursor"]
    rest = await call_by_form(client, "conversations.replies", channel=GEAR, ts=root.ts, limit=2, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["root", "reply 2"]
    gone = await call_by_form(client, "conversations.replies", channel=GEAR, ts="1.000001")
    assert gone["error"] == "thread_not_found"


async def test_channels_and_memberships(sandbox: Sandbox, client: AsyncWebClient) -> None:
    listed = await call_by_form(client, "conversations.list", types="public_channel,private_channel,im")
    assert {"general", "gear", "random"} == {channel["name"] for channel in listed["channels"] if "name" in channel}
    assert (await call_by_form(client, "conversations.list", types="rooms"))["error"] == "invalid_types"
    assert (await call_by_form(client, "conversations.info", channel=FINANCE))["error"] == "channel_not_found"
    info = await call_by_form(client, "conversations.info", channel=RANDOM, include_num_members="1")
    assert (info["channel"]["is_member"], info["channel"]["num_members"]) == (False, 5)
    assert (await call(client, "conversations.join", channel=RANDOM))["channel"]["is_member"]
    assert (await call(client, "conversations.join", channel=RANDOM))["warning"] == "already_in_channel"
    assert [event.name for event in sandbox.deliveries] == ["member_joined_channel"]
    mine = await call_by_form(client, "users.conversations")
    assert {channel["name"] for channel in mine["channels"]} == {"general", "gear", "random"}
    assert len((await call_by_form(client, "conversations.members", channel=RANDOM))["members"]) == 6
    assert (await call(client, "conversations.leave", channel=RANDOM))["ok"]
    opened = await call(client, "conversations.open", users="U0BEN00001")
    assert opened["channel"]["id"] == sandbox.person("ben").dm().id
    assert (await call(client, "conversations.open", users="U0NOBODY01"))["error"] == "user_not_found"
    assert (await call(client, "conversations.open"))["error"] == "users_list_not_supplied"


async def test_who_is_who(sandbox: Sandbox, client: AsyncWebClient) -> None:
    assert len((await call_by_form(client, "users.list"))["members"]) == 6
    paged = await call_by_form(client, "users.list", limit=4)
    cursor = paged["response_metadata"]["next_cursor"]
    assert len((await call_by_form(client, "users.list", limit=4, cursor=cursor))["members"]) == 2
    assert (await call_by_form(client, "users.info", user="U0NOBODY01"))["error"] == "user_not_found"
    assert (await call_by_form(client, "bots.info", bot="B0BOT00001"))["bot"]["user_id"] == sandbox.bot_user_id
    assert (await call_by_form(client, "bots.info", bot="B0OTHER001"))["error"] == "bot_not_found"
    assert (await call(client, "team.info"))["team"]["name"] == "Acme Office"
    assert (await call(client, "api.test", error="my_error"))["error"] == "my_error"


async def test_permalinks_lead_to_the_message(sandbox: Sandbox, client: AsyncWebClient) -> None:
    message = await posted(client, sandbox.channel("gear"))
    link = await call_by_form(client, "chat.getPermalink", channel=GEAR, message_ts=message.ts)
    assert link["permalink"] == f"{sandbox.url}archives/{GEAR}/p{message.ts.replace('.', '')}"


def test_a_manifest_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path / "manifest.yml")
    with pytest.raises(ManifestError, match=r"display_information"):
        load_manifest("features: {}")
    with pytest.raises(ManifestError, match="not YAML"):
        load_manifest("a: [")


ODD: list[Any] = [
    None,
    "",
    0,
    -1,
    True,
    "x" * 300,
    "C0GEAR0001",
    "C0FINANCE1",
    "1.000001",
    "{",
    [],
    [1],
    {},
    {"a": 1},
    [[]],
]


@pytest.mark.parametrize("name", METHODS)
async def test_whatever_an_argument_holds_the_answer_is_slack_s(sandbox: Sandbox, name: str) -> None:
    method = METHODS[name]
    usual: dict[str, Any] = {"channel": GEAR, "text": "x", "name": "eyes", "user": "U0ANA00001", "channel_id": GEAR}
    client = with_token(sandbox, sandbox.app_token if method.token == "app" else sandbox.bot_token)
    for argument in (*method.required, *method.optional):
        for value in ODD:
            given = {key: usual[key] for key in (*method.required, *method.optional) if key in usual}
            given[argument] = value
            if method.json:
                answer = await call(client, name, **given)
            else:
                form = {key: item if isinstance(item, str) else json.dumps(item) for key, item in given.items()}
                answer = await call_by_form(client, name, **form)
            assert answer["ok"] or answer["error"] in method.errors | COMMON_ERRORS | {str(value)}


async def test_rate_limits_are_those_of_the_tier_where_they_are_enforced() -> None:
    async with Sandbox(MANIFEST, rate_limits=True) as limited:
        client = with_token(limited, limited.bot_token)
        for _ in range(10):
            assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["ok"]
        assert (await call(client, "chat.postMessage", channel=GEAR, text="x"))["error"] == "ratelimited"
        assert limited.calls[-1].status == 429
        # Another channel has its own measure.
        assert (await call(client, "chat.postMessage", channel="C0GENERAL1", text="x"))["ok"]


async def test_the_sandbox_runs_alone(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    command = [sys.executable, "-m", "sandbox", "--manifest", str(manifest), "--port", "0"]
    alone = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    assert alone.stdout is not None
    lines = [(await alone.stdout.readline()).decode().split() for _ in range(4)]
    base_url, token = lines[1][2], lines[2][2]
    client = AsyncWebClient(token=token, base_url=base_url, retry_handlers=[])
    assert (await call(client, "auth.test"))["ok"]
    alone.terminate()
    assert await alone.wait() == 0
