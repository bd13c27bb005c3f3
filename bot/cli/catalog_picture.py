"""A catalog's numbers as a picture in the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.bar import Bar
from rich.columns import Columns
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from recsys.catalog.statistics import CatalogStatistics, middle, price_bands

ROWS = 10
BAR_WIDTH = 20
NAME_WIDTH = 28


def draw_statistics(statistics: CatalogStatistics, model: str | None, console: Console | None = None) -> None:
    """Print the picture on stdout. `model` names the embedding model, None where keyword search works alone."""
    shown = console or Console(highlight=False)
    if not statistics.items:
        shown.print("The catalog is empty. Fill it with `recbot catalog import FILE`.", markup=False)
        return
    panels = [
        _panel("Categories", _top(statistics.categories), statistics.items),
        _panel("Brands", _top(statistics.brands), statistics.items),
        *(
            _panel(f"Prices in {currency}", _bands(prices), len(prices), _range(prices))
            for currency, prices in sorted(statistics.prices.items(), key=lambda each: -len(each[1]))
        ),
        _panel("Attributes", statistics.attributes.most_common(ROWS), statistics.items),
    ]
    shown.print(_summary(statistics, model))
    shown.print(Columns([panel for panel in panels if panel is not None]))


def _summary(statistics: CatalogStatistics, model: str | None) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="bold")
    table.add_column()
    rows = [
        (statistics.items, "items"),
        (statistics.without_price, "without a price"),
        (statistics.without_description, "without a description"),
        (statistics.out_of_stock, "out of stock"),
    ]
    if model is not None:
        rows.append((statistics.with_vector, f"with a vector ({model})"))
        rows.append((statistics.items - statistics.with_vector, "without a vector"))
    for count, what in rows:
        table.add_row(f"{count:,}", what)
    return table


def _panel(title: str, rows: Sequence[tuple[str, int]], total: int, footer: str = "") -> Panel | None:
    if not rows:
        return None
    table = Table.grid(padding=(0, 1))
    table.add_column(max_width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    table.add_column(justify="right")
    table.add_column(width=BAR_WIDTH)
    most = max(count for _, count in rows)
    for name, count in rows:
        share = f"{count:,} ({count / total:.0%})"
        table.add_row(Text(name), Text(share), Bar(most, 0, count, width=BAR_WIDTH, color="cyan"))
    return Panel(Group(table, Text(footer, style="dim")) if footer else table, title=title, expand=False)


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    rows = [(name or "(none)", count) for name, count in counts.most_common(ROWS)]
    if [name for name, _ in rows] == ["(none)"]:
        return []
    rest = counts.total() - sum(count for _, count in rows)
    return [*rows, (f"{len(counts) - len(rows):,} others", rest)] if rest else rows


def _bands(prices: Sequence[float]) -> list[tuple[str, int]]:
    return [(f"{low:,.0f} to {high:,.0f}", count) for low, high, count in price_bands(prices)]


def _range(prices: Sequence[float]) -> str:
    return f"{min(prices):,.2f} to {max(prices):,.2f}, half of them under {middle(prices):,.2f}"
