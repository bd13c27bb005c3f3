"""Five products and one person, as small as a catalog can be: the kind is kept, what was bought stays out."""

import json
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring import open_storage, open_turn_service
from recsys.catalog.importing import import_catalog
from recsys.catalog.reading import CatalogReading
from recsys.conversation.turn import TurnRequest
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import LOCAL_TENANT, UserId
from recsys.profile.importing import import_profiles
from recsys.profile.reading import read_profiles
from tests.integration.workplace import now

PRODUCTS = [
    ("p1", "Sony WH-1000XM5", "headphones", 348, "Over-ear wireless headphones with noise cancelling."),
    ("p2", "Apple AirPods Pro 2", "headphones", 249, "In-ear wireless buds with noise cancelling."),
    ("p3", "Audio-Technica ATH-M50x", "headphones", 149, "Wired closed headphones for the studio."),
    ("p4", "Logitech MX Master 3S", "mice", 99, "A wireless mouse for long days."),
    ("p5", "Keychron Q1 Pro", "keyboards", 199, "A wireless mechanical keyboard."),
]
PROFILE = {
    "user_id": "sam",
    "recent_views": ["Sony WH-1000XM5", "Apple AirPods Pro 2"],
    "bought_last_month": ["Logitech MX Master 3S"],
    "preferred_categories": ["headphones"],
    "budget_hint": "under $300",
}


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("in-ear headphones for commuting", {"p2"}),
        ("headphones for commuting, something in-ear", {"p2"}),
        ("recommend me headphones", {"p2", "p3"}),  # within the budget
        ("", {"p2", "p3"}),
        ("any ideas?", {"p2", "p3"}),
    ],
)
async def test_three_headphones_the_in_ear_ones_first_and_nothing_bought(
    tmp_path: Path, said: str, first: set[str]
) -> None:
    rows = [
        {
            "id": key,
            "title": title,
            "brand": title.split()[0],
            "category": category,
            "price": price,
            "description": text,
        }
        for key, title, category, price, text in PRODUCTS
    ]
    catalog, people = tmp_path / "products.json", tmp_path / "people.json"
    catalog.write_text(json.dumps(rows), encoding="utf-8")
    people.write_text(json.dumps([PROFILE]), encoding="utf-8")
    settings = load_settings(RECBOT_DATABASE="memory:")
    async with open_storage(settings) as store:
        with CatalogReading(catalog) as reading:
            await import_catalog(reading, store.catalog)
        await import_profiles(read_profiles(people), store, LOCAL_TENANT, at=now())
        async with open_turn_service(settings, store) as (turns, upkeep):
            assert upkeep is not None
            await upkeep.complete()
            result = await turns.answer(TurnRequest(LOCAL_TENANT, UserId("sam"), said, EMPTY_STATE))
    picked = [pick.item.id for pick in result.answer.picks]
    assert picked[0] in first
    assert set(picked) == {"p1", "p2", "p3"}
    assert len({pick.reason for pick in result.answer.picks}) == 3
