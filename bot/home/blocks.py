"""The Home tab as blocks. Pure; whatever the page holds, at most 100 blocks come out, each within Slack's limits."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.blocks.message import Block, actions, button, context, section
from bot.budgets import budget_words
from bot.escape import Mrkdwn, link, mrkdwn, plain
from bot.home.page import HomePage, ThreadLink
from bot.home.shelves import HOME_ACTION, shelf_blocks
from bot.home.team import team_blocks
from recsys.model.person import Profile

NAMES_SHOWN = 12


def home_view(page: HomePage) -> Block:
    """Return the view for `views.publish`."""
    blocks = [*_top(page), *_learned(page), *shelf_blocks(page), *_threads(page.threads), *_privacy(page)]
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
        text = "Off. What you like, buy or look at changes nothing; only what you have set above counts."
    elif page.learned:
        text = "\n".join(f"• {mrkdwn(sentence, 250)}" for sentence in page.learned)
    else:
        text = "Nothing yet. Rate a few answers, and I will say here what I make of them."
    switch = button(
        plain("Stop learning" if learning else "Learn from what I do"),
        f"{HOME_ACTION}:learning",
        "off" if learning else "on",
    )
    yield section(Mrkdwn(f"*What I have learned*\n{text}"), switch)


def _threads(threads: tuple[ThreadLink, ...]) -> Iterator[Block]:
    if threads:
        yield {"type": "divider"}
        lines = [f"• {link(one.url, mrkdwn(one.about, 150))}  {_day(one.at)}" for one in threads]
        yield section(Mrkdwn("\n".join(["*Where we last spoke*", *lines])))


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
