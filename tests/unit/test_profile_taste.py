"""What is learned from opinions: never against them, never more than is known, never one person's secret."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId, UserId
from recsys.model.person import Opinion, Profile, TeamOpinion
from recsys.model.taste import Offer
from recsys.profile.personal import WEIGHTS, PersonalTaste, personal_taste
from recsys.profile.surprise import is_due, surprise
from recsys.profile.team import TeamTaste
from recsys.profile.team_opinions import PEOPLE_MIN, TeamOpinions

NOW = 1_000_000_000.0
BRANDS, FORMS = ("Sony", "Bose", "Acme", "Jabra"), ("in-ear", "over-ear")
ITEMS = {
    ItemId(f"i{number}"): Item(
        ItemId(f"i{number}"),
        f"Headphones {number}",
        brand=BRANDS[number % 4],
        category="Headphones" if number < 12 else "Speakers",
        price=50.0 + 10 * number,
        attributes={"form": FORMS[number % 2], "wireless": number % 3 == 0},
    )
    for number in range(16)
}
LISTED = list(ITEMS.values())
VECTORS = {
    item: np.eye(4, dtype=np.float32)[number % 4] for number, item in enumerate(ITEMS)
}  # one direction for each brand
EMPTY = TeamTaste()

opinions = st.lists(
    st.builds(
        Opinion,
        st.sampled_from(list(ITEMS)),
        st.floats(-1, 1),
        st.floats(NOW - 1e8, NOW),
        st.sampled_from(["pick", "up", "down"]),
        st.none() | st.integers(1, 3),
    ),
    unique_by=lambda opinion: opinion.item,
    max_size=12,
)


def team_of(told: Mapping[str, Mapping[int, float]]) -> TeamTaste:
    gathered = TeamOpinions()
    for user, weights in told.items():
        gathered.add([TeamOpinion(UserId(user), ItemId(f"i{item}"), weight, NOW) for item, weight in weights.items()])
    return gathered.taste(ITEMS, VECTORS)


TEAM = team_of({f"U{user}": {item: 1.0 if item % 4 < 2 else -1.0 for item in range(user % 3, 8)} for user in range(9)})


def taste(told: list[Opinion], team: TeamTaste = EMPTY, profile: Profile | None = None) -> PersonalTaste:
    vectors = matrix([ITEMS[opinion.item] for opinion in told])
    return personal_taste(team, told, ITEMS, now=NOW, vectors=vectors, profile=profile or Profile())


def affinity(of: PersonalTaste, item: Item, kind: str = "brand") -> float:
    return next((one.affinity for one in of.reasons(item, most=20) if one.facet.kind == kind), 0.0)


def matrix(items: list[Item]) -> np.ndarray:
    return np.array([VECTORS[item.id] for item in items], np.float32).reshape(-1, 4)


def test_nothing_known_changes_nothing() -> None:
    assert not taste([]).lifts(LISTED, matrix(LISTED)).any()
    assert not taste([]).reasons(LISTED[0])


def test_without_opinions_the_team_speaks() -> None:
    lifts = taste([], TEAM).lifts(LISTED)
    assert np.allclose(lifts, WEIGHTS.lift * np.tanh(WEIGHTS.gain / WEIGHTS.lift * TEAM.prior(LISTED)))
    assert lifts[0] > 0 > lifts[2]


@given(opinions, st.permutations(range(12)))
def test_lifts_are_bounded_and_know_no_order(told: list[Opinion], order: list[int]) -> None:
    known = taste(told, TEAM)
    lifts = known.lifts(LISTED, matrix(LISTED))
    assert np.all(np.abs(lifts) <= known.bound)
    assert WEIGHTS.lift <= known.bound < WEIGHTS.lift + WEIGHTS.lift_learned
    mixed = [told[place] for place in order if place < len(told)]
    assert np.allclose(taste(mixed, TEAM).lifts(LISTED, matrix(LISTED)), lifts, atol=1e-6)  # of 32 bits


@given(opinions)
def test_among_others_only_differences_count(told: list[Opinion]) -> None:
    known = taste(told, TEAM)
    among, alone = known.lifts_among(LISTED, matrix(LISTED)), known.lifts(LISTED, matrix(LISTED))
    assert np.all(np.abs(among) <= known.bound)
    assert np.all(np.diff(among[np.argsort(alone, kind="stable")]) >= -1e-6)  # the same order
    assert np.count_nonzero(among > 1e-9) <= len(LISTED) / 2 >= np.count_nonzero(among < -1e-9)
    assert len(known.lifts_among([])) == 0


@given(opinions, st.sampled_from(LISTED), st.sampled_from([-1.0, 1.0]))
def test_another_word_never_moves_its_facets_the_other_way(told: list[Opinion], item: Item, weight: float) -> None:
    told = [opinion for opinion in told if opinion.item != item.id]
    before, after = taste(told, TEAM), taste([*told, Opinion(item.id, weight, NOW)], TEAM)
    for kind in ("brand", "category"):
        assert weight * (affinity(after, item, kind) - affinity(before, item, kind)) >= -1e-12


def test_one_thumb_moves_less_than_many_and_old_ones_less_than_new() -> None:
    sony = [Opinion(ItemId(f"i{number}"), 1.0, NOW) for number in (0, 4, 8)]
    old = [replace(opinion, at=NOW - 2 * WEIGHTS.half_life_days * 86_400) for opinion in sony]
    new_item = ITEMS[ItemId("i12")]
    assert 0 < affinity(taste(sony[:1]), new_item) < affinity(taste(sony), new_item) < 1
    assert 0 < affinity(taste(old), new_item) < affinity(taste(sony), new_item)


def test_one_like_tells_more_of_somebody_who_dislikes_nearly_all() -> None:
    dislikes = [Opinion(ItemId(f"i{number}"), -1.0, NOW) for number in (1, 2, 5, 6)]
    likes = [replace(opinion, weight=1.0) for opinion in dislikes]
    like = Opinion(ItemId("i0"), 1.0, NOW)
    assert affinity(taste([*dislikes, like]), LISTED[0]) > affinity(taste([*likes, like]), LISTED[0]) > 0


def test_prices_near_those_of_what_was_liked_please_and_far_ones_are_not_known() -> None:
    bare = [
        Item(ItemId(str(number)), "It", category="A", price=price) for number, price in enumerate((100, 120, 900, 0))
    ]
    others = [replace(bare[0], category="B"), replace(bare[0], currency="EUR"), replace(bare[0], price=None)]
    for weight in (1.0, -1.0):
        told = personal_taste(EMPTY, [Opinion(ItemId("0"), weight, NOW)], {bare[0].id: bare[0]}, now=NOW)
        same, near, far, free = weight * told.prices.affinities(bare)
        assert same > near > 0.5 * same > abs(far) > free == 0
        assert not told.prices.affinities(others).any()


def test_search_leans_by_brand_and_price_and_not_at_all_for_a_stranger() -> None:
    assert taste([], TEAM).leaning() is None
    leaning = taste([Opinion(ItemId("i0"), 1.0, NOW), Opinion(ItemId("i15"), -1.0, NOW)]).leaning()
    assert leaning is not None
    offers = [
        Offer("SONY", "Headphones", 50.0, "USD"),
        Offer("Sony", "", None, "USD"),
        Offer("", "headphones", 50.0, "USD"),
        Offer("", "", None, "USD"),
        Offer("Jabra", "Speakers", 200.0, "USD"),
    ]
    both, brand, price, nothing, disliked = leaning.lifts(offers)
    most = WEIGHTS.lift + WEIGHTS.lift_learned
    assert most >= both > max(brand, price) > min(brand, price) > nothing == 0 > disliked >= -most


def test_a_pick_from_further_down_says_more() -> None:
    first, third = (taste([Opinion(ItemId("i0"), 1.0, NOW, "pick", position)]) for position in (1, 3))
    assert affinity(third, LISTED[0]) > affinity(first, LISTED[0])


def test_evidence_counts_what_was_said_of_items_themselves() -> None:
    told = [Opinion(ItemId("i1"), -1.0, NOW, "dismiss"), Opinion(ItemId("i3"), -1.0, NOW, "dismiss")]
    share = Opinion(ItemId("i5"), -2 / 11, NOW, "down", 3)
    strongest = taste([*told, share]).strongest()
    counted = {one.facet.name: (one.liked, one.disliked) for one in strongest}
    assert counted["form: over-ear"] == (0, 2)
    assert "Bose" not in counted  # one dismissal and a share of a thumb


def test_what_was_stated_outranks_what_was_learned_and_learning_can_be_off() -> None:
    told = [Opinion(ItemId(f"i{number}"), 1.0, NOW) for number in (0, 4, 8)]
    avoiding = taste(told, profile=Profile(avoided_brands=("SONY",)))
    (reason,) = [one for one in avoiding.reasons(LISTED[0], most=20) if one.facet.kind == "brand"]
    assert (reason.affinity, reason.stated, reason.facet.name.lower()) == (-1.0, True, "sony")
    off = taste(told, profile=Profile(preferred_brands=("Bose",), learning=False))
    assert affinity(off, LISTED[0]) == 0 < affinity(off, LISTED[1])
    assert off.known == 0


def test_vectors_carry_a_taste_to_items_that_share_no_facet() -> None:
    bare = {item.id: Item(item.id, item.title) for item in LISTED}
    told = [Opinion(ItemId("i0"), 1.0, NOW)]
    learned = personal_taste(TeamTaste(), told, bare, now=NOW, vectors=matrix(LISTED[:1]))
    lifts = learned.lifts([bare[ItemId("i4")], bare[ItemId("i5")]], matrix(LISTED[4:6]))
    assert lifts[0] > lifts[1] == 0


@pytest.mark.parametrize("people", [1, PEOPLE_MIN - 1])
def test_fewer_people_than_the_minimum_leave_no_trace(people: int) -> None:
    others = {f"U{user}": {1: 1.0, 5: 1.0} for user in range(5)}
    few = {f"F{user}": {2: -1.0, 6: -1.0, 14: -1.0} for user in range(people)}
    team = team_of(others | few)
    assert not {ItemId("i2"), ItemId("i6"), ItemId("i14")} & set(team.rates)
    assert not team.likeness.of([ItemId("i2"), ItemId("i6")]).any()
    acme = [place for place, facet in enumerate(team.table.facets) if facet.name == "Acme"]
    assert not team.facet_rates[acme].any()


def test_two_items_are_alike_only_where_enough_people_know_both() -> None:
    # Three people on each of them, but only two on both.
    team = team_of({"a": {0: 1, 3: 1}, "b": {0: 1, 3: 1}, "c": {0: 1, 5: 1}, "d": {3: 1, 5: 1}, "e": {5: 1, 7: 1}})
    first, second = team.likeness.of([ItemId("i0"), ItemId("i3")])
    assert abs(float(first @ second)) < 1e-5
    together = team_of({name: {0: 1, 3: 1} for name in "abc"} | {"d": {5: 1.0}})
    first, second = together.likeness.of([ItemId("i0"), ItemId("i3")])
    assert float(first @ second) == pytest.approx(1.0, abs=1e-4)


def test_an_item_is_foretold_by_what_the_same_people_like() -> None:
    fans = {f"F{user}": {0: 1.0, 5: 1.0, 9: 1.0} for user in range(4)}
    critics = {f"C{user}": {2: -1.0, 7: -1.0, 10: -1.0} for user in range(4)}
    bare = {item: Item(item, "It") for item in ITEMS}
    gathered = TeamOpinions()
    for user, weights in {**fans, **critics, "X": {0: -1.0}, "Y": {0: -1.0}, "Z": {2: 1.0}}.items():
        gathered.add([TeamOpinion(UserId(user), ItemId(f"i{item}"), said, NOW) for item, said in weights.items()])
    team = gathered.taste(bare, {})
    rates, likeness = team.rates, team.likeness
    mean = likeness.of_neighbours(list(rates), np.array(list(rates.values())))
    assert dict(zip(rates, mean > 0, strict=True)) == {item: item in {"i0", "i5", "i9"} for item in rates}
    assert not likeness.of_neighbours([ItemId("unknown")], np.ones(1)).any()


def test_a_new_item_is_foretold_by_its_facets_and_its_neighbours() -> None:
    new = Item(ItemId("new"), "New", brand="Sony", category="Headphones")
    other = replace(new, id=ItemId("other"), brand="Acme")
    good, bad = TEAM.prior([new, other])
    assert good > bad
    plain = Item(ItemId("plain"), "Plain")
    near_good, near_bad = TEAM.prior([plain, plain], np.eye(4, dtype=np.float32)[[0, 2]])
    assert near_good > near_bad


def test_items_that_are_gone_count_for_nothing() -> None:
    gathered = TeamOpinions()
    gathered.add([TeamOpinion(UserId(user), ItemId(item), 1.0, NOW) for user in "abcd" for item in ("gone", "i0")])
    assert set(gathered.taste(ITEMS, {}).rates) == {ItemId("i0")}
    assert not TeamOpinions().taste({}, {}).rates


@given(st.text(max_size=5), opinions, st.lists(st.floats(0, 1), min_size=16, max_size=16), st.integers(1, 5))
def test_a_surprise_fits_differs_and_is_the_same_for_the_same_turn(
    seed: str, told: list[Opinion], scores: list[float], picks: int
) -> None:
    ranked = sorted(scores, reverse=True)
    known = taste(told)
    place = surprise(LISTED, ranked, known, picks=picks)
    assert is_due(known, seed=seed) == is_due(known, seed=seed)
    if place is not None:
        assert place >= picks > 1
        assert ranked[place] >= ranked[picks - 1] - 0.081
        assert LISTED[place].brand not in {item.brand for item in LISTED[: picks - 1]}


def test_surprises_come_when_little_is_known() -> None:
    much = taste([Opinion(item, 1.0, NOW) for item in ITEMS])

    def often(known: PersonalTaste) -> int:
        return sum(is_due(known, seed=str(turn)) for turn in range(200))

    assert often(taste([Opinion(ItemId("i1"), 1.0, NOW)])) > 2 * often(much) > 0
    assert often(taste([])) == 0
