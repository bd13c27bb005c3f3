"""What the direct message offers to ask. Pure."""

from collections.abc import Mapping

from bot.budgets import amount_words
from recsys.model.person import Profile

PROMPTS_MAX = 4
TITLE_CHARS = 60
"""A longer name of a category makes no prompt."""


def suggested_prompts(
    profile: Profile, categories: Mapping[str, tuple[str, int]], currency: str
) -> list[dict[str, str]]:
    """Return 1 to 4 prompts: by the person's own categories and budget, then by the catalog's commonest ones.

    `categories` map the lower-case name to spelling and number of items.
    """
    avoided = {name.lower() for name in profile.avoided_categories}
    preferred = [name for name in profile.preferred_categories if name.lower() in categories]
    common = [spelling for spelling, _ in sorted(categories.values(), key=lambda named: (-named[1], named[0]))]
    names = {name.lower(): name for name in (*preferred, *common) if name.strip() and len(name) <= TITLE_CHARS}
    budget = amount_words(profile.budget_min, profile.budget_max, currency)
    asks = [" ".join(part for part in (name, budget) if part) for lower, name in names.items() if lower not in avoided]
    shown = [{"title": ask, "message": ask} for ask in asks[: PROMPTS_MAX - 1]]
    return [*shown, {"title": "What would suit me?", "message": "What do you recommend for me?"}]
