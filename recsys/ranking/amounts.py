"""Amounts of money, numbers and units in a sentence, held against catalog and state. Pure."""

import re
from collections.abc import Iterator

from recsys.model.catalog import Item
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.attributes import clause_of
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.kind import stem
from recsys.ranking.language import foreign, unit_abroad
from recsys.ranking.measuring import fits, is_number
from recsys.ranking.number_words import in_figures
from recsys.ranking.text import STOP_WORDS, number, words

MONEY = re.compile(
    r"(?P<sign>[$€£])\s?(?P<signed>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<worded>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<word>USD|EUR|GBP|CHF|dollars?|bucks|euros?|pounds)\b"
)
_SIGN_OF = {"USD": "$", "EUR": "€", "GBP": "£"}
_CURRENCY_WORDS = {"dollar": "USD", "bucks": "USD", "euro": "EUR", "pound": "GBP"}
_UNDER = re.compile(r"\b(?:under|below|less than)\s+(?:the\s+)?$", re.I)
_AT_MOST = re.compile(r"\b(?:within|up to|(?:no|not) more than|limit of|budget of|maximum of|and)\s+(?:the\s+)?$", re.I)
_STATED = re.compile(r"\b(?:limit|budget) of\s+$", re.I)
_OVER = re.compile(r"\b(?:over|above|more than)\s+(?:the\s+)?$", re.I)
_AT_LEAST = re.compile(r"\b(?:at least|minimum of|between|from)\s+(?:the\s+)?$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|roughly|nearly|almost|just)\s+$", re.I)
_QUANTITY = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<gap>[\s-]?)(?P<unit>%|[A-Za-z]+(?:/m²|/s)?)?")
_SHOWN = frozenset(UNITS.values())
_BETWEEN = r"(?:[\s-]+[^\s\d]+){0,2}[\s-]+"
"""Up to two words between a number and what it counts: "2 x USB 3.0 ports"."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_OF_AFTER = re.compile(r"\s*of (?:the |its |total |built-in )?(?P<thing>[a-z]+)", re.I)
_OF_BEFORE = re.compile(r"(?P<thing>[a-z]+) of (?:up to |about |around |at least )?$", re.I)


def amount_of(match: re.Match[str]) -> float | None:
    """Return the amount in a match of a pattern that holds `MONEY`, None where there is none."""
    written = match["signed"] or match["worded"]
    return float(written.replace(",", "")) if written else None


def currency_fits(match: re.Match[str], item: Item) -> bool:
    """Return whether the amount in a match of a pattern that holds `MONEY` is in the item's currency."""
    written, code = match["sign"] or match["word"], item.currency.upper()
    if written is None:
        return True
    return written in {_SIGN_OF.get(code), code} or _CURRENCY_WORDS.get(written.rstrip("s"), written) == code


def money_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find amounts that are neither the price nor a limit that was stated, or are said of them wrongly."""
    for match in MONEY.finditer(sentence):
        amount = amount_of(match) or 0.0
        before, after = sentence[: match.start()], sentence[match.end() :]
        if not (currency_fits(match, ground.item) and _amount_holds(amount, before, after, ground)):
            yield Claim("money", match[0])


def _amount_holds(amount: float, before: str, after: str, ground: Ground) -> bool:
    price = ground.item.price
    if price is None:
        return False
    if re.match(r"\s*(?:under|below|less)\b", after):
        rounding = 0.51 if _ABOUT.search(before) else 0.006
        return any(abs(limit - price - amount) < rounding for limit in ground.limits)
    if _STATED.search(before):
        return amount in ground.limits and price <= amount
    if _AT_MOST.search(before):
        return price <= amount
    if _UNDER.search(before):
        return price < amount or (price == amount and re.match(r"\s*mark\b", after) is not None)
    if _OVER.search(before):
        return price > amount
    if _AT_LEAST.search(before):
        return price >= amount
    return abs(price - amount) < (max(1.0, 0.02 * price) if _ABOUT.search(before) else 0.006)


def number_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find numbers that the catalog does not have, or has with another unit or of another thing."""
    elsewhere = foreign(sentence, ground)
    sentence = MONEY.sub("¤", sentence)
    for match in _QUANTITY.finditer(sentence):
        value, following = float(match["number"].replace(",", "")), match["unit"] or ""
        unit = _unit(following) or (unit_abroad(following) if elsewhere else "")
        known = value in ground.numbers
        if known and unit:
            known = _measured(value, unit, ground)
        elif known and following and match["gap"] and not (elsewhere or _in_a_name(sentence, match.start())):
            known = _counted(value, following, ground) or _named_so(sentence[: match.start()], value, ground)
        known = known and (
            elsewhere or (_of_its_thing(sentence, match, value, ground) and fits(sentence, match, ground))
        )
        if not known:
            yield Claim("number", match[0].strip())


def _in_a_name(sentence: str, start: int) -> bool:
    """Return whether a number continues a word ("B006-VU4")."""
    return sentence[max(start - 1, 0) : start].isalpha()


def _unit(written: str) -> str:
    """Return a unit as `UNITS` shows it, "" for what is none."""
    if written in _SHOWN:
        return written
    size, _, per = written.lower().partition("/")
    shown = UNITS.get(written.lower()) or (UNITS.get(size, "") if per == "s" else "")
    return f"{shown}/s" if per == "s" and shown else shown


def _measured(value: float, unit: str, ground: Ground) -> bool:
    """Return whether the item has this number with this unit: as an attribute, or written so in a text."""
    for name, found in ground.item.attributes.items():
        if is_number(found, value) and (
            read_name(name, units=True).unit == unit or unit in read_name(name).plain.split()
        ):
            return True
    suffixes = "|".join(re.escape(suffix) for suffix, shown in UNITS.items() if shown == unit)
    written = rf"{_written(value)}[\s-]?(?:{suffixes}|{re.escape(unit.lower())})(?![a-z])"
    return re.search(written, ground.figured) is not None


def _counted(value: float, thing: str, ground: Ground) -> bool:
    """Return whether the item has so many of a thing: by an attribute's name, or near each other in a text.

    A word that names no thing ("30 and more") takes nothing away from the number.
    """
    named = stem(thing.lower())
    if thing.lower() in STOP_WORDS or named in {"x", "per"}:
        return True
    for name, found in ground.item.attributes.items():
        read = read_name(name, units=True)
        if is_number(found, value) and not read.unit and named in {stem(word) for word in read.plain.split()}:
            return True
    near = rf"{_written(value)}(?:{_BETWEEN}|\W{{0,3}}){re.escape(named)}"
    return re.search(near, ground.figured) is not None


def _of_its_thing(sentence: str, match: re.Match[str], value: float, ground: Ground) -> bool:
    """Return whether a number is that of the thing it is given to: "16 GB of memory" are not 16 GB of storage."""
    said = _OF_AFTER.match(sentence[match.end() :]) or _OF_BEFORE.search(sentence[: match.start()])
    if said is None or said["thing"].lower() in STOP_WORDS:
        return True
    named = stem(said["thing"].lower())
    for name, found in ground.item.attributes.items():
        if is_number(found, value):
            clause = clause_of(name, found)
            spoken = f"{read_name(name).plain} {clause.text if clause else ''}"
            if named in {stem(word) for word in words(spoken)}:
                return True
    amount, thing = _written(value), re.escape(named)
    near = rf"{amount}(?:\W+\w+){{0,4}}\W+{thing}|{thing}\w*(?:\W+\w+){{0,3}}\W+{amount}"
    return any(re.search(near, text) for text in _texts(ground.item))


def _texts(item: Item) -> Iterator[str]:
    """Yield an item's texts one by one, in lower case and without the commas of thousands."""
    named = (f"{read_name(name).plain} {found}" for name, found in item.attributes.items() if isinstance(found, str))
    for text in (item.title, item.description, *item.tags, *named):
        yield _THOUSANDS.sub("", in_figures(text.lower()))


def _named_so(before: str, value: float, ground: Ground) -> bool:
    """Return whether the number belongs to a name that the catalog writes so: "Gen 12", "Momentum 4"."""
    last = before.rstrip(" -").rsplit(maxsplit=1)[-1:]
    return bool(last) and re.search(rf"{re.escape(last[0].lower())}[\s-]*{_written(value)}", ground.figured) is not None


def _plain(value: float) -> str:
    return number(value).replace(",", "")


def _written(value: float) -> str:
    """Return a pattern of a number as texts write it, with zeros after its decimals or without."""
    plain = _plain(value)
    return rf"(?<![\d.]){re.escape(plain)}{'0*' if '.' in plain else '(?:[.]0+)?'}(?!\d)"
