from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.retrieval.analysis import identifiers, matched_words, query_words
from recsys.retrieval.keyword import KeywordReader
from recsys.retrieval.retriever import Mask, Retriever, SearchQuery
from tests.fakes.catalog_items import DESK


def retriever_of(items: Sequence[Item]) -> Retriever:
    reader = KeywordReader()
    reader.add(items)
    return reader.finish()


desk = retriever_of(DESK)
EVERYTHING = np.ones(len(DESK), np.bool_)


def ids_for(text: str, mask: Mask = EVERYTHING, k: int = 10) -> list[str]:
    ranked = desk.search(SearchQuery(text, None, np.empty(0, np.intp)), mask, k)
    assert ranked.scores.tolist() == sorted(ranked.scores.tolist(), reverse=True)
    rows: list[int] = ranked.rows.tolist()
    return [DESK[row].id for row in rows]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mechanical keyboards", "kb-1"),
        ("noise cancelling", "hp-1"),
        ("wh1000xm5", "hp-1"),
        ("WH 1000XM5", "hp-1"),
        ("wh-1000xm5!", "hp-1"),
        ("head phones sony", "hp-1"),
        ("usb c cable", "cb-1"),
        ("bluetooth sony", "hp-1"),
        ("ath m50x", "hp-2"),
    ],
)
def test_finds(text: str, first: str) -> None:
    assert ids_for(text)[0] == first


def test_names_of_true_attributes_are_words() -> None:
    assert set(ids_for("bluetooth")) == {"ms-1", "hp-1"}


def test_what_shares_no_word_is_not_found() -> None:
    assert ids_for("zeppelin") == []
    assert ids_for("") == []
    assert ids_for("?!* :)") == []


def test_the_mask_holds() -> None:
    mask = np.array([item.brand == "Anker" for item in DESK])
    assert ids_for("logitech mouse", mask) == ["ms-3"]
    assert ids_for("logitech mouse", np.zeros(len(DESK), np.bool_)) == []


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet='"()[]{}:*?~^+-&|!/\\<>= abANDORNOT')))
def test_no_text_is_a_syntax_error(text: str) -> None:
    ids_for(text)


@pytest.mark.parametrize("passing", [7, 900, 1500, 2900])
def test_a_filter_costs_no_recall(passing: int) -> None:
    # All items match; those that pass are the ones that match worst, so a shallow search would miss them all.
    items = [Item(ItemId(f"{n:04}"), "mouse", description="filler " * (n // 10)) for n in range(3000)]
    retriever = retriever_of(items)
    mask = np.arange(3000) >= 3000 - passing
    query = SearchQuery("mouse", None, np.empty(0, np.intp))
    found = retriever.search(query, mask, 5)
    everything = retriever.search(query, np.ones(3000, np.bool_), 3000)
    expected = [score for row, score in zip(everything.rows, everything.scores, strict=True) if mask[row]][:5]
    assert mask[found.rows].all()
    assert found.scores.tolist() == pytest.approx(expected, rel=1e-5)


def test_query_words_leave_out_words_that_only_ask() -> None:
    assert query_words("I am looking for a pair of Headphones, please") == ["for", "a", "pair", "of", "headphones"]
    assert query_words("the who") == ["the", "who"]
    assert query_words("27 inch 4K") == ["27", "inch", "4k"]
    assert query_words("наушники для офиса") == ["наушники", "для", "офиса"]
    assert len(query_words(" ".join(f"word{n}" for n in range(5000)))) <= 40


def test_identifiers_are_squeezed() -> None:
    assert set(identifiers("Sony WH-1000XM5, 27 inch, USB-C")) == {"wh1000xm5", "1000xm5", "usbc"}


def test_matched_words_know_inflections() -> None:
    text = "Rechargeable battery for quiet mice"
    assert matched_words(["batteries", "quietly", "laser"], text) == ("batteries", "quietly")
    assert matched_words([], text) == ()
