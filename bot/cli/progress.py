"""Progress on the terminal: a bar with rate and time left, or plain lines where nobody looks at a terminal."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

Advance = Callable[[float, int], None]
"""Told which part is done (0 to 1) and how many units that is."""

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_shown(label: str, unit: str, console: Console | None = None) -> Generator[Advance]:
    """Show progress on stderr while the block runs, and one line with the count and the time when it ends well.

    Nothing is left behind when nothing was reported.
    """
    shown = console or Console(stderr=True, highlight=False)
    begun = time.monotonic()
    count = 0

    def speed() -> str:
        return f"{count / max(time.monotonic() - begun, 1e-3):,.0f} {unit} a second"

    with _bar(label, shown) if shown.is_terminal else _lines(label, shown) as draw:

        def advance(part: float, units: int) -> None:
            nonlocal count
            count = units
            draw(part, f"{count:,} {unit}, {speed()}")

        yield advance
    seconds = time.monotonic() - begun
    if count:
        pace = f" in {seconds:.1f} s ({speed()})" if seconds >= 1 else ""
        shown.print(f"{label}: {count:,} {unit}{pace}.", soft_wrap=True, markup=False, highlight=False)


@contextmanager
def _bar(label: str, console: Console) -> Generator[Callable[[float, str], None]]:
    columns = (TextColumn(label, markup=False), BarColumn(), TextColumn("{task.fields[count]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=1.0, count="")
        yield lambda part, count: progress.update(task, completed=part, count=count)


@contextmanager
def _lines(label: str, console: Console) -> Generator[Callable[[float, str], None]]:
    begun = printed = time.monotonic()

    def draw(part: float, count: str) -> None:
        nonlocal printed
        now = time.monotonic()
        if now - printed < SECONDS_BETWEEN_LINES:
            return
        printed = now
        left = (now - begun) * (1 - part) / part if part > 0 else 0.0
        console.print(
            f"{label}: {part:.0%}, {count}, {left:,.0f} s left", soft_wrap=True, markup=False, highlight=False
        )

    yield draw
