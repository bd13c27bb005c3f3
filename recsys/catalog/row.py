"""One row, checked and cleaned: the boundary between foreign data and `Item`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails

from recsys.catalog.mapping import Field
from recsys.catalog.prices import Money, read_currency, read_price
from recsys.catalog.texts import clean_text, cut, plain_text, shown_value
from recsys.catalog.values import read_category, read_in_stock, read_tags, read_url, scalar_text
from recsys.model.catalog import NO_ATTRIBUTES, AttributeValue, Item
from recsys.model.ids import ItemId

ID_CHARS = 200
TITLE_CHARS = 500
NAME_CHARS = 200
DESCRIPTION_CHARS = 20_000

_EXAMPLES_KEPT = 5


@dataclass(slots=True)
class Notes:
    """What was changed or left out while reading, counted by kind, with the first few places."""

    counts: Counter[str] = field(default_factory=Counter[str])
    examples: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, kind: str, example: str, count: int = 1) -> None:
        """Count one more, or `count`, of a kind, and where. Kinds are clauses without values, so that they stay few."""
        self.counts[kind] += count
        known = self.examples.setdefault(kind, [])
        if len(known) < _EXAMPLES_KEPT:
            known.append(example)

    def sentences(self) -> list[str]:
        """Return one sentence a kind, the most frequent first."""
        return [
            f"{kind}: {'once' if count == 1 else f'{count:,} times'} "
            f"({', '.join(self.examples[kind])}{', …' if count > len(self.examples[kind]) else ''})."
            for kind, count in self.counts.most_common()
        ]


@dataclass(frozen=True, slots=True)
class _Place:
    """The context of one validation: where notes go, and which row they speak of."""

    notes: Notes
    where: str


def _note(info: ValidationInfo, kind: str, written: object = None) -> None:
    if isinstance(info.context, _Place):
        shown = "" if written is None else f": {shown_value(written)}"
        info.context.notes.add(kind, f"{info.context.where}{shown}")


def _id(value: object) -> str:
    text = clean_text(scalar_text(value)) if not isinstance(value, bool | dict | list) else ""
    if not text:
        raise ValueError("id is missing")
    if len(text) > ID_CHARS:
        raise ValueError(f"id is longer than {ID_CHARS} characters")
    return text


def _title(value: object, info: ValidationInfo) -> str:
    text = plain_text(scalar_text(value))
    if not text:
        raise ValueError("title is missing")
    return _fitting(text, TITLE_CHARS, info)


def _name(value: object, info: ValidationInfo) -> str:
    return _fitting(plain_text(scalar_text(value)), NAME_CHARS, info)


def _description(value: object, info: ValidationInfo) -> str:
    return _fitting(plain_text(scalar_text(value)), DESCRIPTION_CHARS, info)


def _fitting(text: str, limit: int, info: ValidationInfo) -> str:
    if len(text) > limit:
        _note(info, f"{info.field_name} is longer than {limit:,} characters and was cut")
    return cut(text, limit)


def _address(value: object, info: ValidationInfo) -> str:
    try:
        return read_url(value)
    except ValueError as error:
        _note(info, f"{info.field_name} {error}", value)
        return ""


def _stock(value: object, info: ValidationInfo) -> bool | None:
    try:
        return read_in_stock(value)
    except ValueError as error:
        _note(info, str(error), value)
        return None


def _currency(value: object, info: ValidationInfo) -> str:
    text = clean_text(scalar_text(value))
    code = read_currency(text)
    if text and not code:
        _note(info, "currency is no ISO 4217 code and was ignored", text)
    return code


class CatalogRow(BaseModel):
    """A row as it must be. Validation reads every spelling that `docs/catalog.md` names."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: Annotated[str, BeforeValidator(_id)]
    title: Annotated[str, BeforeValidator(_title)]
    brand: Annotated[str, BeforeValidator(_name)] = ""
    category: Annotated[tuple[str, ...], BeforeValidator(read_category)] = ()
    price: Annotated[Money | None, BeforeValidator(read_price)] = None
    currency: Annotated[str, BeforeValidator(_currency)] = ""
    description: Annotated[str, BeforeValidator(_description)] = ""
    tags: Annotated[tuple[str, ...], BeforeValidator(read_tags)] = ()
    attributes: dict[str, AttributeValue] = {}
    url: Annotated[str, BeforeValidator(_address)] = ""
    image_url: Annotated[str, BeforeValidator(_address)] = ""
    in_stock: Annotated[bool | None, BeforeValidator(_stock)] = None


def read_item(cells: Mapping[Field, object], *, currency: str, notes: Notes, where: str) -> Item:
    """Return the item that the cells (field name to raw value) describe; missing cells are missing facts.

    `currency` holds where the row names none. `where` ("line 12") goes into notes. Raises ValueError with all that is
    wrong as clauses joined by "; ".
    """
    try:
        row = CatalogRow.model_validate({"id": None, "title": None, **cells}, context=_Place(notes, where))
    except ValidationError as error:
        raise ValueError("; ".join(_clause(each) for each in error.errors(include_url=False))) from error
    *wider, category = row.category or ("",)
    return Item(
        id=ItemId(row.id),
        title=row.title,
        brand=row.brand,
        category=cut(category, NAME_CHARS),
        price=row.price.amount if row.price else None,
        currency=_currency_of(row, notes, where) or currency,
        description=row.description,
        tags=tuple(dict.fromkeys((*row.tags, *(cut(name, NAME_CHARS) for name in wider)))),
        attributes=MappingProxyType(row.attributes) if row.attributes else NO_ATTRIBUTES,
        url=row.url,
        image_url=row.image_url,
        in_stock=row.in_stock,
    )


def _clause(error: ErrorDetails) -> str:
    raised = error.get("ctx", {}).get("error")
    return str(raised) if raised else f"{'.'.join(map(str, error['loc']))} is not usable"


def _currency_of(row: CatalogRow, notes: Notes, where: str) -> str:
    written = row.price.currency if row.price else ""
    if not written or not row.currency or written == row.currency:
        return written or row.currency
    if row.price is not None and row.price.sign_only:
        return row.currency
    notes.add("the price names another currency than the currency column, and the price's counts", where)
    return written
