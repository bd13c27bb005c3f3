"""The last gate before a slate is shown: known ids, each once, constraints kept, reasons that hold. Pure.

It trusts no ranker. Whatever a model answered, what leaves here is made of candidates that meet every constraint, as
many as there are places, each with one clean sentence whose claims hold for this very slate.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from recsys.catalog.predicates import meets_all
from recsys.model.answer import SLATE_SIZE, Candidate, RankedPick, Ranking
from recsys.model.constraints import Constraint
from recsys.model.ids import ItemId
from recsys.model.person import EMPTY_PROFILE
from recsys.ports import RankRequest
from recsys.ranking.claims import Ground, unsupported
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import is_of_kind, stem
from recsys.ranking.language import foreign
from recsys.ranking.reasons import REASON_LENGTH, reasons_for
from recsys.ranking.text import STOP_WORDS, one_line, words
from recsys.ranking.twin import restates

_SHORTEST = 12
_UNSPACED = re.compile(r"[฀-໿က-႟ក-៿぀-ヿ㐀-鿿]")
"""A letter of a script that parts no words: Thai, Lao, Burmese, Khmer, Japanese, Chinese. It says as much as two."""
_TELLING = 18  # characters that what is left of a reason must have to say something
_ECHO = 4
"""So many words of the title, and no others, are the title said again."""
_HOLDING = frozenset({"it", "is", "has", "have", "this", "a", "an"})
_CUT_OFF = re.compile(
    r"\b(?:a|an|the|and|or|of|with|for|in|on|at|from|is|are|be|it's|its|that|this|those|which|who|has|not|do|does|to|by|"
    r"can|will|your)\.$|\s-\s\w\.$",
    re.I,
)
_ORDERS = re.compile(r"(?:list|write|say|mention|describe)\b", re.I)
"""A small model repeats what it was told to do: "List a maximum width of 12"."""
_CALLED = re.compile(r"(?:it|this) is an? ([a-z][a-z' -]*?)(?= (?:with|and|that|for|from|in|by|of|at)\b|[.,;])", re.I)
_ANY_THING = frozenset(
    {"model", "choice", "option", "pick", "product", "device", "item", "alternative", "match", "fit"}
)
_RAMBLING = re.compile(r"\b(\w.{2,40}?)(?:\W+\1\b){2}", re.I)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_FOREIGN = re.compile(
    r"<[!@#]|&lt;[!@#]|@(?:here|channel|everyone)\b|https?://|www\.|```|[{}\[\]\\|]"
    r"|\b(?:ignore|disregard|obey|(?:your|all|previous|these) (?:instructions|rules))\b"
    r"|\b(?:buy|pick|choose) (?:only )?me\b",
    re.I,
)
"""Markup, addresses, and orders to whoever reads: a catalog's text may hold them, a reason may not."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGES = " \t`*_~-•:;,"
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}


def verify(
    ranking: Ranking,
    candidates: Sequence[Candidate],
    constraints: Sequence[Constraint],
    *,
    request: RankRequest | None = None,
) -> Ranking:
    """Return the ranking with exactly as many picks as can be shown, best first.

    Unknown and repeated ids and items that break a constraint are dropped, missing places are filled in the order of
    retrieval. Sentences of a reason that claim what nothing supports are left out; where none remains, or the reason is
    repeated, too long or carries markup, one built from facts takes its place, as it does of a reason in another
    language whose English twin does not hold as a whole. `request` gives the built reasons the
    wish and the person, and how many places there are (else `SLATE_SIZE`); what its profile says was bought is dropped
    too.
    """
    request = _complete(request, candidates, constraints)
    allowed = {
        candidate.item.id: candidate
        for candidate in candidates
        if candidate.item.id not in request.profile.bought and meets_all(candidate.item, constraints)
    }
    given = dict[ItemId, RankedPick]()
    for pick in ranking.picks:
        if pick.item in allowed:
            given.setdefault(pick.item, pick)
    for item in allowed:
        given.setdefault(item, RankedPick(item, ""))
    slate = [allowed[item] for item in given][: request.picks]
    reasons = _reasons(slate, [given[candidate.item.id] for candidate in slate], request)
    picks = tuple(RankedPick(candidate.item.id, reason) for candidate, reason in zip(slate, reasons, strict=True))
    return replace(ranking, picks=picks)


def _complete(
    request: RankRequest | None, candidates: Sequence[Candidate], constraints: Sequence[Constraint]
) -> RankRequest:
    if request is not None:
        return replace(request, candidates=tuple(candidates), constraints=tuple(constraints))
    return RankRequest("", "", tuple(constraints), EMPTY_PROFILE, (), {}, tuple(candidates), SLATE_SIZE)


def _reasons(slate: Sequence[Candidate], given: Sequence[RankedPick], request: RankRequest) -> list[str]:
    items = [candidate.item for candidate in slate]
    kept: list[str] = []
    for item, pick in zip(items, given, strict=True):
        sentence = _shown(pick, Ground(item, items, request))
        fresh = sentence.casefold() not in {other.casefold() for other in kept}
        kept.append(sentence if fresh else "")
    if all(kept):
        return kept
    return [sentence or built for sentence, built in zip(kept, reasons_for(slate, request), strict=True)]


def _shown(pick: RankedPick, ground: Ground) -> str:
    """Return what of a reason can be shown, "" for nothing."""
    reason = clean_sentence(pick.reason)
    if not foreign(reason, ground):
        return _supported(reason, ground)
    twin = clean_sentence(pick.english)
    as_english = replace(ground, request=replace(ground.request, language="en"))
    if not twin:
        return _supported(reason, as_english)
    return reason if _supported(twin, as_english) == twin and restates(reason, twin, ground) else ""


def _supported(reason: str, ground: Ground) -> str:
    """Return the sentences of a clean reason that are whole and hold, "" where none is left."""
    parts = [part for part in _SENTENCE_END.split(reason) if part]
    held = [part for part in parts if not (unsupported(part, ground) or _is_miscalled(part, ground))]
    return " ".join(part for part in held if len(part) >= _TELLING and not _is_poor(part, ground))


def _is_poor(sentence: str, ground: Ground) -> bool:
    """Return whether a true sentence is not worth saying: cut off, repeating itself or an order, or just the title."""
    said = words(sentence)
    pairs = [pair for pair in pairwise(said) if not STOP_WORDS.intersection(pair)]
    tells = [word for word in said if word not in STOP_WORDS | _HOLDING]
    title = set(words(ground.item.title))
    return bool(
        _CUT_OFF.search(sentence)
        or _ORDERS.match(sentence)
        or len(pairs) > len(set(pairs))
        or (len(tells) >= _ECHO and title.issuperset(tells))
        or ground.item.title.casefold().startswith(sentence.rstrip(".").casefold())
        or len(tells) > 1 == len(set(tells))
    )


def _is_miscalled(sentence: str, ground: Ground) -> bool:
    """Return whether a thing is called what it only has: "It is a card pocket" of a phone case."""
    called = _CALLED.match(sentence)
    if called is None or is_adjective(called[1]):
        return False
    named = stem(words(called[1])[-1])
    return named not in _ANY_THING and not is_of_kind(ground.item, frozenset({named}))


def clean_sentence(reason: str) -> str:
    """Return a model's reason as one clean sentence that ends with a full stop, "" where it cannot be one."""
    text = one_line(_CONTROL.sub("", reason))
    if _FOREIGN.search(text):
        return ""
    text = text.strip(_EDGES).replace("**", "").replace("__", "")
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1]
    if len(text) > REASON_LENGTH:
        end = max(text.rfind(mark, 0, REASON_LENGTH) for mark in (". ", "! "))
        text = text[: max(end, 0)]
    stop = "。" if text.endswith("。") else "."
    text = text.rstrip(".!…。！ " + _EDGES)
    length = len(text) + len(_UNSPACED.findall(text))
    if (
        length < _SHORTEST
        or length == len(text.replace(" ", ""))
        or text.endswith(("?", "？"))
        or _RAMBLING.search(text)
    ):
        return ""
    sentence = f"{text[0].upper()}{text[1:]}{stop}"
    return sentence if len(sentence) <= REASON_LENGTH else ""
