"""One item that a person shows to everybody in a channel."""

from bot.blocks.items import facts, opening, picture
from bot.blocks.message import Message, actions, section
from bot.escape import Mrkdwn, bold, link, mention, mrkdwn
from recsys.model.catalog import Item

WORDS_MAX = 300


def shared(user: str, item: Item, words: str) -> Message:
    """Return the message; `words` are the person's own, "" for none."""
    said = f": {mrkdwn(words, 2 * WORDS_MAX)}" if words else ""
    lead = Mrkdwn(f"{mention(user)} shares a find{said}")
    title = bold(link(item.url, mrkdwn(item.title, 200)))
    about = Mrkdwn("\n".join(filter(None, (title, facts(item)))))
    blocks = [section(lead), section(about, picture(item))]
    if button := opening(item):
        blocks.append(actions(button))
    return Message(Mrkdwn(f"{lead}\n{mrkdwn(item.title, 200)}"), tuple(blocks))
