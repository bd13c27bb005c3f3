"""`recbot doctor --slack`: what the app in Slack lacks, scope by scope, and what to do."""

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import SecretStr

from bot.cli.doctor_slack import slack_findings
from bot.cli.finding import Finding
from bot.manifest import FEATURES, manifest_for
from bot.settings import load_settings
from sandbox.server import Sandbox


async def findings(
    manifest: dict[str, Any], *, each: bool = True, unfurl: str = "", failing: Mapping[str, str] | None = None
) -> list[Finding]:
    """Look at an app with that manifest; the methods of `failing` answer with its errors."""
    async with Sandbox(yaml.safe_dump(manifest)) as sandbox:
        for method, error in (failing or {}).items():
            sandbox.faults.order("fail_call", only=method, error=error)
        settings = load_settings().model_copy(
            update={
                "slack_bot_token": SecretStr(sandbox.bot_token),
                "slack_app_token": SecretStr(sandbox.app_token),
                "slack_api_url": sandbox.base_url,
                "unfurl": unfurl,
            }
        )
        return [finding async for finding in slack_findings(settings, each=each)]


async def test_a_whole_app_is_well() -> None:
    found = await findings(manifest_for(FEATURES))
    assert {finding.mark for finding in found} == {"ok", "see"}
    assert {"Home tab", "Agent view", "Slack socket", "Events"} <= {finding.what for finding in found}


async def test_what_a_team_left_out_is_a_note_with_what_to_do() -> None:
    found = await findings(manifest_for(["shortcuts"]))
    notes = {finding.found.partition(" ")[0]: finding.todo for finding in found if finding.mark == "note"}
    assert {"off", "assistant:write", "reactions:read", "groups:history", "mpim:history"} == set(notes)
    assert all(notes.values())
    assert not [finding for finding in found if finding.mark == "bad"]


async def test_what_slack_does_not_tell_is_not_called_on() -> None:
    failing = {"views.publish": "internal_error", "assistant.threads.setSuggestedPrompts": "ratelimited"}
    found = await findings(manifest_for(FEATURES), failing=failing)
    assert [(finding.what, finding.found) for finding in found if finding.mark == "note"] == [
        ("Home tab", "could not be checked (internal_error)"),
        ("Agent view", "could not be checked (ratelimited)"),
    ]


async def test_a_scope_that_answers_need_is_an_error() -> None:
    manifest = manifest_for(FEATURES)
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    [bad] = [finding for finding in await findings(manifest) if finding.mark == "bad"]
    assert bad.found == "im:history is missing: no direct messages"
    assert "reinstall" in bad.todo
    [short] = [finding for finding in await findings(manifest, each=False) if finding.mark == "bad"]
    assert "--slack" in short.todo


async def test_links_are_looked_at_where_there_are_domains_for_them() -> None:
    domains = "shop.example.com"
    without = await findings(manifest_for(FEATURES), unfurl=domains)
    notes = {finding.found.partition(" ")[0] for finding in without if finding.mark == "note"}
    assert notes == {"links:read", "links:write"}
    assert any("link_shared" in finding.todo for finding in without)
    whole = await findings(manifest_for(FEATURES, [domains]), unfurl=domains)
    assert {finding.mark for finding in whole} == {"ok", "see"}
    assert not any("links" in finding.found for finding in await findings(manifest_for(FEATURES)))
