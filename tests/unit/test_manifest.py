"""manifest.yml declares what the bot registers, no more and no less, as Slack's schema wants it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt.async_app import AsyncApp

from bot import actions, commands, listeners
from bot.manifest import manifest
from bot.services import Services

SCHEMA = Path(__file__).parents[3] / "shared" / "slack" / "manifest.schema.2.0.0.json"


class Recorder:
    """Stands where the Bolt app stands while handlers register, and notes what they register for."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.commands: list[Any] = []
        self.actions: list[Any] = []

    def event(self, constraint: Any) -> Any:
        self.events.append(constraint)
        return _as_it_is

    def command(self, constraint: Any) -> Any:
        self.commands.append(constraint)
        return _as_it_is

    def action(self, constraint: Any) -> Any:
        self.actions.append(constraint)
        return _as_it_is


def _as_it_is(handler: Any) -> Any:
    return handler


def registered() -> Recorder:
    recorder = Recorder()
    app: AsyncApp = recorder  # pyright: ignore[reportAssignmentType] - only the registering half is needed
    services: Services = Services(store=None, worker=None, bot_user="U")  # pyright: ignore[reportArgumentType]
    for package in (commands, actions, listeners):
        package.register(app, services)
    return recorder


def declared_events() -> set[str]:
    return set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def test_events_declared_are_events_registered() -> None:
    # Slack subscribes to message.channels and so on; what arrives is one event, `message`.
    declared = {name.partition(".")[0] for name in declared_events()}
    named = {constraint for constraint in registered().events if isinstance(constraint, str)}
    assert declared == named


def test_a_catch_all_acknowledges_whatever_else_comes() -> None:
    recorder = registered()
    for constraints in (recorder.events, recorder.actions):
        assert constraints[-1] == re.compile(".*")


def test_commands_declared_are_commands_registered() -> None:
    declared = {command["command"] for command in manifest()["features"]["slash_commands"]}
    assert declared == set(registered().commands)


def test_interactivity_is_declared_because_buttons_are_registered() -> None:
    assert registered().actions
    assert manifest()["settings"]["interactivity"]["is_enabled"] is True


def test_every_event_has_the_scope_it_needs() -> None:
    needed = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "message.mpim": "mpim:history",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
    }
    scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    assert {needed[event] for event in declared_events()} <= scopes


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema is not beside this checkout (../shared/slack)")
def test_the_manifest_is_what_slack_accepts() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(manifest(), schema)
