"""manifest.yml, read: what the Slack app asks for. It stands in the project's root and inside the wheel."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the app that can be left out, and what of the manifest it needs.

    `entries` are keys below `features`; a scope or an event that another feature needs too stays with that one.
    """

    summary: str
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()


FEATURES = {
    "home": Feature("the Home tab: preferences, saved items, what was learned", events=frozenset({"app_home_opened"})),
    "agent": Feature(
        "the agent view of direct messages, with suggested prompts, and a Stop button",
        scopes=frozenset({"assistant:write"}),
        events=frozenset({"agent_session_stopped", "app_home_opened"}),
        entries=frozenset({"agent_view"}),
    ),
    "shortcuts": Feature("the shortcuts “Find something” and “Recommend from this”", entries=frozenset({"shortcuts"})),
    "reactions": Feature(
        "emoji reactions as feedback",
        scopes=frozenset({"reactions:read"}),
        events=frozenset({"reaction_added", "reaction_removed"}),
    ),
    "private": Feature(
        "private channels and group direct messages",
        scopes=frozenset({"groups:history", "mpim:history"}),
        events=frozenset({"message.groups", "message.mpim"}),
    ),
}
"""By name. `/recommend`, mentions, threads in public channels and direct messages are always there."""

UNFURL = Feature(
    "what a link to an item's page shows; comes with RECBOT_UNFURL_DOMAINS",
    scopes=frozenset({"links:read", "links:write"}),
    events=frozenset({"entity_details_requested", "link_shared"}),
    entries=frozenset({"unfurl_domains"}),
)
"""It has no place in manifest.yml, for there is none without domains."""

SCOPE_USES = {
    "app_mentions:read": "mentions of the bot",
    "assistant:write": "suggested prompts in the agent view",
    "channels:history": "replies in threads of public channels",
    "chat:write": "answers",
    "commands": "/recommend and the shortcuts",
    "groups:history": "replies in threads of private channels",
    "im:history": "direct messages",
    "im:write": "answers in a direct message to what is asked on the Home tab or by a shortcut",
    "mpim:history": "replies in group direct messages",
    "reactions:read": "emoji reactions as feedback",
}
"""What each scope of the manifest is for."""
UNFURL_USES = {
    "links:read": "links to items' pages (RECBOT_UNFURL_DOMAINS)",
    "links:write": "items beside the links to their pages (RECBOT_UNFURL_DOMAINS)",
}


def manifest_path() -> Path:
    """Return where manifest.yml is: beside the packages in a checkout, inside `bot` in an installed wheel."""
    installed = Path(str(files("bot") / "manifest.yml"))
    return installed if installed.exists() else Path(__file__).parent.parent / "manifest.yml"


def manifest() -> dict[str, Any]:
    """Return the manifest as Slack's schema describes it."""
    return cast(dict[str, Any], yaml.safe_load(manifest_path().read_text(encoding="utf-8")))


def manifest_for(chosen: Collection[str], unfurl_domains: Sequence[str] = ()) -> dict[str, Any]:
    """Return the manifest with the chosen of `FEATURES` alone, and `UNFURL` where there are domains for it.

    KeyError for a name that is no feature.
    """
    kept = [FEATURES[name] for name in chosen]
    left_out = [feature for name, feature in FEATURES.items() if name not in chosen]
    scopes = frozenset[str]().union(*(one.scopes for one in left_out)).difference(*(one.scopes for one in kept))
    events = frozenset[str]().union(*(one.events for one in left_out)).difference(*(one.events for one in kept))
    entries = frozenset[str]().union(*(one.entries for one in left_out))
    whole = manifest()
    features, oauth, settings = whole["features"], whole["oauth_config"], whole["settings"]["event_subscriptions"]
    whole["features"] = {name: value for name, value in features.items() if name not in entries}
    features["app_home"]["home_tab_enabled"] = "home" in chosen
    oauth["scopes"]["bot"] = [scope for scope in oauth["scopes"]["bot"] if scope not in scopes]
    settings["bot_events"] = [event for event in settings["bot_events"] if event not in events]
    if unfurl_domains:
        whole["features"]["unfurl_domains"] = list(unfurl_domains)
        oauth["scopes"]["bot"] += sorted(UNFURL.scopes)
        settings["bot_events"] += sorted(UNFURL.events)
    return whole


def bot_scopes(unfurl_domains: Sequence[str] = ()) -> frozenset[str]:
    """Return the scopes that the bot needs."""
    return frozenset(manifest_for(FEATURES, unfurl_domains)["oauth_config"]["scopes"]["bot"])


def bot_events(unfurl_domains: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the events that the bot listens to, sorted."""
    return tuple(sorted(manifest_for(FEATURES, unfurl_domains)["settings"]["event_subscriptions"]["bot_events"]))
