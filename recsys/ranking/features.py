"""What a sentence says an item has or has not, held against what the catalog affirms and denies. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from recsys.model.constraints import BrandNotIn, CategoryNotIn, Colour, Feature
from recsys.ports import RankRequest
from recsys.ranking.attribute_names import read_name
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.grounding import NEUTRAL, root
from recsys.ranking.language import foreign
from recsys.ranking.stances import Stance, described, read_stances, stances_of, worded
from recsys.ranking.text import attribute_text, item_text, words

_OFFERED = re.compile(r"\b(?:rated|guarantee\w*|free (?:shipping|delivery|returns?))\b", re.I)
_PRAISED = re.compile(
    r"\b(?:discount\w*|sale|% off|stars?|ratings?|reviews?|award\w*|bargain|trending|bestsell\w*|loved|acclaimed)\b",
    re.I,
)
_QUOTED_LENGTH = 3
_JOINED_LENGTH = 6  # letters from which a denied word is looked for written apart ("water proof")


def feature_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find features that the catalog denies, and offers and praise of which it says nothing.

    Praise counts only outside of the description, which may tell it of something else ("successor of the award-winning
    Zero").
    """
    affirmed = " . ".join(" ".join(stance.words) for stance in read_stances(sentence) if not stance.denied)
    named = {read_name(name).plain: value for name, value in ground.item.attributes.items()}
    own = f"{ground.item.brand} {ground.item.title}".lower()
    for plain, value in named.items():
        denied = value is False or attribute_text(value).lower() in {"n", "no"}
        if denied and len(plain) > 2 and plain not in own:
            rest = affirmed
            for wider, held in named.items():  # "economical printing" is not the "printing" that is denied
                rest = rest.replace(wider, "") if held is True and plain in wider else rest
            if re.search(rf"\b{re.escape(plain)}s?\b", rest):
                yield Claim("feature", plain)
    stated = item_text(replace(ground.item, description=""))
    for pattern, text in ((_OFFERED, ground.text), (_PRAISED, stated)):
        yield from (Claim("feature", match[0]) for match in pattern.finditer(sentence) if match[0].lower() not in text)


def denials(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find what the sentence denies and the catalog does not: what nobody denies may well be so."""
    rest = sentence.lower()
    for value in ground.item.attributes.values():  # some are worded as denials: "no audio included at platform level"
        rest = rest.replace(value.lower(), "") if isinstance(value, str) and len(value) > _QUOTED_LENGTH else rest
    denying = [stance for stance in read_stances(rest) if stance.denied]
    if not denying or foreign(sentence, ground):
        return
    catalog = worded(stances_of(ground.item), denied=True)
    known = {root(word) for word in (*catalog, *_unwanted(ground.request))}
    for stance in denying:
        content = [word for word in stance.words if len(word) > 1 and root(word) not in NEUTRAL]
        if any(root(word) not in known for word in content) or not (content or _is_of_stock(stance, ground)):
            yield Claim("feature", f"no {' '.join(stance.words)}".rstrip())


def _unwanted(request: RankRequest) -> Iterator[str]:
    """Yield the words of what no candidate has, because it was not wanted."""
    for constraint in request.constraints:
        match constraint:
            case Feature(text, False) | Colour(text, False):
                yield from words(text)
            case BrandNotIn(names) | CategoryNotIn(names):
                yield from words(" ".join(names))
            case _:
                pass


def _is_of_stock(stance: Stance, ground: Ground) -> bool:
    return ground.item.in_stock is False and "stock" in stance.words


def denied_words(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find what a description speaks of only to deny it: "no Bluetooth" is no support for "connects by Bluetooth"."""
    denied = worded(described(ground.item), denied=True)
    if not denied:
        return
    affirmed = {root(word) for word in worded(stances_of(ground.item), denied=False)}
    only_denied = {word: root(word) for word in denied if len(word) > 3 and root(word) not in affirmed | NEUTRAL}
    said = [stance.words for stance in read_stances(sentence) if not stance.denied]
    roots, joined = {root(word) for part in said for word in part}, " ".join("".join(part) for part in said)
    for word, form in only_denied.items():
        if form in roots or (len(word) >= _JOINED_LENGTH and word in joined):
            yield Claim("feature", word)
