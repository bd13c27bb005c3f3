"""The Slack part of `recbot doctor`: tokens, scopes, Socket Mode, and the features of the app as installed."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

from collections.abc import AsyncGenerator, Awaitable, Iterator, Mapping, Sequence
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.finding import Finding
from bot.manifest import FEATURES, SCOPE_USES, UNFURL, UNFURL_USES, bot_events, bot_scopes
from bot.settings import Settings
from bot.slack_errors import error_name

OPTIONAL = UNFURL.scopes.union(*(feature.scopes for feature in FEATURES.values()))
"""Scopes of features that a team may leave out."""
ADD_SCOPES = "Add it under OAuth & Permissions (or paste the output of `recbot manifest` again) and reinstall the app."
NOT_REACHED = "Check the network and RECBOT_SLACK_URL."


async def slack_findings(settings: Settings, *, each: bool) -> AsyncGenerator[Finding]:
    """Look at the app in Slack; with `each`, scope by scope and feature by feature."""
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
    if not client.token:
        todo = "Set SLACK_BOT_TOKEN (README, “Connect it to your workspace”). `recbot demo` needs none."
        yield Finding("note", "Slack bot", "no SLACK_BOT_TOKEN", todo)
    else:
        async for finding in _bot(client, settings.unfurl_domains, each=each):
            yield finding
    yield await _socket(settings)


async def _bot(client: AsyncWebClient, unfurl_domains: Sequence[str], *, each: bool) -> AsyncGenerator[Finding]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        todo = "Copy the bot token again from OAuth & Permissions; reinstall the app if it was removed."
        yield Finding("bad", "Slack bot", f"refused: {error_name(error)}", todo)
        return
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        yield Finding("bad", "Slack bot", f"not reached ({type(error).__name__})", NOT_REACHED)
        return
    headers = {name.lower(): value for name, value in cast(Mapping[str, str], answer.headers).items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    wanted = bot_scopes(unfurl_domains)
    missing = sorted(wanted - granted) if granted else []
    needed = [scope for scope in missing if scope not in OPTIONAL]
    if not each and missing:
        mark = "bad" if needed else "note"
        yield Finding(mark, "Slack bot", f"scopes missing: {', '.join(missing)}", "`recbot doctor --slack` says more.")
        return
    yield Finding("ok", "Slack bot", f"{answer['user']} in {answer['team']}")
    if each:
        for finding in _scopes(wanted, granted):
            yield finding
        yield await _home(client, str(cast(object, answer["user_id"])))
        yield await _agent(client)
        yield Finding(
            "see",
            "Events",
            "Slack does not tell an app which events it sends",
            f"Compare Event Subscriptions with {', '.join(bot_events(unfurl_domains))}; Interactivity must be on.",
        )


def _scopes(wanted: frozenset[str], granted: set[str]) -> Iterator[Finding]:
    """Yield a line for each scope; where Slack named none at all, nothing can be said."""
    uses = SCOPE_USES | UNFURL_USES
    for scope in sorted(wanted) if granted else ():
        use = uses[scope]
        if scope in granted:
            yield Finding("ok", "Scope", f"{scope}: {use}")
        else:
            yield Finding("note" if scope in OPTIONAL else "bad", "Scope", f"{scope} is missing: no {use}", ADD_SCOPES)


async def _home(client: AsyncWebClient, bot_user: str) -> Finding:
    """Publish a Home for the bot itself, which nobody sees: whether the tab is on shows in the error."""
    view = {"type": "home", "blocks": list[Any]()}
    error = await _error_of(client.views_publish(user_id=bot_user, view=view))
    if error == "not_enabled":
        todo = "Switch the Home tab on under App Home, to show people what the bot knows about them."
        return Finding("note", "Home tab", "off", todo)
    return _unknown("Home tab", error) if error else Finding("ok", "Home tab", "on")


async def _agent(client: AsyncWebClient) -> Finding:
    """Offer prompts where nobody is: an app that is no agent is told so."""
    prompts = [{"title": "Check", "message": "Check"}]
    error = await _error_of(client.assistant_threads_setSuggestedPrompts(channel_id="D0", prompts=prompts))
    if error in {"not_agent_app", "missing_scope", "not_allowed_token_type"}:
        todo = "Switch it on under Agents & AI Apps, to offer prompts in direct messages."
        return Finding("note", "Agent view", f"off ({error})", todo)
    if error not in {"", "channel_not_found", "message_not_found"}:  # there is no D0: an agent is told that
        return _unknown("Agent view", error)
    return Finding("ok", "Agent view", "on")


def _unknown(what: str, error: str) -> Finding:
    return Finding("note", what, f"could not be checked ({error})", "Run `recbot doctor --slack` again in a while.")


async def _error_of(call: Awaitable[object]) -> str:
    try:
        await call
    except SlackApiError as error:
        return error_name(error)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return type(error).__name__
    return ""


async def _socket(settings: Settings) -> Finding:
    token = settings.slack_app_token.get_secret_value()
    if not token:
        todo = "Set SLACK_APP_TOKEN: Basic Information, App-Level Tokens, scope connections:write."
        return Finding("note", "Slack socket", "no SLACK_APP_TOKEN", todo)
    client = AsyncWebClient(base_url=settings.slack_api_url)
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        todo = "Create an app-level token with connections:write and switch Socket Mode on."
        return Finding("bad", "Slack socket", f"refused: {error_name(error)}", todo)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Finding("bad", "Slack socket", f"not reached ({type(error).__name__})", NOT_REACHED)
    return Finding("ok", "Slack socket", "Socket Mode opens")
