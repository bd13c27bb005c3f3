"""What a sentence says of the person: what they did, own, like or asked for, held against request and profile. Pure."""

import re
from collections.abc import Callable, Iterator

from recsys.model.catalog import Item
from recsys.model.constraints import AttributeIs, BrandIn, CategoryIn, Colour, Feature, PriceMax, PriceMin
from recsys.model.person import LIKED
from recsys.ports import RankRequest
from recsys.ranking.ground import NUMBER, Claim, Ground
from recsys.ranking.grounding import NEUTRAL, root
from recsys.ranking.scoring import prefers
from recsys.ranking.text import STOP_WORDS, words

_ADVERBS = r"(?:(?:have|had|has|'ve|’ve|[a-z]+ly|once|before|already|always|also|often|just|last) )*"
_ASKED = re.compile(
    rf"\b(?:you(?:['’](?:re|ve))?|(?:what|as|is|was|were)(?: was| is)?) {_ADVERBS}(?:are )?"
    r"(?:ask(?:ed)?|want(?:ed)?|need(?:ed)?|request(?:ed)?|said|mention(?:ed)?|specif(?:y|ied)|look(?:ed|ing)?(?= for)|"
    r"search(?:ed|ing)?(?= for)|wish(?:ed)?)(?: for| to)?\b(?P<what>[^,;:.]*)",
    re.I,
)
_JOINT = re.compile(r"\b(?:as|just as|what|which|that)\s*$", re.I)
_CLAUSE_END = re.compile(r"\b(?:and (?:it|this|these|they)|but|which)\b", re.I)
_YOU = re.compile(r"(?P<before>\w+ )?\b(?P<you>you)(?:['’](?:re|ve|ll|d))? (?P<verb>\w+)", re.I)
_PAST = re.compile(
    rf"you(?:['’](?:re|ve))? {_ADVERBS}(?:are |have )?(?:asked|wanted|needed|requested|mentioned|said|viewed|"
    r"browsed|saw|liked|picked|chose|loved|looking|looked|searching)\b"
)
_TOLD_WRITTEN = """
asked ask want wanted need needed requested request said mention mentioned look looking looked search searched wish
wished viewed browsed saw liked picked chose loved prefer bought can could may might get see
"""
_TOLD = frozenset(_TOLD_WRITTEN.split())
"""What a person may be said to do: checked elsewhere, or said of anybody."""
_LEADING_WRITTEN = "when while where wherever if let lets help helps keep keeps give gives allow allows for to with"
_LEADING = frozenset(_LEADING_WRITTEN.split())
"""After one of these "you" does nothing that a sentence would claim: "keeps you warm"."""
_YOUR = re.compile(r"\byour (?P<what>(?:\w+ )?\w+)", re.I)
_OF_YOURS = re.compile(r"\byour (?:\w+ )?\w+ (?:is|are|was|were|has|have|had|uses?|used|needs?|likes?|owns?|wants?)\b")
"""What the person's things and people are or do, nobody here knows."""
_YOURS_WRITTEN = "request search wish wishes need needs budget limit maximum minimum message question"
_YOURS = frozenset(_YOURS_WRITTEN.split())
_STATED = frozenset({"usual", "stated", "price", "given"})


def person_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find what nothing known of the person or of the request supports."""
    lowered = sentence.lower()
    for pattern, holds in _PERSONAL:
        if (match := re.search(pattern, lowered)) and not holds(ground):
            yield Claim("person", match[0])
    yield from _asked(sentence, ground)
    yield from _of_you(lowered, ground)


def _asked(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find what was not asked for: of what follows "you asked for", or else stands in the clause before it."""
    asked = _asked_roots(ground.request)
    for match in _ASKED.finditer(sentence):
        said = _CLAUSE_END.split(match["what"])[0]
        before, after = _JOINT.sub("", sentence[: match.start()]).strip(" ,;"), sentence[match.end() :].lstrip(" ,")
        if not _content(said):
            said = re.split(r"[,;:]", before)[-1] if before else after
        if not all(root(word) in asked for word in _content(said)):
            yield Claim("person", match[0])


def _content(text: str) -> list[str]:
    numbers = [found.replace(",", "") for found in NUMBER.findall(text)]
    found = (word for word in words(text) if not word[0].isdigit())
    return [*numbers, *(word for word in found if word not in STOP_WORDS and root(word) not in NEUTRAL)]


def _asked_roots(request: RankRequest) -> frozenset[str]:
    return frozenset(root(word) for word in words(" ".join(_stated(request))))


def _stated(request: RankRequest) -> Iterator[str]:
    """Yield all that was asked for in words, in this message or before."""
    yield from (request.said, request.topic, request.profile.budget_hint)
    for constraint in request.constraints:
        match constraint:
            case Feature(text, True) | Colour(text, True):
                yield text
            case BrandIn(names) | CategoryIn(names):
                yield " ".join(names)
            case AttributeIs(name, _, value):
                yield f"{name.replace('_', ' ')} {value:g}" if isinstance(value, float | int) else f"{name} {value}"
            case PriceMin(value) | PriceMax(value):
                yield f"{value:g}"
            case _:
                pass


def _of_you(lowered: str, ground: Ground) -> Iterator[Claim]:
    for match in _YOU.finditer(lowered):
        leading = (match["before"] or "").strip() in _LEADING
        if not (leading or match["verb"] in _TOLD or _PAST.match(lowered, match.start("you"))):
            yield Claim("person", match[0])
    yield from (Claim("person", match[0]) for match in _OF_YOURS.finditer(lowered))
    asked = _asked_roots(ground.request)
    for match in _YOUR.finditer(lowered):
        named = words(match["what"])
        first = named[-1] if named[0] in _STATED else named[0]
        known = first in _YOURS or root(first) in asked
        if not (known or f"your {named[0]}" in ground.text or "categor" in match[0]):
            yield Claim("person", match[0])


def same_brand(one: Item, other: Item) -> bool:
    """Return whether two items are of one known brand."""
    return bool(one.brand) and one.brand.lower() == other.brand.lower()


def _viewed(ground: Ground) -> bool:
    return ground.item.id in ground.request.profile.recent_views


def _liked(ground: Ground) -> bool:
    known = ground.request.opinion_items
    liked = [known[o.item] for o in ground.request.opinions if o.kind in LIKED and o.item in known]
    return any(same_brand(item, ground.item) for item in liked)


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
    (rf"\b(?:you {_ADVERBS}(?:viewed|looked at|browsed|saw)|recent(?:ly)? view\w*|viewed recently)\b", _viewed),
    (rf"\byou {_ADVERBS}(?:liked|picked|chose|loved)\b", _liked),
    (rf"\b(?:you {_ADVERBS}prefer|preferred categor\w*|favou?rite categor\w*)\b", _preferred),
    (r"\bbudget\b(?! of)", _affordable),
    (r"\byour (?:limit|minimum|maximum)\b", _bounded),
)
