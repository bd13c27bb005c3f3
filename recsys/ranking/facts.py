"""Facts about one pick that answer this request, true by catalog or state and ready for a sentence. Pure."""

import re
from collections.abc import Iterator, Sequence

from recsys.model.answer import Candidate
from recsys.model.catalog import AttributeValue, Item
from recsys.model.constraints import PriceMax, PriceMin
from recsys.model.person import LIKED
from recsys.ports import RankRequest
from recsys.ranking.answering import answering, summary
from recsys.ranking.attribute_names import read_name
from recsys.ranking.attributes import clause_of
from recsys.ranking.clauses import attributive, is_adjective
from recsys.ranking.comparing import (
    among,
    cheapest_of,
    dimension_of,
    extremes,
    of_itself,
    share_of_first,
    superlative,
    wins_clearly,
)
from recsys.ranking.kind import stem
from recsys.ranking.measures import with_unit
from recsys.ranking.phrases import Fact, fact_of
from recsys.ranking.scoring import prefers
from recsys.ranking.text import money, quotable, word_set, words
from recsys.ranking.wish import Wish, read_wish

__all__ = ["Fact", "Wish", "facts_of", "read_wish"]

_NOTABLE_MARGIN = 0.25  # of a limit: so much below it is worth saying
_LITTLE = 0.4  # of a budget: what costs less is within it without saying
_AROUND = 0.75 / 1.25  # the lower end of what "around 15" means, as a share of the upper one
_ROUNDING = 0.001
_LONGEST_TITLE = 40
_LONGEST_CALLED = 80
_ASKED_FOR = -0.5
"""As telling as this, or less, a clause is said only where it was asked for."""
_RELATED = 66.0  # what goes with an asked word, after what says it


def facts_of(candidate: Candidate, slate: Sequence[Candidate], request: RankRequest, wish: Wish) -> list[Fact]:
    """Return all facts of one pick of a slate, most salient first; there is always at least one."""
    item = candidate.item
    others = [other.item for other in slate]
    facts = [
        *answering(candidate, wish),
        *_price(item, others, request, wish),
        *_compared(item, others, wish),
        *_personal(item, request),
        *_plain(item, others, wish),
        *_matched(candidate.item),
    ]
    unique = {fact.key: fact for fact in sorted(facts, key=lambda fact: fact.salience)}
    return sorted(unique.values(), key=lambda fact: -fact.salience)


# --- price: it stands beside each pick already, so only what it means is said ----------------------------------------


def _price(item: Item, slate: Sequence[Item], request: RankRequest, wish: Wish) -> Iterator[Fact]:
    if item.price is None:
        return
    asked = 30 if wish.about_price else 0
    if cheapest_of(item, slate):
        yield Fact("price", "is", among("the cheapest", len(slate)), 60 + asked, slot="tail")
    if share := share_of_first(item, slate):
        yield Fact("price", "is", share, 52 + asked, slot="tail")
    yield from _bounded(item, item.price, request, asked)


def _bounded(item: Item, amount: float, request: RankRequest, asked: float) -> Iterator[Fact]:
    upper = min((c for c in request.constraints if isinstance(c, PriceMax)), key=lambda c: c.value, default=None)
    budget = request.profile.budget_max
    lower = max((c.value for c in request.constraints if isinstance(c, PriceMin)), default=0.0)
    if upper and lower and abs(lower / upper.value - _AROUND) < _ROUNDING:
        return  # "around 15": nobody named the end of that range
    if upper:
        margin = upper.value - amount
        notable = margin >= _NOTABLE_MARGIN * upper.value
        if notable or (asked and margin > 0):
            told = f"{'about ' if margin % 1 else ''}{money(float(round(margin)), item.currency)}"
            bound = money(upper.value, item.currency)
            rest = f"{told} below your limit of {bound}" if upper.inclusive else f"{told} under the {bound} mark"
            yield Fact("price", "is", rest, (45 if notable else 25) + asked, slot="tail")
    elif budget is not None and _LITTLE * budget <= amount <= budget:
        rest = f"within your usual budget of {money(budget, item.currency)}"
        yield Fact("price", "is", rest, 44, slot="tail")


# --- beside the other picks -------------------------------------------------------------------------------------------


def _compared(item: Item, slate: Sequence[Item], wish: Wish) -> Iterator[Fact]:
    for name, dimension in extremes(item, slate):
        if not wins_clearly(name, item, slate):
            continue
        unit, value = read_name(name, units=True).unit, item.attributes[name]
        at = f" at {with_unit(float(value), unit)}" if unit else ""
        best = superlative(name, dimension)
        own = of_itself(best, item) if stem(best.rsplit(maxsplit=1)[-1]) in wish.named else ""
        rest = f"{among(own or best, len(slate))}{at}"
        if dimension.less or own:
            yield Fact("attribute", "is", rest, 64, slot="tail", about=name)
        else:
            yield Fact("attribute", "has", rest, 62, noun=rest, about=name)


# --- the person -------------------------------------------------------------------------------------------------------


def _personal(item: Item, request: RankRequest) -> Iterator[Fact]:
    known = request.opinion_items
    liked = [known[o.item] for o in request.opinions if o.kind in LIKED and o.item in known]
    if item.brand and (same := [other for other in liked if _alike(other.brand, item.brand) and other.id != item.id]):
        brand, title = quotable(item.brand), quotable(same[0].title)
        rest = f"from {brand} like the {title} you liked" if len(title) <= _LONGEST_TITLE else "from a brand you liked"
        yield Fact("person", "is", rest, 58, slot="tail")
    if item.id in request.profile.recent_views:
        yield Fact("person", "is", "one you looked at recently", 46, slot="tail")
    elif viewed := [known[view] for view in request.profile.recent_views if view in known]:
        title = quotable(viewed[0].title)
        if _alike(viewed[0].category, item.category) and len(title) <= _LONGEST_TITLE and not request.topic:
            yield Fact("person", "is", f"of the same kind as the {title} you viewed", 42, slot="tail")
    if item.category and prefers(item, request.profile) and not request.topic:
        yield Fact("person", "is", "in a category you prefer", 36, slot="tail")


def _alike(one: str, other: str) -> bool:
    return one.lower() == other.lower() != ""


# --- what it is -------------------------------------------------------------------------------------------------------

_SMALL = {"a", "an", "of", "in", "as", "its", "and"}


def _plain(item: Item, slate: Sequence[Item], wish: Wish) -> Iterator[Fact]:
    title = word_set(f"{item.title} {item.brand}")
    for name, value in item.attributes.items():
        clause = clause_of(name, value)
        if clause and clause.telling > _ASKED_FOR:
            if name in wish.related:
                yield fact_of(clause, "request", _RELATED, name)
                continue
            if item.brand.lower() == clause.rest.lower():
                continue  # "works with NEC", of a lamp by NEC
            told = 15 if word_set(clause.rest) - _SMALL <= title else 0
            worth = _distinction(name, item, slate) + _standing(name, value, wish)
            yield fact_of(clause, "attribute", 10 + 30 * clause.telling - told + worth, name)
    for tag in item.tags:
        lowered = tag.lower()
        if is_adjective(lowered) and item.attributes.get(lowered.replace(" ", "_").replace("-", "_")) is None:
            told = 15 if word_set(lowered) <= title else 0
            shared = sum(tag in other.tags for other in slate)
            yield Fact("attribute", "is", lowered, 24 - told - 4 * shared, adjective=attributive(lowered))
    if item.in_stock:
        yield Fact("stock", "is", "in stock", 4, slot="tail")


def _distinction(name: str, item: Item, slate: Sequence[Item]) -> float:
    """Return more for what only this pick has, less for what all have alike."""
    same = sum(other.attributes.get(name) == item.attributes[name] for other in slate)
    return 0.0 if len(slate) < 2 else 5.0 if same == 1 else -8.0 if same == len(slate) else 0.0


def _standing(name: str, value: AttributeValue, wish: Wish) -> float:
    """Return less for a number that is worse than that of most candidates: 5 hours of battery life are no reason."""
    dimension, middle = dimension_of(name), wish.middles.get(name)
    if dimension is None or middle is None or isinstance(value, bool | str) or value == middle:
        return 0.0
    return 4.0 if (value < middle) is dimension.less else -30.0


def _matched(item: Item) -> Iterator[Fact]:
    if item.category and not set(words(item.category)) <= set(words(item.title)):
        yield Fact("match", "is", f"listed under {quotable(item.category)}", 3, slot="tail")
    if item.brand:
        yield Fact("match", "is", f"made by {quotable(item.brand)}", 6)
    yield from summary(item)
    yield Fact("match", "is", f"listed as “{_called(item)}”", 2, slot="tail")


def _called(item: Item) -> str:
    """Return what the title calls an item, without its maker and what is said after a comma or aside."""
    brand = quotable(item.brand)
    title = quotable(item.title)
    own = title[len(brand) :].strip() if brand and title.lower().startswith(f"{brand.lower()} ") else title
    called = re.split(r"\s[-–|]\s|[,;(]", own)[0].strip() or title
    return called if len(called) <= _LONGEST_CALLED else called[:_LONGEST_CALLED].rpartition(" ")[0]
