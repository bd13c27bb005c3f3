"""Items named by people: by id, by title, or by a part of a title that only one item has."""

import re
import unicodedata
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from recsys.model.catalog import Item
from recsys.model.ids import ItemId

SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Named:
    """The item that a name stands for; `by_part` when the name is only a part of its title."""

    item: ItemId
    title: str
    by_part: bool = False


@dataclass(slots=True)
class ItemNames:
    """All ids and titles of a catalog."""

    ids: dict[str, str] = field(default_factory=dict[str, str])
    """Id to title."""
    titles: dict[str, list[ItemId]] = field(default_factory=dict[str, list[ItemId]])
    """Folded title to the ids that have it."""

    @classmethod
    async def of(cls, batches: AsyncIterator[Sequence[Item]]) -> "ItemNames":
        """Collect the names of a whole catalog."""
        names = cls()
        async for batch in batches:
            for item in batch:
                names.ids[item.id] = item.title
                names.titles.setdefault(_folded(item.title), []).append(item.id)
        return names

    def find(self, name: str) -> Named | str:
        """Return the item that the name stands for, or a clause that says why it stands for none."""
        if name in self.ids:
            return Named(ItemId(name), self.ids[name])
        folded = _folded(name)
        same = self.titles.get(folded, [])
        if len(same) == 1:
            return Named(same[0], self.ids[same[0]])
        if same:
            return f"is the title of {len(same):,} items; name it by its id"
        holding = self._holding(folded) if len(folded) >= SHORTEST_PART else []
        if len(holding) == 1:
            return Named(holding[0], self.ids[holding[0]], by_part=True)
        return "is not in the catalog" if not holding else f"fits {len(holding):,} titles; name it by its id"

    def _holding(self, part: str) -> list[ItemId]:
        whole_words = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)")
        return [
            item for title, ids in self.titles.items() if part in title and whole_words.search(title) for item in ids
        ]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
