"""The built-in ranker: a score that can be read, people whose opinions count for what they are worth."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.answer import Candidate, Evidence
from recsys.model.catalog import AttributeValue, Item
from recsys.model.constraints import BrandIn, Constraint, Feature, PriceMax
from recsys.model.ids import ItemId
from recsys.model.person import EMPTY_PROFILE, Opinion, Profile
from recsys.ports import RankRequest
from recsys.profile.personal import WEIGHTS as LEARNING
from recsys.profile.personal import personal_taste
from recsys.profile.team import TeamTaste
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.scoring import brand_asked, read_person, score


def item(
    name: str,
    brand: str = "",
    price: float | None = 100.0,
    category: str = "Headphones",
    *,
    in_stock: bool | None = None,
    description: str = "",
    tags: tuple[str, ...] = (),
    **attributes: AttributeValue,
) -> Item:
    title = f"{brand} {name}".strip()
    return Item(
        ItemId(name),
        title,
        brand,
        category,
        price,
        description=description,
        tags=tags,
        attributes=attributes,
        in_stock=in_stock,
    )


def shelf(*items: Item, step: float = 0.02, scores: tuple[float, ...] = ()) -> tuple[Candidate, ...]:
    """Candidates in this order, each `step` less relevant than the one before."""
    relevance = scores or tuple(1 - step * place for place in range(len(items)))
    return tuple(Candidate(one, worth, Evidence()) for one, worth in zip(items, relevance, strict=True))


def wish(
    candidates: tuple[Candidate, ...],
    topic: str = "headphones",
    *constraints: Constraint,
    profile: Profile = EMPTY_PROFILE,
    opinions: tuple[Opinion, ...] = (),
    known: tuple[Item, ...] = (),
    picks: int = 3,
) -> RankRequest:
    items = {one.id: one for one in (*known, *(candidate.item for candidate in candidates))}
    judged = [candidate.item for candidate in candidates]
    taste = personal_taste(TeamTaste(), opinions, items, now=0.0, profile=profile)
    lifts = dict(zip((one.id for one in judged), taste.lifts_among(judged).tolist(), strict=True))
    return RankRequest(
        topic, topic, constraints, profile, opinions, items, candidates, picks, lifts=lifts, taste=taste.strongest()
    )


def order(request: RankRequest) -> list[str]:
    return [pick.item for pick in BuiltinRanker().rank_now(request).picks]


ALIKE = shelf(item("one", "Ada"), item("two", "Bix"), item("three", "Cor"), item("four", "Dau"), item("five", "Eno"))


def test_relevance_orders_what_else_is_equal() -> None:
    assert order(wish(ALIKE)) == ["one", "two", "three"]


def test_a_thumb_down_sinks_the_item_below_comparable_ones() -> None:
    assert "one" not in order(wish(ALIKE, opinions=(Opinion(ItemId("one"), -1.0, 0.0),)))


def test_a_light_thumb_down_on_the_whole_answer_still_shows() -> None:
    before = order(wish(ALIKE, picks=5))
    after = order(wish(ALIKE, picks=5, opinions=(Opinion(ItemId("one"), -0.3, 0.0),)))
    assert after.index("one") > before.index("one")


def test_what_was_passed_over_steps_behind_comparable_ones_and_not_behind_worse() -> None:
    request = wish(ALIKE)
    assert order(replace(request, passed=frozenset({ItemId("one")}))) == ["two", "three", "four"]
    apart = wish(shelf(item("fit", "Ada"), item("other", "Bix"), scores=(0.9, 0.6)))
    assert order(replace(apart, passed=frozenset({ItemId("fit")}))) == ["fit", "other"]


def test_a_pick_lifts_similar_items() -> None:
    liked = item("liked", "Dau")
    assert order(wish(ALIKE, opinions=(Opinion(liked.id, 1.0, 0.0),), known=(liked,)))[0] == "four"


def test_one_thumb_does_not_beat_a_clearly_better_match() -> None:
    liked = item("liked", "Dau")
    candidates = shelf(item("fit", "Ada"), item("brand", "Dau"), scores=(0.95, 0.5))
    assert order(wish(candidates, opinions=(Opinion(liked.id, 1.0, 0.0),), known=(liked,)))[0] == "fit"


def test_more_thumbs_count_more() -> None:
    thumbs = [item(f"liked{number}", "Dau") for number in range(10)]
    aims = shelf(item("target", "Dau"), item("other", "Bix"), item("third", "Cor"))
    worth = [
        score(
            aims[0],
            read_person(
                wish(
                    aims,
                    opinions=tuple(Opinion(one.id, 1.0, 0.0) for one in thumbs[:count]),
                    known=tuple(thumbs),
                )
            ),
        ).taste
        for count in (0, 1, 3, 10)
    ]
    assert worth == sorted(worth)
    assert worth[0] == 0
    assert worth[1] < worth[3] <= LEARNING.lift + LEARNING.lift_learned


def test_the_last_word_on_an_item_counts() -> None:
    opinions = (Opinion(ItemId("one"), 1.0, 2.0), Opinion(ItemId("one"), -1.0, 1.0))
    assert read_person(wish(ALIKE, opinions=opinions)).own == {"one": 1.0}


def test_what_was_bought_comes_last() -> None:
    assert order(wish(ALIKE, profile=Profile(bought=(ItemId("one"),)), picks=5))[-1] == "one"


def test_out_of_stock_goes_behind_comparable_ones() -> None:
    candidates = shelf(item("gone", "Ada", in_stock=False), item("here", "Bix", in_stock=True))
    assert order(wish(candidates)) == ["here", "gone"]


def test_the_usual_budget_counts_until_a_price_is_stated() -> None:
    candidates = shelf(item("dear", "Ada", 390.0), item("fair", "Bix", 150.0))
    profile = Profile(budget_max=200.0)
    assert order(wish(candidates, profile=profile)) == ["fair", "dear"]
    assert order(wish(candidates, "headphones", PriceMax(400), profile=profile)) == ["dear", "fair"]


def test_preferred_categories_and_views_are_mild() -> None:
    candidates = shelf(
        item("phones", "Ada"), item("mouse", "Bix", category="Mice"), item("desk", "Cor", category="Desks")
    )
    assert order(wish(candidates, "a gift", profile=Profile(preferred_categories=("mice",))))[0] == "mouse"
    viewed = item("seen", "Cor", category="Desks")
    assert order(wish(candidates, "a gift", profile=Profile(recent_views=(viewed.id,)), known=(viewed,)))[0] == "desk"
    strong = shelf(item("phones", "Ada"), item("mouse", "Bix", category="Mice"), scores=(0.9, 0.6))
    assert order(wish(strong, "a gift", profile=Profile(preferred_categories=("Mice",))))[0] == "phones"


def test_brands_are_mixed_unless_one_was_asked_for() -> None:
    candidates = shelf(item("a", "Ada"), item("b", "Ada"), item("c", "Ada"), item("d", "Bix"), step=0.01)
    assert "d" in order(wish(candidates))
    assert order(wish(candidates, "ada headphones")) == ["a", "b", "c"]
    assert brand_asked(wish(candidates, "headphones", BrandIn(("Ada",))))
    assert not brand_asked(wish(candidates, "adapter"))


def test_near_copies_do_not_fill_the_slate() -> None:
    copies = [Item(ItemId(colour), f"Cat6 patch cable 2 m snagless {colour}") for colour in ("red", "blue", "grey")]
    other = Item(ItemId("other"), "Flat network lead")
    assert "other" in order(wish(shelf(*copies, other, step=0.01), "cable"))


async def test_fewer_candidates_than_places_and_none() -> None:
    assert order(wish(ALIKE[:2])) == ["one", "two"]
    assert (await BuiltinRanker().rank(wish(()))).picks == ()


numbers = st.floats(0, 5000, allow_nan=False) | st.none()
names = st.sampled_from(["", "Ada", "Bix", "Cor"])
categories = st.sampled_from(["", "Mice", "Desks"])
stocks = st.sampled_from([True, False, None])
thing = st.builds(item, st.text(min_size=1, max_size=8), names, numbers, categories, in_stock=stocks)
things = st.lists(thing, max_size=8, unique_by=lambda one: one.id)


@settings(max_examples=60, deadline=None)
@given(things, st.lists(st.floats(0, 1), min_size=8, max_size=8), st.lists(st.floats(-1, 1), max_size=5))
def test_a_ranking_holds_known_ids_each_once(items: list[Item], scores: list[float], weights: list[float]) -> None:
    candidates = tuple(Candidate(one, worth, Evidence()) for one, worth in zip(items, scores, strict=False))
    opinions = tuple(Opinion(one.id, weight, 0.0) for one, weight in zip(items, weights, strict=False))
    picks = order(wish(candidates, opinions=opinions))
    assert len(picks) == min(3, len(candidates)) == len(set(picks))
    assert set(picks) <= {one.id for one in items}


@pytest.mark.parametrize("weight", [-1.0, -0.3, 0.3, 1.0])
def test_opinions_stay_within_bounds(weight: float) -> None:
    many = tuple(item(f"n{number}", "Ada") for number in range(100))
    request = wish(shelf(many[0]), opinions=tuple(Opinion(one.id, weight, 0.0) for one in many), known=many)
    assert abs(score(request.candidates[0], read_person(request)).taste) <= LEARNING.lift + LEARNING.lift_learned


def test_a_feature_that_is_said_beats_one_that_is_only_an_attributes_name() -> None:
    candidates = shelf(item("flagged", dimmable=True), item("said", description="Dimmable."))
    assert order(wish(candidates, "lamp", Feature("dimmable"))) == ["said", "flagged"]


def test_variants_of_one_product_do_not_fill_a_slate() -> None:
    one, other, another = shelf(item("glow"), item("shine in white"), item("lamp"), step=0.05)
    order_of = order(wish((replace(one, variants=(other.item.id,)), other, another), picks=2))
    assert order_of == ["glow", "lamp"]
