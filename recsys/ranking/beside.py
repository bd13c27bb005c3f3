"""What a sentence says of a pick beside the other picks: comparisons that hold are told from all others. Pure.

`without_proven` takes out what the slate bears out ("the cheapest of the three", "$170 less than the Sony", "lighter
than the others"). What then still speaks of other things cannot be decided, and `beside_claims` finds it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from recsys.model.catalog import AttributeValue, Item
from recsys.ranking.amounts import MONEY, amount_of, currency_fits
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.comparing import dimension_of, share_of_first, superlative
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.grounding import root
from recsys.ranking.kind import is_named, stem
from recsys.ranking.text import STOP_WORDS, count_word, words

_AMOUNT = rf"(?:{MONEY.pattern}|(?P<number>\d+(?:\.\d+)?)[\s-]?(?P<unit>[A-Za-z]+))"
_NAMED = r"(?:the )?(?:[A-Z][\w’'-]*)(?: [A-Z\d][\w-]*)*"
_OTHER = (
    r"(?P<other>(?:both |all )?(?:the )?"
    r"(?:others|other (?:2|two|three|picks?|ones)|first|second|third)(?: one| pick)?\b|"
    rf"(?-i:{_NAMED}(?: and {_NAMED})?))"
)
_MORE = r"more|longer|larger|bigger|higher|greater|wider|taller|heavier|dearer|pricier|costlier|stronger"
_LESS = r"less|fewer|shorter|smaller|lower|narrower|lighter|cheaper"
_COMPARED = re.compile(
    rf"(?:\b(?P<verb>costs?|weighs?|lasts?|runs?) (?:about )?)?(?:{_AMOUNT} )?\b(?:an? )?"
    rf"(?P<comparative>{_MORE}|{_LESS})(?P<noun>(?: (?!than\b)[a-z]+){{0,3}}) than {_OTHER}",
    re.I,
)
_MULTIPLE = re.compile(
    rf"\b(?P<factor>twice|double|half|a third of|a quarter of|(?P<times>\d+) times) (?:the )?"
    rf"(?P<noun>[a-z]+(?: [a-z]+){{0,2}}?) (?:of|as) {_OTHER}",
    re.I,
)
_SAME = re.compile(rf"\b(?:the )?same (?P<noun>[a-z]+(?: [a-z]+){{0,2}}?) as {_OTHER}", re.I)
_FACTORS = {"twice": 2.0, "double": 2.0, "half": 0.5, "a third of": 1 / 3, "a quarter of": 0.25}
_MEANT = {
    "cheaper": "price", "dearer": "price", "pricier": "price", "costlier": "price", "expensive": "price",
    "cost": "price", "lighter": "weight", "heavier": "weight", "weigh": "weight", "last": "battery", "run": "battery",
}  # fmt: skip
"""What a comparative or a verb measures without naming it."""
_PRICED = "¤"
_CLOSE = 0.02

_SUPERLATIVE = re.compile(
    r"(?<![\w-])(?:most|least|best|top|only|perfect(?:ly)?|ideal(?:ly)?|ultimate|unbeatable|unmatched|unrivall?ed|"
    r"number one|leading|favou?rite|popular|bestsell\w*|[a-z]{3,}est|second to|the one to)\b",
    re.I,
)
_NOT_SUPERLATIVE = """
interest request test guest honest modest suggest forest harvest invest contest digest armrest footrest headrest
backrest protest conquest chest crest
"""
_NO_SUPERLATIVES = frozenset(_NOT_SUPERLATIVE.split())
_ANY_THING = r"(?: (?:one|pair|pick|choice|option|model|of these|here))*"
_SCOPE_ENDS = r"(?=\s*(?:[.,;:]|$|\b(?:at|and|but|with|for|while|so|yet|or|that|to)\b))"
_WIDER = re.compile(
    r"[^.,;:]*?\b(?:in (?:the|our|any) (?:catalog|list|category|range)|of (?:all|any|our|your)|ever|anywhere|"
    r"(?:we|you|they|there) (?:can|could|have|is|are|will|get|find|sell|stock|offer|carry)|"
    r"on (?:offer|sale|show|the list)|of its|in its)\b",
    re.I,
)
"""More than the slate: that something is the cheapest of all there is, nobody here knows."""
_FRACTION = re.compile(
    r"[½⅓⅔¼¾]|\b(?:half|thirds?|quarters?|twice|double|triple|thrice|(?:\d+|many) times|fraction)\b(?:[ -]\w+)?", re.I
)
_OTHERS = re.compile(
    r"\b(?:(?:the |both |all |any |no |every |each )*other "
    r"(?:two|three|picks?|ones?|models?|pairs?|products?|items?|brands?|makers?)|"
    r"others|the rest|(?<!of )(?:the|all|these) (?:two|three|four|five)|(?:none|each|all) of|rivals?|competit\w+|"
    r"(?:the |a )?(?:first|second|third|last)(?= (?:one|pick|is|has|costs|weighs|in|of)\b|[.,;]|$))\b|"
    r"\b(?:unlike|versus|vs|compared|beats?|outlasts?|outperforms?|same|identical|equals?|alike|as \w+ as)\b(?: \w+)?",
    re.I,
)
_COMPARATIVE = re.compile(
    r"\b(?:more|less|fewer|[a-z]{2,}er|better|worse)(?: \w+){0,3} than\b(?! (?:¤|\d))|"
    r"(?<!or )(?<!and )(?<!¤ )\b(?:more|less|fewer|better|worse)\b(?! than)(?: \w+)?",
    re.I,
)


def without_proven(sentence: str, ground: Ground) -> str:
    """Take out the comparisons and superlatives that hold for this slate."""
    if share := share_of_first(ground.item, ground.slate):
        sentence = sentence.replace(share, "")
    for pattern in (_COMPARED, _MULTIPLE, _SAME):
        sentence = pattern.sub(lambda found: " " if _holds(found, ground) else found[0], sentence)
    kind = frozenset(stem(word) for word in words(ground.item.category)[-1:])
    if not all(is_named(f"{other.category} {other.title}", kind) for other in ground.slate):
        kind = frozenset[str]()
    nouns = "|".join((*(f"{re.escape(word)}s?" for word in kind), "(?!)"))
    of_slate = (
        rf"(?: of (?:the {count_word(len(ground.slate))}|these|them)(?: {count_word(len(ground.slate))})?| here)?"
    )
    for won in ground.wins:
        pattern = (
            rf"\b(?:the )?{re.escape(won.removeprefix('the '))}\b(?: (?:{nouns}))?{_ANY_THING}{of_slate}{_SCOPE_ENDS}"
        )
        sentence = re.sub(
            pattern, lambda found: found[0] if _WIDER.match(found.string[found.end() :]) else " ", sentence, flags=re.I
        )
    return sentence


def beside_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find superlatives, comparisons and whatever else speaks of other things. Wants what `without_proven` leaves."""
    lowered = sentence.lower()
    for match in _SUPERLATIVE.finditer(lowered):
        if match[0] not in _NO_SUPERLATIVES:
            yield Claim("superlative", match[0])
    for match in re.finditer(r"\b(?:the (?:more|less|[a-z]+er)\b[^,;:]* )?of the (two|three|four|five)\b", lowered):
        yield Claim("superlative", match[0])
    rest = MONEY.sub("¤", lowered)
    for pattern in (_COMPARATIVE, _FRACTION, _OTHERS):
        for match in pattern.finditer(rest):
            if not _is_written(match[0].strip(), ground):
                yield Claim("comparison", match[0])


def _is_written(phrase: str, ground: Ground) -> bool:
    """Return whether the catalog says a phrase of the item ("double-sided"); a word alone counts in its title only."""
    text = ground.text if re.search(r"[ -]", phrase) else f"{ground.item.brand} {ground.item.title}".lower()
    return re.search(rf"(?<!\w){re.escape(phrase.replace('-', ' '))}(?!\w)", text.replace("-", " ")) is not None


def _holds(found: re.Match[str], ground: Ground) -> bool:
    """Return whether a comparison is borne out by the numbers of the item and of all that it is compared with."""
    others, noun = _meant(found["other"], ground), _noun(found)
    return bool(others and noun) and any(
        all(_differs(found, own, value, unit, ground.item) for value in values)
        for own, values, unit in _pairs(noun, ground.item, others)
    )


def _meant(said: str, ground: Ground) -> Sequence[Item]:
    """Return the picks that are meant: by their place, their brand or title, or all others."""
    lowered = said.lower()
    others = [item for item in ground.slate if item.id != ground.item.id]
    if re.search(r"\bothers?\b", lowered):
        counted = re.search(r"other (two|2|three)", lowered)
        return others if counted is None or {"three": 3}.get(counted[1], 2) == len(others) else []
    for place, ordinal in enumerate(("first", "second", "third")):
        if ordinal in lowered:
            return [item for item in ground.slate[place : place + 1] if item.id != ground.item.id]
    meant: list[Item] = []
    for name in re.split(r"\band\b", lowered):
        wanted = set(words(name)) - {"the", "both"}
        named = [item for item in others if wanted <= set(words(f"{item.brand} {item.title}"))]
        if len(named) != 1:
            return []
        meant += named
    return meant


def _noun(found: re.Match[str]) -> str:
    """Return what is compared: as named, or as the comparative or the verb has it."""
    groups = found.groupdict()
    named = " ".join(word for word in words(groups["noun"] or "") if word not in {"expensive", "as", "much", "many"})
    if named:
        return named
    said = (groups.get("comparative") or "", *words(groups["noun"] or ""), (groups.get("verb") or "").rstrip("s"))
    return next((_MEANT[word.lower()] for word in said if word.lower() in _MEANT), "")


def _pairs(noun: str, item: Item, others: Sequence[Item]) -> Iterator[tuple[float, list[float], str]]:
    """Yield (own number, the others' numbers, unit) of whatever bears the name and all of them have."""
    if noun in {"price", "cost"}:
        prices = [other.price for other in others if other.price is not None and other.currency == item.currency]
        if item.price is not None and len(prices) == len(others):
            yield item.price, prices, _PRICED
        return
    wanted = {root(word) for word in words(noun)} - {root(word) for word in STOP_WORDS}
    for name, value in item.attributes.items():
        dimension = dimension_of(name)
        spoken = f"{read_name(name, units=True).plain} {superlative(name, dimension) if dimension else ''}"
        found = [other.attributes.get(name) for other in others]
        values = [float(value) for value in found if _is_number(value)]
        if (
            wanted
            and wanted <= {root(word) for word in words(spoken)}
            and _is_number(value)
            and len(values) == len(others)
        ):
            yield float(value), values, read_name(name, units=True).unit


def _is_number(value: AttributeValue | None) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _differs(found: re.Match[str], own: float, other: float, unit: str, item: Item) -> bool:
    """Return whether two numbers stand to each other as a sentence says, by the amount that it says."""
    groups = found.groupdict()
    if "factor" in groups:
        factor = float(groups["times"]) if groups["times"] else _FACTORS[groups["factor"].lower()]
        return abs(own - factor * other) <= _CLOSE * abs(own)
    if "comparative" not in groups:
        return own == other
    is_more = re.fullmatch(_MORE, groups["comparative"], re.I) is not None
    if not (own > other if is_more else own < other):
        return False
    if amount := amount_of(found):
        return unit == _PRICED and currency_fits(found, item) and abs(abs(own - other) - amount) < 0.006
    if groups["number"]:
        return (
            UNITS.get(groups["unit"].lower(), groups["unit"]) == unit
            and abs(abs(own - other) - float(groups["number"])) < 1e-6
        )
    return True
