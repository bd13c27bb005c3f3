"""What a sentence claims about a pick, held against catalog and state. Pure.

`unsupported` runs every check of `CHECKS` and returns the claims that nothing supports: amounts of money, numbers and
their units, brands and other names, superlatives and comparisons, what the person did or wants, stock, and features
that the catalog denies. A claim that cannot be decided counts as unsupported. The words are English: in other languages
numbers, amounts and names are still checked. A further check is one more function in `CHECKS`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from recsys.model.catalog import Item
from recsys.model.constraints import PriceMax, PriceMin
from recsys.ports import RankRequest
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.comparing import among, cheapest_of, extremes, share_of_first, superlative
from recsys.ranking.scoring import prefers
from recsys.ranking.text import attribute_text, content_words, count_word, item_text, quotable

ClaimKind = Literal["money", "number", "brand", "name", "superlative", "comparison", "person", "stock", "feature"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a sentence says that nothing supports, in the sentence's words."""

    kind: ClaimKind
    words: str


@dataclass(frozen=True)
class Ground:
    """What a sentence about `item` may rest on: the item, the slate it is shown in, and the request."""

    item: Item
    slate: Sequence[Item]
    request: RankRequest

    @cached_property
    def text(self) -> str:
        """Return all that the catalog says about the item, lower case."""
        return item_text(self.item)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Return every number in it."""
        return frozenset(float(found.replace(",", "")) for found in _NUMBER.findall(self.text))


_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MONEY = re.compile(
    r"(?P<sign>[$€£])\s?(?P<signed>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<worded>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<word>USD|EUR|GBP|CHF|dollars?|bucks|euros?|pounds)\b"
)
_SIGN_OF = {"USD": "$", "EUR": "€", "GBP": "£"}
_CURRENCY_WORDS = {"dollar": "USD", "bucks": "USD", "euro": "EUR", "pound": "GBP"}
_AT_MOST = re.compile(
    r"\b(?:under|below|within|up to|less than|limit of|budget of|maximum of|and)\s+(?:the\s+)?$", re.I
)
_STATED = re.compile(r"\b(?:limit|budget) of\s+$", re.I)
_AT_LEAST = re.compile(r"\b(?:over|above|at least|more than|minimum of|between|from)\s+(?:the\s+)?$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|roughly|nearly|almost|just)\s+$", re.I)
_QUANTITY = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<gap>[\s-]?)(?P<unit>%|[A-Za-z]+(?:/m²|/s)?)?")
_NAME = re.compile(r"(?<![\w“])[^\W\d_]*[A-Z][\w’'.-]*")
_SUPERLATIVE = re.compile(
    r"\b(?:most|least|best|top|only|perfect(?:ly)?|ideal(?:ly)?|ultimate|unbeatable|unmatched|unrivall?ed|"
    r"number one|leading|favou?rite|popular|bestsell\w*|[a-z]{3,}est)\b",
    re.I,
)
_NOT_SUPERLATIVE = """
interest request test guest honest modest suggest forest harvest invest contest digest armrest footrest headrest
backrest protest conquest chest crest
"""
_NO_SUPERLATIVES = frozenset(_NOT_SUPERLATIVE.split())
_COMPARISON = re.compile(r"\b(?:more|less|fewer|[a-z]{2,}er|better|worse)(?: \w+){0,3} than\b(?! ¤)", re.I)
_UNSAID = re.compile(
    r"\b(?:discount\w*|sale|% off|free shipping|free delivery|stars?|rated|ratings?|reviews?|award\w*|bargain|"
    r"guarantee\w*|trending)\b",
    re.I,
)


_QUOTED = re.compile(r"\bthe catalog says “([^”]+)”", re.I)
_SHARE = re.compile(r"\b(?:half|third|quarter|fraction) (?:of )?(?:the )?price\b", re.I)


def unsupported(sentence: str, ground: Ground) -> tuple[Claim, ...]:
    """Return the claims of a sentence that neither catalog nor state supports; empty when all of it holds."""
    rest = _without_known_quotes(sentence, ground)
    return tuple(claim for check in CHECKS for claim in check(rest, ground))


def _without_known_quotes(sentence: str, ground: Ground) -> str:
    """Take out what repeats the request or names what the person liked or viewed, where that is so."""
    described = quotable(ground.item.description).lower()
    for quote in _QUOTED.finditer(sentence):
        if quote[1].lower() in described:
            sentence = sentence.replace(quote[0], "")
    if topic := quotable(ground.request.topic):
        first = ground.request.candidates[:1]
        if first and first[0].item.id == ground.item.id:
            sentence = sentence.replace(f"the closest match to “{topic}”", "")
    known = ground.request.opinion_items
    for opinion in ground.request.opinions:
        if opinion.weight > 0 and (item := known.get(opinion.item)) and _same_brand(item, ground.item):
            sentence = sentence.replace(f"like the {quotable(item.title)} you liked", "")
    for view in ground.request.profile.recent_views:
        if (item := known.get(view)) and item.category.lower() == ground.item.category.lower():
            sentence = sentence.replace(f"of the same kind as the {quotable(item.title)} you viewed", "")
    return sentence


def _same_brand(one: Item, other: Item) -> bool:
    return bool(one.brand) and one.brand.lower() == other.brand.lower()


def _money(sentence: str, ground: Ground) -> Iterator[Claim]:
    for match in _MONEY.finditer(sentence):
        amount = float((match["signed"] or match["worded"]).replace(",", ""))
        currency = match["sign"] or match["word"]
        before, after = sentence[: match.start()], sentence[match.end() :]
        if not (_currency_fits(currency, ground.item) and _amount_holds(amount, before, after, ground)):
            yield Claim("money", match[0])


def _currency_fits(written: str, item: Item) -> bool:
    code = item.currency.upper()
    return written in {_SIGN_OF.get(code), code} or _CURRENCY_WORDS.get(written.rstrip("s"), written) == code


def _amount_holds(amount: float, before: str, after: str, ground: Ground) -> bool:
    price = ground.item.price
    if price is None:
        return False
    if re.match(r"\s*(?:under|below|less)\b", after):
        bounds = _upper_bounds(ground.request)
        return any(abs(bound - price - amount) < (0.51 if _ABOUT.search(before) else 0.006) for bound in bounds)
    if _STATED.search(before):
        return amount in _upper_bounds(ground.request) and price <= amount
    if _AT_MOST.search(before):
        return price <= amount
    if _AT_LEAST.search(before):
        return price >= amount
    return abs(price - amount) < (max(1.0, 0.02 * price) if _ABOUT.search(before) else 0.006)


def _upper_bounds(request: RankRequest) -> list[float]:
    bounds = [constraint.value for constraint in request.constraints if isinstance(constraint, PriceMax)]
    return bounds if request.profile.budget_max is None else [*bounds, request.profile.budget_max]


def _numbers(sentence: str, ground: Ground) -> Iterator[Claim]:
    for match in _QUANTITY.finditer(_MONEY.sub("¤", sentence)):
        value = float(match["number"].replace(",", ""))
        unit = _unit(match["unit"] or "")
        if value not in ground.numbers or (unit and not _measured(value, unit, ground)):
            yield Claim("number", match[0].strip())


def _unit(written: str) -> str:
    """Return a unit as `UNITS` shows it, "" for what is none."""
    size, _, per = written.lower().partition("/")
    shown = UNITS.get(written.lower()) or (UNITS.get(size, "") if per == "s" else "")
    return f"{shown}/s" if per == "s" and shown else shown


def _measured(value: float, unit: str, ground: Ground) -> bool:
    """Return whether the item has this number with this unit: as an attribute, or written so in a text."""
    for name, found in ground.item.attributes.items():
        if attribute_text(found).replace(",", "") == f"{value:g}" and (
            read_name(name, units=True).unit == unit or unit in read_name(name).plain.split()
        ):
            return True
    suffixes = "|".join(re.escape(suffix) for suffix, shown in UNITS.items() if shown == unit)
    written = rf"(?<![\d.]){re.escape(f'{value:g}')}(?:\.0)?[\s-]?(?:{suffixes}|{re.escape(unit.lower())})(?![a-z])"
    return re.search(written, ground.text.replace(",", "")) is not None


def _brands(sentence: str, ground: Ground) -> Iterator[Claim]:
    known = [*(candidate.item for candidate in ground.request.candidates), *ground.request.opinion_items.values()]
    lowered = sentence.lower()
    for brand in {item.brand.lower() for item in (*known, *ground.slate) if len(item.brand) > 1}:
        if brand in lowered and re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", lowered) and brand not in ground.text:
            yield Claim("brand", brand)


def _names(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Names and abbreviations begin with a capital or hold one; a sentence's first word tells nothing by it."""
    for match in _NAME.finditer(sentence):
        word = match[0].rstrip(".'’-").removesuffix("’s").removesuffix("'s")
        if match.start() == 0 and word[1:].islower():
            continue
        if sentence[: match.start()].rstrip().endswith((".", ":")) and word[1:].islower():
            continue
        spelled = {word.lower(), word.lower().replace("-", " ")}
        if word != "I" and not any(form in ground.text for form in spelled) and not _is_unit(word):
            yield Claim("name", word)


def _is_unit(word: str) -> bool:
    return word.lower() in UNITS


def _superlatives(sentence: str, ground: Ground) -> Iterator[Claim]:
    rest = sentence.lower()
    if cheapest_of(ground.item, ground.slate):
        rest = re.sub(r"\b(?:cheapest|least expensive|most affordable|lowest[- ]priced|lowest price)\b", "", rest)
    for name, dimension in extremes(ground.item, ground.slate):
        rest = rest.replace(superlative(name, dimension).removeprefix("the "), "")
    for match in re.finditer(r"\bthe (?:more|less|[a-z]+er)\b[^,;:]* of the two\b", _without_winners(rest, ground)):
        yield Claim("superlative", match[0])
    for match in _SUPERLATIVE.finditer(rest):
        if match[0] not in _NO_SUPERLATIVES:
            yield Claim("superlative", match[0])
    for match in re.finditer(r"\bof the (two|three|four|five)\b", rest):
        if match[1] != count_word(len(ground.slate)):
            yield Claim("superlative", match[0])


def _without_winners(sentence: str, ground: Ground) -> str:
    """Take out what is so of the better of two: "the lighter of the two"."""
    won = ["the cheapest"] if cheapest_of(ground.item, ground.slate) else []
    won += [superlative(name, dimension) for name, dimension in extremes(ground.item, ground.slate)]
    for best in won if len(ground.slate) == 2 else ():
        sentence = sentence.replace(among(best, 2), "")
    return sentence


def _comparisons(sentence: str, ground: Ground) -> Iterator[Claim]:
    if share := share_of_first(ground.item, ground.slate):
        sentence = sentence.replace(share, "")
    for match in _SHARE.finditer(sentence):
        yield Claim("comparison", match[0])
    for match in _COMPARISON.finditer(_MONEY.sub("¤", sentence)):
        yield Claim("comparison", match[0])


def _person(sentence: str, ground: Ground) -> Iterator[Claim]:
    lowered = sentence.lower()
    for pattern, holds in _PERSONAL:
        if (match := re.search(pattern, lowered)) and not holds(ground):
            yield Claim("person", match[0])


def _viewed(ground: Ground) -> bool:
    return ground.item.id in ground.request.profile.recent_views


def _liked(ground: Ground) -> bool:
    known = ground.request.opinion_items
    liked = [known[o.item] for o in ground.request.opinions if o.weight > 0 and o.item in known]
    return any(_same_brand(item, ground.item) for item in liked)


def _preferred(ground: Ground) -> bool:
    return prefers(ground.item, ground.request.profile)


def _affordable(ground: Ground) -> bool:
    bounds = _upper_bounds(ground.request)
    return ground.item.price is not None and bool(bounds) and ground.item.price <= max(bounds)


def _bounded(ground: Ground) -> bool:
    return any(isinstance(constraint, PriceMin | PriceMax) for constraint in ground.request.constraints)


def _never(ground: Ground) -> bool:  # noqa: ARG001 - what was bought is never recommended, so no reason may say so
    return False


_PERSONAL: tuple[tuple[str, Callable[[Ground], bool]], ...] = (
    (r"\b(?:you|your|previous|past)\b.{0,30}\b(?:bought|purchase[sd]?|ordered|own(?:ed)?)\b", _never),
    (r"\b(?:you (?:recently )?(?:viewed|looked at|browsed|saw)|recent(?:ly)? view\w*|viewed recently)\b", _viewed),
    (r"\byou (?:recently )?(?:liked|picked|chose|loved)\b", _liked),
    (r"\b(?:you prefer|preferred categor\w*|favou?rite categor\w*)\b", _preferred),
    (r"\bbudget\b(?! of)", _affordable),
    (r"\byour (?:limit|minimum|maximum)\b", _bounded),
)


def _stock(sentence: str, ground: Ground) -> Iterator[Claim]:
    if (match := re.search(r"\b(?:in stock|available now|ships? \w+)\b", sentence, re.I)) and not ground.item.in_stock:
        yield Claim("stock", match[0])


def _features(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find features that the catalog denies, and offers and praise of which it says nothing."""
    lowered = sentence.lower().replace("-", " ")
    for name, value in ground.item.attributes.items():
        denied = value is False or attribute_text(value).lower() in {"n", "no"}
        plain = read_name(name).plain
        if (
            denied
            and len(plain) > 2
            and plain not in f"{ground.item.brand} {ground.item.title}".lower()
            and re.search(rf"(?<!not )(?<!no )(?<!without )(?<!non )(?<!non-)\b{re.escape(plain)}\b", lowered)
        ):
            yield Claim("feature", plain)
    for match in _UNSAID.finditer(sentence):
        if match[0].lower() not in ground.text:
            yield Claim("feature", match[0])


_NEGATION = re.compile(
    r"\b(?:no|not|nor|never|without|lacks?|lacking|cannot|neither|isn't|doesn't|don't|can't)\b", re.I
)
_REACH = 5
"""A "no" reaches so many words on: "there is no wireless mode" denies the mode."""


def _denied(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find what a description speaks of only to deny it: "no Bluetooth" is no support for "connects by Bluetooth"."""
    description = ground.item.description.lower()
    if _NEGATION.search(sentence) or not _NEGATION.search(description):
        return
    stated = item_text(replace(ground.item, description=""))
    words = re.findall(r"[\w-]+|[.!?]", description)
    denied: dict[str, bool] = {}
    reach = 0
    for word in words:
        reach = _REACH if _NEGATION.fullmatch(word) else 0 if word in ".!?" else reach - 1
        denied[word] = reach > 0 and denied.get(word, True)
    for word in content_words(sentence):
        if len(word) > 3 and denied.get(word) and word not in stated:
            yield Claim("feature", word)


CHECKS: tuple[Callable[[str, Ground], Iterator[Claim]], ...] = (
    _money,
    _numbers,
    _brands,
    _names,
    _superlatives,
    _comparisons,
    _person,
    _stock,
    _features,
    _denied,
)
