"""Budgets, in the words of a form and of a request. Pure."""

import re

from recsys.model.person import Profile
from recsys.profile.budget import parse_budget
from recsys.ranking.text import money

BUDGET_HINT = "For example “under 300” or “100-300”."
AMOUNT_MAX = 1e12
"""A catalog takes no higher price."""
_WRITE = "Write it as “under 300” or “100-300”."
_NUMBER = re.compile(r"\d(?:[\d.,'’]*\d)?")
_DECIMAL_OR_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


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


def complaint(text: str) -> str:
    """Return in sentences why a typed budget is not taken, "" for one that is: nothing of it is guessed or left out."""
    bounds = read_budget(text)
    if bounds is None:
        return f"I see no amount in that. {_WRITE}"
    numbers, amounts = _NUMBER.findall(text), [amount for amount in bounds if amount is not None]
    for written in filter(_DECIMAL_OR_THOUSANDS.fullmatch, numbers):
        thousands = written.replace(".", "")
        if read_budget(text.replace(written, thousands)) != bounds:
            return f"“{written}” could be {float(written):g} or {int(thousands):,}. Write it without the point."
    if bounds[1] is not None and bounds[1] < 0.01:
        return f"Nothing costs less than that. {_WRITE}"
    if max(amounts, default=0) > AMOUNT_MAX:
        return f"That is more than anything costs. {_WRITE}"
    if len(numbers) > len(amounts):
        return f"I can read only part of that. {_WRITE}"
    return ""


def read_budget(text: str) -> tuple[float | None, float | None] | None:
    """Return the bounds of a typed budget, both open for an empty one; None where no amount is in it."""
    bounds = parse_budget(text)
    return None if text.strip() and bounds == (None, None) else bounds
