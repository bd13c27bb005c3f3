"""manifest.yml declares what the bot registers, no more and no less, as Slack's schema wants it."""

import json
import re
from collections import defaultdict
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from bot import actions, commands, listeners, modals, shortcuts
from bot.cli.manifest import manifest as manifest_command
from bot.home.blocks import home_view
from bot.home.page import HomePage, Kept, Shelf, Shelved
from bot.listeners import link
from bot.manifest import FEATURES, SCOPE_USES, bot_scopes, manifest, manifest_for
from bot.services import Services
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Profile

SCHEMA = Path(__file__).parents[3] / "shared" / "slack" / "manifest.schema.2.0.0.json"


class Recorder:
    """Stands where the Bolt app stands while handlers register, and notes what they register for."""

    def __init__(self) -> None:
        self.noted: defaultdict[str, list[Any]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Any:
        """Return what registers handlers of a kind: events, commands, actions, ..."""

        def register(constraint: Any) -> Any:
            self.noted[kind].append(constraint)
            return _as_it_is

        return register


def _as_it_is(handler: Any) -> Any:
    return handler


def registered() -> dict[str, list[Any]]:
    recorder: Any = Recorder()
    parts: Any = dict.fromkeys(field.name for field in fields(Services) if field.default_factory is MISSING)
    for package in (commands, actions, shortcuts, modals, listeners):
        package.register(recorder, Services(**parts))
    return recorder.noted


def declared_events() -> set[str]:
    return set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def test_events_declared_are_events_registered() -> None:
    # Slack subscribes to message.channels and so on; what arrives is one event, `message`.
    declared = {name.partition(".")[0] for name in declared_events()}
    named = {constraint for constraint in registered()["event"] if isinstance(constraint, str)}
    assert declared == named


@pytest.mark.parametrize("kind", ["event", "action", "shortcut", "view", "view_closed", "options"])
def test_a_catch_all_acknowledges_whatever_else_comes(kind: str) -> None:
    assert registered()[kind][-1] == re.compile(".*")


def test_commands_and_shortcuts_declared_are_those_registered() -> None:
    features, noted = manifest()["features"], registered()
    assert {command["command"] for command in features["slash_commands"]} == set(noted["command"])
    named = {constraint for constraint in noted["shortcut"] if isinstance(constraint, str)}
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == named


def test_interactivity_is_declared_because_buttons_are_registered() -> None:
    assert registered()["action"]
    assert manifest()["settings"]["interactivity"]["is_enabled"] is True


def test_every_button_of_the_home_has_a_handler_of_its_own() -> None:
    shelf = Shelf((Shelved(ItemId("a"), Item(ItemId("a"), "A")),), 6)
    page = HomePage(Profile(), "USD", Kept(1, 1, 1), saved=shelf, bought=shelf, liked=shelf, disliked=shelf)
    text = json.dumps(home_view(page))
    handlers: list[str] = [one.pattern for one in registered()["action"][:-1] if hasattr(one, "pattern")]
    shown = set(re.findall(r'"action_id": "([^"]+)"', text))
    assert len(shown) == 11
    assert all(any(re.search(handler, action) for handler in handlers) for action in shown)


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
    without = {"agent_session_stopped", "app_home_opened", "app_uninstalled", "tokens_revoked"}  # or chat:write
    assert {needed[event] for event in declared_events() - without} <= scopes


def test_every_scope_has_a_use_and_every_feature_is_a_part() -> None:
    assert SCOPE_USES.keys() == bot_scopes()
    for feature in FEATURES.values():
        assert feature.scopes <= bot_scopes()
        assert feature.events <= declared_events()
        assert feature.entries <= manifest()["features"].keys()


def test_a_feature_that_is_left_out_takes_along_what_it_alone_needs() -> None:
    assert manifest_for(FEATURES) == manifest()
    less = manifest_for(["home"])
    assert "assistant:write" not in less["oauth_config"]["scopes"]["bot"]
    events = less["settings"]["event_subscriptions"]["bot_events"]
    assert "app_home_opened" in events, "the Home needs it too"
    assert "reaction_added" not in events
    assert not {"agent_view", "shortcuts"} & less["features"].keys()


def test_domains_for_links_bring_along_what_these_need() -> None:
    recorder: Any = Recorder()
    parts: Any = dict.fromkeys(field.name for field in fields(Services) if field.default_factory is MISSING)
    link.register(recorder, Services(**parts))
    more, less = (manifest_for(FEATURES, domains) for domains in (["shop.example"], []))
    assert more["features"].pop("unfurl_domains") == ["shop.example"]
    events, before = (set(one["settings"]["event_subscriptions"]["bot_events"]) for one in (more, less))
    assert events - before == set(recorder.noted["event"])
    scopes, given = (set(one["oauth_config"]["scopes"]["bot"]) for one in (more, less))
    assert scopes - given == {"links:read", "links:write"}


def test_the_command_writes_what_was_chosen_and_names_what_is_no_feature(tmp_path: Path) -> None:
    file = tmp_path / "manifest.yml"
    done = CliRunner().invoke(manifest_command, ["--features", "home, agent", "--write", str(file)])
    assert done.exit_code == 0, done.output
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == manifest_for(["home", "agent"])
    wrong = CliRunner().invoke(manifest_command, ["--features", "homes"])
    assert (wrong.exit_code, "homes is no feature; there are home," in wrong.output) == (2, True)


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema is not beside this checkout (../shared/slack)")
@pytest.mark.parametrize("chosen", [tuple(FEATURES), (), *((name,) for name in FEATURES)])
def test_the_manifest_is_what_slack_accepts(chosen: tuple[str, ...]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(manifest_for(chosen), schema)
