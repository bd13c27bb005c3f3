"""`recbot migrate`: bring the database to the present schema."""

import asyncio

import click

from bot.settings import Settings, load_settings
from bot.wiring import database_versions, open_storage, own_database


@click.command()
@click.option("--check", is_flag=True, help="Only tell whether a migration is needed (exit code 1 if so).")
def migrate(*, check: bool) -> None:
    """Bring the database to the schema of this version.

    `recbot run` does this by itself at start; run it beforehand where you want to see it happen.
    """
    settings = load_settings()
    found, known = asyncio.run(database_versions(settings))
    if check:
        click.echo(f"{settings.database}: schema {found}, this recbot knows {known}.")
        raise SystemExit(0 if found == known else 1)
    with own_database(settings):
        asyncio.run(_migrate(settings))
    click.echo(f"{settings.database}: {'already at' if found == known else f'from schema {found} to'} schema {known}.")


async def _migrate(settings: Settings) -> None:
    async with open_storage(settings):
        pass
