"""Scores one scripted turn against the raw products, apart from the code that is measured: nothing of recsys in here.

A predicate is `{"field", "op", "value"}` or, for a price, `{"field", "op", "ref": {"turn", "agg", "position"?}}`:
relative to what was shown in that turn of the same conversation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Product = Mapping[str, Any]
Predicate = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProductTexts:
    """The raw products by id, each with its fields folded into one lower-case text."""

    products: Mapping[str, Product]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, products: Mapping[str, Product]) -> "ProductTexts":
        """Fold title, short description and the values of all `attr_*` fields."""
        return cls(products, {key: _text(product) for key, product in products.items()})

    def meets(self, product_id: str, predicates: Sequence[Predicate]) -> bool:
        """Return whether a product meets all absolute predicates; an unknown product meets none."""
        product = self.products.get(product_id)
        return product is not None and all(_meets(product, self.texts[product_id], one) for one in predicates)


def absolute(predicates: Sequence[Predicate], shown: Mapping[int, Sequence[float | None]]) -> list[Predicate] | None:
    """Return the predicates with relative prices resolved by the prices `shown` in earlier turns.

    None when a turn or position that is referred to showed nothing, or something without a price.
    """
    resolved: list[Predicate] = []
    for predicate in predicates:
        if "ref" not in predicate:
            resolved.append(predicate)
            continue
        price = _referred(predicate["ref"], shown)
        if price is None:
            return None
        resolved.append({"field": "price", "op": predicate["op"], "value": price})
    return resolved


def _referred(ref: Mapping[str, Any], shown: Mapping[int, Sequence[float | None]]) -> float | None:
    prices: Sequence[float | None] = shown.get(ref["turn"], ())
    if ref["agg"] == "item":
        position = int(ref["position"])
        return prices[position - 1] if position <= len(prices) else None
    known = [price for price in prices if price is not None]
    if not known:
        return None
    return min(known) if ref["agg"] == "min" else max(known)


def _meets(product: Product, text: str, predicate: Predicate) -> bool:
    operator, value = predicate["op"], predicate["value"]
    match predicate["field"]:
        case "price":
            price = product.get("price")
            return price is not None and _compares(float(price), operator, value)
        case "brand":
            return ((product.get("supplier") or "") in value) is (operator == "in")
        case "color":
            return (value in _colour(product)) is (operator == "contains")
        case "text":
            return (value in text) is (operator == "contains")
        case field:
            raise ValueError(f"The sessions speak of a field {field!r} that this benchmark does not know.")


def _compares(price: float, operator: str, value: Any) -> bool:  # noqa: ANN401 - a number, or two for "between"
    match operator:
        case "<":
            return price < value
        case "<=":
            return price <= value
        case ">":
            return price > value
        case ">=":
            return price >= value
        case "between":
            return value[0] <= price <= value[1]
        case _:
            raise ValueError(f"The sessions compare prices by {operator!r}, which this benchmark does not know.")


def _colour(product: Product) -> str:
    return str(product.get("attr_t_product_colour") or "").lower()


def _text(product: Product) -> str:
    parts = [product.get("title"), product.get("short_description")]
    parts += [value for name, value in product.items() if name.startswith("attr_")]
    return "\n".join(str(part) for part in parts if part is not None).lower()
