"""What the sandbox implements is what Slack's published reference lists, where a copy lies beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.events import EVENT_SCOPES
from sandbox.methods import METHODS

# Arguments that slack_sdk sends and Slack takes, though its published reference does not list them.
UNLISTED = {"chat.stopStream": {"session_status"}, "chat.unfurl": {"metadata"}}
REFERENCE = Path(__file__).parents[3] / "shared" / "slack"

pytestmark = pytest.mark.skipif(
    not REFERENCE.is_dir(),
    reason="Slack's reference is not beside the project (../shared/slack): nothing to compare with.",
)


def reference(method: str) -> dict[str, Any]:
    return json.loads((REFERENCE / "methods" / f"{method}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", METHODS)
def test_a_method_takes_the_arguments_and_gives_the_errors_of_the_reference(name: str) -> None:
    method, published = METHODS[name], reference(name)
    arguments = published.get("args", {}).get("properties", {})
    assert set(method.required) | set(method.optional) <= set(arguments) | UNLISTED.get(name, set())
    assert method.errors <= set(published.get("errors", {}))


@pytest.mark.parametrize("name", METHODS)
def test_a_method_requires_what_the_reference_requires(name: str) -> None:
    required = set(reference(name).get("args", {}).get("required") or ()) - {"token"}
    assert set(METHODS[name].required) <= required | {"channel", "timestamp"}
    # Slack has names of its own for the absence of the first two, and takes `chunks` in place of the third.
    assert required - set(METHODS[name].required) <= {"channel", "timestamp", "markdown_text"}


@pytest.mark.parametrize("name", METHODS)
def test_a_method_needs_a_scope_of_the_reference(name: str) -> None:
    published = reference(name)
    scope = published.get("scope", {})
    scopes = set(scope.get("bot") or ()) if scope != "none" else set[str]()
    assert set(METHODS[name].scopes) <= scopes
    assert bool(METHODS[name].scopes) == bool(scopes)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_takes_json_where_the_reference_says_so(name: str) -> None:
    assert METHODS[name].json == bool(reference(name).get("json_input_supported"))


@pytest.mark.parametrize("name", METHODS)
def test_a_method_has_the_rate_limit_of_the_reference(name: str) -> None:
    published = reference(name)["rate_limits"].replace("t5", "special").removeprefix("t")
    assert str(METHODS[name].tier) == published


def test_events_need_a_scope_of_the_reference() -> None:
    published = {
        event["name"]: {scope.replace("app_mentions.read", "app_mentions:read") for scope in event.get("scopes", [])}
        for event in json.loads((REFERENCE / "events.json").read_text(encoding="utf-8"))
        if "Events" in event.get("APIs", [])
    }
    for name, scopes in EVENT_SCOPES.items():
        # channel_archive is missing from the published list.
        assert set(scopes) <= published.get(name, {"channels:read"}), name
