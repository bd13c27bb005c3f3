"""Budgets as people state them, read into bounds."""

import re

from recsys.catalog.prices import read_amount, read_currency

_SIGN = r"(?:us\$|[$€£¥₹₩]|(?:usd|eur|gbp|chf|jpy|cad|aud|inr|rs\.?|fr\.?)\s)?\s*"
_NUMBER = r"\d(?:[\d.,'’]*\d)?"
_UNIT = r"(?:\s?k\b|\s?(?:usd|eur|gbp|chf|dollars?|bucks|euros?|pounds)\b|\s?[$€£¥₹₩])*"


def _amount(name: str) -> str:
    return rf"(?P<{name}_sign>{_SIGN})(?P<{name}>{_NUMBER})(?P<{name}_unit>{_UNIT})"


_END = (
    r"(?![\w%])(?!\s?(?:[\"”″]|inch|in\b|cm|mm|m\b|[kmgt]b\b|[kmg]?hz|mah|wh\b|w\b|watts?|kg|g\b|lbs?\b|oz|ml|l\b|"
    r"hours?|hrs?\b|h\b|min\b|minutes?|years?|days?|people|persons?|pcs|pieces|keys|ports|dpi|ms\b|db\b|mp\b|stars?))"
)
"""After a number that is money stands no other unit."""

_RANGE = re.compile(
    rf"(?:\b(?:between|from)\s+)?(?<![\w.,]){_amount('low')}\s*(?:-|–|—|\bto\b|\band\b|\.\.+)\s*{_amount('high')}{_END}"
)
_BOTH = re.compile(
    rf"(?:over|above|more than|at least|min(?:imum)?)\s+{_amount('low')}\s*(?:and|but|,)+\s*"
    rf"(?:under|below|less than|at most|up to|max(?:imum)?)\s+{_amount('high')}{_END}"
)
_MOST = re.compile(
    r"(?:(?:\b(?:under|below|within|beneath|less than|cheaper than|lower than|at most|up to|max(?:imum|\.)?(?: of)?|"
    r"no more than|not more than|not over|not above|until)|<=?|≤)\s*:?\s*"
    rf"(?:about\s+|around\s+)?{_amount('high')}{_END}|"
    rf"(?<![\w.,]){_amount('high2')}\s*(?:max(?:imum)?\b|or less\b|or under\b|or below\b|at most\b|tops\b))"
)
_LEAST = re.compile(
    r"(?:(?:\b(?:over|above|more than|at least|min(?:imum|\.)?(?: of)?|no less than|not under|not below|"
    r"starting at|from)|"
    rf">=?|≥)\s*:?\s*{_amount('low')}{_END}|"
    rf"(?<![\w.,]){_amount('low2')}\s*(?:\+|min(?:imum)?\b|or more\b|or above\b|and up\b|upwards\b))"
)
_ABOUT = re.compile(
    rf"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|near)|~)\s*{_amount('mid')}{_END}"
)
_ALONE = re.compile(rf"(?:budget(?: of| is)?:?\s*)?{_amount('high')}\.?")

ABOUT_SHARE = 0.2
"""How far "around 100" reaches to either side."""


def parse_budget(text: str) -> tuple[float | None, float | None]:
    """Return the lowest and the highest price that the words allow, None for a side that is open.

    "under $150" and "150" are (None, 150), "100-300" is (100, 300), "200+" is (200, None), "around 100" reaches
    `ABOUT_SHARE` to either side. Words without numbers ("mid-range"), and numbers that are no amounts ("27 inch"), are
    (None, None). Amounts are read as `recsys.catalog.prices` reads prices; "1.5k" is 1500.
    """
    said = " ".join(text.lower().split())
    for pattern in (_BOTH, _RANGE):
        if match := pattern.search(said):
            return _bounds(match)
    if match := _ABOUT.search(said):
        mid = _value(match, "mid")
        return (None, None) if mid is None else (mid * (1 - ABOUT_SHARE), mid * (1 + ABOUT_SHARE))
    if match := _MOST.search(said):
        return None, _value(match, "high", "high2")
    if match := _LEAST.search(said):
        return _value(match, "low", "low2"), None
    match = _ALONE.fullmatch(said)
    return None, (_value(match, "high") if match else None)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    low, high = _value(match, "low"), _value(match, "high")
    if low is None or high is None:
        return low, high
    if "k" in match["high_unit"] and "k" not in match["low_unit"] and low < high / 1000:
        low *= 1000  # "1-2k"
    return min(low, high), max(low, high)


def _value(match: re.Match[str], *names: str) -> float | None:
    for name in names:
        if match[name] is not None:
            amount = read_amount(match[name], _currency(match))
            thousands = re.search(r"k\b", match[f"{name}_unit"]) is not None
            return amount * 1000 if amount is not None and thousands else amount
    return None


def _currency(match: re.Match[str]) -> str:
    """Return the currency that any of the amounts names: in "€1.000-2.000" it speaks for both."""
    marks = (text.strip() for name, text in match.groupdict().items() if text and name.endswith(("_sign", "_unit")))
    return next((code for mark in marks if (code := read_currency(mark))), "")
