"""Words of names are counted the same whether the catalog came at once or changed by and by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports.catalog import ItemChanges
from recsys.retrieval.columns import Columns, ColumnsBuilder
from recsys.retrieval.name_words import NameWords

TITLES = st.lists(st.sampled_from(["Cable", "cables", "USB cable", "Desk", "Größe 4", "", "lamp lamp"]), max_size=8)


def columns_of(titles: list[str]) -> Columns:
    builder = ColumnsBuilder()
    builder.add([Item(ItemId(str(at)), title) for at, title in enumerate(titles)])
    return builder.finish()


@settings(max_examples=60, deadline=None)
@given(TITLES, TITLES)
def test_counts_after_changes_are_those_of_the_catalog_as_it_is_then(before: list[str], after: list[str]) -> None:
    old = columns_of(before)
    upserted = tuple(Item(ItemId(str(at)), title) for at, title in enumerate(after))
    gone = tuple(ItemId(str(at)) for at in range(len(after), len(before)))
    update = old.updated(ItemChanges(2, upserted, gone))
    died = old.alive & ~update.columns.alive[: len(old)]
    added = update.columns.alive.copy()
    added[: len(old)] = False
    changed = NameWords.of(old, old.alive).changed(NameWords.of(old, died), NameWords.of(update.columns, added))
    assert changed == NameWords.of(columns_of(after), columns_of(after).alive)


def test_a_word_counts_in_the_singular_and_in_the_plural() -> None:
    columns = columns_of(["Cable", "two cables", "desk"])
    words = NameWords.of(columns, columns.alive)
    assert (words.count("cables"), words.count("cable"), words.count("desk"), words.count("lamp")) == (2, 2, 1, 0)
