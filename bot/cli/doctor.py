"""`recbot doctor`: what works, what does not, and what to do about it."""

import asyncio
import shutil
import time
from collections.abc import AsyncGenerator

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.ages import ago
from bot.cli.doctor_slack import slack_findings
from bot.cli.finding import Finding
from bot.settings import Settings, load_settings
from bot.wiring import database_versions, open_embedder, open_model, open_storage
from recsys.errors import RecsysError, StorageError
from recsys.ports import ModelRequest

LOW_DISK_BYTES = 200 * 1024 * 1024
MARKS = {"ok": ("✓", "green"), "note": ("–", "yellow"), "bad": ("✗", "red"), "see": ("?", "cyan")}


@click.command()
@click.option("--slack", is_flag=True, help="Look at the Slack app alone, scope by scope and feature by feature.")
def doctor(*, slack: bool) -> None:
    """Check settings, database, catalog, embeddings, model and Slack, and say what to do.

    Exit code 0 when the bot can run in Slack, 1 when it can only run in part (`recbot demo`, `recbot chat`), 2 when
    something is broken.
    """
    settings = load_settings()
    console = Console(highlight=False)
    findings = asyncio.run(_examine(slack_findings(settings, each=True) if slack else _findings(settings), console))
    marks = {finding.mark for finding in findings}
    raise SystemExit(2 if "bad" in marks else 1 if "note" in marks else 0)


async def _examine(looking: AsyncGenerator[Finding], console: Console) -> list[Finding]:
    findings: list[Finding] = []
    async for finding in looking:
        findings.append(finding)
        console.print(_told(finding))
    return findings


def _told(finding: Finding) -> Table:
    mark, colour = MARKS[finding.mark]
    table = Table.grid(padding=(0, 1))
    for width in (1, 12, None):
        table.add_column(width=width)
    table.add_row(Text(mark, colour), Text(finding.what, "bold"), Text(finding.found))
    if finding.todo:
        table.add_row("", "", Text(finding.todo, "dim"))
    return table


async def _findings(settings: Settings) -> AsyncGenerator[Finding]:
    yield Finding("ok", "Settings", "all readable")
    async for finding in _database(settings):
        yield finding
    yield await _embeddings(settings)
    yield await _model(settings)
    async for finding in slack_findings(settings, each=False):
        yield finding


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
            count, changed_at = await store.catalog.count(), (await store.catalog.state()).changed_at
            changed = "" if changed_at is None else f", changed {ago(time.time() - changed_at)}"
            todo = "" if count else "Fill it: `recbot catalog import FILE` (docs/catalog.md)."
            yield Finding("ok" if count else "note", "Catalog", f"{count:,} items{changed}", todo)
    except StorageError as error:
        yield Finding("bad", "Database", str(error), "Fix that, or set RECBOT_DATABASE to another file.")


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
        return "Reinstall recbot with its pinned requirements."
    return "Check RECBOT_EMBEDDING_URL, RECBOT_EMBEDDING_KEY and RECBOT_EMBEDDING_MODEL; keyword search works alone."


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
