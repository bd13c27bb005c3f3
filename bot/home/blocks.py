"""The Home tab as blocks. Pure; whatever the page holds, at most 100 blocks come out, each within Slack's limits."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.blocks.items import facts
from bot.blocks.message import BUTTON_MAX, Block, actions, button, context, section
from bot.budgets import budget_words
from bot.escape import Mrkdwn, link, mrkdwn, plain
from bot.home.page import HomePage, Shelf, ThreadLink
from bot.home.team import team_blocks
from recsys.model.catalog import Item
from recsys.model.person import Profile

HOME_ACTION = "home"
NAMES_SHOWN = 12
SHELVES = (
    ("saved", "Saved", "unsave", "Remove"),
    ("bought", "Bought", "unbuy", "Not bought"),
    ("liked", "Liked", "retract", "Undo"),
    ("disliked", "Disliked", "retract", "Undo"),
)
"""Name in the page, title, action, label of the button that undoes."""


def home_view(page: HomePage) -> Block:
    """Return the view for `views.publish`."""
    blocks = [*_top(page), *_learned(page), *_shelves(page), *_threads(page.threads), *_privacy(page)]
    if page.team is not None:
        blocks += team_blocks(page.team)
    return {"type": "home", "blocks": blocks}


def _top(page: HomePage) -> Iterator[Block]:
    yield {"type": "header", "text": {"type": "plain_text", "text": "Your recommendations", "emoji": True}}
    find = {**button(plain("Find something"), f"{HOME_ACTION}:find", "find"), "style": "primary"}
    yield actions(find, button(plain("Change preferences"), f"{HOME_ACTION}:preferences", "preferences"))
    lines = [f"*{name}:* {value}" for name, value in _preferences(page.profile, page.currency)]
    yield section(Mrkdwn("\n".join(lines) or "You have set no preferences yet: no budget, no brands, no categories."))


def _preferences(profile: Profile, currency: str) -> Iterator[tuple[str, Mrkdwn]]:
    if words := budget_words(profile, currency):
        yield "Budget", mrkdwn(words, 200)
    for name, values in (
        ("Categories you like", profile.preferred_categories),
        ("Brands you like", profile.preferred_brands),
        ("Brands you avoid", profile.avoided_brands),
        ("Categories you avoid", profile.avoided_categories),
    ):
        if values:
            more = f" and {len(values) - NAMES_SHOWN} more" if len(values) > NAMES_SHOWN else ""
            yield name, mrkdwn(", ".join(values[:NAMES_SHOWN]) + more, 500)


def _learned(page: HomePage) -> Iterator[Block]:
    yield {"type": "divider"}
    learning = page.profile.learning
    if not learning:
        text = "Off. What you like, buy or look at changes nothing; what you have set above counts."
    elif page.learned:
        text = "\n".join(f"• {mrkdwn(sentence, 250)}" for sentence in page.learned)
    else:
        text = "Nothing yet. Rate a few answers, and it will say here what I make of it."
    switch = button(
        plain("Stop learning" if learning else "Learn from what I do"),
        f"{HOME_ACTION}:learning",
        "off" if learning else "on",
    )
    yield section(Mrkdwn(f"*What I have learned*\n{text}"), switch)


def _shelves(page: HomePage) -> Iterator[Block]:
    for name, title, action, undo in SHELVES:
        shelf: Shelf = getattr(page, name)
        if not shelf.total:
            continue
        yield {"type": "divider"}
        beyond = f", the latest {len(shelf.items)} here" if shelf.total > len(shelf.items) else ""
        yield section(Mrkdwn(f"*{title}*  {shelf.total:,}{beyond}"))
        yield from (_item(item, f"{HOME_ACTION}:{action}", undo) for item in shelf.items)


def _item(item: Item, action: str, undo: str) -> Block:
    lines = [link(item.url, mrkdwn(item.title, 200) or mrkdwn(item.id, 200)), facts(item)]
    said = {"accessibility_label": plain(f"{undo}: {item.title}", BUTTON_MAX)}
    return section(Mrkdwn("\n".join(filter(None, lines)) or "…"), {**button(plain(undo), action, item.id), **said})


def _threads(threads: tuple[ThreadLink, ...]) -> Iterator[Block]:
    if threads:
        yield {"type": "divider"}
        lines = [f"• {link(one.url, mrkdwn(one.about, 150))}  {_day(one.at)}" for one in threads]
        yield section(Mrkdwn("\n".join(["*Where we spoke last*", *lines])))


def _day(at: float) -> Mrkdwn:
    """Return a day, which each client writes in its own words and time zone."""
    day = datetime.fromtimestamp(at, UTC).date().isoformat()
    return Mrkdwn(f"<!date^{int(at)}^{{date_short_pretty}}|{day}>")


def _privacy(page: HomePage) -> Iterator[Block]:
    kept = page.kept
    yield {"type": "divider"}
    yield context(
        Mrkdwn(
            f"Only you see this page. I keep what you ask and what I answer for {_days(kept.said)}, what I showed you "
            f"and what you looked at for {_days(kept.seen)}. Preferences, and what you save, buy or rate, stay until "
            f"you take them back. If the app is removed from Slack, all of it goes after {_days(kept.uninstalled)}."
        )
    )
    forget = {**button(plain("Forget me"), f"{HOME_ACTION}:forget", "forget"), "style": "danger"}
    yield actions(forget)


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
