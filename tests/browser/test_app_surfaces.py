"""What an app may put before people: cards, forms, its Home, messages that grow; drawn, and reached by the keyboard."""

# Bolt's listener decorators are partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.browser.browsing import window
from tests.sandbox.conftest import MANIFEST, bolt_app, call, posted, running, web_client

pytestmark = pytest.mark.asyncio(loop_scope="session")


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": text.lower(), "text": plain(text), **fields}


def card(origin: str, number: int) -> dict[str, Any]:
    picture = {"type": "image", "image_url": f"{origin}static/art/favicon.svg", "alt_text": f"Picture {number}"}
    return {"type": "card", "hero_image": picture, "title": plain(f"Pick {number}"), "actions": [button("More")]}


FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Good answer"), "value": "up"},
    "negative_button": {"text": plain("Bad answer"), "value": "down"},
}
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Ask"),
    "submit": plain("Send"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("What"),
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "category",
            "label": plain("Category"),
            "element": {"type": "external_select", "action_id": "category", "min_query_length": 1},
        },
        {
            "type": "input",
            "block_id": "brands",
            "label": plain("Brands"),
            "element": {
                "type": "multi_external_select",
                "action_id": "brands",
                "min_query_length": 0,
                "initial_options": [{"text": plain("Bose"), "value": "Bose"}],
            },
        },
    ],
}


@pytest_asyncio.fixture(loop_scope="session")
async def parrot() -> AsyncIterator[Sandbox]:
    """A workspace with an app that acks everything and opens a form on its global shortcut."""
    async with Sandbox(MANIFEST) as sandbox:
        app = bolt_app(sandbox)

        @app.event(re.compile(".*"))
        async def heard() -> None: ...

        @app.action(re.compile(".*"))
        @app.shortcut("repeat_this")
        async def taken(ack: AsyncAck) -> None:
            await ack()

        @app.shortcut("repeat")
        async def open_form(ack: AsyncAck, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

        @app.options("category")
        async def options(ack: AsyncAck, payload: dict[str, Any]) -> None:
            await ack(options=[{"text": plain(f"{payload['value']}phones"), "value": "1"}])

        @app.options("brands")
        async def brands(ack: AsyncAck, payload: dict[str, Any]) -> None:
            known = [name for name in ("Bose", "Sony") if payload["value"].lower() in name.lower()]
            await ack(options=[{"text": plain(name), "value": name} for name in known])

        @app.view("form")
        async def form(ack: AsyncAck) -> None:
            await ack(response_action="errors", errors={"what": "Say a little more."})

        async with running(sandbox, app):
            yield sandbox


def picks(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Six cards and a row of buttons, one of them for Ben alone."""
    secret = button("Secret", visible_to_user_ids=["U0BEN00001"])
    return [
        {"type": "carousel", "elements": [card(sandbox.url, number) for number in range(1, 7)]},
        {"type": "actions", "elements": [button("Cheaper"), secret]},
    ]


def pressed(sandbox: Sandbox) -> list[str]:
    """The actions the app was told of, in order."""
    interactions = [delivery.payload for delivery in sandbox.deliveries if delivery.name == "block_actions"]
    return [payload["actions"][0].get("value") or payload["actions"][0]["action_id"] for payload in interactions]


async def test_cards_scroll_and_every_button_answers_to_the_keyboard(browser: Browser, parrot: Sandbox) -> None:
    blocks = [*picks(parrot), {"type": "context_actions", "elements": [FEEDBACK]}]
    await posted(web_client(parrot), parrot.channel("gear"), "six picks", blocks=blocks)
    async with window(browser, parrot) as page, window(browser, parrot, person="ben") as ben:
        row = page.page.get_by_role("group", name="6 cards")
        await expect(row.get_by_role("article")).to_have_count(6)
        await expect(row.get_by_role("img", name="Picture 1")).to_be_visible()
        await row.focus()
        await row.press("ArrowRight")
        await expect(row).not_to_have_js_property("scrollLeft", 0)
        await row.get_by_role("button", name="More").last.press("Enter")
        good = page.page.get_by_role("button", name="Good answer")
        await good.press("Enter")
        await expect(good).to_have_attribute("aria-pressed", "true")
        await page.page.get_by_role("button", name="Bad answer").press("Enter")
        await expect(good).to_have_attribute("aria-pressed", "false")
        await expect(page.page.get_by_role("button", name="Secret")).to_have_count(0)
        await ben.page.get_by_role("button", name="Secret").click()
        await parrot.wait_for(lambda: len(pressed(parrot)) == 4)
    assert pressed(parrot) == ["more", "up", "down", "secret"]


async def test_a_form_takes_the_focus_keeps_it_and_gives_it_back(browser: Browser, parrot: Sandbox) -> None:
    async with window(browser, parrot) as page:
        lightning = page.page.locator("#composer-slot").get_by_test_id("shortcuts")
        await lightning.press("Enter")
        await page.part("shortcut-repeat").press("Enter")
        form, keys = page.part("modal"), page.page.keyboard
        await expect(form.get_by_label("What")).to_be_focused()
        await keys.type("quiet")
        await keys.press("Tab")
        await keys.type("head")
        await expect(page.part("external-options").get_by_role("option")).to_have_text("headphones")
        await keys.press("Enter")
        await expect(form.get_by_label("Category")).to_have_value("headphones")
        await form.get_by_test_id("modal-submit").press("Enter")
        await expect(form.get_by_role("alert")).to_have_text("Say a little more.")
        await expect(form.get_by_label("Category")).to_have_value("headphones")
        for _ in range(8):
            await keys.press("Tab")
            assert await page.page.evaluate("document.activeElement.matches('body, dialog *')")
        await keys.press("Escape")
        await expect(form).to_have_count(0)
        await expect(lightning).to_be_focused()
        await parrot.wait_for(lambda: not parrot.views.stack(parrot.person("ana").id))


async def test_several_names_are_found_as_they_are_typed(browser: Browser, parrot: Sandbox) -> None:
    async with window(browser, parrot) as page:
        await page.page.locator("#composer-slot").get_by_test_id("shortcuts").press("Enter")
        await page.part("shortcut-repeat").press("Enter")
        form, offered = page.part("modal"), page.page.get_by_role("option")
        brands, chips = form.get_by_label("Brands", exact=True), form.get_by_role("button", name="Remove")
        await brands.press("ArrowDown")
        await expect(offered).to_have_text(["Bose", "Sony"])
        await brands.press_sequentially("so")
        await expect(offered).to_have_text("Sony")
        await brands.press("Enter")
        await expect(chips).to_have_text(["Bose", "Sony"])
        await expect(brands).to_be_focused()
        await chips.first.press("Enter")
        await form.get_by_label("What").fill("quiet")
        await form.get_by_label("Category").press_sequentially("head")
        await expect(offered).to_have_text("headphones")
        await form.get_by_label("Category").press("Enter")
        await form.get_by_test_id("modal-submit").press("Enter")
        await expect(form.get_by_role("alert")).to_have_text("Say a little more.")
        await expect(chips).to_have_text("Sony")
        sent = next(each.payload for each in parrot.deliveries if each.name == "view_submission")
        chosen = sent["view"]["state"]["values"]["brands"]["brands"]["selected_options"]
        assert [option["value"] for option in chosen] == ["Sony"]


async def test_a_message_grows_until_it_is_stopped(browser: Browser, parrot: Sandbox) -> None:
    client, ana, gear = web_client(parrot), parrot.person("ana"), parrot.channel("gear")
    root = await ana.say(gear, "hello")
    stream = {"channel": gear.id, "thread_ts": root.ts, "recipient_user_id": ana.id}
    started = await call(client, "chat.startStream", markdown_text="One", recipient_team_id=parrot.team_id, **stream)
    async with window(browser, parrot) as page:
        await page.open_last_thread()
        answer = page.answers.first
        await expect(answer).to_have_attribute("aria-busy", "true")
        more = {"channel": gear.id, "ts": started["ts"], "chunks": [{"type": "markdown_text", "text": " two"}]}
        assert (await call(client, "chat.appendStream", **more))["ok"]
        await expect(answer).to_contain_text("One two")
        await page.thread.get_by_test_id("stop").press("Enter")
        await expect(answer).to_contain_text("Stopped.")
        assert (await call(client, "chat.appendStream", **more))["error"] == "stopped_by_user"
        idle = {"channel_id": gear.id, "thread_ts": root.ts, "status": "active"}
        await call(client, "agents.sessions.setStatus", **idle)
        await expect(page.thread.get_by_test_id("stop")).to_have_count(0)


async def test_prompts_home_and_a_shortcut_on_a_reply(browser: Browser, parrot: Sandbox) -> None:
    ana, gear = parrot.person("ana"), parrot.channel("gear")
    root = await ana.say(gear, "hello")
    await ana.say(gear, "below", thread_ts=root.ts)
    home = {"type": "home", "blocks": picks(parrot)}
    assert (await call(web_client(parrot), "views.publish", user_id=ana.id, view=home))["ok"]
    async with window(browser, parrot) as page:
        await page.open_last_thread()
        await page.replies.last.hover()
        await page.replies.last.get_by_test_id("message-more").click()
        await page.part("shortcut-repeat_this").click()
        shortcut = await parrot.wait_for(lambda: [each for each in parrot.deliveries if each.name == "message_action"])
        assert shortcut[0].payload["message"]["thread_ts"] == root.ts
        await page.part("app-home").click()
        await page.part("home").get_by_role("button", name="Cheaper").click()
        await parrot.wait_for(lambda: pressed(parrot) == ["cheaper"])
        await page.part("tab-messages").click()
        await page.page.get_by_role("group", name="Suggested prompts").get_by_role("button").click()
        await expect(page.messages.last).to_contain_text("Say it again")
