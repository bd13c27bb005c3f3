"""The saved form of an index: a directory of files that are mapped into memory again at the next start."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from recsys.ports import CatalogState, Embedder
from recsys.retrieval.arrays import read_arrays, write_arrays
from recsys.retrieval.columns import Columns
from recsys.retrieval.index import CatalogIndex, assemble, over_vectors
from recsys.retrieval.registry import OverItems, Registered
from recsys.retrieval.vectors import VectorTable

FORMAT = 3
"""To be raised when files change their form or text its analysis: an index of another format is built anew."""

_COLUMNS, _VECTORS, _CONTENTS = "columns.arrays", "vectors.arrays", "contents.json"


def save_retrievers(index: CatalogIndex, draft: Path) -> None:
    """Begin to save an index in an empty directory. No newer one may be made meanwhile; takes milliseconds."""
    for name, retriever in index.over_items.items():
        retriever.save(draft / name)


def save_rest(index: CatalogIndex, draft: Path) -> None:
    """Write everything else of the index; newer ones may be made meanwhile."""
    write_arrays(draft / _COLUMNS, index.columns.arrays())
    if index.vectors is not None:
        write_arrays(draft / _VECTORS, index.vectors.arrays())
    contents = {
        "format": FORMAT,
        "state": asdict(index.state),
        "model": index.embedder.model if index.embedder is not None and index.vectors is not None else None,
        "retrievers": sorted(index.over_items),
        "sizes": _sizes(draft),
    }
    (draft / _CONTENTS).write_text(json.dumps(contents))


def load_index(
    directory: Path, state: CatalogState, embedder: Embedder | None, registered: Sequence[Registered]
) -> CatalogIndex:
    """Return the index that was saved into a directory, which is its own from now on.

    Vectors of another model stay out. Raises ValueError, saying why, when it is not whole or does not belong to a
    catalog of that state.
    """
    contents = json.loads((directory / _CONTENTS).read_text())
    if contents["format"] != FORMAT:
        raise ValueError("another version of recbot wrote it")
    saved = CatalogState(**contents["state"])
    if saved.identity != state.identity or saved.version > state.version:
        raise ValueError("it belongs to another catalog")
    sources = [source for source in registered if isinstance(source, OverItems)]
    if contents["retrievers"] != sorted(source.name for source in sources):
        raise ValueError("it was made for other retrievers")
    if contents["sizes"] != _sizes(directory):
        raise ValueError("its files are not complete")
    columns = Columns.from_arrays(read_arrays(directory / _COLUMNS))
    over_items = {source.name: source.load(directory / source.name) for source in sources}
    index = assemble(saved, columns, over_items, directory)
    if embedder is None or contents["model"] != embedder.model:
        return index
    vectors = VectorTable.from_arrays(read_arrays(directory / _VECTORS))
    if vectors.dimensions != (embedder.dimensions or vectors.dimensions) or saved.vectors > state.vectors:
        return index
    return over_vectors(replace(index, state=saved, embedder=embedder), vectors, registered)


def _sizes(directory: Path) -> dict[str, int]:
    return {
        str(file.relative_to(directory)): file.stat().st_size
        for file in sorted(directory.rglob("*"))
        if file.is_file() and file.name != _CONTENTS
    }
