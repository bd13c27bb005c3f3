"""The forms that columns have in memory and on disk: strings in blocks, ids by checksum, arrays in files, vectors."""

from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.model.catalog import Item, ItemChanges
from recsys.model.ids import ItemId
from recsys.retrieval.arrays import read_arrays, write_arrays
from recsys.retrieval.columns import Columns, ColumnsBuilder
from recsys.retrieval.texts import Texts
from recsys.retrieval.vectors import FLOAT32_ROWS_MAX, VectorTable, sign_words

TWINS = ("plumless", "buckeroo")
"""Two words of one checksum."""


@given(st.lists(st.text()), st.data())
def test_texts_are_what_they_were_made_of(texts: list[str], data: st.DataObject) -> None:
    block = Texts.of(texts)
    start = data.draw(st.integers(0, len(texts)))
    stop = data.draw(st.integers(start, len(texts)))
    assert block.part(start, stop) == texts[start:stop]
    assert [block.bytes_of(at).decode() for at in range(len(block))] == texts


def test_arrays_come_back_from_a_file_as_they_were(tmp_path: Path) -> None:
    arrays = {
        "a/flags": np.array([True, False, True]),
        "a/empty": np.empty((0, 7), np.float32),
        "words": np.arange(12, dtype=np.uint64).reshape(3, 4).T,
    }
    blocks = [np.ones((2, 3), np.float16), np.empty((0, 3), np.float16), np.zeros((1, 3), np.float16)]
    write_arrays(tmp_path / "file", {**arrays, "blocks": blocks})
    found = read_arrays(tmp_path / "file")
    for name, array in {**arrays, "blocks": np.concatenate(blocks)}.items():
        assert found[name].dtype == array.dtype
        assert found[name].tolist() == array.tolist()


@pytest.mark.parametrize("kept", [0, 5, 100, 0.5, -1])
def test_a_part_of_a_file_is_no_arrays(tmp_path: Path, kept: float) -> None:
    file = tmp_path / "file"
    write_arrays(file, {"numbers": np.arange(1000)})
    whole = file.read_bytes()
    file.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    with pytest.raises(ValueError, match=r"."):
        read_arrays(file)


def columns_of(*ids: str) -> Columns:
    builder = ColumnsBuilder()
    builder.add([Item(ItemId(id_), "A thing") for id_ in ids])
    return builder.finish()


def test_ids_of_one_checksum_are_told_apart() -> None:
    assert crc32(TWINS[0].encode()) == crc32(TWINS[1].encode())
    first, second = map(ItemId, TWINS)
    columns = columns_of(first)
    assert columns.rows_of([first, second]).tolist() == [0, -1]
    columns = columns.updated(ItemChanges(2, (Item(second, "Another"),), ())).columns
    assert columns.rows_of([first, second]).tolist() == [0, 1]
    columns = columns.updated(ItemChanges(3, (Item(first, "A thing, changed"),), (second,))).columns
    assert columns.rows_of([first, second]).tolist() == [2, -1]
    assert columns.id_of(0) == columns.id_of(2) == first


def test_signs_hold_one_bit_a_component() -> None:
    matrix = np.array([[1.0] * 70, [-1.0] * 70, [1.0] + [-1.0] * 69], dtype=np.float32)
    words = sign_words(matrix)
    assert words.shape == (2, 3)
    assert np.bitwise_count(words).sum(axis=0).tolist() == [70, 0, 1]


def test_vectors_are_put_beside_their_rows() -> None:
    table = VectorTable.empty(4, 3).with_vectors(np.array([2, 0]), np.eye(3, dtype=np.float32)[:2])
    assert table.present.tolist() == [True, False, True, False]
    assert table.gathered(np.arange(4)).tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]]
    assert table.cosines(np.array([0.0, 0.5, 0.0], np.float32), np.array([0, 1])).tolist() == [0.5, 0.0]


def test_a_new_row_has_the_vector_of_its_old_one_until_it_has_its_own() -> None:
    old = VectorTable.empty(2, 3).with_vectors(np.array([0, 1]), np.eye(3, dtype=np.float32)[:2])
    longer = old.extended(np.array([1, -1]))
    assert longer.present.tolist() == [True, True, True, False]
    assert longer.gathered(np.array([2])).tolist() == [[0, 1, 0]]
    assert longer.signs[:, 2].tolist() == longer.signs[:, 1].tolist()
    newer = longer.with_vectors(np.array([2, 3]), np.eye(3, dtype=np.float32)[[2, 0]])
    assert newer.gathered(np.arange(4)).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert longer.gathered(np.array([2, 3])).tolist() == [[0, 1, 0], [0, 0, 0]], "a table never changes"
    assert newer.signs.tolist() == sign_words(newer.gathered(np.arange(4))).tolist()


@pytest.mark.parametrize("rows", [50, FLOAT32_ROWS_MAX + 1])
def test_a_table_goes_on_after_it_was_saved(tmp_path: Path, rows: int) -> None:
    draw = np.random.default_rng(3)
    vectors = draw.standard_normal((40, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    table = VectorTable.empty(rows, 8).with_vectors(np.arange(0, 40), vectors)
    write_arrays(tmp_path / "vectors", table.arrays())
    again = VectorTable.from_arrays(read_arrays(tmp_path / "vectors"))
    more = again.with_vectors(np.array([45, 3]), -vectors[:2])
    some = np.array([0, 3, 44, 45])
    expected = np.stack([vectors[0], -vectors[1], np.zeros(8, np.float32), -vectors[0]])
    assert np.abs(more.gathered(some) - expected).max() < 1e-4
    assert more.gathered(some).dtype == np.float32
    assert np.array_equal(again.signs, table.signs)
    assert again.present.sum() == 40
