"""One item in words: the pieces that every layout of it is made of."""

from bot.blocks.message import BUTTON_MAX, Block, button, image
from bot.escape import Mrkdwn, Plain, address, bold, mrkdwn, plain
from recsys.model.catalog import Item
from recsys.ranking.text import money

OPEN_ACTION = "open"
SAVE_ACTION = "save"
FACT_MAX = 34


def facts(item: Item) -> Mrkdwn:
    """Return price, brand, category and what is out of stock in one line of at most 125 characters, "" for none."""
    known = [bold(mrkdwn(money(item.price, item.currency), 30))] if item.price is not None else []
    known.extend(mrkdwn(text, FACT_MAX) for text in (item.brand, item.category) if text)
    if item.in_stock is False:
        known.append(Mrkdwn("out of stock"))
    return Mrkdwn(" · ".join(known))


def picture(item: Item) -> Block | None:
    """Return its picture, where the catalog has an address of one."""
    url = address(item.image_url)
    return image(url, plain(item.title, 200)) if url else None


def opening(item: Item, place: int = 0) -> Block | None:
    """Return the button that opens its page and is told to us, where it has one; `place` tells such buttons apart."""
    url = address(item.url)
    return button(plain("Open", BUTTON_MAX), f"{OPEN_ACTION}:{place}", item.id, url=url) if url else None


def saving(item: Item, place: int = 0) -> Block:
    """Return the button that saves it."""
    return button(Plain("Save"), f"{SAVE_ACTION}:{place}", item.id)
