"""What a sentence claims about a pick, held against catalog and state. Pure.

`unsupported` runs every check of `CHECKS` and returns the claims that nothing supports: amounts of money, numbers and
their units, brands and other names, superlatives and comparisons, what the person did or wants, stock, orders to the
reader, features that the catalog denies, denials that it does not share, and any other word that stands nowhere. A
claim that cannot be decided counts as unsupported. The words are English: in other languages numbers, amounts and names
are checked, and `twin.py` sees to the rest. A further check is one more function in `CHECKS`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from recsys.model.catalog import Item
from recsys.model.person import LIKED
from recsys.ranking.amounts import money_claims, number_claims
from recsys.ranking.attribute_names import UNITS
from recsys.ranking.beside import beside_claims, without_proven
from recsys.ranking.directed import is_directed
from recsys.ranking.features import denials, denied_words, feature_claims
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.grounding import word_claims
from recsys.ranking.language import foreign
from recsys.ranking.number_words import in_figures
from recsys.ranking.person_claims import person_claims, same_brand
from recsys.ranking.text import item_text, quotable

__all__ = ["CHECKS", "Claim", "Ground", "unsupported"]

_NAME = re.compile(r"(?<![\w“])[^\W\d_]*[A-Z][\w’'.-]*")
_QUOTED = re.compile(r"\b(?:the catalog says|listed as) “([^”]+)”", re.I)


def unsupported(sentence: str, ground: Ground) -> tuple[Claim, ...]:
    """Return the claims of a sentence that neither catalog nor state supports; empty when all of it holds."""
    told = in_figures(_without_known_quotes(sentence, ground))
    rest = without_proven(told, ground)
    return (*person_claims(told, ground), *(claim for check in CHECKS for claim in check(rest, ground)))


def _without_known_quotes(sentence: str, ground: Ground) -> str:
    """Take out what quotes the item, repeats the request or names what the person liked or viewed, where it is so."""
    written = f"{quotable(ground.item.title)}\n{quotable(ground.item.description)}".lower()
    for quote in _QUOTED.finditer(sentence):
        if quote[1].lower() in written and not is_directed(quote[1], ground.item.brand):
            sentence = sentence.replace(quote[0], "")
    if topic := quotable(ground.request.topic):
        first = ground.request.candidates[:1]
        if first and first[0].item.id == ground.item.id:
            sentence = sentence.replace(f"the closest match to “{topic}”", "")
    known = ground.request.opinion_items
    for opinion in ground.request.opinions:
        if opinion.kind in LIKED and (item := known.get(opinion.item)) and same_brand(item, ground.item):
            sentence = sentence.replace(f"like the {quotable(item.title)} you liked", "")
    for view in ground.request.profile.recent_views:
        if (item := known.get(view)) and item.category.lower() == ground.item.category.lower():
            sentence = sentence.replace(f"of the same kind as the {quotable(item.title)} you viewed", "")
    return sentence


def _brands(sentence: str, ground: Ground) -> Iterator[Claim]:
    known = [*(candidate.item for candidate in ground.request.candidates), *ground.request.opinion_items.values()]
    lowered, own = sentence.lower(), ground.item.brand.lower()
    for brand in {item.brand.lower() for item in (*known, *ground.slate) if len(item.brand) > 1} - {own}:
        if brand in lowered and not all(
            _is_related(match, ground) for match in re.finditer(rf"(?<!\w){re.escape(brand)}(?!\w)", lowered)
        ):
            yield Claim("brand", brand)
    for pattern, allowed in ((_MADE_BY, own or ground.item.title.lower()), (_IS_A, f"{own} {_stated(ground.item)}")):
        for match in pattern.finditer(sentence):
            if match["maker"].lower() not in allowed:
                yield Claim("brand", match["maker"])


_MADE_BY = re.compile(
    r"\b(?:made|built|designed|manufactured|produced|crafted|engineered|developed|created|brand|maker|from|comes)"
    r"(?: \w+)? (?:by|is)(?: the)?(?: maker)?(?: of)? (?P<maker>[A-Z][\w&-]+)"
)
_IS_A = re.compile(r"\b(?:[Ii]s|[Aa]re) an? (?P<maker>[A-Z][\w&-]+)")
_MAKING = re.compile(r"\b(?:by|from|brand|maker|maker of|like|unlike|than|as)(?: (?:an?|the))? $")
_FOR = re.compile(r"\b(?:for|with|to|fits?|and|or) $")


def _is_related(named: re.Match[str], ground: Ground) -> bool:
    """Return whether another brand is named as the catalog names it: "for HP printers", "stations by Dell".

    Where it stands in a title, a tag or an attribute, it may be a part of the thing, but not its maker.
    """
    before, brand = named.string[: named.start()], named[0]
    if re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", _stated(ground.item)):
        return not _MAKING.search(before)
    nearest = 1 if _FOR.search(before) else 2
    phrase = " ".join((*before.split()[-nearest:], brand))
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", ground.text) is not None


def _stated(item: Item) -> str:
    """Return what tells of the thing itself, lower case: all but its description."""
    return item_text(replace(item, description=""))


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


_IN_STOCK = re.compile(
    r"\b(?:in stock|available (?:now|today|immediately)|ships? \w+|(?:is|are) available)\b(?! separately)", re.I
)
_OUT_OF_STOCK = re.compile(
    r"\b(?:out of stock|sold out|not in stock|un ?available|not available|back-?ordered)\b", re.I
)


def _stock(sentence: str, ground: Ground) -> Iterator[Claim]:
    gone = _OUT_OF_STOCK.search(sentence)
    if gone and ground.item.in_stock is not False:
        yield Claim("stock", gone[0])
    if (match := _IN_STOCK.search(_OUT_OF_STOCK.sub("", sentence))) and not ground.item.in_stock:
        yield Claim("stock", match[0])


def _orders(sentence: str, ground: Ground) -> Iterator[Claim]:
    if is_directed(sentence, ground.item.brand):
        yield Claim("order", sentence)


CHECKS: tuple[Callable[[str, Ground], Iterator[Claim]], ...] = (
    money_claims,
    number_claims,
    _brands,
    _names,
    beside_claims,
    _stock,
    _orders,
    feature_claims,
    denials,
    denied_words,
    word_claims,
)
