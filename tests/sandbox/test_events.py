"""Events of a workspace that is part of a Grid, shared with others, renamed, or left by the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import changes
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, QUICK, call, posted, web_client

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

GEAR = "C0GEAR0001"


def last(sandbox: Sandbox) -> dict[str, Any]:
    """The event delivered last."""
    return sandbox.deliveries[-1].payload["event"]


async def test_a_grid_s_id_is_in_everything_the_app_is_told() -> None:
    async with Sandbox(MANIFEST, timing=QUICK, enterprise=True) as sandbox:
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        await ana.say(gear, "hello")
        command = await ana.command(gear, "/parrot")
        event = sandbox.deliveries[0].payload
        assert event["enterprise_id"] == event["authorizations"][0]["enterprise_id"] == "E0ACME0001"
        assert command.payload["enterprise_id"] == "E0ACME0001"
        assert (await ana.shortcut("repeat")).payload["enterprise"] == {"id": "E0ACME0001", "name": "Acme"}
        assert (await call(web_client(sandbox), "auth.test"))["enterprise_id"] == "E0ACME0001"


async def test_a_stranger_of_slack_connect_brings_their_own_team(sandbox: Sandbox) -> None:
    gear = sandbox.channel("gear")
    await sandbox.person("ana").say(gear, "before")
    assert sandbox.deliveries[-1].payload["is_ext_shared_channel"] is False
    stranger = sandbox.stranger("sam", gear)
    await stranger.say(gear, "@Parrot hello")
    payload = sandbox.deliveries[-1].payload
    assert (payload["team_id"], payload["is_ext_shared_channel"]) == ("T0ACME0001", True)
    assert payload["event"]["user_team"] == payload["event"]["team"] == "T0OTHER001"
    assert (await stranger.command(gear, "/parrot")).payload["team_id"] == "T0ACME0001"
    assert (await stranger.shortcut("repeat")).payload["user"]["team_id"] == "T0OTHER001"


async def test_files_renames_archives_and_another_app_s_messages(sandbox: Sandbox) -> None:
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    await ana.upload(gear, "desk.png", "this desk")
    assert (last(sandbox)["subtype"], last(sandbox)["files"][0]["name"]) == ("file_share", "desk.png")
    posted_by_another = sandbox.webhook(gear, f"<@{sandbox.bot_user_id}> hello")
    assert last(sandbox)["type"] == "app_mention"
    assert "user" not in last(sandbox)
    await ana.react(posted_by_another, "+1")
    assert "item_user" not in last(sandbox)
    sandbox.workspace.rename(gear, "things")
    assert (last(sandbox)["type"], last(sandbox)["channel"]["name"]) == ("channel_rename", "things")
    sandbox.workspace.archive(gear)
    assert (last(sandbox)["type"], last(sandbox)["channel"]) == ("channel_archive", GEAR)


async def test_a_message_among_several_people_is_a_direct_one_with_mentions(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, ben, bot = sandbox.person("ana"), sandbox.person("ben"), sandbox.bot_user_id
    group = sandbox.workspace.open_group(ana.id, ben.id, bot)
    said = await ana.say(group, "@Parrot hello")
    told = [delivery.payload["event"] for delivery in sandbox.deliveries]
    assert [(event["type"], event.get("channel_type")) for event in told] == [
        ("message", "mpim"),
        ("app_mention", None),
    ]
    assert (await posted(client, group, "hello", thread_ts=said.ts)).thread_ts == said.ts
    assert (await ana.command(group, "/parrot")).payload["channel_name"] == "mpdm-ana--ben--parrot-1"
    hidden = await call(client, "conversations.join", channel=group.id)
    assert hidden["error"] == "method_not_supported_for_channel_type"


async def test_a_link_of_the_app_is_told_and_unfurled(sandbox: Sandbox, client: AsyncWebClient) -> None:
    ana, gear, link = sandbox.person("ana"), sandbox.channel("gear"), "https://shop.example.com/7?a=1&b=2"
    message = await ana.say(gear, f"look: {link}")
    assert last(sandbox)["links"] == [{"domain": "shop.example.com", "url": link}]
    preview = {link: {"blocks": [{"type": "divider"}]}}
    other = await call(client, "chat.unfurl", channel=GEAR, ts=message.ts, unfurls={"https://example.com": {}})
    assert other["error"] == "cannot_unfurl_message"
    assert (await call(client, "chat.unfurl", channel=GEAR, ts=message.ts, unfurls=preview))["ok"]
    assert (last(sandbox)["subtype"], "edited" in last(sandbox)["message"]) == ("message_changed", False)
    item = {
        "app_unfurl_url": link,
        "external_ref": {"id": "7"},
        "entity_type": "slack#/entities/item",
        "entity_payload": {"attributes": {"title": {"text": "Quiet headphones"}}},
    }
    metadata = {"entities": [item]}
    assert (await call(client, "chat.unfurl", channel=GEAR, ts=message.ts, metadata=metadata))["ok"]
    assert message.attachments[-1]["title"] == "Quiet headphones"
    seen: list[changes.Change] = []
    sandbox.workspace.observers.append(seen.append)
    await ana.open_entity(message, link)
    asked = last(sandbox)
    assert (asked["type"], asked["external_ref"]) == ("entity_details_requested", {"id": "7"})
    answer = {"trigger_id": asked["trigger_id"], "metadata": {**item, "external_ref": {"id": "8"}}}
    refused = await call(client, "entity.presentDetails", **answer)
    assert refused["error"] == "entity_metadata_does_not_match_trigger"
    await ana.open_entity(message, link)
    answer = {"trigger_id": last(sandbox)["trigger_id"], "metadata": item}
    assert (await call(client, "entity.presentDetails", **answer))["ok"]
    assert seen[-1] == changes.EntityShown(ana.id, item)
    assert (await call(client, "entity.presentDetails", **answer))["error"] == "invalid_trigger_id"
    await posted(client, gear, f"mine: <{link}>")
    assert last(sandbox)["type"] == "message"


async def test_an_app_is_told_that_it_is_removed(sandbox: Sandbox) -> None:
    sandbox.uninstall()
    assert [delivery.name for delivery in sandbox.deliveries] == ["tokens_revoked", "app_uninstalled"]
    assert sandbox.deliveries[0].payload["event"]["tokens"] == {"oauth": [], "bot": [sandbox.bot_user_id]}
