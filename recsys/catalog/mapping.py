"""Which column of a foreign file is which field of an item."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast, get_args

from recsys.catalog.texts import snake_case
from recsys.catalog.values import (
    add_attribute,
    attribute_value,
    holds_attributes,
    is_internal,
    read_attributes,
    worth_an_attribute,
)
from recsys.errors import CatalogFileError
from recsys.model.catalog import AttributeValue

Field = Literal[
    "id",
    "title",
    "brand",
    "category",
    "price",
    "currency",
    "description",
    "tags",
    "attributes",
    "url",
    "image_url",
    "in_stock",
]
FIELDS: tuple[Field, ...] = get_args(Field)
_BY_NAME: Mapping[str, Field] = {name: name for name in FIELDS}

SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    "id": (
        "product_id",
        "item_id",
        "sku",
        "asin",
        "article_number",
        "item_number",
        "product_code",
        "gtin",
        "ean",
        "upc",
    ),
    "title": ("name", "product_name", "product_title", "item_name", "product"),
    "brand": ("manufacturer", "supplier", "vendor", "maker", "brand_name"),
    "category": ("product_type", "product_category", "category_name", "category_path", "categories", "department"),
    "price": ("current_price", "sale_price", "unit_price", "list_price", "retail_price", "msrp", "rrp", "cost"),
    "currency": ("currency_code", "price_currency", "pricecurrency"),
    "description": ("long_description", "product_description", "body_html", "short_description", "summary", "body"),
    "tags": ("keywords", "labels"),
    "attributes": ("specs", "specifications", "properties"),
    "url": ("link", "product_url", "permalink", "page_url", "product_link"),
    "image_url": ("image", "image_link", "image_src", "img_url", "img", "picture", "photo", "thumbnail", "images"),
    "in_stock": ("availability", "stock", "stock_status", "available", "quantity", "stock_quantity", "inventory"),
}
"""Names under which others know our fields, the likeliest first; taken only where our own name is absent."""

_NEVER_ATTRIBUTES = frozenset(FIELDS).union(
    *(SYNONYMS[name] for name in ("id", "price", "currency", "description", "image_url", "url", "in_stock"))
)


@dataclass(frozen=True, slots=True)
class MapOption:
    """One `--map field=column`. The column may hold * and ? when the field is `attributes`."""

    field: Field
    column: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A field and the columns it comes from, the first filled one counts; `guessed` where a synonym was recognised."""

    field: Field
    columns: tuple[str, ...]
    guessed: bool = False


def parse_map_option(text: str) -> MapOption:
    """Read "field=column". Raises ValueError with a sentence."""
    name, separator, column = (part.strip() for part in text.partition("="))
    if not separator or not column:
        raise ValueError(f'"{text}" is not of the form field=column, for example brand=supplier.')
    known = _BY_NAME.get(name)
    if known is None:
        near = difflib.get_close_matches(name, FIELDS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise ValueError(f'"{name}" is no field of an item.{hint} The fields are {", ".join(FIELDS)}.')
    if "*" in column and known != "attributes":
        raise ValueError(f'Only attributes take a wildcard; name one column for {known} instead of "{column}".')
    return MapOption(known, column)


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """How a row of one file becomes the fields of an item; made by `plan_columns`."""

    taken: tuple[Taken, ...]
    attributes: tuple[str, ...]
    """Columns and patterns that were asked for; empty: every column that says something is an attribute."""
    flatten: bool
    typed: bool
    _roles: dict[str, "_Role"] = field(default_factory=dict[str, "_Role"])
    """What each column is to the attributes; kept because a catalog may have thousands of columns."""

    def cells(self, row: Mapping[str, object], note: Callable[[str, object], None]) -> dict[Field, object]:
        """Return the raw value of every field that the row fills; of the attributes the values are read already.

        `note` is told what had to be left out, as a clause, and its value.
        """
        flat = flattened(row) if self.flatten else row
        cells: dict[Field, object] = {}
        for taken in self.taken:
            values = [flat[name] for name in taken.columns if flat.get(name) not in (None, "")]
            if values and taken.field != "attributes":
                cells[taken.field] = _together(values) if taken.field == "tags" and len(values) > 1 else values[0]
        cells["attributes"] = self._attributes(flat, note)
        return cells

    def _attributes(self, row: Mapping[str, object], note: Callable[[str, object], None]) -> dict[str, AttributeValue]:
        found: dict[str, AttributeValue] = {}
        for column, value in row.items():
            role = self._roles.get(column) or self._find_role(column)
            if value is None or value == "" or (not role.name and not role.whole):
                continue
            if role.whole and (not role.name or holds_attributes(value)):
                several = read_attributes(value, typed=self.typed)
                if not several and isinstance(value, str):
                    note('attributes are not of the form "name: value; name: value" and were dropped', value)
                for name, part in several.items():
                    add_attribute(found, name, part)
            elif self.attributes or worth_an_attribute(value):
                add_attribute(found, role.name, attribute_value(value, typed=self.typed))
        return found

    def _find_role(self, column: str) -> "_Role":
        self._roles[column] = role = self._new_role(column)
        return role

    def _new_role(self, column: str) -> "_Role":
        """Decide; a column asked for by its name may hold one attribute or many, one found as `attributes` many."""
        for asked in self.attributes:
            match = _pattern(asked).fullmatch(column)
            if match is not None:
                return _Role(match[match.re.groups], whole=False) if "*" in asked else _Role(column, whole=True)
        if self.attributes:
            return _Role("", whole=False)
        owner = next((taken.field for taken in self.taken if column in taken.columns), None)
        if owner is not None:
            return _Role("", whole=owner == "attributes")
        return _Role("" if snake_case(column) in _NEVER_ATTRIBUTES or is_internal(column) else column, whole=False)


@dataclass(frozen=True, slots=True)
class _Role:
    """`name`: the attribute that the column's value is; `whole`: the value may hold several attributes."""

    name: str
    whole: bool


def plan_columns(options: Sequence[MapOption], columns: Iterable[str], *, typed: bool, sampled: int) -> ColumnPlan:
    """Decide where every field comes from, given the columns of the first `sampled` rows.

    Raises CatalogFileError when a mapped column is not among them, or nothing can be the id or the title.
    """
    known = tuple(columns)
    by_spelling = {snake_case(name): name for name in reversed(known)}
    attributes: tuple[str, ...] = ()
    taken: list[Taken] = []
    for name in FIELDS:
        asked = [option.column for option in options if option.field == name]
        if asked:
            found = tuple(_present(column, known, by_spelling, sampled) for column in asked)
            attributes = found if name == "attributes" else attributes
            taken.append(Taken(name, found))
        elif name in by_spelling:
            taken.append(Taken(name, (by_spelling[name],)))
        elif synonym := next((by_spelling[other] for other in SYNONYMS[name] if other in by_spelling), ""):
            taken.append(Taken(name, (synonym,), guessed=True))
    _require(("id", "title"), taken, known)
    return ColumnPlan(
        taken=_without_double_use(taken),
        attributes=attributes,
        flatten=any("." in option.column for option in options),
        typed=typed,
    )


def flattened(row: Mapping[str, object], prefix: str = "", depth: int = 3) -> dict[str, object]:
    """Return the row with "spec.weight" beside "spec" for every object in it, `depth` levels down."""
    flat: dict[str, object] = {}
    for name, value in row.items():
        flat[prefix + name] = value
        if isinstance(value, dict) and depth > 0:
            flat.update(flattened(cast("dict[str, object]", value), f"{prefix}{name}.", depth - 1))
    return flat


@cache
def _pattern(column: str) -> re.Pattern[str]:
    """Compile a pattern whose last * takes all it can: "attr_*_*" names "attr_t_product_type" "product_type"."""
    parts = [re.escape(part).replace(r"\?", ".") for part in column.split("*")]
    return re.compile("(.*?)".join(parts[:-1]) + ("(.*)" if len(parts) > 1 else "") + parts[-1], re.DOTALL)


def _present(column: str, known: tuple[str, ...], by_spelling: Mapping[str, str], sampled: int) -> str:
    """Return the column as the file spells it, or the pattern if it fits any."""
    if column in known or ("*" in column and any(_pattern(column).fullmatch(name) for name in known)):
        return column
    if "*" not in column and snake_case(column) in by_spelling:
        return by_spelling[snake_case(column)]
    near = difflib.get_close_matches(column.strip("*?"), known, n=3, cutoff=0.5)
    hint = f"Near it: {', '.join(near)}." if near else f"The columns are {_listed(known)}."
    raise CatalogFileError(f'No column "{column}" in the first {sampled:,} rows. {hint}')


def _require(needed: tuple[Field, ...], taken: Sequence[Taken], known: tuple[str, ...]) -> None:
    for name in needed:
        if not any(each.field == name for each in taken):
            raise CatalogFileError(
                f"No column looks like the {name}. Say which it is with --map {name}=COLUMN; "
                f"the columns are {_listed(known)}."
            )


def _without_double_use(taken: Sequence[Taken]) -> tuple[Taken, ...]:
    """Drop a guess where somebody asked for the same column under another field."""
    asked = {column for each in taken if not each.guessed for column in each.columns}
    return tuple(each for each in taken if not each.guessed or each.columns[0] not in asked)


def _together(values: Sequence[object]) -> list[object]:
    parts: list[object] = []
    for value in values:
        parts.extend(cast("list[object]", value) if isinstance(value, list) else re.split(r"[,;|\n]", str(value)))
    return parts


def _listed(names: Sequence[str], most: int = 30) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
