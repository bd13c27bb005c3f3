"""What the app shows beside its messages: status lines, titles, prompts, sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import changes
from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, QUICK, call, posted, web_client

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

GEAR = "C0GEAR0001"


async def root_of(sandbox: Sandbox) -> dict[str, Any]:
    """Return the arguments that name a fresh thread in #gear."""
    message = await sandbox.person("ana").say(sandbox.channel("gear"), "hello")
    return {"channel_id": GEAR, "thread_ts": message.ts}


async def test_a_status_goes_by_itself_by_an_empty_one_and_by_a_message(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    thread, seen = await root_of(sandbox), list[changes.Change]()
    sandbox.workspace.observers.append(seen.append)
    for loading in (["Looking", "Comparing"], ["x" * 50], None):
        given = {"loading_messages": loading} if loading else {}
        assert (await call(client, "assistant.threads.setStatus", status="thinks", **given, **thread))["ok"]
        if loading == ["x" * 50]:
            sandbox.advance(121)
        elif loading:
            assert (await call(client, "assistant.threads.setStatus", status="", **thread))["ok"]
        else:
            await posted(client, sandbox.channel("gear"), thread_ts=thread["thread_ts"])
    told = [(change.text, change.loading) for change in seen if isinstance(change, changes.StatusSet)]
    assert told[:2] == [("thinks", ("Looking", "Comparing")), ("", ())]
    assert [text for text, _ in told] == ["thinks", ""] * 3
    for loading in (["x"] * 11, ["x" * 51], [""]):
        refused = await call(client, "assistant.threads.setStatus", status="x", loading_messages=loading, **thread)
        assert refused["error"] == "invalid_arguments"
    nowhere = {"channel_id": GEAR, "thread_ts": "1.000001"}
    lost = await call(client, "assistant.threads.setStatus", status="x", **nowhere)
    assert lost["error"] == "invalid_thread_ts"


async def test_sessions_have_a_status_a_title_and_an_end(sandbox: Sandbox, client: AsyncWebClient) -> None:
    thread, threads = await root_of(sandbox), sandbox.workspace.threads
    gear, ts = sandbox.channel("gear"), thread["thread_ts"]
    assert (await call(client, "agents.sessions.rename", title="x", **thread))["error"] == "session_not_found"
    processing = {"status": "processing", **thread}
    first = await call(client, "agents.sessions.setStatus", title="Quiet", **processing)
    again = await call(client, "agents.sessions.setStatus", title="Loud", **processing)
    assert first["title"] == again["title"] == "Quiet"
    assert "warning" not in first
    assert (await call(client, "agents.sessions.rename", title="Loud", **thread))["title"] == "Loud"
    assert threads.is_processing(gear, ts)
    sandbox.advance(3601)
    assert not threads.is_processing(gear, ts)
    odd = await call(client, "agents.sessions.setStatus", status="asleep", **thread)
    lost = await call(client, "agents.sessions.setStatus", channel_id=GEAR, status="active")
    assert (odd["error"], lost["error"]) == ("invalid_status", "thread_ts_required")


async def test_only_an_agent_that_can_be_stopped_shows_a_stop_button() -> None:
    plain = MANIFEST.replace("agent_view:", "other_view:").replace("agent_session_stopped, ", "")
    deaf = MANIFEST.replace("agent_session_stopped, ", "")
    async with Sandbox(plain, timing=QUICK) as no_agent, Sandbox(deaf, timing=QUICK) as unstoppable:
        for sandbox in (no_agent, unstoppable):
            thread = await root_of(sandbox)
            answer = await call(web_client(sandbox), "agents.sessions.setStatus", status="processing", **thread)
            if sandbox is no_agent:
                assert answer["error"] == "not_authorized"
            else:
                assert answer["warning"] == "missing_agent_session_stopped_event_subscription"


async def test_suggested_prompts_and_titles_are_kept(sandbox: Sandbox, client: AsyncWebClient) -> None:
    dm = sandbox.person("ana").dm().id
    prompts = [{"title": "More", "message": "Show more"}]
    suggest = "assistant.threads.setSuggestedPrompts"
    assert (await call(client, suggest, channel_id=dm, prompts=prompts, title="Try"))["ok"]
    assert sandbox.workspace.threads.prompts[dm].title == "Try"
    assert (await call(client, suggest, channel_id=dm, prompts=prompts * 5))["error"] == "invalid_arguments"
    thread = await root_of(sandbox)
    assert (await call(client, "assistant.threads.setTitle", title="Talk", **thread))["ok"]
    assert sandbox.workspace.threads.titles[GEAR, thread["thread_ts"]] == "Talk"
