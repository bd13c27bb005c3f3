"""Whether the words of a sentence about a pick stand anywhere: in its catalog texts, the request or the profile. Pure.

A model likes to add qualities of its own ("award-winning", "loved by students"). So every word that carries meaning
must come from what is known of the item; words that only hold a sentence together are listed in `NEUTRAL`. Words of
the request or the profile say nothing of the item and are taken where a sentence speaks of the wish itself: "for
travel", "you asked for a quiet one".
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from recsys.model.catalog import Item
from recsys.model.constraints import AttributeIs, BrandIn, CategoryIn, Colour, Feature
from recsys.ports import RankRequest
from recsys.ranking.attribute_names import UNITS, read_name
from recsys.ranking.attributes import clause_of
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.kind import is_of_kind, stem
from recsys.ranking.language import foreign
from recsys.ranking.listing_facts import spoken_attributes
from recsys.ranking.text import count_word, words

_NEUTRAL_WRITTEN = """
a an the and or but nor so as at by for from in into of on onto off out over per than that this these those to up upon
via with within without while when where which who whose what how if then there here it its itself they their them one
ones you your yours i me my we our us any some each every same such other others another both all too also only just
even still rather yet already either first second third is are was were be been being am has have had having do does
did can could may might will would should not no never offer give provide provides come include feature featuring use
using used make made fit suit match meet answer work support cover keep help need want ask asked request look looking
search wish like liked choice option pick item product kind type way pair piece catalog say says show list listed get
go goes going take let know run weigh measure cost price priced worth well see view viewed recently about around
roughly nearly almost under below above more less limit budget usual mark category brand maker closest design built
build thanks because since print read write connect yield power running stock half quarter
"""
MEASURING = {
    "battery": ("lasts", "runs", "plays"),
    "runtime": ("lasts", "runs"),
    "playback": ("lasts", "plays"),
    "capacity": ("holds",),
    "tank": ("holds",),
    "weight": ("weighs",),
    "cable": ("reaches",),
}
"""Verbs that measure what an attribute of this name does: a battery "lasts 30 hours"."""
_ADDRESS = frozenset(("for", "you", "your", "ask", "asked", "request", "want", "wanted", "need", "looking", "search"))
"""After one of these a sentence speaks of what is wanted, for as many words as `_REACH`."""
_REACH = 3
_PLAIN_PRAISE = re.compile(r"\b(?:a |an )?(?:good|great|solid|strong|nice) (?:match|choice|option|fit|pick)\b", re.I)
_FOR_DOING = re.compile(r"\bfor (\w+ing)\b", re.I)
"""A use is no glue: "for running" wants an item or a wish that speaks of running."""
_CHEAP_TO = re.compile(r"\b(?:cheap|inexpensive|affordable|economical)(?: \w+)? to\b", re.I)
_CHEAP = frozenset(("cheap", "inexpensive", "affordable", "affordably", "economical", "low-cost", "low-priced"))
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ed", "ly")
_ROOT_LENGTH = 4
_JOINED_LENGTH = 6  # letters from which a word may be found written apart ("touch screen")


def word_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find words that nothing supports. A sentence in another language than English is left to the other checks."""
    if foreign(sentence, ground):
        return
    rest = _PLAIN_PRAISE.sub("it fits", sentence)
    known, wished = _known(ground), _wished(ground.request)
    joined = re.sub(r"[\s-]", "", ground.text)
    uses = [use for use in _FOR_DOING.findall(rest) if root(use) not in _roots(ground.text) | wished]
    yield from (Claim("word", said) for said in (*uses, *_CHEAP_TO.findall(rest)))
    strange: list[str] = []
    reach = 0
    for word in words(rest):
        reach = _REACH if word in _ADDRESS else reach - 1
        of_wish = reach >= 0 and _is_known(word, wished, "")
        if not (of_wish or _is_known(word, known, joined) or (word in _CHEAP and _is_cheap(ground))):
            strange.append(word)
    worded = _roots(_wordings(ground.item)) | known if strange else known
    yield from (Claim("word", word) for word in strange if not _is_known(word, worded, joined))


def _is_known(word: str, known: frozenset[str], joined: str) -> bool:
    if any(char.isdigit() for char in word) or word.endswith("est"):
        return True  # numbers, names and superlatives have checks of their own
    if len(word) == 1 or root(word) in known:
        return True
    if len(word) >= _JOINED_LENGTH and word.replace("-", "") in joined:
        return True
    parts = re.split(r"[-'’]", word)
    return len(parts) > 1 and all(not part or _is_known(part, known, joined) for part in parts)


@lru_cache(maxsize=16_384)
def root(word: str) -> str:
    """Return what the forms of a word have in common: "cancelling", "cancellation" and "canceled" are "cancel"."""
    word = stem(re.sub(r"['’]s?$", "", word.lower())).replace("colour", "color")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT_LENGTH - 1:
            word = word.removesuffix(ending)
            break
    if len(word) >= _ROOT_LENGTH and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) >= _ROOT_LENGTH else word


@lru_cache(maxsize=512)  # the wish is the same for all picks of a turn, and so are many items from turn to turn
def _roots(text: str) -> frozenset[str]:
    found = set(words(text))
    parts = {part for word in found if not word.isalnum() for part in re.split(r"[-'’]", word) if part}
    return frozenset(root(word) for word in found | parts)


NEUTRAL = _roots(" ".join((_NEUTRAL_WRITTEN, *UNITS, *UNITS.values())))


def _known(ground: Ground) -> frozenset[str]:
    """Return the roots of what the catalog says of the item, and of what every candidate meets by constraint."""
    request = ground.request
    counted = (count_word(int(value)) for value in ground.numbers if value.is_integer() and value < 100)
    kind = request.kind if is_of_kind(ground.item, request.kind) else ()
    besides = (*_met(request), *kind, *counted, count_word(len(ground.slate)))
    return NEUTRAL | _roots(ground.text) | _roots(" ".join(besides))


def _wordings(item: Item) -> str:
    """Return an item's attributes as this program words them."""
    clauses = (clause_of(name, value) for name, value in item.attributes.items())
    spoken = (f"{name} {value}" for name, value in spoken_attributes(item))
    measured = " ".join(read_name(name).plain for name, value in item.attributes.items() if not isinstance(value, bool))
    doing = (verb for named, verbs in MEASURING.items() if named in measured.split() for verb in verbs)
    return " ".join((*doing, *spoken, *(f"{clause.text} {clause.adjective}" for clause in clauses if clause)))


def _met(request: RankRequest) -> Iterator[str]:
    for constraint in request.constraints:
        match constraint:
            case Feature(text, True):
                yield text
            case Colour(value, True):
                yield value
            case BrandIn(names) | CategoryIn(names):
                yield " ".join(names)
            case AttributeIs(name):
                yield name.replace("_", " ")
            case _:
                pass


def _wished(request: RankRequest) -> frozenset[str]:
    profile = request.profile
    return _roots(" ".join((request.said, request.topic, profile.budget_hint, *profile.preferred_categories)))


def _is_cheap(ground: Ground) -> bool:
    """Return whether an item costs no more than half of the candidates do."""
    price = ground.item.price
    prices = [candidate.item.price for candidate in ground.request.candidates if candidate.item.price is not None]
    return price is not None and 2 * sum(other < price for other in prices) <= len(prices)
