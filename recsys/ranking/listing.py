"""A request as a model reads it: candidates one a line under short aliases, the person in a few lines. Pure.

Catalog and chat are data: angle brackets and line ends are taken out, so that no text can leave its section.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from recsys.model.answer import Candidate
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import RankRequest
from recsys.ranking.attributes import clause_of
from recsys.ranking.kind import stem
from recsys.ranking.text import content_words, money, one_line

_NO_BRACKETS = str.maketrans("<>|", "‹›/", "\r\n\x00")
_TITLE, _DESCRIPTION, _SAID = 90, 120, 600
_NAMED_AT_MOST = 5
_ATTRIBUTES_READ = 12


@dataclass(frozen=True, slots=True)
class Listing:
    """Candidates with their aliases ("A1" is the first), and the lines that show them."""

    items: Mapping[str, ItemId]
    lines: str


def data(text: str, limit: int) -> str:
    """Return foreign text for a prompt: one line, at most `limit` characters, unable to close a section."""
    flat = one_line(text.replace("\n", " ").translate(_NO_BRACKETS))
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def list_candidates(candidates: Sequence[Candidate], request: RankRequest, *, brief: bool = False) -> Listing:
    """Give each candidate an alias and a line: title, brand, category, price, stock, a few facts that matter here.

    `brief` is for models that read little: two facts and no description.
    """
    aliases = {f"A{number}": candidate for number, candidate in enumerate(candidates, start=1)}
    asked = tuple(stem(word) for word in content_words(f"{request.topic} {request.said}"))
    lines: list[str] = []
    for alias, candidate in aliases.items():
        told = _told(candidate.item, asked)[: 2 if brief else 4]
        described = "" if brief else data(candidate.item.description, _DESCRIPTION)
        parts = (alias, *_parts(candidate.item), data("; ".join(told), 200), described)
        lines.append(" | ".join(part for part in parts if part))
    return Listing({alias: candidate.item.id for alias, candidate in aliases.items()}, "\n".join(lines))


def _told(item: Item, asked: Sequence[str]) -> list[str]:
    """Return attributes as clauses: those that speak of what was asked, then the first ones of the catalog.

    Only these are read, because catalogs may have a hundred attributes an item and there are 25 candidates in a turn.
    """
    answering: list[str] = []
    others: list[str] = []
    for place, (name, value) in enumerate(item.attributes.items()):
        spoken = f"{name} {value}".lower()
        is_asked = value is not False and any(word in spoken for word in asked)
        if not is_asked and place >= _ATTRIBUTES_READ:
            continue
        clause = clause_of(name, value)
        if clause is not None:
            (answering if is_asked else others).append(clause.text)
    return [*answering, *others]


def _parts(item: Item) -> Iterator[str]:
    yield data(item.title, _TITLE)
    if item.brand and item.brand.lower() not in item.title.lower():
        yield data(item.brand, 40)
    yield data(item.category, 40)
    if item.price is not None:
        yield money(item.price, item.currency)
    if item.in_stock is False:
        yield "out of stock"


def describe_person(request: RankRequest) -> str:
    """Return what is known about the person, a line each; items that are not known by title are left out."""
    profile, known = request.profile, request.opinion_items
    liked = [opinion.item for opinion in request.opinions if opinion.weight > 0]
    disliked = [opinion.item for opinion in request.opinions if opinion.weight < 0]
    budget = profile.budget_hint or (f"up to {profile.budget_max:g}" if profile.budget_max is not None else "")
    lines = {
        "viewed recently": _titles(profile.recent_views, known),
        "bought": _titles(profile.bought, known),
        "preferred categories": ", ".join(data(name, 40) for name in profile.preferred_categories[:_NAMED_AT_MOST]),
        "budget hint": data(budget, 60),
        "liked": _titles(liked, known),
        "disliked": _titles(disliked, known),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value) or "nothing known"


def _titles(ids: Sequence[ItemId], known: Mapping[ItemId, Item]) -> str:
    titles = [data(known[item].title, 60) for item in ids if item in known]
    return "; ".join(titles[:_NAMED_AT_MOST])


def said(request: RankRequest) -> str:
    """Return the person's words as data."""
    return data(request.said, _SAID) or "(no words, only the profile)"
