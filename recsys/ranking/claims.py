"""What a sentence claims about a pick, held against catalog and state. Pure.

`unsupported` runs every check of `CHECKS` and returns the claims that nothing supports: amounts of money, numbers and
their units, brands and other names, superlatives and comparisons, what the person did or wants, stock, features that
the catalog denies, and any other word that stands nowhere. A claim that cannot be decided counts as unsupported. The
words are English: in other languages numbers, amounts and names are still checked. A further check is one more function
in `CHECKS`.
"""

import re
from collections.abc import Callable, Iterator

from recsys.model.catalog import Item
from recsys.model.constraints import PriceMax, PriceMin
from recsys.model.person import LIKED
from recsys.ranking.amounts import MONEY, money_claims, number_claims
from recsys.ranking.attribute_names import UNITS
from recsys.ranking.comparing import share_of_first
from recsys.ranking.features import denials, denied_words, feature_claims
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.grounding import word_claims
from recsys.ranking.language import foreign
from recsys.ranking.scoring import prefers
from recsys.ranking.text import count_word, quotable

__all__ = ["CHECKS", "Claim", "Ground", "unsupported"]

_NAME = re.compile(r"(?<![\w“])[^\W\d_]*[A-Z][\w’'.-]*")
_SUPERLATIVE = re.compile(
    r"(?<![\w-])(?:most|least|best|top|only|perfect(?:ly)?|ideal(?:ly)?|ultimate|unbeatable|unmatched|unrivall?ed|"
    r"number one|leading|favou?rite|popular|bestsell\w*|[a-z]{3,}est)\b",
    re.I,
)
_NOT_SUPERLATIVE = """
interest request test guest honest modest suggest forest harvest invest contest digest armrest footrest headrest
backrest protest conquest chest crest
"""
_NO_SUPERLATIVES = frozenset(_NOT_SUPERLATIVE.split())
_COMPARISON = re.compile(r"\b(?:more|less|fewer|[a-z]{2,}er|better|worse)(?: \w+){0,3} than\b(?! ¤)", re.I)
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
        if opinion.kind in LIKED and (item := known.get(opinion.item)) and _same_brand(item, ground.item):
            sentence = sentence.replace(f"like the {quotable(item.title)} you liked", "")
    for view in ground.request.profile.recent_views:
        if (item := known.get(view)) and item.category.lower() == ground.item.category.lower():
            sentence = sentence.replace(f"of the same kind as the {quotable(item.title)} you viewed", "")
    return sentence


def _same_brand(one: Item, other: Item) -> bool:
    return bool(one.brand) and one.brand.lower() == other.brand.lower()


def _brands(sentence: str, ground: Ground) -> Iterator[Claim]:
    known = [*(candidate.item for candidate in ground.request.candidates), *ground.request.opinion_items.values()]
    lowered = sentence.lower()
    for brand in {item.brand.lower() for item in (*known, *ground.slate) if len(item.brand) > 1}:
        if brand in lowered and re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", lowered) and brand not in ground.text:
            yield Claim("brand", brand)


def _names(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Names and abbreviations begin with a capital or hold one; a sentence's first word tells nothing by it.

    Other languages write other words with a capital too: in these only one inside a word tells.
    """
    elsewhere = foreign(sentence, ground)
    for match in _NAME.finditer(sentence):
        word = match[0].rstrip(".'’-").removesuffix("’s").removesuffix("'s")
        begins = match.start() == 0 or sentence[: match.start()].rstrip().endswith((".", ":"))
        if (begins or elsewhere) and not any(char.isupper() or char.isdigit() for char in word[1:]):
            continue
        spelled = {word.lower(), word.lower().replace("-", " ")}
        # Catalogs glue the names of models together ("C110C130n"), other words they do not.
        edge = "" if any(char.isdigit() for char in word) else r"(?<!\w)"
        written = any(re.search(f"{edge}{re.escape(form)}", ground.text) for form in spelled)
        if word != "I" and not written and not _is_unit(word):
            yield Claim("name", word)


def _is_unit(word: str) -> bool:
    return word.lower() in UNITS


def _superlatives(sentence: str, ground: Ground) -> Iterator[Claim]:
    rest = sentence.lower()
    for won in ground.wins:
        rest = rest.replace(won, "")
        rest = rest.replace(won.removeprefix("the "), "")
    for match in re.finditer(r"\bthe (?:more|less|[a-z]+er)\b[^,;:]* of the two\b", rest):
        yield Claim("superlative", match[0])
    for match in _SUPERLATIVE.finditer(rest):
        if match[0] not in _NO_SUPERLATIVES:
            yield Claim("superlative", match[0])
    for match in re.finditer(r"\bof the (two|three|four|five)\b", rest):
        if match[1] != count_word(len(ground.slate)):
            yield Claim("superlative", match[0])


def _comparisons(sentence: str, ground: Ground) -> Iterator[Claim]:
    if share := share_of_first(ground.item, ground.slate):
        sentence = sentence.replace(share, "")
    for match in _SHARE.finditer(sentence):
        yield Claim("comparison", match[0])
    for match in _COMPARISON.finditer(MONEY.sub("¤", sentence)):
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
    liked = [known[o.item] for o in ground.request.opinions if o.kind in LIKED and o.item in known]
    return any(_same_brand(item, ground.item) for item in liked)


def _preferred(ground: Ground) -> bool:
    return prefers(ground.item, ground.request.profile)


def _affordable(ground: Ground) -> bool:
    price = ground.item.price
    return price is not None and any(price <= limit for limit in ground.limits)


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


CHECKS: tuple[Callable[[str, Ground], Iterator[Claim]], ...] = (
    money_claims,
    number_claims,
    _brands,
    _names,
    _superlatives,
    _comparisons,
    _person,
    _stock,
    feature_claims,
    denials,
    denied_words,
    word_claims,
)
