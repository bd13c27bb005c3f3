"""The sample catalog keeps its promises: real breadth, honest header, values a filter can rely on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr, TypeAdapter

from bot.sample import fill_with_sample, sample_items
from recsys.retrieval.embedding.minilm import MODEL
from storage.open import open_store

TUTORIAL_PRICES = {
    "Sony WH-1000XM5": 348,
    "Apple AirPods Pro 2": 249,
    "Audio-Technica ATH-M50x": 149,
    "Logitech MX Master 3S": 99,
    "Keychron Q1 Pro": 199,
}
MAIN_CATEGORIES = ("Headphones", "Earbuds", "Mice", "Keyboards", "Monitors", "Office Chairs")


class Product(BaseModel):
    """One line of the file; an unknown or mistyped field fails the parsing."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    title: str
    brand: str
    category: str
    price: float | None = None
    currency: Literal["USD"]
    description: str
    tags: list[str]
    attributes: dict[str, StrictStr | StrictBool | StrictInt | StrictFloat]
    url: str
    in_stock: bool


@cache
def lines() -> tuple[str, ...]:
    text = files("recsys.catalog.sample").joinpath("products.jsonl").read_text(encoding="utf-8")
    return tuple(text.splitlines())


@cache
def products() -> tuple[Product, ...]:
    return tuple(Product.model_validate_json(line) for line in lines()[1:])


def by_category() -> dict[str, list[Product]]:
    shelves: defaultdict[str, list[Product]] = defaultdict(list)
    for product in products():
        shelves[product.category].append(product)
    return shelves


def complaints_about(product: Product) -> list[str]:
    """What a buyer or a filter would stumble over in one product, empty when nothing."""
    checks = {
        "the id is not a slug": re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", product.id),
        "the title is too long": 0 < len(product.title) <= 120,
        "the description is too short or too long": 60 <= len(product.description) <= 400,
        "the description is not two or three sentences long": len(re.findall(r"[.?!](?=\s|$)", product.description))
        in {2, 3},
        "the price is not positive": product.price is None or product.price > 0,
        "there are too few or too many tags": 3 <= len(set(product.tags)) == len(product.tags) <= 8,
        "a tag is not lower case": all(tag == tag.lower().strip() != "" for tag in product.tags),
        "there are too few or too many attributes": 4 <= len(product.attributes) <= 10,
        "an attribute name is not snake_case": all(
            re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name) for name in product.attributes
        ),
        "an attribute's text is not lower case": all(
            value == value.lower().strip() != "" for value in product.attributes.values() if isinstance(value, str)
        ),
        "the url is not the root of the maker's site": re.fullmatch(r"https://[a-z0-9.-]+/", product.url),
    }
    return [f"{product.id}: {sentence}" for sentence, holds in checks.items() if not holds]


def test_the_header_says_what_the_prices_are() -> None:
    header = TypeAdapter(dict[str, str]).validate_json(lines()[0])
    assert list(header) == ["_about"]
    assert "EXAMPLES" in header["_about"]
    assert "not offers" in header["_about"]


def test_breadth() -> None:
    shelves = by_category()
    assert len(products()) >= 200
    assert len(shelves) >= 12
    assert {name: len(items) for name, items in shelves.items() if len(items) < 5} == {}
    assert {name: len(shelves[name]) for name in MAIN_CATEGORIES if len(shelves[name]) < 10} == {}
    assert [name for name, items in shelves.items() if len({item.brand for item in items}) < 3] == []


def test_ids_titles_and_descriptions_are_unique() -> None:
    assert len({product.id for product in products()}) == len(products())
    assert len({product.title for product in products()}) == len(products())
    assert len({product.description for product in products()}) == len(products())


@pytest.mark.parametrize(("name", "price"), TUTORIAL_PRICES.items())
def test_the_tutorials_products_have_the_tutorials_prices(name: str, price: int) -> None:
    prices = [product.price for product in products() if product.title.startswith(name)]
    assert prices
    assert set(prices) == {price}


def test_gaps_are_there_to_be_handled() -> None:
    assert sum(product.price is None for product in products()) == 3
    assert 1 <= sum(not product.in_stock for product in products()) <= 10


def test_every_product_reads_well_to_people_and_filters() -> None:
    assert [complaint for product in products() for complaint in complaints_about(product)] == []


def test_an_attribute_is_no_one_off() -> None:
    uses = Counter(name for product in products() for name in product.attributes)
    assert [name for name, count in uses.items() if count < 2] == []


def test_an_attribute_has_one_type_within_a_category() -> None:
    kinds: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for product in products():
        for name, value in product.attributes.items():
            kind = "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__
            kinds[product.category, name].add(kind)
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


def test_brands_are_spelled_one_way() -> None:
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for product in products():
        spellings[product.brand.casefold()].add(product.brand)
    assert [names for names in spellings.values() if len(names) > 1] == []


async def test_the_vectors_that_come_with_it_are_of_these_texts() -> None:
    async with open_store("memory:") as store:
        assert await fill_with_sample(store) == len(sample_items())
        assert not await store.catalog.unembedded(MODEL, 5), "run `python -m bot.sample` after changing a product"
