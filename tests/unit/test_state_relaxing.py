"""Dead ends: what is offered frees something, and saying it does what it says."""

from collections.abc import Sequence

import numpy as np
import pytest

from recsys.catalog.predicates import meets_all
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.conversation.relaxing import OFFERS_MAX, offer_relaxations, plain_way
from recsys.conversation.state import active_constraints, apply
from recsys.conversation.wording import (
    all_held,
    in_words,
    lifted_in_words,
    listed,
    position,
)
from recsys.model.answer import Candidate, CandidateRequest, CandidateSet, Evidence
from recsys.model.catalog import Item
from recsys.model.constraints import (
    AttributeIs,
    BrandIn,
    BrandNotIn,
    CategoryIn,
    CategoryNotIn,
    Colour,
    Constraint,
    Feature,
    InStock,
    NotItems,
    PriceMax,
    PriceMin,
)
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator, CatalogVocabulary, Vectors
from recsys.ranking.text import money
from tests.unit.test_interpret_vocabulary import SLATE, VOCABULARY

ITEMS = (
    Item(ItemId("1"), "HP wireless mouse", "HP", price=188.5, attributes={"colour": "black", "connection": "wireless"}),
    Item(ItemId("2"), "HP wired mouse", "HP", price=240.0, attributes={"colour": "white"}),
    Item(ItemId("3"), "Sony wireless mouse", "Sony", price=300.0, attributes={"colour": "red"}),
)


LAMP = Item(ItemId("4"), "Bix desk lamp", "Bix", "Lamps", price=40.0)


class Shelf(CandidateGenerator):
    """Candidate generation over a few items, without any relevance; all come equally near in meaning, if at all."""

    def __init__(self, items: Sequence[Item] = ITEMS, similarity: float | None = None) -> None:
        self.items = items
        self.evidence = Evidence(similarity=similarity)

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        found = [item for item in self.items if meets_all(item, request.constraints)][: request.limit]
        return CandidateSet(tuple(Candidate(item, 1.0, self.evidence) for item in found), len(found), len(self.items))

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        return sum(meets_all(item, constraints) for item in self.items)

    async def vocabulary(self) -> CatalogVocabulary:
        return VOCABULARY

    def vectors(self, ids: Sequence[ItemId]) -> Vectors:
        return np.zeros((len(ids), 0), np.float32)


def asked(*constraints: Constraint) -> DialogueState:
    return apply(EMPTY_STATE, DialogueAct("ask", topic="mouse", add=constraints))


async def labels(*constraints: Constraint, items: Sequence[Item] = ITEMS) -> list[str]:
    state = asked(*constraints)
    offers = await offer_relaxations(state, active_constraints(state, DialogueAct("ask")), Shelf(items))
    return [offer.label for offer in offers]


async def test_a_price_limit_moves_to_the_nearest_price_that_fits() -> None:
    assert await labels(PriceMax(50)) == ["Raise the limit to $189"]
    assert await labels(PriceMin(500)) == ["Lower the minimum to $300"]


async def test_only_what_bites_is_offered_the_latest_first() -> None:
    assert await labels(Feature("mouse"), BrandIn(("Canon",))) == ["Look beyond Canon"]
    assert await labels(PriceMax(200), BrandIn(("Sony",))) == ["Look beyond Sony", "Raise the limit to $300"]


async def test_what_frees_the_thing_asked_for_goes_before_what_frees_others() -> None:
    """A lamp is within $50, which is no way out for who asked for a mouse."""
    limits = (PriceMax(50), BrandIn(("Bix",)), Feature("wireless"))
    assert await labels(*limits, items=(*ITEMS, LAMP)) == ["Look beyond Bix and raise the limit to $189"]
    assert await labels(*limits, items=(LAMP,)) == ["Do without wireless"]


async def test_two_that_bite_together_are_offered_together() -> None:
    assert await labels(Colour("lilac"), PriceMax(50)) == ["Raise the limit to $189 and take any colour"]


async def test_offers_are_few_and_none_where_nothing_helps() -> None:
    assert (
        len(await labels(Colour("red"), Feature("wired"), BrandIn(("HP",)), PriceMax(250), PriceMin(240))) <= OFFERS_MAX
    )
    state = asked(PriceMax(500))
    barred = (PriceMax(500), NotItems(tuple(item.id for item in ITEMS)))
    assert await offer_relaxations(state, barred, Shelf()) == ()


@pytest.mark.parametrize(
    "constraint",
    [
        PriceMax(50),
        PriceMin(500),
        BrandIn(("Canon",)),
        BrandNotIn(("HP", "Sony")),
        Colour("lilac"),
        Feature("micro atx"),
        Feature("mouse", wanted=False),
        AttributeIs("weight_g", "<", 1.0),
    ],
)
async def test_saying_an_offer_frees_something(constraint: Constraint) -> None:
    state = asked(constraint)
    (offer,) = await offer_relaxations(state, (constraint,), Shelf())
    shown = DialogueState(turns=1, topic=state.topic, constraints=state.constraints, slates=(SLATE,))
    act = RuleInterpreter().interpret(offer.say, shown, VOCABULARY)
    relaxed = apply(shown, act)
    assert await Shelf().passing([stated.constraint for stated in relaxed.constraints]) > 0, (offer, act)


@pytest.mark.parametrize(
    "constraint",
    [
        CategoryIn(("Mice",)),
        CategoryNotIn(("Mice",)),
        AttributeIs("battery_hours", ">=", 30.0),
        AttributeIs("displays_max", ">=", 3.0),
        InStock(),
    ],
)
def test_what_an_offer_says_lifts_its_constraint_and_no_other(constraint: Constraint) -> None:
    state = asked(constraint, Feature("usb-c"), PriceMax(90))
    shown = DialogueState(turns=1, topic=state.topic, constraints=state.constraints, slates=(SLATE,))
    _, say = plain_way(constraint, "USD")
    relaxed = apply(shown, RuleInterpreter().interpret(say, shown, VOCABULARY))
    assert [stated.constraint for stated in relaxed.constraints] == [Feature("usb-c"), PriceMax(90)]


@pytest.mark.parametrize(
    "constraint",
    [
        PriceMax(50),
        PriceMin(500),
        BrandIn(("Canon",)),
        BrandNotIn(("HP", "Sony")),
        CategoryIn(("Mice",)),
        Colour("black"),
        Colour("black", wanted=False),
        Feature("wireless"),
        Feature("micro atx"),
        Feature("clamp", wanted=False),
        AttributeIs("battery_hours", ">=", 30.0),
        InStock(),
    ],
)
@pytest.mark.parametrize("before", ["", "ok ", "Let's "])
def test_an_offers_label_typed_does_the_same_as_its_button(constraint: Constraint, before: str) -> None:
    state = asked(constraint, Feature("rgb"))
    shown = DialogueState(turns=1, topic=state.topic, constraints=state.constraints, slates=(SLATE,))
    label, _ = plain_way(constraint, "USD")
    relaxed = apply(shown, RuleInterpreter().interpret(before + label, shown, VOCABULARY))
    assert [stated.constraint for stated in relaxed.constraints] == [Feature("rgb")]
    assert relaxed.topic == "mouse"


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (PriceMax(150), "up to $150"),
        (PriceMax(150, inclusive=False), "under $150"),
        (PriceMin(12.5), "from $12.50"),
        (PriceMin(12.5, inclusive=False), "over $12.50"),
        (BrandIn(("Xerox", "Brother")), "Xerox or Brother"),
        (BrandNotIn(("Sony",)), "not Sony"),
        (CategoryIn(("Mice",)), "Mice"),
        (CategoryNotIn(("Mice",)), "no Mice"),
        (Colour("black"), "black"),
        (Colour("black", wanted=False), "not black"),
        (Feature("usb-c"), "with USB-C"),
        (Feature("clamp", wanted=False), "without clamp"),
        (AttributeIs("weight_g", "<", 250.0), "weight under 250 g"),
        (AttributeIs("battery_hours", ">=", 30.0), "battery at least 30 hours"),
        (AttributeIs("displays_max", ">=", 3.0), "at least 3 displays"),
        (AttributeIs("wireless", "=", value=True), "wireless"),
        (AttributeIs("wireless", "=", value=False), "no wireless"),
        (AttributeIs("fit", "=", "in-ear"), "fit in-ear"),
        (InStock(), "in stock"),
        (NotItems((ItemId("1"),)), "nothing shown before"),
    ],
)
def test_constraints_in_words(constraint: Constraint, words: str) -> None:
    assert in_words(constraint) == words


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (1299.0, "USD", "$1,299"),
        (0.5, "USD", "$0.50"),
        (19.999, "USD", "$20"),
        (80.0, "EUR", "€80"),
        (80.25, "CHF", "80.25 CHF"),
        (1500.0, "JPY", "¥1,500"),
    ],
)
def test_money(amount: float, currency: str, text: str) -> None:
    assert money(amount, currency) == text


def test_several_in_words() -> None:
    constraints = (PriceMin(50), PriceMax(80), BrandNotIn(("Sony",)), Colour("black"), NotItems(()))
    assert all_held(constraints) == "between $50 and $80, not Sony, black"
    assert all_held((PriceMax(80), BrandIn(("HP", "Sony"))), "EUR") == "up to €80, by HP or Sony"
    assert all_held(()) == ""


def test_small_words() -> None:
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"], "or")) == ("", "a", "a, b or c")
    assert (position(1), position(3), position(4)) == ("the first", "the third", "number 4")
    assert (lifted_in_words("price"), lifted_in_words(("brand", "HP"))) == ("any price", "HP allowed again")
    assert lifted_in_words(("feature", "usb")) == "USB or not"
    assert lifted_in_words(("attribute", "battery_hours")) == lifted_in_words(("attribute", "battery_hours >"))
    assert lifted_in_words(("attribute", "battery_hours")) == "any battery"
    assert lifted_in_words(("price", "min")) == "no minimum price"
