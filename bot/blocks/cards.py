"""The picks of a slate: cards side by side, or sections where a workspace does not take cards."""

from collections.abc import Iterable, Sequence

from bot.blocks.items import facts, opening, picture, saving
from bot.blocks.message import Block, actions, button, mrkdwn_object, section
from bot.escape import Mrkdwn, Plain, bold, link, mrkdwn
from recsys.model.answer import Pick
from recsys.model.catalog import Item

MORE_ACTION = "more"
DISMISS_ACTION = "dismiss"
NUMBERS = (":one:", ":two:", ":three:")
SURPRISE = Mrkdwn(":sparkles: A surprise")
TITLE_MAX = 150
TITLE_MIN = 40
"""A title that must be cut shorter for its link to fit beside it stays whole, without link."""
BODY_MAX = 200


def carousel(picks: Sequence[Pick], *, tappable: bool) -> Block:
    """Return one to three picks as a card each; `tappable` cards have buttons for feedback."""
    cards = [_card(place, pick, tappable=tappable) for place, pick in enumerate(picks, start=1)]
    return cards[0] if len(cards) == 1 else {"type": "carousel", "elements": cards}


def sections(picks: Sequence[Pick], *, tappable: bool) -> Iterable[Block]:
    """Yield the same as a section each, the buttons in a row beneath."""
    for place, pick in enumerate(picks, start=1):
        title = bold(link(pick.item.url, mrkdwn(pick.item.title, 200)))
        lines = [Mrkdwn(f"{NUMBERS[place - 1]} {title}"), _facts(pick)]
        text = "\n".join([*filter(None, lines), mrkdwn(pick.reason, 300), *_also(pick)])
        yield section(Mrkdwn(text), picture(pick.item))
        if tappable:
            yield actions(*_buttons(place, pick.item))


def _card(place: int, pick: Pick, *, tappable: bool) -> Block:
    also = "".join(f"\n{line}" for line in _also(pick))
    card: Block = {
        "type": "card",
        "title": mrkdwn_object(_title(NUMBERS[place - 1], pick.item)),
        "body": mrkdwn_object(Mrkdwn(mrkdwn(pick.reason, BODY_MAX - len(also)) + also)),
    }
    if subtitle := _facts(pick):
        card["subtitle"] = mrkdwn_object(subtitle)
    if head := picture(pick.item):
        card["hero_image"] = head
    if tappable:
        card["actions"] = _buttons(place, pick.item)
    return card


def _title(number: str, item: Item) -> Mrkdwn:
    room = TITLE_MAX - len(number) - 1
    address = len(link(item.url, Mrkdwn("")))  # 0 where there is nothing to link
    if address and room - address >= TITLE_MIN:
        return Mrkdwn(f"{number} {link(item.url, mrkdwn(item.title, room - address))}")
    return Mrkdwn(f"{number} {mrkdwn(item.title, room)}")


def _facts(pick: Pick) -> Mrkdwn:
    return Mrkdwn(" · ".join(filter(None, (SURPRISE if pick.surprise else "", facts(pick.item)))))


def _also(pick: Pick) -> list[Mrkdwn]:
    return [mrkdwn(f"Also in {pick.also}.", 60)] if pick.also else []


def _buttons(place: int, item: Item) -> list[Block]:
    return [
        button(Plain("More like this"), f"{MORE_ACTION}:{place}", item.id),
        button(Plain("Not for me"), f"{DISMISS_ACTION}:{place}", item.id),
        opening(item, place) or saving(item, place),
    ]
