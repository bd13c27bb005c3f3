"""A real Bolt app's modals and Home: opened, filled in, answered, refused."""

# Bolt's listener decorators are partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.refusal import SlackRefusalError
from tests.sandbox.conftest import bolt_app, call, running

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_sdk.web.async_client import AsyncWebClient

    from sandbox.server import Sandbox

BUTTON = {"type": "button", "action_id": "hidden", "text": {"type": "plain_text", "text": "Again"}}
CHOICE: dict[str, Any] = {
    "type": "static_select",
    "action_id": "choose",
    "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}],
}
TROUBLE = {"": "We had some trouble connecting. Try again?"}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}


def modal(title: str) -> dict[str, Any]:
    return {**MODAL, "title": {"type": "plain_text", "text": title}}


def filled(text: str) -> dict[str, Any]:
    return {"name": {"typed": {"type": "plain_text_input", "value": text}}}


async def test_a_modal_opens_by_trigger_and_its_submission_is_answered(sandbox: Sandbox) -> None:
    app, submitted = bolt_app(sandbox), list[str]()

    @app.shortcut("repeat")
    async def open_form(ack: AsyncAck, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @app.view("form")
    async def form(ack: AsyncAck, view: dict[str, Any]) -> None:
        text = view["state"]["values"]["name"]["typed"]["value"]
        submitted.append(text)
        match text:
            case "wrong":
                await ack(response_action="errors", errors={"name": "Not that."})
            case "odd":
                await ack(response_action="errors", errors={"elsewhere": "No such field."})
            case "long":
                await ack(response_action="update", view=modal("x" * 25))
            case "more":
                await ack(response_action="push", view=modal("Second"))
            case "other":
                await ack(response_action="update", view=modal("Updated"))
            case "all":
                await ack(response_action="clear")
            case _:
                await ack()

    async with running(sandbox, app):
        ana = sandbox.person("ana")
        await ana.shortcut("repeat")
        stack = await sandbox.wait_for(lambda: sandbox.views.stack(ana.id))
        assert await ana.submit(stack[0]["id"], {}) == {"name": "Please complete this required field."}
        assert await ana.submit(stack[0]["id"], filled("wrong")) == {"name": "Not that."}
        answers = [await ana.submit(stack[0]["id"], filled(text)) for text in ("odd", "long")]
        assert answers == [TROUBLE, TROUBLE]
        assert await ana.submit(stack[0]["id"], filled("other")) == {}
        assert stack[0]["title"]["text"] == "Updated"
        assert await ana.submit(stack[0]["id"], filled("more")) == {}
        assert [view["title"]["text"] for view in stack] == ["Updated", "Second"]
        assert stack[1]["root_view_id"] == stack[0]["id"] == stack[1]["previous_view_id"]
        assert await ana.submit(stack[1]["id"], filled("fine")) == {}
        assert len(stack) == 1
        assert await ana.submit(stack[0]["id"], filled("all")) == {}
        assert stack == []
    assert submitted == ["wrong", "odd", "long", "other", "more", "fine", "all"]


async def test_a_select_asks_the_app_for_its_options_and_a_click_tells_what_the_fields_hold(sandbox: Sandbox) -> None:
    app, seen = bolt_app(sandbox), list[dict[str, Any]]()
    shops = {"type": "external_select", "action_id": "shop", "min_query_length": 1}
    audience = {**BUTTON, "visible_to_user_ids": ["U0BEN00001"]}
    blocks = [*MODAL["blocks"], {"type": "actions", "block_id": "row", "elements": [shops, audience]}]

    @app.shortcut("repeat")
    async def open_form(ack: AsyncAck, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view={**MODAL, "blocks": blocks})

    @app.options("shop")
    async def shop(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": payload["value"]}, "value": "1"}])

    @app.action("shop")
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        seen.append(body)

    async with running(sandbox, app):
        ana = sandbox.person("ana")
        await ana.shortcut("repeat")
        (view,) = await sandbox.wait_for(lambda: sandbox.views.stack(ana.id))
        assert [option["text"]["text"] for option in await ana.options(view["id"], "shop", "Ac")] == ["Ac"]
        await ana.click_in_view(view["id"], "shop", value="1", values=filled("half a na"))
        with pytest.raises(SlackRefusalError, match="no_such_action"):
            await ana.click_in_view(view["id"], "hidden")
    assert seen[0]["view"]["state"]["values"]["name"]["typed"]["value"] == "half a na"
    assert seen[0]["actions"][0]["selected_option"]["value"] == "1"


async def test_home_is_opened_published_and_clicked(sandbox: Sandbox) -> None:
    app, values = bolt_app(sandbox), list[Any]()

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        row = {"type": "actions", "block_id": "row", "elements": [CHOICE]}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [row]})

    @app.action("choose")
    async def choose(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        values.append(body)

    async with running(sandbox, app):
        ana = sandbox.person("ana")
        await ana.open_home()
        home = await sandbox.wait_for(lambda: sandbox.views.home(ana.id))
        await ana.click_in_view(home["id"], "choose", value="1")
    assert values[0]["container"] == {"type": "view", "view_id": home["id"]}
    assert values[0]["view"]["state"]["values"]["row"]["choose"]["selected_option"]["value"] == "1"
    assert "response_url" not in values[0]


async def test_triggers_open_one_view_and_soon(sandbox: Sandbox, client: AsyncWebClient) -> None:
    view: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": []}
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    trigger = (await ana.command(gear, "/parrot")).payload["trigger_id"]
    opened = await call(client, "views.open", trigger_id=trigger, view=json.dumps(view))
    assert opened["view"]["state"] == {"values": {}}
    assert (await call(client, "views.open", trigger_id=trigger, view=view))["error"] == "exchanged_trigger_id"
    assert (await call(client, "views.open", trigger_id="1.2.x", view=view))["error"] == "invalid_trigger_id"
    assert (await call(client, "views.open", view=view))["error"] == "invalid_arguments"
    bad = await call(client, "views.open", trigger_id=trigger, view={**view, "title": {"type": "mrkdwn", "text": "x"}})
    assert bad["error"] == "invalid_arguments"
    stale = await call(client, "views.update", view_id=opened["view"]["id"], view=view, hash="other")
    assert stale["error"] == "hash_conflict"
    assert (await call(client, "views.update", view_id="V0NONE", view=view))["error"] == "not_found"
    for _ in range(2):
        trigger = (await ana.command(gear, "/parrot")).payload["trigger_id"]
        assert (await call(client, "views.push", trigger_id=trigger, view=view))["ok"]
    trigger = (await ana.command(gear, "/parrot")).payload["trigger_id"]
    assert (await call(client, "views.push", trigger_id=trigger, view=view))["error"] == "push_limit_reached"
