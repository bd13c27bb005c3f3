"""One sentence a pick: from its most telling facts, different from the other picks', at most 160 characters. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from recsys.model.answer import Candidate
from recsys.ports import RankRequest
from recsys.ranking.facts import facts_of, read_wish
from recsys.ranking.kind import stem
from recsys.ranking.nouns import Noun, noun_of
from recsys.ranking.phrases import Fact, parts_of, sentence
from recsys.ranking.text import article, quotable, words
from recsys.ranking.wish import Wish

REASON_LENGTH = 160
_COMFORTABLE = 125  # characters beyond which nothing is added
_FACTS = 3
_SHORT = 55  # characters below which a fourth fact is welcome
_TITLE = 110
_SHORTEST = 18  # "A beige UPS." is no reason
_REPEATED = 40.0  # what a fact loses when another pick's reason has said it
_REPEATED_ANSWER = 22.0  # an answer to the request may be given again
_WORTH_ADDING = 14.0


def reasons_for(slate: Sequence[Candidate], request: RankRequest) -> tuple[str, ...]:
    """Return one reason for each pick, in order. True by construction; `recsys.ranking.claims` can check each."""
    wish = read_wish(request)
    known = [facts_of(candidate, slate, request, wish) for candidate in slate]
    speaker = None if wish.about_price else _price_speaker(known)
    said: set[str] = set()
    reasons: list[str] = []
    for place, (candidate, facts) in enumerate(zip(slate, known, strict=True)):
        noun = noun_of(candidate.item, wish, request.candidates)
        told = [fact for fact in facts if fact.kind != "price" or speaker in {None, place}]
        said_well = (_beside(fact, noun, candidate.item.title) for fact in told)
        usable = [fact for fact in said_well if fact and (not fact.bare or _is_named(noun, wish))]
        fresh = sorted(usable, key=lambda fact: _staleness(fact, said) - fact.salience)
        brand = _brand(candidate, slate)
        chosen, reason = _first_new(fresh, noun, place, brand, reasons)
        reasons.append(reason or f"{quotable(candidate.item.title)[:_TITLE]} is another match for this request.")
        said.update(fact.key for fact in chosen)
    return tuple(reasons)


def _is_named(noun: Noun | None, wish: Wish) -> bool:
    """Return whether a noun is what was asked for: only before that stands a word of the request ("travel mug")."""
    return noun is not None and stem(noun.text.split()[-1].lower()) in wish.named


def _beside(fact: Fact, noun: Noun | None, title: str) -> Fact | None:
    """Return a fact as it is said beside a noun, without the noun's own word; None for what says nothing beside it.

    "A battery with 6 battery cells" has 6 cells, "a cable with the longest cable" is the longest.
    """
    if noun is None:
        # "It is made by Ada." is no reason, and "It has a 1D scanner." none for a scanner.
        is_itself = fact.about.endswith("type") and stem(fact.rest.split()[-1].lower()) in map(stem, words(title))
        return None if is_itself or fact.rest.startswith("made by ") else fact
    head = noun.text.split()[-1]
    if fact.slot != "clause" or not re.search(rf"\b{re.escape(stem(head))}(?:e?s)?\b", fact.rest, re.IGNORECASE):
        return fact
    best = re.fullmatch(rf"(the \w+) {re.escape(stem(head))}( of the .+)", fact.rest)
    if best and stem(head) in title.lower().split():
        return replace(fact, verb="is", rest=f"{best[1]}{best[2]}", slot="tail", noun="")
    rest = re.sub(rf"\b{re.escape(stem(head))}s? (?!(?:per|of) )(?=\w)", "", fact.rest, flags=re.IGNORECASE)
    if rest == fact.rest or fact.adjective:
        return fact if fact.adjective or re.search(r" (?:per|of) ", fact.rest) else None
    if match := re.match(r"(an?) (.+)", rest):
        rest = f"{article(match[2])} {match[2]}"
    return replace(fact, rest=rest, noun=rest if fact.noun else "")


def _first_new(
    facts: Sequence[Fact], noun: Noun | None, place: int, brand: str, told: Sequence[str]
) -> tuple[list[Fact], str]:
    """Return the best sentence that no other pick has, with its facts; "" where the facts give nothing new."""
    for skipped in range(len(facts)):
        chosen = sorted(_chosen(facts[skipped:], noun, place, brand), key=lambda fact: -fact.salience)
        reason = sentence(chosen, noun, place, brand)
        if reason not in told and len(reason) >= _SHORTEST:
            return chosen, reason
    return [], ""


def _price_speaker(known: Sequence[Sequence[Fact]]) -> int:
    """Return the one pick whose reason may speak of its price: where there is most to say."""
    best = [max((fact.salience for fact in facts if fact.kind == "price"), default=0.0) for facts in known]
    return best.index(max(best, default=0.0)) if best else -1


def _staleness(fact: Fact, said: set[str]) -> float:
    if fact.key not in said:
        return 0.0
    return _REPEATED_ANSWER if fact.kind == "request" else _REPEATED


def _brand(candidate: Candidate, slate: Sequence[Candidate]) -> str:
    """Return the brand where it tells the pick from the others, else ""."""
    brand = quotable(candidate.item.brand)
    brands = [other.item.brand.lower() for other in slate]
    return brand if 1 < len(brand) <= 20 and brands.count(candidate.item.brand.lower()) == 1 else ""


def _chosen(facts: Sequence[Fact], noun: Noun | None, place: int, brand: str) -> list[Fact]:
    """Take the best fact, then others beside it while the sentence stays short."""
    chosen: list[Fact] = []
    for fact in facts:
        if _is_full(chosen, noun, place, brand) or (chosen and fact.salience < _WORTH_ADDING):
            break
        if noun and fact.adjective and fact.adjective in noun.text:
            continue  # what it is called says it already
        if _fits(fact, chosen) and _reads_well([*chosen, fact], noun, place, brand):
            chosen.append(fact)
    return chosen


def _is_full(chosen: Sequence[Fact], noun: Noun | None, place: int, brand: str) -> bool:
    """Return whether a sentence says enough: three facts, or four where three are short ("a wireless quiet mouse")."""
    if len(chosen) < _FACTS:
        return False
    return len(chosen) > _FACTS or len(sentence(chosen, noun, place, brand)) >= _SHORT


def _fits(fact: Fact, chosen: Sequence[Fact]) -> bool:
    if fact.kind in {"price", "person", "match", "stock"} and any(other.kind == fact.kind for other in chosen):
        return False
    if any(fact.slot == other.slot != "clause" for other in chosen) or any(_echoes(fact, other) for other in chosen):
        return False
    if fact.about and any(fact.about == other.about for other in chosen):
        return False
    return not (" of the " in fact.rest and any(" of the " in other.rest for other in chosen))


def _reads_well(facts: Sequence[Fact], noun: Noun | None, place: int, brand: str) -> bool:
    parts = parts_of(facts, noun)
    shaped = bool(noun and ("-" in noun.text or noun.text.count(" ") > 1))
    unasked = sum(bool(fact.adjective) and fact.kind != "request" for fact in facts) if noun else 0
    if len(parts.adjectives) > (2 if not (unasked and shaped) else 1) or len(parts.clauses) > (1 if noun else 3):
        return False
    if bool(parts.features) + bool(parts.clauses) + bool(parts.tails) + bool(parts.quotes) > 2:
        return False
    return len(sentence(facts, noun, place, brand)) <= (REASON_LENGTH if len(facts) == 1 else _COMFORTABLE)


def _echoes(fact: Fact, other: Fact) -> bool:
    """Return whether two facts say nearly the same ("has 30 hours of battery life", "has the longest battery life")."""
    one, two = set(fact.rest.lower().replace("-", " ").split()), set(other.rest.lower().replace("-", " ").split())
    return len(one & two) > 0.5 * min(len(one), len(two))
