"""The page's reads, acts and pushes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.sandbox.conftest import call, posted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.web.async_client import AsyncWebClient

    from sandbox.server import Sandbox

ANA, BEN, GEAR, FINANCE = "U0ANA00001", "U0BEN00001", "C0GEAR0001", "C0FINANCE1"


class Page:
    """A browser's requests, by hand."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        async with self._session.get(path, params=query) as answer:
            return await answer.json()

    async def act(self, do: str, *, by: str = ANA, **args: Any) -> dict[str, Any]:
        async with self._session.post("/page/act", json={"as": by, "do": do, **args}) as answer:
            return await answer.json()

    async def status(self, path: str, **headers: str) -> int:
        async with self._session.get(path, headers=headers) as answer:
            return answer.status

    async def watch(self, user: str) -> aiohttp.ClientWebSocketResponse:
        return await self._session.ws_connect(f"/page/events?as={user}")


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(sandbox.url.rstrip("/")) as session:
        yield Page(session)


async def pushed(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """Return the next frame of a kind."""
    while True:
        frame = await socket.receive_json(timeout=5)
        if frame["type"] == kind:
            return frame


async def test_the_state_has_everything_but_messages(page: Page) -> None:
    state = await page.get("/page/state")
    assert state["team"]["name"] == "Acme Office"
    assert state["app"] == {
        "name": "Parrot",
        "bot_user_id": "U0BOT00001",
        "description": "Repeats things",
        "home": True,
        "stoppable": True,
        "prompts": [{"title": "Say it", "message": "Say it again"}],
    }
    assert {channel["kind"] for channel in state["channels"]} == {"channel", "private", "im"}
    assert state["commands"][0] == {"command": "/parrot", "description": "Repeats", "usage_hint": "words"}
    assert [shortcut["type"] for shortcut in state["shortcuts"]] == ["global", "message"]
    assert state["emoji"]["+1"] == state["emoji"]["thumbsup"] == "👍"
    assert state["faults"]["drop_event"] == 0


async def test_what_is_said_is_listed_and_pushed(page: Page, sandbox: Sandbox, client: AsyncWebClient) -> None:
    socket = await page.watch(ANA)
    assert await pushed(socket, "connection") == {"type": "connection", "bot_connected": False}
    said = await page.act("say", channel=GEAR, text="hello")
    message = (await pushed(socket, "message"))["message"]
    assert (message["ts"], message["text"], message["reactions"]) == (said["ts"], "hello", [])
    await posted(client, sandbox.channel("gear"), "below", thread_ts=said["ts"])
    assert (await pushed(socket, "message"))["message"]["bot_id"] == "B0BOT00001"
    assert (await pushed(socket, "message_changed"))["message"]["reply_count"] == 1
    await page.act("react", by=BEN, channel=GEAR, ts=said["ts"], name="+1")
    assert (await pushed(socket, "reaction"))["reactions"] == [{"name": "+1", "users": [BEN], "count": 1}]
    roots = (await page.get("/page/messages", channel=GEAR, **{"as": ANA}))["messages"]
    assert [(root["text"], root["reply_count"]) for root in roots] == [("hello", 1)]
    thread = await page.get("/page/replies", channel=GEAR, thread_ts=said["ts"], **{"as": ANA})
    assert [entry["text"] for entry in thread["messages"]] == ["hello", "below"]
    await page.act("edit", channel=GEAR, ts=said["ts"], text="bye")
    assert "edited" in (await pushed(socket, "message_changed"))["message"]
    reply = thread["messages"][1]["ts"]
    await call(client, "chat.delete", channel=GEAR, ts=reply)
    deleted = await pushed(socket, "message_deleted")
    assert deleted == {"type": "message_deleted", "channel": GEAR, "ts": reply, "thread_ts": said["ts"]}
    await socket.close()


async def test_private_things_stay_private(page: Page, sandbox: Sandbox, client: AsyncWebClient) -> None:
    dev = "U0DEV00001"
    socket = await page.watch(dev)
    await page.act("say", channel=FINANCE, text="secret")
    await call(client, "chat.postEphemeral", channel=GEAR, user=ANA, text="psst")
    await page.act("say", channel=GEAR, text="public")
    assert (await pushed(socket, "message"))["message"]["text"] == "public"
    assert (await page.get("/page/messages", channel=FINANCE, **{"as": dev}))["error"] == "channel_not_found"
    listed = (await page.get("/page/messages", channel=GEAR, **{"as": ANA}))["messages"]
    assert [entry.get("ephemeral", False) for entry in listed] == [True, False]
    assert len((await page.get("/page/messages", channel=GEAR, **{"as": dev}))["messages"]) == 1
    await socket.close()


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("say", {"channel": GEAR, "text": " "}, "no_text"),
    ("say", {"channel": GEAR, "text": "x" * 40_001}, "msg_too_long"),
    ("say", {"channel": GEAR, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ("say", {"channel": "C0NOWHERE1", "text": "x"}, "channel_not_found"),
    ("command", {"channel": GEAR, "command": "/parrot", "text": "", "thread_ts": "1.000001"}, "command_in_thread"),
    ("command", {"channel": GEAR, "command": "/cat", "text": ""}, "unknown_command"),
    ("react", {"channel": GEAR, "ts": "1.000001", "name": "+1"}, "message_not_found"),
    ("join", {"channel": FINANCE, "as": "U0DEV00001"}, "channel_not_found"),
    ("kick", {"channel": "C0GENERAL1", "user": BEN}, "cant_leave_general"),
    ("open_home", {"tab": "attic"}, "invalid_arguments"),
    ("open_im", {"user": "U0NOBODY01"}, "user_not_found"),
    ("shortcut", {"callback_id": "other"}, "unknown_shortcut"),
    ("shortcut", {"callback_id": "repeat"}, "dispatch_failed"),
    ("stop", {"channel": GEAR, "thread_ts": "1.000001"}, "nothing_to_stop"),
    ("options", {"view_id": "V0NONE", "action_id": "x"}, "not_found"),
    ("submit_view", {"view_id": "V0NONE", "values": {}}, "not_found"),
    ("faults", {"drop_event": "many"}, "invalid_arguments"),
    ("dance", {}, "invalid_arguments"),
]


@pytest.mark.parametrize(("do", "args", "error"), REFUSED)
async def test_refusals_come_with_a_sentence(page: Page, do: str, args: dict[str, Any], error: str) -> None:
    answer = await page.act(do, **args)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"].endswith(".")
    assert not answer["message"].startswith("Slack refuses")


async def test_a_long_message_is_taken(page: Page, sandbox: Sandbox) -> None:
    assert (await page.act("say", channel=GEAR, text="x" * 12_000))["ok"]
    assert len(sandbox.deliveries[-1].payload["event"]["text"]) == 12_000


async def test_faults_are_switched_and_told(page: Page, sandbox: Sandbox) -> None:
    switched = await page.act("faults", drop_event=2, seconds=0.5)
    assert switched["faults"]["drop_event"] == 2
    assert (await page.get("/page/state"))["faults"] == switched["faults"]
    assert (await page.act("faults", drop_event=0))["faults"]["drop_event"] == 0
    await page.act("faults", revoke_token=True, refuse_cards=True, rate_limit=3)
    faults = (await page.get("/page/state"))["faults"]
    assert (faults["revoke_token"], faults["refuse_cards"], faults["rate_limit"]) == (True, True, 3)
    faults = (await page.act("faults", clear=True))["faults"]
    assert (faults["revoke_token"], faults["refuse_cards"], faults["rate_limit"]) == (False, False, 0)


async def test_channels_change_before_everybody_s_eyes(page: Page) -> None:
    socket = await page.watch(ANA)
    await page.act("invite", channel="C0RANDOM01", user="U0BOT00001")
    assert "U0BOT00001" in (await pushed(socket, "channel"))["channel"]["members"]
    opened = await page.act("open_im", user=BEN)
    assert (await pushed(socket, "channel"))["channel"] == opened["channel"]
    await socket.close()


async def test_the_app_s_home_status_and_prompts_are_pushed(page: Page, client: AsyncWebClient) -> None:
    socket = await page.watch(ANA)
    await call(client, "views.publish", user_id=ANA, view={"type": "home", "blocks": [{"type": "divider"}]})
    assert (await pushed(socket, "home"))["view"]["type"] == "home"
    assert (await page.act("open_home"))["view"]["blocks"][0]["type"] == "divider"
    said = await page.act("say", channel=GEAR, text="hello")
    await call(client, "assistant.threads.setStatus", channel_id=GEAR, thread_ts=said["ts"], status="thinks")
    assert (await pushed(socket, "status"))["text"] == "thinks"
    session = {"channel_id": GEAR, "thread_ts": said["ts"], "status": "processing", "title": "Talk"}
    await call(client, "agents.sessions.setStatus", **session)
    assert (await pushed(socket, "session"))["status"] == "processing"
    beside = (await page.get("/page/replies", channel=GEAR, thread_ts=said["ts"], **{"as": ANA}))["aside"]
    assert [frame["type"] for frame in beside] == ["status", "session"]
    assert (await page.act("stop", channel=GEAR, thread_ts=said["ts"]))["ok"]
    prompts = [{"title": "More", "message": "Show more"}]
    dm = (await page.act("open_im", user="U0BOT00001"))["channel"]["id"]
    await call(client, "assistant.threads.setSuggestedPrompts", channel_id=dm, prompts=prompts)
    assert (await pushed(socket, "suggested_prompts"))["prompts"] == prompts
    await socket.close()


async def test_files_are_served_from_the_page_s_folder_alone(page: Page) -> None:
    assert await page.status("/") == 200
    assert await page.status("/static/main.js") == 200
    for name in ("none.js", "%2e%2e/server.py", "..%2fserver.py", "css"):
        assert await page.status(f"/static/{name}") == 404


async def test_other_sites_may_not_act_here(page: Page) -> None:
    assert await page.status("/page/state", Origin="https://example.com") == 403
    assert await page.status("/page/state", Host="example.com") == 403
