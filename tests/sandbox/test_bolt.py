"""A real Bolt app over a real WebSocket does with this workspace what it does with Slack."""

# Bolt's listener decorators are partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox.refusal import SlackRefusalError
from tests.sandbox.conftest import bolt_app, posted, running

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_bolt.context.say.async_say import AsyncSay
    from slack_sdk.web.async_client import AsyncWebClient

    from sandbox.server import Sandbox

BUTTON: dict[str, Any] = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {"type": "button", "action_id": "again", "value": "7", "text": {"type": "plain_text", "text": "Again"}},
        {
            "type": "static_select",
            "action_id": "choose",
            "options": [
                {"text": {"type": "plain_text", "text": "One"}, "value": "1"},
                {"text": {"type": "plain_text", "text": "Two"}, "value": "2"},
            ],
        },
    ],
}


async def test_a_mention_arrives_as_app_mention_and_as_message_and_is_answered_in_its_thread(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: AsyncSay) -> None:
        seen.append(event)
        await say(text=f"You said: {event['text']}", thread_ts=event["ts"])

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        seen.append(event)

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        asked = await ana.say(gear, "@Parrot hello <b> & 👍")
        answer = await sandbox.answer(gear, asked.ts)
        await sandbox.wait_for(lambda: len(seen) == 2)
    assert answer.text == f"You said: <@{sandbox.bot_user_id}> hello &lt;b&gt; &amp; :+1:"
    by_type = {event["type"]: event for event in seen}
    assert by_type["message"]["channel_type"] == "channel"
    assert by_type["message"]["ts"] == by_type["app_mention"]["ts"] == asked.ts
    assert by_type["message"]["client_msg_id"] == asked.client_msg_id
    assert by_type["app_mention"]["user"] == ana.id
    elements = by_type["app_mention"]["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "user", "user_id": sandbox.bot_user_id}
    assert {"type": "text", "text": " hello <b> & "} in elements


async def test_a_direct_message_and_a_reply_below_the_answer(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()

    @app.event("message")
    async def message(event: dict[str, Any], say: AsyncSay) -> None:
        seen.append(event)
        await say(text="heard", thread_ts=event.get("thread_ts") or event["ts"])

    async with running(sandbox, app):
        ana = sandbox.person("ana")
        dm = ana.dm()
        asked = await ana.say(dm, "hello")
        await sandbox.answer(dm, asked.ts)
        reply = await ana.say(dm, "and again", thread_ts=asked.ts)
        await sandbox.answer(dm, asked.ts, after=1)
    assert [event["channel_type"] for event in seen] == ["im", "im"]
    assert seen[1]["thread_ts"] == asked.ts
    assert seen[1]["parent_user_id"] == ana.id
    assert [message.ts for message in sandbox.messages(dm, asked.ts)][2] == reply.ts


async def test_a_command_is_answered_by_ack_by_response_url_and_by_message(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/parrot")
    async def parrot(ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient) -> None:
        await ack(f"heard {command['text']}")
        await respond("to all", response_type="in_channel")
        await client.chat_postMessage(channel=command["channel_id"], text="posted")

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        delivery = await ana.command(gear, "/parrot", "hi @ben in #gear")
        await sandbox.answer(gear, after=1)
    assert delivery.acked is not None
    assert delivery.payload["channel_name"] == "gear"
    assert [whisper.text for whisper in ana.whispers(gear)] == ["heard hi <@U0BEN00001|ben> in <#C0GEAR0001|gear>"]
    assert {message.text for message in sandbox.answers(gear)} == {"to all", "posted"}


async def test_a_command_that_is_not_acked_in_time_says_so(sandbox: Sandbox) -> None:
    app = bolt_app(sandbox)

    @app.command("/parrot")
    async def parrot() -> None:
        """Never acks."""

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        delivery = await ana.command(gear, "/parrot", "hello")
    assert delivery.acked is None
    assert ana.whispers(gear)[0].text.startswith("/parrot failed because the app did not respond")


async def test_a_command_without_an_app_a_thread_or_a_channel(sandbox: Sandbox) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    assert (await ana.command(gear, "/parrot")).failed == "dispatch_failed"
    assert "dispatch_failed" in ana.whispers(gear)[0].text
    with pytest.raises(SlackRefusalError, match="unknown_command"):
        await ana.command(gear, "/cat")
    with pytest.raises(SlackRefusalError, match="not_in_channel"):
        await sandbox.person("dev").command(sandbox.channel("finance"), "/parrot")


async def test_plain_commands_are_not_encoded(sandbox: Sandbox) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    assert (await ana.command(gear, "/plain", "@ben & <x>")).payload["text"] == "@ben & <x>"


async def test_reactions_are_told_with_their_item_and_taken_back(sandbox: Sandbox, client: AsyncWebClient) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()

    async def heard(event: dict[str, Any]) -> None:
        seen.append(event)

    app.event("reaction_added")(heard)
    app.event("reaction_removed")(heard)
    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        message = await posted(client, gear)
        await ana.react(message, "+1::skin-tone-4")
        await ana.unreact(message, "+1::skin-tone-4")
        await sandbox.wait_for(lambda: len(seen) == 2)
    assert [event["type"] for event in seen] == ["reaction_added", "reaction_removed"]
    assert seen[0]["item"] == {"type": "message", "channel": gear.id, "ts": message.ts}
    assert seen[0]["item_user"] == sandbox.bot_user_id
    assert seen[0]["reaction"] == "+1::skin-tone-4"
    assert message.reactions == {}


async def test_a_click_carries_the_message_and_a_response_url_that_replaces_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    app, bodies = bolt_app(sandbox), list[dict[str, Any]]()

    @app.action("again")
    async def again(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        bodies.append(body)
        await respond("replaced", replace_original=True)

    @app.action("choose")
    async def choose(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        bodies.append(body)
        await respond(delete_original=True, text="")

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        message = await posted(client, gear, blocks=[BUTTON])
        await ana.click(message, "choose", value="2")
        await sandbox.wait_for(lambda: not sandbox.answers(gear))
        message = await posted(client, gear, blocks=[BUTTON])
        await ana.click(message, "again")
        await sandbox.wait_for(lambda: message.text == "replaced")
    chosen, pressed = bodies
    assert chosen["actions"][0]["selected_option"]["value"] == "2"
    assert pressed["actions"][0]["value"] == "7"
    assert pressed["actions"][0]["block_id"] == "row"
    assert pressed["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": gear.id,
        "is_ephemeral": False,
    }
    assert pressed["message"]["blocks"] == [BUTTON]
    assert message.blocks == []


async def test_a_message_shortcut_carries_the_message(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()

    @app.shortcut("repeat_this")
    async def repeat(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        await ack()
        seen.append(shortcut)

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        message = await ana.say(gear, "this one")
        await ana.shortcut("repeat_this", message)
        with pytest.raises(SlackRefusalError, match="unknown_shortcut"):
            await ana.shortcut("repeat_this")
    assert seen[0]["type"] == "message_action"
    assert seen[0]["message"]["text"] == "this one"
    assert seen[0]["message_ts"] == message.ts


async def test_edits_deletions_and_broadcasts_have_their_subtypes(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()

    @app.event("app_mention")
    async def mention(event: dict[str, Any]) -> None:
        seen.append(event)

    @app.event({"type": "message", "subtype": None})
    async def plain() -> None: ...

    for subtype in ("message_changed", "message_deleted", "thread_broadcast"):

        @app.event({"type": "message", "subtype": subtype})
        async def changed(event: dict[str, Any]) -> None:
            seen.append(event)

    async with running(sandbox, app):
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        root = await ana.say(gear, "hello")
        await ana.edit(root, "@Parrot hello")
        reply = await ana.say(gear, "look", thread_ts=root.ts, broadcast=True)
        await ana.delete(reply)
        await sandbox.wait_for(lambda: len(seen) == 4)
    by_kind = {event.get("subtype") or event["type"]: event for event in seen}
    edited = by_kind["message_changed"]
    assert edited["previous_message"]["text"] == "hello"
    assert edited["message"]["edited"]["user"] == ana.id
    assert by_kind["app_mention"]["edited"]["ts"] == edited["message"]["edited"]["ts"]
    assert by_kind["thread_broadcast"]["root"]["ts"] == root.ts
    assert by_kind["message_deleted"]["deleted_ts"] == reply.ts
    assert gear.timeline == [root.ts]
    assert root.replies == []
    assert root.thread_ts is None
