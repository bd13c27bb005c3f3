"""Small pictures: stacked bars and columns over time as SVG, their words as text beside them. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from bot.report.comparing import MIDDLE, Comparison, percent
from bot.report.reading import Tally

COLUMNS_MOST = 45
"""More days than these are joined, so that a column can be seen on a phone."""
HALF = 50


def bars(rows: Mapping[str, Tally]) -> str:
    """Return a bar for each row: which share of the times it was shown it was liked (left), and disliked (right)."""
    return f'<div class="bars">{"".join(_bar(label, tally) for label, tally in rows.items())}</div>'


def _bar(label: str, tally: Tally) -> str:
    liked, disliked = (100 * count / max(tally.shown, 1) for count in (tally.liked, tally.disliked))
    drawn = (
        f"{_rect(0, 0, 100, 10, 'rest')}{_rect(0, 0, liked, 10, 'liked')}"
        f"{_rect(100 - disliked, 0, disliked, 10, 'disliked')}"
    )
    return (
        f"<span>{escape(label)}</span>{_svg(100, 10, _titled(label, tally, drawn))}"
        f"<span class='soft'>{liked:.0f} % of {tally.shown:,}</span>"
    )


def interval(label: str, found: Comparison) -> str:
    """Return a row with the share of answers won, in its interval, which is coloured where it leaves the middle out."""
    low, high = found.interval
    name = "liked" if low > MIDDLE else "disliked" if high < MIDDLE else "even"
    drawn = (
        f"<title>{percent(found.share)} of {found.decided:,}</title>{_rect(0, 0, 100, 10, 'rest')}"
        f"{_rect(100 * low, 2, 100 * (high - low), 6, name)}{_rect(100 * found.share - 0.6, 0, 1.2, 10, 'mark')}"
        f"{_rect(100 * MIDDLE - 0.2, 0, 0.4, 10, 'mark')}"
    )
    return (
        f'<div class="bars"><span>{escape(label)}</span>{_svg(100, 10, drawn)}'
        f"<span class='soft'>{percent(low)} to {percent(high)}</span></div>"
    )


def columns(days: Mapping[str, Tally]) -> str:
    """Return a column for each day, likes above the line, dislikes below it; where there are many, days are joined."""
    names, tallies = _joined(days)
    highest = max([1, *(max(one.liked, one.disliked) for one in tallies)])
    parts: list[str] = []
    for place, (name, tally) in enumerate(zip(names, tallies, strict=True)):
        up, down = (HALF * count / highest for count in (tally.liked, tally.disliked))
        drawn = _rect(10 * place + 1, HALF - up, 8, up, "liked") + _rect(10 * place + 1, HALF, 8, down, "disliked")
        parts.append(_titled(name, tally, drawn))
    return (
        f"<p class='soft'><small>up to {highest:,} likes or dislikes</small></p>"
        f'<div class="columns">{_svg(10 * len(tallies), 2 * HALF, "".join(parts))}</div>'
        f"<p class='soft ends'><small>{escape(names[0])}</small><small>{escape(names[-1])}</small></p>"
    )


def _joined(days: Mapping[str, Tally]) -> tuple[Sequence[str], Sequence[Tally]]:
    """Return names and sums of as many days together as it takes for at most `COLUMNS_MOST` columns."""
    names, tallies = list(days), list(days.values())
    size = -(-len(names) // COLUMNS_MOST)
    groups = [tallies[start : start + size] for start in range(0, len(tallies), size)]
    return names[::size], [Tally.sum(group) for group in groups]


def _titled(name: str, tally: Tally, drawn: str) -> str:
    told = f"{name}: shown {tally.shown:,}, liked {tally.liked:,}, disliked {tally.disliked:,}"
    return f"<g><title>{escape(told)}</title>{drawn}</g>"


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    return f'<rect class="{name}" x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"/>'


def _svg(width: float, height: float, inner: str) -> str:
    """Return a picture without words, which may be stretched to any size."""
    return f'<svg viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="none" role="img">{inner}</svg>'
