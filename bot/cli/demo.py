"""`recbot demo`: a Slack workspace on your own machine, with the bot and a sample catalog in it."""

import asyncio
import socket
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import click
from pydantic import SecretStr
from rich.console import Console

from bot.cli.signals import stop_event
from bot.cli.transcript import play
from bot.logs import configure_logging
from bot.manifest import manifest_path
from bot.running import run_bot
from bot.sample import fill_with_sample, give_sample_profile
from bot.settings import Settings, load_settings
from bot.wiring import local_model_settings, open_storage
from recsys.errors import SettingsError
from recsys.model.ids import Tenant, UserId
from sandbox.server import Sandbox

DEFAULT_PORT = 8123


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="Port of the page."
)
@click.option("--transcript", is_flag=True, help="Play a short conversation, print it and end (no browser needed).")
@click.option(
    "--model",
    type=click.Choice(["settings", "none", "local"]),
    default="settings",
    show_default=True,
    help="Who ranks: the service in the settings (if any), the built-in ranker, or a small model on this machine.",
)
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Keep everything in this database file.")
def demo(*, port: int, transcript: bool, model: str, keep: Path | None) -> None:
    """Open a Slack-like page with the bot in it: no account, no key, nothing leaves this machine.

    Several people are there to act as. Type /recommend, reply in the thread, react with an emoji.
    """
    asyncio.run(_demo(0 if transcript else port, model, keep, transcript=transcript))


async def _demo(port: int, model: str, keep: Path | None, *, transcript: bool) -> None:
    console = Console(highlight=False)
    begun = time.monotonic()
    stop = stop_event()
    async with AsyncExitStack() as stack:
        settings = await stack.enter_async_context(_settings(model))
        configure_logging(settings.model_copy(update={"log_level": "WARNING"}))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="recbot-demo-"))
        sandbox = await stack.enter_async_context(_workspace(port))
        settings = settings.model_copy(update=_sandbox_settings(sandbox, keep or Path(folder) / "demo.db"))
        items = await _prepare(settings, sandbox)
        ready = asyncio.Event()
        bot = asyncio.create_task(run_bot(settings, stop, ready=ready.set), name="bot")
        try:
            await _either(bot, ready)
            if transcript:
                await play(sandbox, console)
            else:
                _welcome(console, sandbox, items, time.monotonic() - begun)
                await asyncio.wait({bot})
        finally:
            stop.set()
            await bot


def _welcome(console: Console, sandbox: Sandbox, items: int, seconds: float) -> None:
    console.print(f"\n  [bold]recbot[/bold] is ready ({items} products, {seconds:.1f} s). Open this page:\n")
    console.print(f"  [bold cyan]{sandbox.url}[/bold cyan]\n")
    console.print("  Try:  /recommend quiet headphones under 300")
    console.print("  then reply in the thread: cheaper, not Sony, why the second?  and react with an emoji.\n")
    console.print(f"  [dim]No browser here? recbot demo --transcript.  The workspace's id is {sandbox.team_id}.[/dim]")
    console.print("  [dim]Ctrl-C ends it.[/dim]\n")


def _sandbox_settings(sandbox: Sandbox, database: Path) -> dict[str, object]:
    return {
        "slack_bot_token": SecretStr(sandbox.bot_token),
        "slack_app_token": SecretStr(sandbox.app_token),
        "slack_api_url": sandbox.base_url,
        "database": f"sqlite:///{database}",
    }


@asynccontextmanager
async def _settings(model: str) -> AsyncGenerator[Settings]:
    settings = load_settings()
    if model == "local":
        async with local_model_settings(settings) as local:
            yield local
    elif model == "none":
        yield settings.model_copy(update={"openai_api_key": type(settings.openai_api_key)(""), "openai_base_url": ""})
    else:
        yield settings


@asynccontextmanager
async def _workspace(port: int) -> AsyncGenerator[Sandbox]:
    if port and not _free(port):
        raise SettingsError(f"Port {port} is in use, perhaps by another demo. Choose another: recbot demo --port 0.")
    async with Sandbox(manifest_path(), port=port) as sandbox:
        yield sandbox


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


async def _prepare(settings: Settings, sandbox: Sandbox) -> int:
    async with open_storage(settings) as store:
        items = await fill_with_sample(store)
        tenant = Tenant("", sandbox.team_id)
        await give_sample_profile(store, tenant, UserId(sandbox.person("ana").id))
    return items


async def _either(bot: "asyncio.Task[None]", ready: asyncio.Event) -> None:
    """Wait until the bot is ready; if it ends before, raise what ended it."""
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({bot, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if bot.done():
        bot.result()
