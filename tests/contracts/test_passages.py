"""The text that stands for an item, and its name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.catalog.passages import DESCRIPTION_MAX, PASSAGE_MAX, content_hash, passage_text
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from tests.contracts.examples import item

VALUES = st.text(max_size=40) | st.floats() | st.booleans()


def test_everything_is_said_once_and_what_matters_first() -> None:
    shown = item("a", attributes={"colour": "black", "weight_g": 250.0, "foldable": True, "wired": False, "mah": 2e7})
    assert passage_text(shown) == (
        "Title a. Sony. Headphones. Quiet, even on a plane. wireless, over-ear. "
        "colour: black. weight g: 250. foldable: yes. wired: no. mah: 20000000"
    )


def test_what_is_absent_leaves_no_gap() -> None:
    assert passage_text(Item(ItemId("a"), "Title", category="Mice")) == "Title. Mice"


def test_a_long_description_leaves_room_for_the_rest() -> None:
    long = item("a", description="x" * 5000, tags=("findme",))
    assert "x" * DESCRIPTION_MAX in passage_text(long)
    assert "findme" in passage_text(long)


@given(st.text(max_size=2000), st.text(max_size=3000), st.dictionaries(st.text(max_size=60), VALUES, max_size=30))
@settings(max_examples=50, deadline=None)
def test_any_item_has_a_passage_of_limited_length(title: str, text: str, attributes: dict[str, str | float]) -> None:
    passage = passage_text(Item(ItemId("a"), title, description=text, attributes=attributes))
    assert len(passage) <= PASSAGE_MAX
    assert len(content_hash(passage)) == 32


def test_texts_have_different_names_even_with_half_characters() -> None:
    assert len({content_hash(text) for text in ("", "a", "b", "\ud83d", "\ud83e")}) == 5
    assert content_hash("a") == content_hash("a")
