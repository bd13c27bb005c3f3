"""A report as one web page: no script, nothing loaded from elsewhere, light and dark. Pure."""

from html import escape

from bot.costs import dollars
from bot.report.comparing import compare, verdict
from bot.report.reading import Report
from bot.report.svg import bars, columns, interval

_STYLE = """
:root { color-scheme: light dark; --page: #fff; --ink: #1d1c1d; --soft: #616061; --rest: #e8e8ea; --liked: #007a5a;
  --disliked: #c2410c }
@media (prefers-color-scheme: dark) { :root { --page: #1a1d21; --ink: #e8e8e8; --soft: #a3a4a6; --rest: #34373b;
  --liked: #2bac76; --disliked: #f2814b } }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2.2rem 0 .3rem } p { margin: .2rem 0 .8rem }
.soft, small { color: var(--soft) }
dl { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1.2rem 0 0 } dt { color: var(--soft); font-size: .85rem }
dd { margin: 0; font-size: 1.4rem; font-weight: 600 }
svg { display: block; width: 100%; height: 100% } .rest { fill: var(--rest) }
.liked { fill: var(--liked); color: var(--liked) } .disliked { fill: var(--disliked); color: var(--disliked) }
.even { fill: var(--soft) } .mark { fill: var(--ink) }
.bars { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 7.2rem; gap: .6rem .8rem;
  align-items: center }
.bars svg { height: 1rem } .bars span { overflow-wrap: anywhere; line-height: 1.2 } .columns { height: 10rem }
.bars + p { margin-top: .8rem } .ends { display: flex; justify-content: space-between }
table { border-collapse: collapse; width: 100% } th, td { text-align: right; padding: .3rem 0 .3rem .8rem;
  border-bottom: 1px solid var(--rest) } th:first-child, td:first-child { text-align: left; padding-left: 0 }
th { color: var(--soft); font-weight: 400 }
"""


def page(report: Report) -> str:
    """Return the whole page."""
    total = report.total
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>How the answers pleased</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>How the answers pleased</h1><p class='soft'>{escape(report.since)} to {escape(report.until)} (UTC)</p>"
    )
    if not total.shown:
        return f"{head}<p>Nothing was recommended in this time.</p>{_cost(report)}</body></html>"
    numbers = {
        "picks shown": f"{total.shown:,}",
        "liked": f"{total.liked:,} ({_percent(total.liked, total.shown)})",
        "disliked": f"{total.disliked:,} ({_percent(total.disliked, total.shown)})",
        "of the catalog shown": f"{_percent(report.items_shown, report.items)} of {report.items:,} items",
    }
    facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in numbers.items())
    positions = {f"{_PLACES.get(place, f'{place}th')} pick": tally for place, tally in report.by_position.items()}
    return (
        f"{head}<dl>{facts}</dl>"
        "<p><small><b class='liked'>■</b> liked &nbsp; <b class='disliked'>■</b> disliked &nbsp; a thumb on a whole "
        "answer counts for each of its picks</small></p>"
        f"<h2>By position</h2><p class='soft'>Later picks are looked at less: fewer likes are no worse picks.</p>"
        f"{bars(positions)}<h2>By {report.grouped_by}</h2><p class='soft'>Those shown most.</p>{bars(report.by_group)}"
        f"<h2>Over time</h2><p class='soft'>Likes above the line, dislikes below.</p>{columns(report.by_day)}"
        f"{_compared(report)}{_cost(report)}</body></html>"
    )


_PLACES = {1: "1st", 2: "2nd", 3: "3rd"}


def _compared(report: Report) -> str:
    found = compare(report.compared)
    pictures = (
        f"{bars({'with what was learned': found.personal, 'without it': found.plain})}"
        "<p class='soft'><small>Answers won by the picks with what was learned, in the 95 % interval; the line in the "
        "middle is no difference.</small></p>"
        f"{interval('answers won', found)}"
    )
    return (
        "<h2>What learning is worth</h2><p class='soft'>Some answers take their picks in turn from two rankings of the "
        "same candidates, with and without what was learned of person and team. Counted is what whoever was answered "
        f"picked, saved, bought or dismissed; no thumb on a whole answer.</p><p>{escape(verdict(found))}</p>"
        f"{pictures if found.answers else ''}"
    )


def _cost(report: Report) -> str:
    if not report.calls:
        return "<h2>Cost</h2><p>No model was asked.</p>"
    rows = "".join(
        f"<tr><td>{escape(model)}</td><td>{calls:,}</td><td>{report.tokens[model][0]:,}</td>"
        f"<td>{report.tokens[model][1]:,}</td></tr>"
        for model, calls in report.calls.items()
    )
    spent = "set RECBOT_PRICE_INPUT and RECBOT_PRICE_OUTPUT to see what it cost"
    if report.dollars is not None:
        spent = f"at the prices that are set, {dollars(report.dollars)}"
    return (
        f"<h2>Cost</h2><p class='soft'>What the model read and wrote; {spent}.</p>"
        "<table><tr><th>model</th><th>calls</th><th>tokens read</th><th>tokens written</th></tr>"
        f"{rows}</table>"
    )


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{share:.1f} %" if 0 < share < 1 else f"{share:.0f} %"
