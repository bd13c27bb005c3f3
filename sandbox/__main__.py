"""`python -m sandbox --manifest manifest.yml --port 8065`: the workspace alone, for an app started elsewhere."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from sandbox.manifest import ManifestError, load_manifest
from sandbox.server import Sandbox


async def _run(sandbox: Sandbox) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with sandbox:
        click.echo(f"page       {sandbox.url}")
        click.echo(f"base URL   {sandbox.base_url}")
        click.echo(f"bot token  {sandbox.bot_token}")
        click.echo(f"app token  {sandbox.app_token}")
        await stop.wait()


@click.command()
@click.option("--manifest", type=click.Path(path_type=Path), default=Path("manifest.yml"), show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8065, show_default=True, help="0 picks a free one.")
def main(manifest: Path, port: int) -> None:
    """Start a Slack workspace on this machine and print where it is. Stop it with Ctrl-C."""
    try:
        sandbox = Sandbox(load_manifest(manifest), port=port)
    except ManifestError as error:
        raise click.ClickException(str(error)) from error
    try:
        asyncio.run(_run(sandbox))
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used: {error.strerror}. Choose another with --port."
        ) from error


if __name__ == "__main__":
    main()
