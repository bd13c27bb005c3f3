"""Where a keeper puts its index and finds it again. What fails here costs time at the next start, never an answer."""

import logging
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from recsys.ports import CatalogState, Embedder
from recsys.retrieval.index import CatalogIndex
from recsys.retrieval.registry import Registered
from recsys.retrieval.saved import load_index, save_rest, save_retrievers
from recsys.retrieval.workspace import Workspace

logger = logging.getLogger(__name__)


SAVED_AGAIN_SHARE = 0.05
"""Share of the rows: so many changes a start takes over in the time that it would take to save them."""


class Shelf:
    """The saved index of a directory; without one, nothing is saved. All methods but one block: for a thread."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._workspace: Workspace | None = None
        self._saved: tuple[Path | None, int] = None, 0

    def is_behind(self, index: CatalogIndex) -> bool:
        """Return whether the index changed so much since it was saved, if it was, that it is worth saving."""
        if self._workspace is None or index.directory is None:
            return False
        directory, changes = self._saved
        return index.directory != directory or index.changes - changes > SAVED_AGAIN_SHARE * len(index.columns)

    def load(
        self, state: CatalogState, embedder: Embedder | None, registered: Sequence[Registered]
    ) -> CatalogIndex | None:
        """Return the saved index, which may be behind the catalog's state; None where there is no good one."""
        self._open()
        if self._workspace is None:
            return None
        try:
            folder = self._workspace.copy_of_saved()
            if folder is not None:
                with _removed_if_it_fails(folder):
                    index = load_index(folder, state, embedder, registered)
                self._saved = folder, index.changes
                return index
        except (OSError, ValueError, LookupError, TypeError) as error:
            logger.warning("The catalog index saved in %s is not used: %s", self._directory, error)
        return None

    def new_folder(self) -> Path | None:
        """Return an empty directory for an index, None where it is to stay in memory."""
        try:
            return None if self._workspace is None else self._workspace.new_folder()
        except OSError as error:
            self.give_up(error)
            return None

    def begin_saving(self, index: CatalogIndex) -> Path | None:
        """Write what changes with the index. Quick; `finish_saving` takes the result. Raises OSError or ValueError."""
        draft = self.new_folder()
        if draft is not None:
            with _removed_if_it_fails(draft):
                save_retrievers(index, draft)
        return draft

    def finish_saving(self, index: CatalogIndex, draft: Path) -> None:
        """Write the rest and make it the saved index. Raises OSError."""
        with _removed_if_it_fails(draft):
            save_rest(index, draft)
            if self._workspace is not None:
                self._workspace.publish(draft)
        self._saved = index.directory, index.changes

    def give_up(self, error: Exception) -> None:
        """Do without a directory from now on."""
        logger.warning("The catalog index stays in memory, %s cannot be written: %s", self._directory, error)
        self.close()
        self._directory = None

    def close(self) -> None:
        """Remove what is ours alone. Safe to call twice."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _open(self) -> None:
        if self._directory is not None and self._workspace is None:
            try:
                self._workspace = Workspace(self._directory)
            except OSError as error:
                self.give_up(error)


@contextmanager
def _removed_if_it_fails(folder: Path) -> Generator[None]:
    try:
        yield
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
