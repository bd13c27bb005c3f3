"""A request as a model reads it: candidates one a line under short aliases, the person in a few lines. Pure.

Catalog and chat are data: angle brackets and line ends are taken out, so that no text can leave its section. Every part
has a limit of its own, so the whole has one: `LISTED_MAX` characters, however long a catalog's texts or a thread are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from recsys.model.answer import CANDIDATES_MAX, Candidate
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.taste import FacetEvidence
from recsys.ports import RankRequest
from recsys.ranking.attribute_names import read_name
from recsys.ranking.attributes import clause_of
from recsys.ranking.kind import stem
from recsys.ranking.text import content_words, money, one_line, word_set

_NO_BRACKETS = str.maketrans("<>|", "‹›/", "\r\n\x00")
_TITLE, _KNOWN_TITLE, _NAME, _PRICE, _FACTS, _SAID, _TOPIC, _BUDGET = 60, 45, 40, 20, 54, 600, 200, 60
_FACTS_TOLD = 3
_NEWS = 3  # words that a description must add to the title to be worth its place
_NAMED_AT_MOST = 5
_ATTRIBUTES_READ = 12
_BARE = ("has ", "is ", "comes ")  # verbs that a list can do without

LISTED_MAX: Final = (
    CANDIDATES_MAX * (_TITLE + 2 * _NAME + _FACTS + 60) + 5 * _NAMED_AT_MOST * (_KNOWN_TITLE + 2) + 1_100
)
"""Characters of candidates, person and message together: at most these, and less than half as many as a rule."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Candidates with their aliases ("A1" is the first), and the lines that show them."""

    items: Mapping[str, ItemId]
    lines: str


def data(text: str, limit: int) -> str:
    """Return foreign text for a prompt: one line, at most `limit` characters, unable to close a section."""
    flat = one_line(text.replace("\n", " ").translate(_NO_BRACKETS))
    return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"


def aliases_of(count: int) -> tuple[str, ...]:
    """Return the aliases of so many candidates, in their order."""
    return tuple(f"A{number}" for number in range(1, count + 1))


def list_candidates(candidates: Sequence[Candidate], request: RankRequest) -> Listing:
    """Give each candidate, in this order, an alias and a line: title, price, and the few facts that matter here.

    Brand and category are told where the title does not; so is that it is out of stock.
    """
    aliases = dict(zip(aliases_of(len(candidates)), candidates, strict=True))
    asked = tuple(stem(word) for word in content_words(f"{request.topic} {request.said}"))
    lines = [" | ".join((alias, *_parts(candidate.item, asked))) for alias, candidate in aliases.items()]
    return Listing({alias: candidate.item.id for alias, candidate in aliases.items()}, "\n".join(lines))


def _parts(item: Item, asked: Sequence[str]) -> Iterator[str]:
    yield data(item.title, _TITLE)
    titled = word_set(item.title)
    for name in (item.brand, item.category):
        if not {stem(word) for word in word_set(name)} <= {stem(word) for word in titled}:
            yield data(name, _NAME)
    if item.price is not None:
        yield data(money(item.price, item.currency), _PRICE)
    if item.in_stock is False:
        yield "out of stock"
    if facts := _facts(item, asked):
        yield facts


def _facts(item: Item, asked: Sequence[str]) -> str:
    """Return a few facts that the title does not tell, or where there are none the beginning of the description."""
    told: list[str] = []
    for text in _told(item, asked):
        fact = next((text.removeprefix(verb) for verb in _BARE if text.startswith(verb)), text)
        if len("; ".join([*told, fact])) <= _FACTS:
            told.append(fact)
        if len(told) == _FACTS_TOLD:
            break
    if not told and len(word_set(item.description) - word_set(f"{item.title} {item.brand}")) < _NEWS:
        return ""
    return data("; ".join(told) or item.description, _FACTS)


def _told(item: Item, asked: Sequence[str]) -> list[str]:
    """Return attributes as clauses: those that speak of what was asked, then the most telling of the first ones.

    Only these are read, because catalogs may have a hundred attributes an item and there are 25 candidates in a turn.
    """
    answering: list[str] = []
    others: list[tuple[float, str]] = []
    titled = word_set(item.title)
    for place, (name, value) in enumerate(item.attributes.items()):
        spoken = f"{name} {value}".lower()
        is_asked = value is not False and any(word in spoken for word in asked)
        in_title = word_set(value if isinstance(value, str) else read_name(name).plain) <= titled
        if in_title or (not is_asked and place >= _ATTRIBUTES_READ):
            continue
        clause = clause_of(name, value)
        if clause is not None and is_asked:
            answering.append(clause.text)
        elif clause is not None and clause.telling > 0:
            others.append((-clause.telling, clause.text))
    return [*answering, *(text for _, text in sorted(others, key=lambda pair: pair[0]))]


def describe_person(request: RankRequest) -> str:
    """Return what is known about the person, a line each; items that are not known by title are left out."""
    profile, known = request.profile, request.opinion_items
    budget = profile.budget_hint or (f"up to {profile.budget_max:g}" if profile.budget_max is not None else "")
    lines = {
        "viewed recently": _titles(profile.recent_views, known),
        "bought": _titles(profile.bought, known),
        "preferred categories": ", ".join(data(name, _NAME) for name in profile.preferred_categories[:_NAMED_AT_MOST]),
        "budget hint": data(budget, _BUDGET),
        "likes": _facets(one for one in request.taste if one.affinity > 0),
        "dislikes": _facets(one for one in request.taste if one.affinity < 0),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value) or "nothing known"


def _facets(evidence: Iterable[FacetEvidence]) -> str:
    """Return what somebody thinks of facets, with how they showed it: "Acme (said so), form: in-ear (2 disliked)"."""
    told = (f"{data(one.facet.name, _NAME)} ({_shown(one)})" for one in evidence)
    return ", ".join(list(told)[:_NAMED_AT_MOST])


def _shown(one: FacetEvidence) -> str:
    if one.stated:
        return "said so"
    counts = ((one.liked, "liked"), (one.disliked, "disliked"))
    return " and ".join(f"{count} {verb}" for count, verb in counts if count)


def _titles(ids: Sequence[ItemId], known: Mapping[ItemId, Item]) -> str:
    titles = [data(known[item].title, _KNOWN_TITLE) for item in ids if item in known]
    return "; ".join(titles[:_NAMED_AT_MOST])


def said(request: RankRequest) -> str:
    """Return the person's words as data."""
    return data(request.said, _SAID) or "(no words, only the profile)"


def topic(request: RankRequest) -> str:
    """Return what the conversation is about as data."""
    return data(request.topic, _TOPIC) or "anything that fits the person"
