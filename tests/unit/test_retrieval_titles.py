from collections.abc import Sequence
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.retrieval.scoring import ADJACENT, ALIKE, COVERED, NAMED, named
from recsys.retrieval.texts import Texts
from recsys.retrieval.titles import Titles, TitlesBuilder, alike, word_code

names = st.lists(st.text(alphabet="abcd é7", max_size=12), max_size=8)


def titles_of(*titles: str, brand: str = "", category: str = "") -> Titles:
    builder = TitlesBuilder()
    for number, title in enumerate(titles):
        builder.add(Item(ItemId(str(number)), title, brand, category))
    return builder.finish()


def scores(request: str, *titles: str, brand: str = "") -> list[float]:
    words = request.split()
    return named(words, words, titles_of(*titles, brand=brand)).tolist()


def test_a_name_is_its_words_then_brand_and_category() -> None:
    table = titles_of("Desk lamps", "Lamp", brand="Acme", category="Lighting").word_table()
    coded = [[word_code(word) for word in words] for words in (("desk", "lamp", "acme", "lighting"), ("lamp",))]
    assert table[0].tolist() == coded[0]
    assert table[1].tolist() == [*coded[1], *coded[0][2:], 0]


@given(names, st.data())
def test_any_rows_are_selected_from_any_parts(texts: Sequence[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    rows = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=6) if texts else st.just([]))
    whole = Titles.joined([titles_of(*texts[:cut]), titles_of(*texts[cut:])])
    selected = whole.selected(np.array(rows, dtype=np.intp))
    expected = titles_of(*(texts[row] for row in rows))
    assert selected.spelled.part(0, len(rows)) == expected.spelled.part(0, len(rows))
    assert selected.words.tolist() == expected.words.tolist()
    assert selected.ends.tolist() == expected.ends.tolist()


def trigrams(text: str) -> list[str]:
    return [
        part
        for word in text.split()
        for padded in [f" {word} "]
        for part in (padded[at : at + 3] for at in range(len(padded) - 2))
    ]


@given(
    st.lists(st.text(alphabet="abcd", min_size=1, max_size=6), min_size=1, max_size=5),
    st.lists(st.lists(st.text(alphabet="abcd", min_size=1, max_size=6), max_size=5), max_size=6),
)
def test_likeness_is_the_cosine_of_trigrams(asked: list[str], titles: list[list[str]]) -> None:
    wanted = set(trigrams(" ".join(asked)))
    expected = [
        len(wanted & set(grams)) / sqrt(len(wanted) * max(len(grams), 1))
        for grams in (trigrams(" ".join(words)) for words in titles)
    ]
    assert alike(" ".join(asked), Texts.of(" ".join(words) for words in titles)).tolist() == pytest.approx(expected)


def test_typing_errors_hardly_change_likeness() -> None:
    right, other = alike("mechanicl keybord", Texts.of(["mechanical keyboard", "standing desk"])).tolist()
    assert right > 0.6
    assert other < 0.1


def test_the_name_that_says_it_all_in_order_scores_best() -> None:
    whole, turned, half, none = scores("standing desk", "standing desk", "desk standing", "desk lamp", "chair")
    assert whole == pytest.approx(NAMED)
    assert turned == pytest.approx(COVERED + ALIKE)
    assert turned > half > none == 0.0


def test_brand_and_category_count_as_part_of_the_name() -> None:
    with_brand, without = scores("acme lamp", "lamp", brand="Acme")[0], scores("acme lamp", "lamp")[0]
    assert with_brand - without == pytest.approx(COVERED / 2 + ADJACENT / 2, abs=ADJACENT / 2)


def test_binding_words_do_not_count_unless_there_are_no_others() -> None:
    assert scores("lamp for", "lamp") > scores("lamp desk", "lamp")
    assert scores("for", "for", "lamp")[0] > 0


def test_requests_of_any_length_are_scored() -> None:
    assert scores("", "lamp") == [0.0]
    assert scores("lamp", "") == [0.0]
    assert scores("lamp") == []
    assert len(scores(" ".join(f"word{n}" for n in range(40)), "word1 word2", "x" * 5000)) == 2
