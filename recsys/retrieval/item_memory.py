"""The items that were candidates lately: a follow-up finds many of them again, and then asks no database."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogState, CatalogStore

KEPT = 2_000
"""Items, 10 MB of those with long attributes; those that were not asked for the longest go first."""


class ItemMemory:
    """Items as they are in one state of the catalog, the one that was asked for last. For one event loop.

    Whoever asks has just read from the catalog in which state it is. So what another process changed is not served
    from here: the change made a new version, or the database another one, and that empties the memory.
    """

    def __init__(self, catalog: CatalogStore) -> None:
        self._catalog = catalog
        self._state: tuple[str, int] | None = None
        self._kept = OrderedDict[ItemId, Item]()

    async def get(self, ids: Sequence[ItemId], state: CatalogState | None) -> Mapping[ItemId, Item]:
        """Return those of the items that exist, as of this state or later; None: as they are now."""
        if state is None:
            return await self._catalog.get(ids)
        asked = (state.identity, state.version)
        if asked != self._state:
            self._kept.clear()
            self._state = asked
        found = {id_: self._kept[id_] for id_ in ids if id_ in self._kept}
        for id_ in found:
            self._kept.move_to_end(id_)
        missing = [id_ for id_ in ids if id_ not in found]
        if missing:
            # The catalog was in this state before: what is read now is of this one or a later one, never older.
            fetched = await self._catalog.get(missing)
            found.update(fetched)
            if asked == self._state:
                self._kept.update(fetched)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found
