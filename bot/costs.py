"""What a model's tokens cost in money. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from recsys.model.delivery import DailyUsage
from recsys.ranking.text import money

MILLION = 1_000_000
CENT = 0.01


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars for a million tokens: read, read again out of the service's cache, written."""

    input: float
    cached: float
    output: float


def cost_of(usage: Iterable[DailyUsage], prices: Prices) -> float:
    """Return what these rows cost together, in dollars. All models have the same prices."""
    return (
        sum(  # what was cached is among the prompt's tokens
            (row.prompt_tokens - row.cached_tokens) * prices.input
            + row.cached_tokens * prices.cached
            + row.completion_tokens * prices.output
            for row in usage
        )
        / MILLION
    )


def dollars(spent: float) -> str:
    """Return a sum in words."""
    return f"under {money(CENT, 'USD')}" if 0 < spent < CENT else money(spent, "USD")
