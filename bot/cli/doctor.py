"""`recbot doctor`: what works, what does not, and what to do about it."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import shutil
import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

import aiohttp
import click
from rich.console import Console
from rich.text import Text
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import bot_scopes
from bot.settings import Settings, load_settings
from bot.slack_errors import error_name
from bot.wiring import database_versions, open_embedder, open_model, open_storage
from recsys.errors import RecsysError, StorageError
from recsys.ports import ModelRequest

LOW_DISK_BYTES = 200 * 1024 * 1024
MARKS = {"ok": ("✓", "green"), "note": ("–", "yellow"), "bad": ("✗", "red")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, unless it is well, what to do."""

    mark: Literal["ok", "note", "bad"]
    what: str
    found: str
    todo: str = ""


@click.command()
def doctor() -> None:
    """Check settings, database, catalog, embeddings, model and Slack, and say what to do.

    Exit code 0 when the bot can run in Slack, 1 when it can only run in part (`recbot demo`, `recbot chat`), 2 when
    something is broken.
    """
    settings = load_settings()
    console = Console(highlight=False)
    findings = asyncio.run(_examine(settings, console))
    marks = {finding.mark for finding in findings}
    raise SystemExit(2 if "bad" in marks else 1 if "note" in marks else 0)


async def _examine(settings: Settings, console: Console) -> list[Finding]:
    findings: list[Finding] = []
    async for finding in _findings(settings):
        findings.append(finding)
        mark, colour = MARKS[finding.mark]
        console.print(Text.assemble((f"{mark} ", colour), (f"{finding.what:<12}", "bold"), finding.found))
        if finding.todo:
            console.print(Text(f"  {'':<12}{finding.todo}", style="dim"))
    return findings


async def _findings(settings: Settings) -> AsyncGenerator[Finding]:
    yield Finding("ok", "Settings", "all readable")
    async for finding in _database(settings):
        yield finding
    yield await _embeddings(settings)
    yield await _model(settings)
    yield await _slack_bot(settings)
    yield await _slack_app(settings)


async def _database(settings: Settings) -> AsyncGenerator[Finding]:
    try:
        found, known = await database_versions(settings)
        if found > known:
            yield Finding(
                "bad",
                "Database",
                f"{settings.database} has schema {found}; this recbot knows {known}",
                "Install the newer recbot that wrote it, or set RECBOT_DATABASE to another file.",
            )
            return
        if 0 < found < known:
            yield Finding("note", "Database", f"schema {found} of {known}", "Run `recbot migrate` (or `recbot run`).")
            return
        async with open_storage(settings) as store:
            free = shutil.disk_usage(".").free
            low = free < LOW_DISK_BYTES
            yield Finding(
                "bad" if low else "ok",
                "Database",
                f"{settings.database}, {free // 2**20:,} MB free, {await store.inbox.waiting()} requests waiting",
                "Free some disk space." if low else "",
            )
            count = await store.catalog.count()
            todo = "" if count else "Fill it: `recbot catalog import FILE` (docs/catalog.md)."
            yield Finding("ok" if count else "note", "Catalog", f"{count:,} items", todo)
    except StorageError as error:
        yield Finding("bad", "Database", str(error), "Mend that, or set RECBOT_DATABASE to another file.")


async def _embeddings(settings: Settings) -> Finding:
    async with open_embedder(settings) as embedder:
        if embedder is None:
            return Finding("note", "Embeddings", "off", "Set RECBOT_EMBEDDER=minilm to search by meaning as well.")
        begun = time.monotonic()
        try:
            vector = await embedder.embed_query("a quick check")
        except RecsysError as error:
            return Finding("bad", "Embeddings", str(error), _embeddings_todo(settings))
        took = f" in {time.monotonic() - begun:.1f} s" if settings.embedder == "openai" else ""
        return Finding("ok", "Embeddings", f"{embedder.model}, {len(vector)} dimensions{took}")


def _embeddings_todo(settings: Settings) -> str:
    if settings.embedder == "minilm":
        return "Install recbot anew with its pinned requirements."
    return "Check RECBOT_EMBEDDING_URL, RECBOT_EMBEDDING_KEY and RECBOT_EMBEDDING_MODEL; keyword search serves alone."


async def _model(settings: Settings) -> Finding:
    async with open_model(settings) as model:
        if model is None:
            todo = "Set OPENAI_API_KEY (and OPENAI_BASE_URL, RECBOT_MODEL) to let a model rank."
            return Finding("note", "Model", "none; the built-in ranker answers", todo)
        schema = {
            "type": "object",
            "properties": {"ok": {"type": "boolean"}},
            "required": ["ok"],
            "additionalProperties": False,
        }
        request = ModelRequest("Answer in JSON.", 'Answer {"ok": true}.', "check", schema, 200, settings.model_seconds)
        try:
            reply = await model.complete(request)
        except RecsysError as error:
            return Finding(
                "bad", "Model", f"{model.name}: {error}", "Check OPENAI_API_KEY, OPENAI_BASE_URL, RECBOT_MODEL."
            )
        return Finding("ok", "Model", f"{model.name} answered in {reply.usage.seconds:.1f} s")


async def _slack_bot(settings: Settings) -> Finding:
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        todo = "Set SLACK_BOT_TOKEN (README, “Connect it to your workspace”). `recbot demo` needs none."
        return Finding("note", "Slack bot", "no SLACK_BOT_TOKEN", todo)
    client = AsyncWebClient(token, base_url=settings.slack_api_url)
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        todo = "Copy the bot token anew from OAuth & Permissions; reinstall the app if it was removed."
        return Finding("bad", "Slack bot", f"refused: {error_name(error)}", todo)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Finding(
            "bad", "Slack bot", f"not reached ({type(error).__name__})", "Check network and RECBOT_SLACK_URL."
        )
    headers = {name.lower(): value for name, value in cast(Mapping[str, str], answer.headers).items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    missing = sorted(bot_scopes() - granted) if granted else []
    if missing:
        todo = "Add them under OAuth & Permissions (or paste manifest.yml anew) and reinstall the app."
        return Finding("bad", "Slack bot", f"scopes missing: {', '.join(missing)}", todo)
    return Finding("ok", "Slack bot", f"{answer['user']} in {answer['team']}")


async def _slack_app(settings: Settings) -> Finding:
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
        found = f"not reached ({type(error).__name__})"
        return Finding("bad", "Slack socket", found, "Check network and RECBOT_SLACK_URL.")
    return Finding("ok", "Slack socket", "Socket Mode opens")
