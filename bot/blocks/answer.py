"""An answer as a Slack message."""

from collections.abc import Iterator, Sequence

from bot.blocks.cards import carousel, sections
from bot.blocks.compared import columns, compared
from bot.blocks.feedback import menu, thumbs, thumbs_as_buttons
from bot.blocks.items import opening, picture, saving
from bot.blocks.message import BUTTON_MAX, SECTION_MAX, Block, Message, actions, button, context, section
from bot.escape import Mrkdwn, bold, mention, mrkdwn, plain
from bot.marks import as_read
from recsys.model.answer import Answer, Choice
from recsys.model.catalog import Item
from recsys.ranking.clauses import capitalised
from recsys.ranking.text import money

REFINE_ACTION = "refine"
ROW = 5
"""Buttons a row; constraints beyond two rows of them are taken off in words."""
LEAD_MAX = 1_500
QUESTION_MAX = 300


def render(answer: Answer, user: str, words: str | None = None) -> Message:
    """Render any answer to a person. Never longer than Slack takes, never with foreign markup in it.

    `words`, as Slack escapes them, are those of a button that the person tapped: a tap leaves no message in the
    thread, so the answer says what it answers.
    """
    heading = () if words is None else (context(Mrkdwn(f"{mention(user)}: {mrkdwn(as_read(words), 200)}")),)
    blocks = (*heading, *_blocks(answer, user, cards=True))
    plainer = (*heading, *_blocks(answer, user, cards=False))
    return Message(_text(answer), blocks, () if plainer == blocks else plainer)


def render_first(answer: Answer) -> Message:
    """Render the first pick of an answer that is still on its way: to be read, not to be tapped yet."""
    lead, footer = section(mrkdwn(answer.text, LEAD_MAX)), context(_footer(answer))
    blocks = (lead, carousel(answer.picks, tappable=False), footer)
    return Message(_text(answer), blocks, (lead, *sections(answer.picks, tappable=False), footer))


def _blocks(answer: Answer, user: str, *, cards: bool) -> Iterator[Block]:
    yield section(mrkdwn(answer.text, LEAD_MAX))
    if answer.kind == "slate":
        yield from [carousel(answer.picks, tappable=True)] if cards else sections(answer.picks, tappable=True)
    elif answer.differences and cards:
        yield compared(answer.picks, answer.differences)
    else:
        yield from (_told(pick.item, text) for pick, text in zip(answer.picks, _texts(answer), strict=True))
    if answer.question:
        yield section(mrkdwn(answer.question.text, QUESTION_MAX))
    yield from _rows(answer, user if cards else "")
    if answer.kind == "slate":
        yield thumbs() if cards else thumbs_as_buttons()
        yield context(Mrkdwn(f"{_footer(answer)}  ·  Reactions teach me too: :+1: :-1: :one: :two: :three:"))


def _told(item: Item, said: str) -> Block:
    """Return what is told of an item; a line that is its title is set in bold."""
    first, _, rest = said.partition("\n")
    text = mrkdwn(first, 300)
    return section(Mrkdwn(f"{bold(text)}\n{mrkdwn(rest, SECTION_MAX - 400)}" if rest else text), picture(item))


def _texts(answer: Answer) -> list[str]:
    """Return what is told of each item spoken of: its reason, or its column of a comparison."""
    return columns(answer.picks, answer.differences) if answer.differences else [pick.reason for pick in answer.picks]


def _rows(answer: Answer, user: str) -> Iterator[Block]:
    """Yield the rows of buttons: answers to the question, follow-ups or ways out, and the constraints to take off.

    The answers and the constraints are those of the person who asked: with `user` nobody else sees them.
    """
    ways = [Choice(relaxation.label, relaxation.say) for relaxation in answer.relaxations]
    ways += [Choice(suggestion, suggestion) for suggestion in answer.suggestions]
    chips = [Choice(f"✕ {chip.label}", chip.say) for chip in answer.removable]
    choices = answer.question.choices if answer.question else ()
    more = _more(answer)
    for row, (shown, only_for) in enumerate(
        ((choices[:ROW], user), (ways[:ROW], ""), (chips[:ROW], user), (chips[ROW : 2 * ROW], user))
    ):
        elements = [_refine(choice, f"{row}{place}", only_for) for place, choice in enumerate(shown)]
        if row == 1:
            elements += more
        if elements:
            yield actions(*elements)


def _refine(choice: Choice, place: str, only_for: str) -> Block:
    label = plain(capitalised(choice.label), BUTTON_MAX)
    return button(label, f"{REFINE_ACTION}:{place}", choice.say, only_for=only_for)


def _more(answer: Answer) -> Sequence[Block]:
    """Return what else can be done with the items: a menu for a slate, buttons for the one that is told about."""
    if answer.kind == "slate":
        return [found] if (found := menu(answer.picks)) else []
    if answer.kind == "details" and len(answer.picks) == 1:
        item = answer.picks[0].item
        return [element for element in (opening(item), saving(item)) if element]
    return []


def _footer(answer: Answer) -> Mrkdwn:
    """Return who ranked, out of how many, and how long it took: short, as it stands under every slate."""
    ranker = f"Ranked by {answer.model}" if answer.model else "Ranked by the built-in ranker"
    if answer.fallback:
        ranker += f" because {answer.fallback}"
    items = f"{answer.total:,} {'item' if answer.total == 1 else 'items'}"
    searched = f"{items} searched"
    if answer.active and answer.considered < answer.total:
        searched = f"{answer.considered:,} of {items} {'is' if answer.considered == 1 else 'are'} within your limits"
    parts = [mrkdwn(ranker, 300), mrkdwn(searched)]
    if answer.seconds:
        parts.append(Mrkdwn(f"{max(answer.seconds, 0.1):.1f} s"))
    return Mrkdwn("  ·  ".join(parts))


def _text(answer: Answer) -> Mrkdwn:
    """Return the whole answer as text: it is what a notification and a screen reader give."""
    lines = [mrkdwn(answer.text, 1_000)]
    if answer.kind == "slate":
        for number, pick in enumerate(answer.picks, start=1):
            price = f" ({money(pick.item.price, pick.item.currency)})" if pick.item.price is not None else ""
            also = f" Also in {pick.also}." if pick.also else ""
            surprise = ", a surprise" if pick.surprise else ""
            lines.append(mrkdwn(f"{number}. {pick.item.title}{price}{surprise}: {pick.reason}{also}", 600))
    else:
        lines.extend(mrkdwn(text, 800) for text in _texts(answer))
    if answer.question:
        choices = " · ".join(choice.label for choice in answer.question.choices)
        lines.append(mrkdwn(f"{answer.question.text} {choices}", 400))
    return Mrkdwn("\n".join(lines))
