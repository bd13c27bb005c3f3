"""`recbot report`: how answers please, as one page of pictures."""

import asyncio
import time
from pathlib import Path

import click

from bot.report.page import page
from bot.report.reading import read_report
from bot.settings import Settings, load_settings
from bot.wiring import open_storage
from recsys.model.ids import LOCAL_TENANT, Tenant

DAYS = 90


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("report.html"), show_default=True)
@click.option("--team", default="", metavar="T...", help="Slack team id; without it, the answers of `recbot chat`.")
@click.option("--enterprise", default="", metavar="E...", help="Enterprise Grid id, beside --team.")
@click.option("--days", type=click.IntRange(1, 3650), default=DAYS, show_default=True, help="How far back to look.")
def report(*, out: Path, team: str, enterprise: str, days: int) -> None:
    """Write one web page with pictures of how the answers pleased a team.

    The page needs no server and no network: open it, or send it to somebody.
    """
    if enterprise and not team:
        raise click.UsageError("--enterprise needs --team beside it.")
    tenant = Tenant(enterprise, team) if team else LOCAL_TENANT
    text = asyncio.run(_read(load_settings(), tenant, days))
    out.write_text(text, "utf-8")
    click.echo(f"Wrote {out} ({len(text) // 1024 + 1} KB).")


async def _read(settings: Settings, tenant: Tenant, days: int) -> str:
    async with open_storage(settings) as store:
        return page(await read_report(store, tenant, now=time.time(), days=days, prices=settings.prices))
