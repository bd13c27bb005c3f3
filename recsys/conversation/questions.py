"""The questions that can be asked of candidates: what it may cost, a property, what for, what kind of thing. Pure.

Each is built of what the catalog says of these candidates, and its answers are sentences that the rules understand.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recsys.catalog.predicates import meets
from recsys.conversation.wording import in_words, listed
from recsys.model.answer import Choice, Question
from recsys.model.catalog import Item
from recsys.model.constraints import Constraint, Feature, PriceMax, PriceMin
from recsys.ports import CatalogVocabulary
from recsys.ranking.answering import names_a_use
from recsys.ranking.attribute_names import read_name
from recsys.ranking.attributes import clause_of, written
from recsys.ranking.clauses import capitalised
from recsys.ranking.kind import stem
from recsys.ranking.text import money, words

CHOICES_MAX = 4
EACH_MIN = 2
"""So many candidates an answer must leave."""
_USE_MOST = 0.6
_KIND_WEIGHT, _PRICE_WEIGHT, _USE_WEIGHT, _FLAG_WEIGHT = 1.5, 0.8, 0.8, 0.9
_TELLING = 0.2
_WORDS_MAX = 3
_ROUND = tuple(float(step * 10**power) for power in range(6) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5))


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question, and which items it leaves."""

    choice: Choice
    holds: Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Split:
    """A question, and how its answers part the candidates.

    `weight` is what its bits are worth to a person, `covers` the share of candidates that must have an answer, and
    `relevance` the share of the first pick's that a pick must have to be shown for the sake of its answer.
    """

    text: str
    options: tuple[Option, ...]
    weight: float = 1.0
    covers: float = 0.6
    relevance: float = 0.75

    @property
    def question(self) -> Question:
        """Return it as it is asked."""
        return Question(self.text, tuple(option.choice for option in self.options))

    def side(self, item: Item) -> int | None:
        """Return which answer an item belongs to, the first where there are several."""
        return next((place for place, option in enumerate(self.options) if option.holds(item)), None)

    def gain(self, items: Sequence[Item]) -> float:
        """Return the bits that an answer tells, 0 where one leaves too little or too many items have none."""
        sides = Counter(side for item in items if (side := self.side(item)) is not None)
        if len(sides) < len(self.options) or min(sides.values()) < EACH_MIN or sides.total() < self.covers * len(items):
            return 0.0
        return _bits(sides, len(items))


def _bits(sides: Counter[int], size: int) -> float:
    """Return the entropy of the sides among so many; those who are on none add nothing."""
    return -sum(count / size * math.log2(count / size) for count in sides.values())


def by_price(items: Sequence[Item]) -> Iterator[Split]:
    """Yield three price bands between round prices."""
    prices = sorted(item.price for item in items if item.price is not None and item.price > 0)
    if not prices:
        return
    currency = items[0].currency
    edges = [amount for amount in _ROUND if prices[0] < amount < prices[-1]]
    low, high = max(combinations(edges, 2), key=lambda pair: _evenness(prices, pair), default=(0.0, 0.0))
    if not high:
        return
    bands: tuple[tuple[str, str, tuple[Constraint, ...]], ...] = (
        (f"under {money(low, currency)}", f"under {low:g}", (PriceMax(low, inclusive=False),)),
        (
            f"{money(low, currency)} to {money(high, currency)}",
            f"between {low:g} and {high:g}",
            (PriceMin(low), PriceMax(high)),
        ),
        (f"over {money(high, currency)}", f"over {high:g}", (PriceMin(high, inclusive=False),)),
    )
    options = tuple(Option(Choice(label, say), _meeting(*limits)) for label, say, limits in bands)
    yield Split("What may it cost?", options, _PRICE_WEIGHT)


def _evenness(prices: Sequence[float], edges: tuple[float, float]) -> float:
    return _bits(Counter(sum(price > edge for edge in edges) for price in prices), len(prices))


def by_property(items: Sequence[Item], vocabulary: CatalogVocabulary) -> Iterator[Split]:
    """Yield the values of attributes that tell a buyer something, and features that some have and others lack."""
    for name in sorted({name for item in items for name in item.attributes}):
        values = Counter(item.attributes[name] for item in items if name in item.attributes)
        flags = {value for value in values if isinstance(value, bool)}
        feature = read_name(name).plain
        if feature.endswith(("colour", "colours", "color", "colors")):
            continue
        if flags == {True, False} and (clause := clause_of(name, True)):  # noqa: FBT003 - an attribute's value
            sides = tuple(_with_feature(Feature(feature, wanted)) for wanted in (True, False))
            asked = f"{capitalised(feature)} or not?" if clause.adjective else f"With or without {feature}?"
            yield Split(asked, sides, _FLAG_WEIGHT)
        worded = [
            (value, count)
            for value, count in values.most_common()
            if isinstance(value, str) and _can_be_said(value, vocabulary) and _tells(name, value)
        ]
        said = [str(value) for value, count in worded if count >= EACH_MIN][:CHOICES_MAX]
        if len(said) > 1:
            labels = [written(name, value) for value in said]
            sides = tuple(
                Option(Choice(label, value), _meeting(Feature(value.lower())))
                for label, value in zip(labels, said, strict=True)
            )
            yield Split(capitalised(f"{listed(labels, 'or')}?"), sides)


def _tells(name: str, value: str) -> bool:
    clause = clause_of(name, value)
    return clause is not None and clause.telling >= _TELLING


def _with_feature(feature: Feature) -> Option:
    words = in_words(feature)
    return Option(Choice(words, words), _meeting(feature))


def _can_be_said(value: str, vocabulary: CatalogVocabulary) -> bool:
    words = value.replace("-", "").split()
    plain = len(words) <= _WORDS_MAX and all(word.isalpha() and word != "and" for word in words)
    return plain and value.lower() in vocabulary.values and value.lower() not in vocabulary.brands


def by_use(items: Sequence[Item]) -> Iterator[Split]:
    """Yield what tags say things are for: the most frequent first, each with some items that those before lack."""
    described = {read_name(name).plain for item in items for name in item.attributes}
    described |= {str(value).lower() for item in items for value in item.attributes.values()}
    tags = Counter(tag.lower() for item in items for tag in set(item.tags))
    uses: list[str] = []
    left = list(items)
    for tag, count in tags.most_common():
        if EACH_MIN <= count <= _USE_MOST * len(items) and tag not in described and _is_use(tag):
            of_tag = [item for item in left if _tagged(tag)(item)]
            if len(of_tag) >= EACH_MIN:
                uses.append(tag)
                left = [item for item in left if item not in of_tag]
    options = tuple(Option(Choice(use, f"for {use}"), _tagged(use)) for use in uses[:CHOICES_MAX])
    if len(options) > 1:
        yield Split("What is it for?", options, _USE_WEIGHT)


def _is_use(tag: str) -> bool:
    said = tag.split()
    charging = len(said) > 1 and said[-1].endswith("ing")  # "wireless charging" is no use
    return bool(said) and names_a_use(said[-1]) and not charging


def _tagged(use: str) -> Callable[[Item], bool]:
    return lambda item: any(tag.lower() == use for tag in item.tags)


def by_kind(items: Sequence[Item], topic: str) -> Iterator[Split]:
    """Yield the categories that are most frequent, without those that the topic names: "for my desk" is no desk."""
    said = {stem(word) for word in words(topic)}
    counts = Counter(
        item.category for item in items if item.category and not said & set(map(stem, words(item.category)))
    )
    kinds = [category for category, count in counts.most_common(CHOICES_MAX) if count >= EACH_MIN]
    options = tuple(Option(Choice(kind, kind.lower()), _in_category(kind)) for kind in kinds)
    if len(options) > 1:
        yield Split("What kind of thing?", options, _KIND_WEIGHT, covers=0.3, relevance=0.3)


def _meeting(*constraints: Constraint) -> Callable[[Item], bool]:
    return lambda item: all(meets(item, constraint) for constraint in constraints)


def _in_category(category: str) -> Callable[[Item], bool]:
    return lambda item: item.category == category
