"""`recbot profiles`: what is known about people."""

import asyncio
import json
import time
from collections.abc import Sequence
from pathlib import Path

import click

from bot.settings import Settings, load_settings
from bot.wiring import open_storage
from recsys.model.ids import LOCAL_TENANT, ItemId, Tenant, UserId
from recsys.model.person import EMPTY_PROFILE, Profile
from recsys.profile.exporting import person_document, profile_row
from recsys.profile.importing import ProfileReport, import_profiles
from recsys.profile.reading import read_profiles

COMPLAINTS_SHOWN = 20
EXIT_SOME_REFUSED = 1

_team = click.option(
    "--team", default="", metavar="T...", help="Slack team id; without it, the profiles of `recbot chat`."
)
_enterprise = click.option("--enterprise", default="", metavar="E...", help="Enterprise id, on Enterprise Grid only.")


def _tenant(enterprise: str, team: str) -> Tenant:
    if not team:
        if enterprise:
            raise click.UsageError("--enterprise needs --team beside it.")
        return LOCAL_TENANT
    return Tenant(enterprise, team)


@click.group()
def profiles() -> None:
    """Import, show, export and forget what is known of people: views, purchases, preferences, budget.

    Profiles belong to a Slack team (--team). `recbot demo` shows the id of its team when it starts.
    """


@profiles.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@_team
@_enterprise
def import_file(path: Path, team: str, enterprise: str) -> None:
    """Bring a JSON, JSONL or CSV file of profiles in.

    Each has a user_id and any of recent_views, bought_last_month, preferred_categories and budget_hint, and may have
    preferred_brands, avoided_brands, avoided_categories, learning and surprises. Items are named by id or by title.
    Views and purchases are added to those that are known, categories and budget are replaced, and the others where the
    file speaks of them.

    Exit codes: 0 all profiles are in, 1 some rows were refused and the rest is in, 2 nothing was changed.
    """
    tenant = _tenant(enterprise, team)
    report = asyncio.run(_import(load_settings(), path, tenant))
    _tell([str(error) for error in report.errors])
    _tell([f"Note: {warning}" for warning in report.warnings])
    click.echo(f"Profiles imported for team {tenant.team}: {report.imported:,}.")
    if report.errors:
        raise SystemExit(EXIT_SOME_REFUSED if report.imported else EXIT_SOME_REFUSED + 1)


@profiles.command()
@click.argument("user")
@_team
@_enterprise
def show(user: str, team: str, enterprise: str) -> None:
    """Show what is known about one person."""
    tenant = _tenant(enterprise, team)
    profile, titles = asyncio.run(_show(load_settings(), tenant, UserId(user)))
    if profile == EMPTY_PROFILE:
        raise click.ClickException(f"Nothing is known about {user} in team {tenant.team}.")
    for name, values in (
        ("Recent views", [titles.get(item, item) for item in profile.recent_views]),
        ("Bought", [titles.get(item, item) for item in profile.bought]),
        ("Preferred categories", profile.preferred_categories),
        ("Preferred brands", profile.preferred_brands),
        ("Avoided", (*profile.avoided_brands, *profile.avoided_categories)),
        ("Budget", [_budget(profile)] if _budget(profile) else []),
        ("Switched off", [name for name in ("learning", "surprises") if not getattr(profile, name)]),
    ):
        click.echo(f"{name}:")
        for value in values or ["(nothing)"]:
            click.echo(f"  {value}")


@profiles.command()
@click.option("--user", default="", metavar="U...", help="Everything that is known of this person.")
@_team
@_enterprise
def export(user: str, team: str, enterprise: str) -> None:
    """Print the profiles of a team as JSON that `recbot profiles import` reads.

    With --user, print everything of one person: profile, interactions (views, purchases, saved items), feedback, the
    opinions that follow from it, what was said and answered, and which items were shown. Times are seconds since 1970.
    """
    tenant = _tenant(enterprise, team)
    document = asyncio.run(_export(load_settings(), tenant, UserId(user) if user else None))
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


@profiles.command()
@click.option("--user", required=True, metavar="U...", help="Who is to be forgotten.")
@_team
@_enterprise
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(user: str, team: str, enterprise: str, yes: bool) -> None:
    """Delete everything of one person, for good. A running bot goes on."""
    tenant = _tenant(enterprise, team)
    if not yes:
        click.confirm(f"Delete everything of {user} in team {tenant.team}? It cannot be brought back.", abort=True)
    rows = asyncio.run(_forget(load_settings(), tenant, UserId(user)))
    click.echo(f"Forgotten: {user} in team {tenant.team}, {rows:,} rows deleted.")


def _tell(sentences: Sequence[str]) -> None:
    for sentence in sentences[:COMPLAINTS_SHOWN]:
        click.echo(sentence, err=True)
    if len(sentences) > COMPLAINTS_SHOWN:
        click.echo(f"... and {len(sentences) - COMPLAINTS_SHOWN:,} more.", err=True)


def _budget(profile: Profile) -> str:
    low, high = profile.budget_min, profile.budget_max
    bounds = [f"from {low:g}" if low is not None else "", f"up to {high:g}" if high is not None else ""]
    read = " ".join(bound for bound in bounds if bound)
    return f"{profile.budget_hint} ({read})" if profile.budget_hint and read else profile.budget_hint or read


async def _import(settings: Settings, path: Path, tenant: Tenant) -> ProfileReport:
    # Read to its end first: a file that breaks off must not leave half of its profiles behind.
    rows = list(read_profiles(path))
    async with open_storage(settings) as store:
        return await import_profiles(rows, store, tenant, at=time.time())


async def _show(settings: Settings, tenant: Tenant, user: UserId) -> tuple[Profile, dict[ItemId, str]]:
    async with open_storage(settings) as store:
        profile = await store.profiles.get(tenant, user)
        items = await store.catalog.get([*profile.recent_views, *profile.bought])
        return profile, {item.id: item.title for item in items.values()}


async def _export(settings: Settings, tenant: Tenant, user: UserId | None) -> dict[str, object]:
    async with open_storage(settings) as store:
        if user:
            return person_document(user, await store.people.record(tenant, user))
        users = await store.profiles.users(tenant)
        return {"profiles": [profile_row(each, await store.profiles.get(tenant, each)) for each in users]}


async def _forget(settings: Settings, tenant: Tenant, user: UserId) -> int:
    async with open_storage(settings) as store:
        return await store.people.forget(tenant, user)
