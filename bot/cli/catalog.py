"""`recbot catalog`: bring a catalog in, check a file, see what is there."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.catalog_picture import draw_statistics
from bot.cli.progress import Advance, progress_shown
from bot.settings import Settings, load_settings
from bot.wiring import open_embedder, open_storage
from recsys.catalog.importing import ImportReport, check_catalog, import_catalog
from recsys.catalog.mapping import MapOption, Taken, parse_map_option
from recsys.catalog.prices import read_currency
from recsys.catalog.reading import CatalogReading
from recsys.catalog.statistics import CatalogStatistics, collect_statistics
from recsys.errors import EmbeddingError, RowError, StorageError
from recsys.model.catalog import Item
from recsys.retrieval.embedding.sync import embed_missing

EXIT_SOME_REFUSED = 1
EXIT_NOTHING_DONE = 2

MAP_HELP = (
    "Take FIELD from another column, for example brand=supplier. Repeat it for other fields, or for the same field to "
    "fall back on a second column. For attributes the column may hold wildcards: attributes=attr_?_* makes every such "
    "column an attribute named after what the last * stands for."
)


def _read_maps(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[MapOption, ...]:
    try:
        return tuple(parse_map_option(text) for text in texts)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _read_code(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    code = read_currency(text)
    if not code:
        raise click.BadParameter(f'"{text}" is no ISO 4217 code such as USD or EUR.')
    return code


_map = click.option("--map", "maps", multiple=True, metavar="FIELD=COLUMN", callback=_read_maps, help=MAP_HELP)
_currency = click.option(
    "--currency", default="USD", callback=_read_code, help="Currency of prices that name none (default USD)."
)
_path = click.Path(path_type=Path)


@click.group()
def catalog() -> None:
    """Import, check and describe the catalog of items."""


@catalog.command("import")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=_path)
@_map
@_currency
@click.option("--prune", is_flag=True, help="Remove every item that the files do not name.")
@click.option("--yes", is_flag=True, help="With --prune: also when that removes more than half of the catalog.")
@click.option("--strict", is_flag=True, help="Change nothing if any row cannot be taken.")
@click.option("--no-embed", is_flag=True, help="Leave the vectors for later; until then only words find new items.")
def import_files(
    paths: tuple[Path, ...],
    maps: tuple[MapOption, ...],
    currency: str,
    *,
    prune: bool,
    yes: bool,
    strict: bool,
    no_embed: bool,
) -> None:
    """Bring JSON, JSONL or CSV files (also .gz) into the catalog.

    Items are added, or replaced where their id is known. All become visible at once; a running bot sees them with its
    next answer. Rows that cannot be taken are named with their line, the rest goes in.

    Exit codes: 0 all rows are in, 1 some were refused and the rest is in, 2 nothing was changed.
    """
    settings = load_settings()
    with ExitStack() as stack:
        files = Files(tuple(stack.enter_context(CatalogReading(path, maps, currency=currency)) for path in paths))
        files.tell_plans()
        with progress_shown(f"Reading {files.label}", "rows") as advance:
            report = asyncio.run(_import(settings, files, advance, prune=prune, strict=strict, may_empty=yes))
    _tell_complaints(report, files)
    if report.counts is None:
        click.echo(report.refusal, err=True)
        raise SystemExit(EXIT_NOTHING_DONE)
    counts = report.counts
    click.echo(
        f"{report.read - report.refused:,} of {report.read:,} rows taken: {counts.added:,} added, "
        f"{counts.changed:,} changed, {counts.unchanged:,} unchanged, {counts.removed:,} removed."
    )
    if not no_embed:
        asyncio.run(_embed(settings))
    if report.refused:
        raise SystemExit(EXIT_SOME_REFUSED)


@catalog.command()
@click.argument("path", metavar="FILE", type=_path)
@_map
@_currency
def check(path: Path, maps: tuple[MapOption, ...], currency: str) -> None:
    """Read a file as an import would and report, without touching the catalog.

    Exit codes: 0 all rows are good, 1 some are not, 2 the file cannot be read or no row is good.
    """
    with CatalogReading(path, maps, currency=currency) as reading:
        files = Files((reading,))
        files.tell_plans()
        with progress_shown(f"Reading {files.label}", "rows") as advance:
            report = check_catalog(files.rows(), progress=lambda read: advance(files.fraction(), read))
    _tell_complaints(report, files)
    good = report.read - report.refused
    click.echo(f"{good:,} of {report.read:,} rows can be taken.")
    if report.refused:
        raise SystemExit(EXIT_SOME_REFUSED if good else EXIT_NOTHING_DONE)


@catalog.command()
def stats() -> None:
    """Show what the catalog holds: brands, categories, prices, vectors."""
    settings = load_settings()
    draw_statistics(*asyncio.run(_stats(settings)))


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one command, as one sequence of rows."""

    readings: tuple[CatalogReading, ...]

    @property
    def label(self) -> str:
        """What to call them in one word."""
        return self.readings[0].path.name if len(self.readings) == 1 else f"{len(self.readings)} files"

    def fraction(self) -> float:
        """Return which part of all files has been read, 0 to 1."""
        return sum(reading.fraction() for reading in self.readings) / len(self.readings)

    def rows(self) -> Iterator[Item | RowError]:
        """Yield the rows of all files; errors name their file where there are several."""
        for reading in self.readings:
            for row in reading:
                if isinstance(row, RowError) and len(self.readings) > 1:
                    yield RowError(row.line, f"{row.reason} ({reading.path.name})")
                else:
                    yield row

    def tell_plans(self) -> None:
        """Say which field was taken from which column."""
        for reading in self.readings:
            plan = reading.plan
            parts = [_told(taken) for taken in plan.taken]
            if not plan.attributes:
                parts.append("further attributes from the other columns")
            click.echo(f"{reading.path.name}: {', '.join(parts)}.", err=True)

    def notes(self) -> Iterator[str]:
        """Yield what was changed or left out, in sentences."""
        for reading in self.readings:
            for sentence in reading.notes.sentences():
                yield f"{reading.path.name}: {sentence}" if len(self.readings) > 1 else sentence


def _told(taken: Taken) -> str:
    if taken.columns == (taken.field,):
        return taken.field
    return f"{taken.field} from {' else '.join(taken.columns)}{' (recognised)' if taken.guessed else ''}"


def _tell_complaints(report: ImportReport, files: Files) -> None:
    for error in report.errors:
        click.echo(str(error), err=True)
    if report.refused > len(report.errors):
        click.echo(f"... and {report.refused - len(report.errors):,} more rows that cannot be taken.", err=True)
    for sentence in files.notes():
        click.echo(f"Note: {sentence}", err=True)
    if len(report.currencies) > 1:
        mixed = ", ".join(f"{count:,} in {code}" for code, count in report.currencies.items())
        click.echo(
            f"Note: Prices are in several currencies ({mixed}) and are compared as plain numbers; "
            "convert them to one currency for price limits that mean something.",
            err=True,
        )


async def _import(
    settings: Settings, files: Files, advance: Advance, *, prune: bool, strict: bool, may_empty: bool
) -> ImportReport:
    async with open_storage(settings) as store:
        return await import_catalog(
            files.rows(),
            store.catalog,
            prune=prune,
            strict=strict,
            may_empty=may_empty,
            progress=lambda read: advance(files.fraction(), read),
        )


async def _embed(settings: Settings) -> None:
    async with open_embedder(settings) as embedder, open_storage(settings) as store:
        if embedder is None:
            return
        try:
            with progress_shown("Embedding", "items") as advance:
                await embed_missing(store.catalog, embedder, lambda done, total: advance(done / max(total, 1), done))
        except (EmbeddingError, StorageError) as error:
            click.echo(f"The items are in, but not all have vectors yet: {error}", err=True)


async def _stats(settings: Settings) -> tuple[CatalogStatistics, str | None]:
    async with open_embedder(settings) as embedder, open_storage(settings) as store:
        model = embedder.model if embedder else None
        return await collect_statistics(store.catalog, model), model
