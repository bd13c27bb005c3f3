"""An answer as a Slack message."""

from bot.blocks.message import (
    BUTTON_MAX,
    SECTION_MAX,
    TEXT_MAX,
    Block,
    Message,
    actions,
    button,
    context,
    image,
    section,
)
from bot.escape import Mrkdwn, link, mention, mrkdwn, plain
from recsys.model.answer import Answer, Pick
from recsys.model.catalog import Item
from recsys.ranking.text import money

REFINE_ACTION = "refine"
NUMBERS = (":one:", ":two:", ":three:")


def render(answer: Answer, clicked: tuple[str, str] | None = None) -> Message:
    """Render any answer. Never longer than Slack takes, never with foreign markup in it.

    `clicked` are the person and the words of the button that asked for it: a click leaves no message in the thread,
    so the answer says whom it answers.
    """
    blocks: list[Block] = []
    if clicked is not None:
        user, words = clicked
        blocks.append(context(Mrkdwn(f"{mention(user)}: {mrkdwn(words, 200)}")))
    blocks.append(section(mrkdwn(answer.text, SECTION_MAX)))
    if answer.kind == "slate":
        blocks.extend(_pick(number, pick) for number, pick in zip(NUMBERS, answer.picks, strict=False))
    else:
        blocks.extend(_told(pick) for pick in answer.picks)
    buttons = _buttons(answer)
    if buttons:
        blocks.append(actions(*buttons))
    footer = _footer(answer)
    if footer:
        blocks.append(context(Mrkdwn("  ·  ".join(footer))))
    return Message(_text(answer), tuple(blocks))


def _pick(number: str, pick: Pick) -> Block:
    facts = " · ".join(_facts(pick.item))
    lines = [f"{number} *{link(pick.item.url, mrkdwn(pick.item.title, 200))}*"]
    if facts:
        lines.append(facts)
    lines.append(mrkdwn(pick.reason, 300))
    return section(Mrkdwn("\n".join(lines)), _picture(pick.item))


def _told(pick: Pick) -> Block:
    """Return what is told of an item; a line that is its title is set in bold."""
    first, _, rest = pick.reason.partition("\n")
    text = mrkdwn(first, 300)
    return section(Mrkdwn(f"*{text}*\n{mrkdwn(rest, SECTION_MAX - 400)}" if rest else text), _picture(pick.item))


def _picture(item: Item) -> Block | None:
    return image(item.image_url, plain(item.title, 200)) if item.image_url else None


def _facts(item: Item) -> list[Mrkdwn]:
    facts = [Mrkdwn(f"*{mrkdwn(money(item.price, item.currency))}*")] if item.price is not None else []
    facts.extend(mrkdwn(text, 80) for text in (item.brand, item.category) if text)
    if item.in_stock is False:
        facts.append(Mrkdwn("out of stock"))
    return facts


def _buttons(answer: Answer) -> list[Block]:
    """Return the follow-ups of this answer: relaxations where nothing was found, else refinements that fit."""
    offers = [(relaxation.label, relaxation.say) for relaxation in answer.relaxations]
    offers += [(suggestion, suggestion) for suggestion in answer.suggestions]
    return [
        button(plain(label[:1].upper() + label[1:], BUTTON_MAX), f"{REFINE_ACTION}:{number}", say)
        for number, (label, say) in enumerate(offers[:5])
    ]


def _footer(answer: Answer) -> list[Mrkdwn]:
    """Return who ranked, out of how many, and how to teach: short, because it stands under every slate."""
    if answer.kind != "slate":
        return []
    ranker = f"Ranked by {answer.model}" if answer.model else "Ranked by the built-in ranker"
    if answer.fallback:
        ranker += f" because {answer.fallback}"
    searched = f"{answer.total:,} items searched"
    if answer.considered < answer.total:
        searched += f", {answer.considered:,} within your limits"
    return [
        mrkdwn(ranker, 300),
        mrkdwn(searched),
        Mrkdwn("React :+1: :-1: or :one: :two: :three: to teach me"),
    ]


def _text(answer: Answer) -> Mrkdwn:
    """Return the whole answer as text: it is what a notification and a screen reader give."""
    lines = [str(mrkdwn(answer.text, 1_000))]
    if answer.kind == "slate":
        for number, pick in enumerate(answer.picks, start=1):
            price = f" ({money(pick.item.price, pick.item.currency)})" if pick.item.price is not None else ""
            lines.append(mrkdwn(f"{number}. {pick.item.title}{price}: {pick.reason}", 600))
    else:
        lines.extend(mrkdwn(pick.reason, 800) for pick in answer.picks)
    return Mrkdwn("\n".join(lines)[:TEXT_MAX])
