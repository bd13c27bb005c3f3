"""The items that were candidates lately: a follow-up finds many of them again, and then asks no database."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ports import CatalogStore

KEPT = 2_000
"""Items, 10 MB of those with long attributes; those that were not asked for the longest go first."""


class ItemMemory:
    """Items as they are at one version of the catalog, the latest that was asked for. For one event loop.

    Whoever asks has just read from the catalog at which version it is. So what another process changed is not served
    from here: the change made a new version, and that empties the memory.
    """

    def __init__(self, catalog: CatalogStore) -> None:
        self._catalog = catalog
        self._version = -1
        self._kept = OrderedDict[ItemId, Item]()

    async def get(self, ids: Sequence[ItemId], version: int | None) -> Mapping[ItemId, Item]:
        """Return those of the items that exist, as of this version or later; None: as they are now."""
        if version is None:
            return await self._catalog.get(ids)
        if version > self._version:
            self._kept.clear()
            self._version = version
        found = {id_: self._kept[id_] for id_ in ids if id_ in self._kept}
        for id_ in found:
            self._kept.move_to_end(id_)
        missing = [id_ for id_ in ids if id_ not in found]
        if missing:
            # The catalog was at this version before: what is read now is of this one or a later one, never older.
            fetched = await self._catalog.get(missing)
            found.update(fetched)
            if version == self._version:
                self._kept.update(fetched)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found
