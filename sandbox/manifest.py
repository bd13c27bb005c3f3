"""The app's manifest: what the workspace lets the app do and tells it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class ManifestError(ValueError):
    """The manifest cannot be used; the text says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SlashCommand(_Part):
    """A slash command the app answers."""

    command: str = Field(pattern=r"^/\S", max_length=32)
    description: str
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(_Part):
    """An entry of the shortcut menu ("global") or of a message's menu ("message")."""

    name: str = Field(max_length=24)
    type: Literal["global", "message"]
    callback_id: str = Field(max_length=255)
    description: str = Field(max_length=150)


class _Display(_Part):
    name: str = Field(max_length=35)
    description: str = ""


class _BotUser(_Part):
    display_name: str


class _AppHome(_Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = True
    messages_tab_read_only_enabled: bool = False


class SuggestedPrompt(_Part):
    """What the direct message with the app offers to ask."""

    title: str
    message: str


class _AgentView(_Part):
    agent_description: str = Field(default="", max_length=300)
    suggested_prompts: tuple[SuggestedPrompt, ...] = Field(default=(), max_length=4)


class _Features(_Part):
    bot_user: _BotUser | None = None
    app_home: _AppHome = _AppHome()
    slash_commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = Field(default=(), max_length=10)
    unfurl_domains: tuple[str, ...] = Field(default=(), max_length=5)
    agent_view: _AgentView | None = None
    assistant_view: dict[str, Any] | None = None


class _Scopes(_Part):
    bot: tuple[str, ...] = ()


class _OAuth(_Part):
    scopes: _Scopes = _Scopes()


class _EventSubscriptions(_Part):
    bot_events: tuple[str, ...] = ()


class _Interactivity(_Part):
    is_enabled: bool = False


class _Settings(_Part):
    event_subscriptions: _EventSubscriptions = _EventSubscriptions()
    interactivity: _Interactivity = _Interactivity()
    socket_mode_enabled: bool = False


class Manifest(_Part):
    """A parsed manifest; the properties below are what the sandbox asks it."""

    display_information: _Display
    features: _Features = _Features()
    oauth_config: _OAuth = _OAuth()
    settings: _Settings = _Settings()

    @property
    def scopes(self) -> tuple[str, ...]:
        """The bot token's scopes, in the manifest's order."""
        return self.oauth_config.scopes.bot

    @property
    def bot_events(self) -> frozenset[str]:
        """The events the app subscribes to, such as "message.im"."""
        return frozenset(self.settings.event_subscriptions.bot_events)

    @property
    def bot_name(self) -> str:
        """What the bot is called in the workspace."""
        bot_user = self.features.bot_user
        return bot_user.display_name if bot_user else self.display_information.name

    @property
    def is_agent(self) -> bool:
        """Whether the app has the agent (or the older assistant) messages tab."""
        return self.features.agent_view is not None or self.features.assistant_view is not None

    @property
    def is_stoppable(self) -> bool:
        """Whether people can stop the app: without this event Slack shows no Stop button."""
        return "agent_session_stopped" in self.bot_events

    def command(self, name: str) -> SlashCommand | None:
        """Return the slash command of that name ("/recommend"), None when the app has none."""
        return next((command for command in self.features.slash_commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with that callback id, None when the app has none."""
        return next((entry for entry in self.features.shortcuts if entry.callback_id == callback_id), None)


def _content(text: str) -> object:
    try:
        return json.loads(text)  # in a hundredth of the time that it takes as YAML, which it is too
    except ValueError:
        return yaml.safe_load(text)


def load_manifest(source: Path | str) -> Manifest:
    """Read a manifest from a file, or from YAML or JSON text. Raises ManifestError with one sentence."""
    if isinstance(source, Path):
        try:
            text = source.read_text(encoding="utf-8")
        except OSError as error:
            raise ManifestError(f"The manifest {source} cannot be read: {error.strerror or error}.") from error
    else:
        text = source
    try:
        content = _content(text)
    except yaml.YAMLError as error:
        raise ManifestError(f"The manifest is not YAML: {' '.join(str(error).split())}.") from error
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the top"
        raise ManifestError(f"The manifest is wrong at {place}: {first['msg']}.") from error
