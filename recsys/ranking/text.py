"""Words, numbers and money as the ranker reads and writes them. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from recsys.model.catalog import AttributeValue, Item

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SPACE = re.compile(r"\s+")
_UNQUOTABLE = re.compile(r"(?:\\n|[\x00-\x1f\x7f<>“”\"`*~|{}\[\]\\])+")
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_WHOLE_ONLY = frozenset({"JPY", "KRW", "HUF", "CLP"})
_COUNTS = ("none", "one", "two", "three", "four", "five")
_SPOKEN_VOWEL = re.compile(
    r"^(?:[aeio]|8|1[18](?!\d)|u(?!s[aeb]|ni|k)|hour|(?!(?:SIM|RAM|LAN|NAS|RAID|SATA|MIDI|MIMO|ROM|NAT|NEMA)\b)"
    r"[AEFHILMNORSX](?:[A-Z\d/-]|$))"
)

_STOP_WORDS_WRITTEN = """
a about all also am an and any are around as at be below best between but buy by can could do does for from get give
good great have has help hi hello how i if in is it its just least less like looking make max maximum me more most
my need new no not of on one only or our over own please recommend roughly set should show some something than that
the their them there these they thing this to too under up us want we what which will with without would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS_WRITTEN.split())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, lower case, hyphens kept ("noise-cancelling" is one word)."""
    return tuple(found.lower() for found in _WORD.findall(text))


@lru_cache(maxsize=16_384)
def word_set(text: str) -> frozenset[str]:
    """Return the words of a short text that is seen again and again (titles, clauses)."""
    return frozenset(words(text))


def content_words(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, each once, in order: no stop words, bare numbers or single letters."""
    kept = (word for word in words(text) if len(word) > 1 and word not in STOP_WORDS and not word.isdigit())
    return tuple(dict.fromkeys(kept))


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def quotable(text: str) -> str:
    """Return catalog text fit to stand inside a sentence: one line, no quotes, markup or angle brackets."""
    return one_line(_UNQUOTABLE.sub(" ", text))


def joined(parts: Sequence[str]) -> str:
    """Join as in a sentence: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def article(noun: str) -> str:
    """Return "a" or "an", by sound as far as spelling tells ("an HDD", "a USB port", "an hour")."""
    return "an" if _SPOKEN_VOWEL.match(noun if noun[:2].isupper() else noun.lower()) else "a"


def count_word(count: int) -> str:
    """Return small counts in words: "three"; larger ones in digits."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else str(count)


def number(value: float) -> str:
    """Return 30.0 as "30", 6.25 as "6.25", 23000.0 as "23,000"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6f}".rstrip("0").rstrip(".")


def money(value: float, currency: str) -> str:
    """Return an amount as people write it: "$150", "$12.50", "€1,299", "80 CHF". Cents only where there are any."""
    cents = round(value * 100)
    whole = cents % 100 == 0 or currency in _WHOLE_ONLY
    text = f"{round(value):,}" if whole else f"{cents / 100:,.2f}"
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{text}" if symbol else f"{text} {currency}"


def attribute_text(value: AttributeValue) -> str:
    """Return an attribute's value as text to search in; booleans are told by their name, so they give none."""
    if isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else number(value)


def item_text(item: Item) -> str:
    """Return everything the catalog says about an item in lower case, its attributes' names as words included."""
    parts: Iterable[str] = (
        item.title,
        item.brand,
        item.category,
        item.description,
        " ".join(item.tags),
        *(f"{name.replace('_', ' ')} {attribute_text(value)}" for name, value in item.attributes.items()),
    )
    return one_line(" ".join(parts).replace("\\n", " ")).lower()  # some exports write line ends so
