"""What a sentence says an item has or has not, held against what the catalog affirms and denies. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from recsys.ranking.attribute_names import read_name
from recsys.ranking.ground import Claim, Ground
from recsys.ranking.text import attribute_text, content_words, item_text

_UNSAID = re.compile(
    r"\b(?:discount\w*|sale|% off|free shipping|free delivery|stars?|rated|ratings?|reviews?|award\w*|bargain|"
    r"guarantee\w*|trending)\b",
    re.I,
)


def feature_claims(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find features that the catalog denies, and offers and praise of which it says nothing."""
    lowered = sentence.lower().replace("-", " ")
    named = {read_name(name).plain: value for name, value in ground.item.attributes.items()}
    own = f"{ground.item.brand} {ground.item.title}".lower()
    for plain, value in named.items():
        denied = value is False or attribute_text(value).lower() in {"n", "no"}
        if denied and len(plain) > 2 and plain not in own:
            rest = lowered
            for wider, held in named.items():  # "economical printing" is not the "printing" that is denied
                rest = rest.replace(wider, "") if held is True and plain in wider else rest
            if re.search(rf"(?<!not )(?<!no )(?<!without )(?<!non )\b{re.escape(plain)}s?\b", rest):
                yield Claim("feature", plain)
    for match in _UNSAID.finditer(sentence):
        if match[0].lower() not in ground.text:
            yield Claim("feature", match[0])


def denials(sentence: str, ground: Ground) -> Iterator[Claim]:
    """Find features that the sentence denies and the catalog affirms."""
    lowered = sentence.lower().replace("-", " ")
    affirmed = {read_name(name).plain for name, value in ground.item.attributes.items() if value is True}
    for plain in affirmed:
        match = re.search(rf"\b(?:no|not|non|without|lacks?|lacking) (?:an? )?{re.escape(plain)}s?\b", lowered)
        if plain and match and match[0] not in affirmed:  # some are called "non ECC"
            yield Claim("feature", match[0])


_NEGATION = re.compile(
    r"\b(?:no|not|nor|never|without|lacks?|lacking|cannot|neither|isn't|doesn't|don't|can't)\b", re.I
)
_REACH = 5
"""A "no" reaches so many words on: "there is no wireless mode" denies the mode."""


def denied_words(sentence: str, ground: Ground) -> Iterator[Claim]:
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
