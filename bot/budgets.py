"""Budgets, in the words of a form and of a request. Pure."""

from recsys.model.person import Profile
from recsys.profile.budget import parse_budget
from recsys.ranking.text import money

BUDGET_HINT = "Such as “under 300” or “100-300”."
NO_BUDGET = "I read no amount in that. Write it as “under 300” or “100-300”."


def budget_words(profile: Profile, currency: str) -> str:
    """Return a person's budget ("under $300"); their own words where these name no amount; "" where there is none."""
    return amount_words(profile.budget_min, profile.budget_max, currency) or profile.budget_hint


def amount_words(low: float | None, high: float | None, currency: str) -> str:
    """Return bounds as a person would say them: "between $100 and $300", "under $300", "over $100", ""."""
    if low is not None and high is not None:
        return f"between {money(low, currency)} and {money(high, currency)}"
    if high is not None:
        return f"under {money(high, currency)}"
    return f"over {money(low, currency)}" if low is not None else ""


def read_budget(text: str) -> tuple[float | None, float | None] | None:
    """Return the bounds of a typed budget, both open for an empty one; None where no amount is in it."""
    bounds = parse_budget(text)
    return None if text.strip() and bounds == (None, None) else bounds
