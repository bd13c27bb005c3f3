"""The catalog: what can be recommended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from recsys.model.ids import ItemId

AttributeValue = str | float | bool

NO_ATTRIBUTES: Mapping[str, AttributeValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Item:
    """One product of the catalog. All but `id` and `title` may be absent.

    `price` is in `currency` (an ISO 4217 code), `attributes` map snake_case names to text, numbers or booleans;
    units are part of the name (`weight_g`). `in_stock` is None where the catalog does not say.
    """

    id: ItemId
    title: str
    brand: str = ""
    category: str = ""
    price: float | None = None
    currency: str = "USD"
    description: str = ""
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=lambda: NO_ATTRIBUTES)
    url: str = ""
    image_url: str = ""
    in_stock: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """What happened to the catalog after some version: whole new items and ids that are gone, and the version now."""

    version: int
    upserted: tuple[Item, ...]
    removed: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did."""

    added: int
    changed: int
    unchanged: int
    removed: int
