"""Several items in one sentence, and the variants of one: true by the catalog, and English."""

from dataclasses import replace

import pytest

from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.ranking.listing_facts import differences
from recsys.ranking.variants import also_in
from recsys.ranking.verdict import verdict
from tests.unit.test_ranking import item

NAMES = ("the first", "the second", "the third")
FLY = item("Fly", "Ada", 79.0, weight_g=147.0, battery_hours=20.0, noise_cancelling=False)
HUSH = item("Hush", "Bix", 99.0, weight_g=260.0, battery_hours=40.0, noise_cancelling=True)
MUTE = item("Mute", "Cor", 89.0, weight_g=250.0, battery_hours=30.0, noise_cancelling=False)
PLAIN = item("Plain", "Dax", 99.0, colour="red")


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((HUSH, FLY, MUTE), "The second is the cheapest and lightest; the first has the longest battery life."),
        ((FLY, HUSH), "The first is the cheaper and lighter; the second has the longer battery life."),
        (
            (FLY, replace(HUSH, attributes={"noise_cancelling": True})),
            "The first is the cheaper; the second alone has noise cancelling.",
        ),
        ((PLAIN, item("Pure", "Ada", 99.0, colour="blue")), "They differ in brand and colour."),
        ((PLAIN, replace(PLAIN, id=ItemId("sold"), in_stock=False)), "They differ in availability."),
        (
            (item("a", "Ada", 9.0, usb_ports="two", fit="snug"), item("b", "Ada", 9.0, usb_ports="one", fit="loose")),
            "They differ in fit and USB ports.",
        ),
        ((item("a", "Ada", 9.0, ram_gb=8.0), item("b", "Ada", 9.0, ram_gb=16.0)), "The second has more memory."),
    ],
)
def test_the_verdict_says_what_each_is_best_at(items: tuple[Item, ...], said: str) -> None:
    assert verdict(items, NAMES[: len(items)], differences(items)) == said


def test_nothing_is_the_best_that_is_only_a_little_better_or_not_known_of_all() -> None:
    near = replace(FLY, id=ItemId("near"), price=79.0, attributes={"weight_g": 149.0})
    assert "light" not in verdict((FLY, near), NAMES[:2], differences((FLY, near)))
    assert "cheap" not in verdict((FLY, replace(HUSH, price=None)), NAMES[:2], differences((FLY, HUSH)))


def titled(title: str, **attributes: str) -> Item:
    return Item(ItemId(title), title, "Ada", attributes=dict(attributes))


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        ((titled("Pad", colour="Silver"), titled("Pad", colour="white")), "silver and white"),
        ((titled("Pad, 3-Pack"),), "3-Pack"),
        ((titled('Pad (10.2") Pink'),), "Pink"),
        ((titled("Pad", colour="black"),), ""),
        ((titled("Another thing with quite another name"),), ""),
        ((), ""),
    ],
)
def test_variants_are_told_by_what_they_differ_in(variants: tuple[Item, ...], said: str) -> None:
    assert also_in(titled("Pad", colour="black"), variants) == said
