"""The tantivy index of keyword search: what is indexed of an item, and how that is written, copied and read."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy

from recsys.model.catalog import Item
from recsys.retrieval.analysis import identifier_analyzer, identifiers, spelling_analyzer, word_analyzer
from recsys.retrieval.retriever import Rows
from recsys.retrieval.units import with_units_named
from recsys.retrieval.workspace import link_or_copy

# Tantivy's k1 is fixed at 1.2. Text given several times counts as often, while its length relative to others stays:
# that lowers k1, which suits short texts (a second mention says little), and a title counts more than a description.
TITLE_TIMES = 4
BRAND_TIMES = 2
REST_TIMES = 2

_BUILD_BYTES = 64_000_000
_UPDATE_BYTES = 15_000_000
_COPY_ATTEMPTS = 5
_META, _ROWS = "meta.json", "rows.json"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name="words", index_option="freq")
    builder.add_text_field("text", tokenizer_name="words", index_option="freq")
    builder.add_text_field("identifier", tokenizer_name="identifiers", index_option="freq")
    builder.add_text_field("spelled", tokenizer_name="spelled", index_option="basic")
    return builder.build()


SCHEMA = _schema()


class KeywordIndex:
    """One document a row, in memory or in a directory of its own. Changes; each searcher keeps what it was made of.

    One thread at a time may write or copy it. Merging goes on in threads of tantivy's, which nobody waits for.
    """

    def __init__(self, index: tantivy.Index, directory: Path | None, rows: int) -> None:
        self._index = index
        self._index.register_tokenizer("words", word_analyzer())
        self._index.register_tokenizer("identifiers", identifier_analyzer())
        self._index.register_tokenizer("spelled", spelling_analyzer())
        self._directory = directory
        self._rows = rows
        self._writer: tantivy.IndexWriter | None = None

    @classmethod
    def create(cls, directory: Path | None) -> "KeywordIndex":
        """Begin an index in an empty directory, or in memory."""
        return cls(tantivy.Index(SCHEMA, None if directory is None else str(directory)), directory, 0)

    @classmethod
    def open(cls, directory: Path) -> "KeywordIndex":
        """Open a copy that `copy_to` made. Raises ValueError or OSError if it is damaged."""
        rows = json.loads((directory / _ROWS).read_text())
        return cls(tantivy.Index.open(str(directory)), directory, rows)

    @property
    def rows(self) -> int:
        """Return how many rows were written, removed ones included."""
        return self._rows

    def searcher(self) -> tantivy.Searcher:
        """Return a searcher over what is committed now."""
        self._index.reload()
        return self._index.searcher()

    def add(self, items: Sequence[Item]) -> None:
        """Index items as the next rows; they are seen after `finish`."""
        writer = self._writer = self._writer or self._index.writer(_BUILD_BYTES, 1)
        for row, item in enumerate(items, self._rows):
            writer.add_document(_document(row, item))
        self._rows += len(items)

    def finish(self) -> tantivy.Searcher:
        """Commit what was added, merge it, and return a searcher over it."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
        return self.searcher()

    def update(self, rows: int, items: Sequence[Item], died: Rows) -> tantivy.Searcher:
        """Index items as the rows from `rows` on, remove dead rows, and return a searcher over the result.

        Rows that an update wrote which nobody took over are removed first.
        """
        writer = self._writer = self._writer or self._index.writer(_UPDATE_BYTES, 1)
        unwanted: list[int] = [*range(rows, self._rows), *died.tolist()]
        try:
            if unwanted:
                writer.delete_documents_by_query(tantivy.Query.term_set_query(SCHEMA, "row", unwanted))
            for row, item in enumerate(items, rows):
                writer.add_document(_document(row, item))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        self._rows = rows + len(items)
        return self.searcher()

    def copy_to(self, directory: Path) -> None:
        """Copy what is committed into a new directory. Needs an index in a directory, raises ValueError without one."""
        if self._directory is None:
            raise ValueError("a keyword index in memory cannot be saved")
        for _ in range(_COPY_ATTEMPTS):
            directory.mkdir()
            try:
                if _copied(self._directory, directory):
                    (directory / _ROWS).write_text(json.dumps(self._rows))
                    return
            except FileNotFoundError:
                pass  # merged away meanwhile
            shutil.rmtree(directory)
        raise OSError(f"the keyword index kept changing while it was copied to {directory}")


def searchable_texts(item: Item) -> Iterator[str]:
    """Yield what is indexed of an item: all its texts, and the names of attributes that are true ("bluetooth")."""
    yield item.title
    yield item.brand
    yield item.category
    yield from _other_texts(item)


def _other_texts(item: Item) -> Iterator[str]:
    yield item.description
    yield from item.tags
    for name, value in item.attributes.items():
        if isinstance(value, str):
            yield value
        elif value is True:
            yield name.replace("_", " ")


def _document(row: int, item: Item) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("row", row)
    title, brand = _written(item.title), _written(f"{item.brand}\n{item.category}")
    rest = _written("\n".join(_other_texts(item)))
    document.add_text("title", "\n".join((title,) * TITLE_TIMES))
    document.add_text("text", "\n".join((*(title,) * TITLE_TIMES, *(brand,) * BRAND_TIMES, *(rest,) * REST_TIMES)))
    document.add_text("identifier", " ".join(identifiers(f"{item.title} {item.id}")))
    document.add_text("spelled", f"{title} {brand}")
    return document


def _written(text: str) -> str:
    return with_units_named(text.lower())


def _copied(source: Path, target: Path) -> bool:
    """Copy the files of the present commit; False if another one came in between.

    Tantivy writes the files of a segment once. It replaces its two lists of files by renaming, and removes files only
    after the new list is in place.
    """
    meta = (source / _META).read_bytes()
    segments = {segment["segment_id"].replace("-", "") for segment in json.loads(meta)["segments"]}
    for file in source.iterdir():
        if file.name.split(".")[0] in segments:
            link_or_copy(file, target / file.name)
    shutil.copyfile(source / ".managed.json", target / ".managed.json")
    (target / _META).write_bytes(meta)
    return (source / _META).read_bytes() == meta
