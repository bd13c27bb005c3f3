"""Profiles into the store, their items found in the catalog."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from recsys.errors import RowError
from recsys.model.ids import ItemId, Tenant
from recsys.model.person import Profile
from recsys.ports import Store
from recsys.profile.names import ItemNames
from recsys.profile.reading import StatedProfile

T = TypeVar("T")


@dataclass(slots=True)
class ProfileReport:
    """What became of the rows: how many profiles went in, which rows did not, and what to know of those that did."""

    imported: int = 0
    errors: list[RowError] = field(default_factory=list[RowError])
    warnings: list[str] = field(default_factory=list[str])


async def import_profiles(
    rows: Iterable[StatedProfile | RowError], store: Store, tenant: Tenant, *, at: float
) -> ProfileReport:
    """Store every profile for its user in the tenant; views and purchases that are not known yet count as of `at`.

    A name that stands for no item is left out with a warning, the rest goes in. Brands, what is avoided and the
    switches stay as they are where a row does not speak of them: an import turns nobody's learning on again.
    """
    report = ProfileReport()
    names = await ItemNames.of(store.catalog.scan())
    for row in rows:
        if isinstance(row, RowError):
            report.errors.append(row)
            continue
        for key in row.unknown:
            report.warnings.append(f"{row.user}: {key} is no field of a profile and was ignored.")
        known = await store.profiles.get(tenant, row.user)
        profile = Profile(
            recent_views=_found(row, row.recent_views, names, report),
            bought=_found(row, row.bought, names, report),
            preferred_categories=row.preferred_categories,
            budget_hint=row.budget_hint,
            budget_min=row.budget_min,
            budget_max=row.budget_max,
            preferred_brands=_stated(row.preferred_brands, known.preferred_brands),
            avoided_brands=_stated(row.avoided_brands, known.avoided_brands),
            avoided_categories=_stated(row.avoided_categories, known.avoided_categories),
            learning=_stated(row.learning, known.learning),
            surprises=_stated(row.surprises, known.surprises),
        )
        await store.profiles.put(tenant, row.user, profile, at)
        report.imported += 1
    return report


def _stated(stated: T | None, known: T) -> T:
    return known if stated is None else stated


def _found(row: StatedProfile, stated: Iterable[str], names: ItemNames, report: ProfileReport) -> tuple[ItemId, ...]:
    found: list[ItemId] = []
    for text in stated:
        for name in _single(text, names):
            item = names.find(name)
            if isinstance(item, str):
                report.warnings.append(f'{row.user}: "{name}" {item}; it was left out.')
                continue
            found.append(item.item)
            if item.by_part:
                report.warnings.append(f'{row.user}: "{name}" was taken as {item.title} ({item.item}).')
    return tuple(dict.fromkeys(found))


def _single(text: str, names: ItemNames) -> list[str]:
    """Split at commas only where the whole is no item: titles have commas too."""
    if "," not in text or not isinstance(names.find(text), str):
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()]
