"""`recbot manifest`: the Slack app's manifest, for the features that a team wants."""

from pathlib import Path

import click
import yaml

from bot.manifest import FEATURES, manifest_for
from bot.settings import load_settings

HEADER = '# The Slack app. Paste it at api.slack.com/apps, "Create New App", "From a manifest".\n'
_LINES = "\n".join(f"  {name:<11}{feature.summary}" for name, feature in FEATURES.items())


def _names(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    if value.strip() in {"all", "none"}:
        return tuple(FEATURES) if value.strip() == "all" else ()
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FEATURES]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is no feature; there are {', '.join(FEATURES)}.")
    return names


@click.command(
    help=f"""Print the manifest of the Slack app, or write it to a file.

\b
Features:
{_LINES}
Always there: /recommend, mentions, threads in public channels, direct messages.
With RECBOT_UNFURL_DOMAINS set: what a link to an item's page shows.
"""
)
@click.option(
    "--features",
    default="all",
    show_default=True,
    callback=_names,
    metavar="A,B",
    help="The features to have, by name; `all` or `none`.",
)
@click.option("--write", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
def manifest(features: tuple[str, ...], path: Path | None) -> None:
    """Print or write the manifest."""
    chosen = manifest_for(features, load_settings().unfurl_domains)
    text = HEADER + yaml.safe_dump(chosen, sort_keys=False, allow_unicode=True, width=120)
    if path is None:
        click.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from error
    click.echo(f"{path} is written. Paste it at api.slack.com/apps: Create New App, From a manifest.", err=True)
