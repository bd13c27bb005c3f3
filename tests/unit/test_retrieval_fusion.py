import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.retrieval.diversity import STEP_BACK, product_key, variants_stepped_back
from recsys.retrieval.fusion import fuse
from recsys.retrieval.retriever import NOTHING, RankedRows

lists = st.lists(st.integers(0, 20), unique=True, max_size=12)


def ranked(rows: list[int]) -> RankedRows:
    return RankedRows(np.array(rows, dtype=np.intp), np.linspace(1, 0, len(rows), dtype=np.float32))


@given(lists, lists)
def test_fusion_keeps_every_row_once_in_order_of_score(one: list[int], other: list[int]) -> None:
    fused = fuse({"one": ranked(one), "other": ranked(other)}, {"one": 1.0, "other": 0.7})
    assert sorted(fused.rows.tolist()) == sorted({*one, *other})
    assert all(0 < score <= 1 for score in fused.scores.tolist())
    assert fused.scores.tolist() == sorted(fused.scores.tolist(), reverse=True)


@given(lists)
def test_a_single_list_keeps_its_order(rows: list[int]) -> None:
    assert fuse({"one": ranked(rows), "empty": NOTHING}, {"one": 0.3, "empty": 1.0}).rows.tolist() == rows


def test_what_two_lists_agree_on_comes_first() -> None:
    fused = fuse({"one": ranked([1, 2, 3]), "other": ranked([4, 2, 5])}, {"one": 1.0, "other": 1.0})
    assert fused.rows.tolist() == [2, 1, 4, 3, 5]


def test_weights_decide_where_lists_differ() -> None:
    fused = fuse({"one": ranked([1, 2]), "other": ranked([3, 4])}, {"one": 1.0, "other": 2.0})
    assert fused.rows.tolist() == [3, 4, 1, 2]


def test_first_everywhere_scores_one() -> None:
    fused = fuse({"one": ranked([7, 8]), "other": ranked([7])}, {"one": 1.0, "other": 0.5})
    assert fused.scores[0] == 1.0


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
