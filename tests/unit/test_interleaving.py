"""Comparing two rankings in one slate: it holds what each would show, and chance favours neither."""

from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from recsys.model.answer import Side
from recsys.model.ids import ItemId
from recsys.ranking.interleaving import interleaved, is_compared

orders = st.lists(st.sampled_from("abcdefg").map(ItemId), unique=True, max_size=6).flatmap(
    lambda items: st.tuples(st.permutations(items), st.permutations(items))
)
SEEDS = [str(seed) for seed in range(400)]


def drafts(personal: Sequence[ItemId], plain: Sequence[ItemId], places: int = 3) -> list[Mapping[ItemId, Side]]:
    return [interleaved(personal, plain, places, seed=seed) for seed in SEEDS]


@given(orders, st.integers(0, 8), st.text())
def test_a_slate_is_what_both_would_show(
    pair: tuple[Sequence[ItemId], Sequence[ItemId]], places: int, seed: str
) -> None:
    personal, plain = pair
    slate = interleaved(personal, plain, places, seed=seed)
    assert len(slate) == min(places, len(personal))
    tops = [{*personal[:upper], *plain[:lower]} for upper in range(places + 1) for lower in range(places + 1)]
    assert slate.keys() in tops, "the best of each, without a gap"
    count = Counter(slate.values())
    assert abs(count["personal"] - count["plain"]) <= 1
    assert [side for side in slate.values() if not side] == list(slate.values())[: count[""]], "agreed is the top alone"
    assert interleaved(personal, plain, places, seed=seed) == slate


@given(orders)
def test_the_same_order_credits_nobody(pair: tuple[Sequence[ItemId], Sequence[ItemId]]) -> None:
    order, _ = pair
    slate = interleaved(order, order, 3, seed="1")
    assert list(slate) == list(order)[:3]
    assert not any(slate.values())


def test_below_the_first_difference_each_side_has_every_place_equally_often() -> None:
    a, b, c, d = (ItemId(name) for name in "abcd")
    for personal, plain in (((a, b, c, d), (d, c, b, a)), ((a, b, c), (c, a, b)), ((a, b, c, d), (a, c, d, b))):
        slates = [list(slate.values()) for slate in drafts(personal, plain)]
        for place in range(int(personal[0] == plain[0]), 3):
            share = sum(sides[place] == "personal" for sides in slates) / len(slates)
            assert 0.42 < share < 0.58  # three standard deviations; the seeds are always the same


def test_who_prefers_one_ranking_credits_it_more_often() -> None:
    likes = (a, b) = ItemId("a"), ItemId("b")
    liked = Counter(
        side
        for slate in drafts((a, b, ItemId("c"), ItemId("d")), (ItemId("c"), ItemId("d"), b, a))
        for item, side in slate.items()
        if item in likes
    )
    assert liked["personal"] > 2 * liked["plain"]


def test_as_many_turns_are_compared_as_are_to_be() -> None:
    assert not any(is_compared(seed, 0) for seed in SEEDS)
    assert all(is_compared(seed, 1) for seed in SEEDS)
    few, more = ({seed for seed in SEEDS if is_compared(seed, share)} for share in (0.1, 0.3))
    assert 20 < len(few) < 60
    assert few < more, "a greater share keeps those that were compared"
