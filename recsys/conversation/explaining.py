"""Why an item was picked: the words of the request that it holds, the limits it meets, what is known of the person.

Everything told is true by catalog, state or profile. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence

from recsys.catalog.predicates import meets
from recsys.conversation.asking import Person
from recsys.conversation.topical import NEAR_COSINE
from recsys.conversation.wording import all_held, in_words, listed
from recsys.model.answer import Answer, Evidence, Pick
from recsys.model.catalog import Item
from recsys.model.constraints import BrandIn, BrandNotIn, Constraint, NotItems, PriceMax, PriceMin
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ItemId
from recsys.model.person import DISLIKED, LIKED
from recsys.ranking.attribute_names import read_name
from recsys.ranking.listing_facts import spoken_attributes
from recsys.ranking.scoring import prefers
from recsys.ranking.text import content_words, count_word, money, quotable

_FACTS = 3
_WORDS_MAX = 6


def explain(
    shown: Sequence[Item], state: DialogueState, person: Person, evidence: Mapping[ItemId, Evidence], currency: str
) -> Answer:
    """Return why each item was picked; `evidence` tells how search found it, where it did."""
    holds = all_held([stated.constraint for stated in state.constraints], currency)
    asked = ", ".join(part for part in (f"“{state.topic}”" if state.topic else "", holds) if part)
    text = f"You asked for {asked}." if asked else "You left the choice to me."
    return Answer(
        "explain",
        text,
        tuple(Pick(item, _because(item, state, person, evidence.get(item.id, Evidence()), currency)) for item in shown),
    )


def _because(item: Item, state: DialogueState, person: Person, evidence: Evidence, currency: str) -> str:
    limits = [stated.constraint for stated in state.constraints if not isinstance(stated.constraint, NotItems)]
    unmet = [limit for limit in limits if not meets(item, limit, currency)]
    sentences = [
        _as_sentence(clauses)
        for clauses in (_found(item, state, evidence), _met(item, limits, unmet), _liked(item, person))
    ]
    if unmet:  # it was shown before
        words = listed([f"“{in_words(limit, currency)}”" for limit in unmet])
        sentences.append(f"It does not meet {words}, asked for since.")
    facts = " · ".join(f"{name}: {value}" for name, value in spoken_attributes(item)[:_FACTS])
    return "\n".join(part for part in (item.title, " ".join(filter(None, sentences)), facts) if part)


def _as_sentence(clauses: Iterator[str]) -> str:
    text = listed(list(clauses))
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _found(item: Item, state: DialogueState, evidence: Evidence) -> Iterator[str]:
    """Yield how the request led to the item: by words that the catalog has for it, else by a meaning that is near."""
    words = evidence.matched or _own_words(item, state.topic)
    if words:
        yield f"the catalog describes it with {listed([f'“{word}”' for word in words[:_WORDS_MAX]])}"
    elif evidence.similarity is not None and evidence.similarity >= NEAR_COSINE:
        yield "its meaning comes close to your words"
    if names := [read_name(name, units=True).readable for name in evidence.attributes]:
        yield f"its {listed(names)} {'answers' if len(names) == 1 else 'answer'} the request"


def _own_words(item: Item, topic: str) -> tuple[str, ...]:
    text = f"{item.title} {item.category} {item.description} {' '.join(item.tags)}".lower()
    return tuple(word for word in content_words(topic) if word in text)


def _met(item: Item, limits: Sequence[Constraint], unmet: Sequence[Constraint]) -> Iterator[str]:
    """Yield the limits it meets."""
    prices = [limit for limit in limits if isinstance(limit, PriceMin | PriceMax)]
    met = [limit for limit in limits if limit not in unmet]
    if item.price is not None:
        within = bool(prices) and not any(limit in unmet for limit in prices)
        yield f"it costs {money(item.price, item.currency)}{' (within your limit)' if within else ''}"
    if item.brand and any(isinstance(one, BrandIn | BrandNotIn) for one in met):
        yield f"it is made by {item.brand}"
    others = [one for one in met if not isinstance(one, PriceMin | PriceMax | BrandIn | BrandNotIn)]
    if others:
        yield f"it meets {listed([f'“{in_words(one)}”' for one in others])}"


def _liked(item: Item, person: Person) -> Iterator[str]:
    """Yield what the person said or did that speaks for the item, and what speaks against it."""
    if alike := _alike(item, person, liked=True):
        yield f"you liked {alike}"
    if item.id in person.profile.recent_views:
        yield "you looked at it recently"
    elif viewed := next((person.items[view] for view in person.profile.recent_views if _kin(view, item, person)), None):
        yield f"you looked at {quotable(viewed.title)}"
    if prefers(item, person.profile):
        yield f"{item.category} is a category you prefer" if item.category else "it is of a kind you prefer"
    budget = person.profile.budget_max
    if budget is not None and item.price is not None and item.price <= budget:
        yield f"it is within your usual budget of {money(budget, item.currency)}"
    if alike := _alike(item, person, liked=False):
        yield f"you disliked {alike}, which counted against it"


def _kin(other: ItemId, item: Item, person: Person) -> bool:
    found = person.items.get(other)
    return found is not None and found.category.lower() == item.category.lower() != ""


def _alike(item: Item, person: Person, *, liked: bool) -> str:
    """Return what was (dis)liked of the item's brand, else of its category: its title, or how many there were."""
    kinds = LIKED if liked else DISLIKED
    others = [
        found
        for opinion in person.opinions
        if opinion.kind in kinds and (found := person.items.get(opinion.item)) and found.id != item.id
    ]
    same_brand = [other for other in others if other.brand.lower() == item.brand.lower() != ""]
    same_kind = [other for other in same_brand or others if other.category.lower() == item.category.lower() != ""]
    found, of = same_kind or same_brand, item.brand if same_brand else ""
    if not found:
        return ""
    if len(found) == 1:
        return quotable(found[0].title)
    things = quotable(item.category).lower() if same_kind else "items"
    return " ".join(part for part in (count_word(len(found)), of, things) if part)
