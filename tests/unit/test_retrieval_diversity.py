from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.retrieval.diversity import (
    OTHER_BRAND_SHARE,
    STEP_BACK,
    brands_mixed,
    product_key,
    variants_stepped_back,
)


def key(title: str, brand: str = "Acme", colour: str = "") -> int:
    return product_key(Item(ItemId("x"), title, brand, attributes={"colour": colour} if colour else {}))


def test_colours_and_packs_are_variants() -> None:
    assert key("Desk lamp, black") == key("Desk Lamp (white)") == key("Desk lamp 1 pc(s)".replace("1 ", ""))
    assert key("Desk lamp Quartz", colour="Quartz") == key("Desk lamp")


def test_other_words_numbers_and_brands_are_other_products() -> None:
    different = [key("Desk lamp"), key("Desk lamp 2"), key("Floor lamp"), key("Desk lamp", "Other"), key("Black")]
    assert len(set(different)) == len(different)


def test_variants_step_back() -> None:
    keys = np.array([1, 1, 1, *range(2, 40)], dtype=np.int64)
    order: list[int] = variants_stepped_back(keys).tolist()
    assert sorted(order) == list(range(len(keys)))
    assert order[:2] == [0, 3]
    # All products up to its new place went ahead, but not the other variant, which went further still.
    assert order.index(1) == STEP_BACK - 1
    assert order.index(2) == 2 * STEP_BACK + 1


def test_without_variants_nothing_moves() -> None:
    assert variants_stepped_back(np.array([4, 2, 9], dtype=np.int64)).tolist() == [0, 1, 2]


def mixed(brands: Sequence[str], scores: Sequence[float], words: Sequence[str] = ()) -> list[int]:
    return brands_mixed(brands, np.array(scores), words).tolist()


def test_the_third_of_one_brand_makes_way_for_another_that_comes_near() -> None:
    near = 0.9 * OTHER_BRAND_SHARE + 0.01
    assert mixed(["Sony", "SONY", "Sony", "Sony", "Bose"], [1, 0.95, 0.9, 0.89, near]) == [0, 1, 4, 2, 3]
    assert mixed(["Sony", "Sony", "Sony", "Bose"], [1, 0.95, 0.9, near - 0.02]) == [0, 1, 2, 3]


def test_a_brand_that_was_asked_for_fills_the_slate() -> None:
    scores = [1.0, 1.0, 1.0, 1.0]
    assert mixed(["Sony", "Sony", "Sony", "Bose"], scores, ["sony", "headphones"]) == [0, 1, 2, 3]
    assert mixed(["Audio Pro"] * 3 + ["Bose"], scores, ["audio", "speaker"]) == [0, 1, 3, 2]


def test_what_has_no_brand_is_not_of_one_brand() -> None:
    assert mixed(["", "", "", "Bose"], [1, 1, 1, 1]) == [0, 1, 2, 3]
    assert mixed([], []) == []


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.floats(0, 1)), max_size=12))
def test_mixing_loses_nothing_and_keeps_the_first_two(ranked: list[tuple[str, float]]) -> None:
    scores = sorted((score for _, score in ranked), reverse=True)
    order = mixed([brand for brand, _ in ranked], scores)
    assert sorted(order) == list(range(len(ranked)))
    assert order[:2] == list(range(min(len(ranked), 2)))
